//! Files as they are read, and ledgers as they come of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use people_feed::{
    Agreed, Changes, Counts, FeedError, FileSeen, Gone, Header, Ledger, Names, Outbox, Reviewed, Roll, Rules, RunFile,
};
use people_file::{Mapping, Meaning, PeopleFile, Repeats, Told};
use tempfile::TempDir;

pub(crate) const DUTCH: &[(&str, Meaning)] = &[("In dienst", Meaning::Here), ("Uit dienst", Meaning::Left)];

pub(crate) fn header(rows: u64) -> Header {
    Header {
        format: Header::FORMAT,
        tenant: "t".to_owned(),
        service_principal: "sp".to_owned(),
        name: "HR".to_owned(),
        job: "job".to_owned(),
        mapping: of(&[], b"Personeelsnummer,Status\n1,In dienst\n").agreed.digest(),
        run: 17,
        enriches: false,
        file: FileSeen {
            name: "a.csv".to_owned(),
            sha256: "00".to_owned(),
            rows,
            at: Timestamp::UNIX_EPOCH,
        },
    }
}

/// A file as it was read.
pub(crate) struct Looked {
    pub(crate) place: TempDir,
    pub(crate) file: PeopleFile,
    pub(crate) agreed: Agreed,
    pub(crate) roll: Roll,
}

pub(crate) fn of(words: &[(&str, Meaning)], bytes: &[u8]) -> Looked {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.csv");
    std::fs::write(&path, bytes).unwrap();
    let file = PeopleFile::open(&path, &Told::default()).unwrap();
    let mapping = Mapping::propose(&file).unwrap();
    let agreed = Agreed {
        columns: mapping.targets(),
        sign_in: mapping.sign_in(),
        joined: BTreeMap::new(),
        fields: Vec::new(),
        domain: None,
        leave_out: Vec::new(),
        words: words
            .iter()
            .map(|(word, meaning)| ((*word).to_owned(), *meaning))
            .collect::<HashMap<_, _>>(),
        repeats: Repeats::Stop,
        clears: Vec::new(),
        dates: None,
        zone: TimeZone::UTC,
        own: HashSet::from(["boss@x.nl".to_owned()]),
    };
    let roll = Roll::of(&file, &agreed).unwrap();
    Looked {
        place,
        file,
        agreed,
        roll,
    }
}

impl Looked {
    pub(crate) fn changes(&self, ledger: Option<&Ledger>, rules: Rules) -> Changes {
        Changes::of(&self.roll, ledger, None, rules)
    }

    /// The ledger as it is when all of the file was accepted.
    pub(crate) fn accepted(&self) -> Ledger {
        let changes = self.changes(
            None,
            Rules {
                create_left: true,
                ..Rules::default()
            },
        );
        let outbox = self.outbox(None, &changes, Gone::Nobody).unwrap();
        let lines = (0..outbox.blocks()).map(|block| {
            let (first, ids) = (block * 50, 50.min(changes.people() as usize - block * 50));
            let line = |state: &str| format!("{{\"b\":{block},\"first\":{first},\"ids\":{ids},\"state\":\"{state}\",\"at\":\"2026-01-01T00:00:00Z\"}}\n");
            line("intent") + &line("accepted")
        });
        let lines: String = lines.collect();
        let path = self.place.path().join("batches.jsonl");
        drop(RunFile::open(&path, &outbox, header(self.roll.rows)).unwrap());
        let first = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, first + &lines).unwrap();
        let run = RunFile::open(&path, &outbox, header(self.roll.rows)).unwrap();
        Ledger::after(None, &run, &outbox).unwrap()
    }

    pub(crate) fn outbox(
        &self,
        ledger: Option<&Ledger>,
        changes: &Changes,
        gone: Gone<'_>,
    ) -> Result<Outbox, FeedError> {
        let reviewed = Reviewed {
            file: &self.file,
            agreed: &self.agreed,
            roll: &self.roll,
            ledger,
            changes,
            gone,
            run: 17,
            names: &Names::default(),
            pilot: &[],
        };
        Outbox::fill(&self.place.path().join("outbox.bin"), &reviewed)
    }
}

/// Dutch people with these numbers, all at work.
pub(crate) fn staff(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut csv = "Personeelsnummer;Roepnaam;Achternaam;E-mail zakelijk;Status;Afdeling\n".to_owned();
    for number in numbers {
        csv.push_str(&format!(
            "{number:05};Zoë{number};Müller;p{number}@x.nl;In dienst;Verkoop\n"
        ));
    }
    csv
}

pub(crate) fn counts(now: &Looked, ledger: &Ledger, rules: Rules) -> Counts {
    now.changes(Some(ledger), rules).counts
}
