//! A company with a file of people, and a computer that sends it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use graph_client::{GraphClient, NoWaits, RequestLog, RequestRecord, UploadMeter};
use jiff::Timestamp;
use people_feed::{
    Agreed, Changes, FeedError, FileSeen, Gone, Header, Ledger, Names, Outbox, Reviewed, Roll, Rules, RunFile, Sending,
    Sent, keep,
};
use people_file::{Mapping, Meaning, PeopleFile, Repeats, Told};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::service::{Service, State};
use crate::tokens::{TENANT, Tokens};

/// Stands in every cell that says something of a person.
pub(crate) const SENTINEL: &str = "Sentinel4711";

pub(crate) struct World {
    pub(crate) place: TempDir,
    pub(crate) service: Service,
    pub(crate) client: GraphClient,
    pub(crate) log: Arc<Log>,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) stop: CancellationToken,
    pub(crate) a_day: usize,
    pub(crate) rules: Rules,
    pub(crate) run: u64,
}

impl World {
    pub(crate) async fn new() -> Self {
        let service = Service::start().await;
        let tokens = Arc::new(Tokens::of(&service.origin));
        let log = Arc::<Log>::default();
        let client = GraphClient::new(TENANT, Arc::clone(&tokens) as _, Arc::clone(&log) as _).unwrap();
        Self {
            place: tempfile::tempdir().unwrap(),
            client: client.with_pace(Duration::from_millis(1)),
            service,
            log,
            tokens,
            stop: CancellationToken::new(),
            a_day: 2_000,
            rules: Rules::default(),
            run: 0,
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.service.state.lock().unwrap()
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    pub(crate) fn batches(&self) -> PathBuf {
        self.batches_of(self.run)
    }

    pub(crate) fn outbox(&self) -> PathBuf {
        self.outbox_of(self.run)
    }

    fn batches_of(&self, run: u64) -> PathBuf {
        self.at(&format!("batches-{run}.jsonl"))
    }

    fn outbox_of(&self, run: u64) -> PathBuf {
        self.at(&format!("outbox-{run}.bin"))
    }

    pub(crate) fn header(&self, rows: u64) -> Header {
        Header {
            format: Header::FORMAT,
            tenant: TENANT.to_owned(),
            service_principal: "sp".to_owned(),
            name: "HR".to_owned(),
            job: "API2AAD.1".to_owned(),
            mapping: agreed(&Mapping { columns: Vec::new() }).digest(),
            run: self.run,
            enriches: false,
            file: FileSeen {
                name: "people.csv".to_owned(),
                sha256: "0".repeat(64),
                rows,
                at: Timestamp::UNIX_EPOCH,
            },
        }
    }

    pub(crate) fn ledger(&self) -> Option<Ledger> {
        Ledger::read(&self.at("ledger.jsonl"), &self.header(0)).unwrap()
    }

    /// Reads a file, compares it with the ledger and fills an outbox: how many are sent.
    pub(crate) fn review(&mut self, csv: &str) -> u64 {
        self.run += 1;
        let path = self.at("people.csv");
        std::fs::write(&path, csv).unwrap();
        let file = PeopleFile::open(&path, &Told::default()).unwrap();
        let agreed = agreed(&Mapping::propose(&file).unwrap());
        let roll = Roll::of(&file, &agreed).unwrap();
        assert_eq!((roll.unfit, roll.twice), (0, None));
        let ledger = self.ledger();
        let changes = Changes::of(&roll, ledger.as_ref(), None, self.rules);
        let reviewed = Reviewed {
            file: &file,
            agreed: &agreed,
            roll: &roll,
            ledger: ledger.as_ref(),
            changes: &changes,
            gone: Gone::Short,
            run: self.run,
            names: &Names::default(),
            pilot: &[],
        };
        Outbox::fill(&self.outbox(), &reviewed).unwrap();
        // What is sent from here on is what was reviewed.
        std::fs::remove_file(path).unwrap();
        changes.people()
    }

    /// Sends what was reviewed, or goes on with it.
    pub(crate) async fn send(&self) -> Result<Sent, FeedError> {
        self.send_run(self.run).await
    }

    /// The same for an earlier review, as another process would.
    pub(crate) async fn send_run(&self, run: u64) -> Result<Sent, FeedError> {
        let outbox = Outbox::open(&self.outbox_of(run))?.unwrap();
        let mut run = RunFile::open(&self.batches_of(run), &outbox, self.header(0))?;
        let meter = UploadMeter::open(self.place.path(), self.a_day).unwrap();
        let sending = Sending {
            client: &self.client,
            meter: &meter,
            service_principal: "sp",
            job: "API2AAD.1",
            outbox: &outbox,
            first: None,
        };
        let sent = sending.send(&mut run, &self.stop, Arc::new(NoWaits), |_| {}).await?;
        keep(&self.at("ledger.jsonl"), self.ledger().as_ref(), &run, outbox)?;
        Ok(sent)
    }

    /// Everybody of the file was taken once, or again with the same bytes where nobody could know.
    pub(crate) fn check_all(&self, people: usize, refused: &[&str]) {
        let state = self.state();
        state.check();
        let taken = state.people();
        let refused: HashSet<&str> = refused.iter().copied().collect();
        for number in (1..=people).map(number) {
            let times = taken.get(&number).copied().unwrap_or_default();
            assert_eq!(times == 0, refused.contains(number.as_str()), "{number}: {times}");
        }
        assert_eq!(taken.len() + refused.len(), people);
        let ledger = self.ledger().unwrap();
        assert_eq!(
            (ledger.len(), ledger.accepted() as usize),
            (people, people - refused.len())
        );
        assert!(!self.outbox().exists(), "the outbox goes once everybody is decided");
    }
}

pub(crate) fn number(person: usize) -> String {
    format!("{person:05}")
}

/// A company of which every tenth manages the next nine, and the first all of those.
pub(crate) fn company(people: usize) -> String {
    let mut csv =
        "Employee ID,First name,Last name,Display name,Email,Manager ID,Status,Department,Hire date\n".to_owned();
    // Those who manage stand behind those who report to them.
    for person in (1..=people).rev() {
        let manager = match person {
            1 => String::new(),
            person if person % 10 == 1 => number(1),
            person => number((person - 1) / 10 * 10 + 1),
        };
        let id = number(person);
        writeln!(csv, "{id},{SENTINEL}F{id},{SENTINEL}L{id},{SENTINEL}D{id},{SENTINEL}{id}@contoso.com,{manager},Active,{SENTINEL}Sales,2024-01-31").unwrap();
    }
    csv
}

fn agreed(mapping: &Mapping) -> Agreed {
    let words = [
        ("Active", Meaning::Here),
        ("Inactive", Meaning::Left),
        ("Test", Meaning::LeaveOut),
    ];
    Agreed {
        columns: mapping.targets(),
        sign_in: mapping.sign_in(),
        joined: BTreeMap::new(),
        fields: Vec::new(),
        domain: None,
        leave_out: Vec::new(),
        words: words
            .map(|(word, meaning)| (word.to_owned(), meaning))
            .into_iter()
            .collect::<HashMap<_, _>>(),
        repeats: Repeats::Stop,
        clears: Vec::new(),
        dates: None,
        zone: jiff::tz::TimeZone::UTC,
        own: HashSet::new(),
    }
}

#[derive(Default)]
pub(crate) struct Log(pub(crate) Mutex<Vec<RequestRecord>>);

impl RequestLog for Log {
    fn record(&self, record: RequestRecord) {
        self.0.lock().unwrap().push(record);
    }
}
