//! Files of people against what was sent last: who is new, who changed, who leaves, and what must be decided first.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use people_feed::guard::{self, Around, Hint, Most, Stop};
use people_feed::{
    Agreed, Changes, Counts, FeedError, FileSeen, Gone, Header, Leavers, Ledger, Outbox, Reviewed, Roll, Rules,
    RunFile, Unfit,
};
use people_file::{Mapping, Meaning, PeopleFile, Told};
use tempfile::TempDir;

const DUTCH: &[(&str, Meaning)] = &[("In dienst", Meaning::Here), ("Uit dienst", Meaning::Left)];

fn header(rows: u64) -> Header {
    Header {
        format: Header::FORMAT,
        tenant: "t".to_owned(),
        service_principal: "sp".to_owned(),
        job: "job".to_owned(),
        mapping: of(&[], b"Personeelsnummer,Status\n1,In dienst\n").agreed.digest(),
        run: 17,
        file: FileSeen {
            name: "a.csv".to_owned(),
            sha256: "00".to_owned(),
            rows,
            at: Timestamp::UNIX_EPOCH,
        },
    }
}

/// A file as it was read.
struct Looked {
    place: TempDir,
    file: PeopleFile,
    agreed: Agreed,
    roll: Roll,
}

fn of(words: &[(&str, Meaning)], bytes: &[u8]) -> Looked {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.csv");
    std::fs::write(&path, bytes).unwrap();
    let file = PeopleFile::open(&path, &Told::default()).unwrap();
    let mapping = Mapping::propose(&file).unwrap();
    let agreed = Agreed {
        columns: mapping.targets(),
        sign_in: mapping.sign_in(),
        words: words
            .iter()
            .map(|(word, meaning)| ((*word).to_owned(), *meaning))
            .collect::<HashMap<_, _>>(),
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
    fn changes(&self, ledger: Option<&Ledger>, rules: Rules) -> Changes {
        Changes::of(&self.roll, ledger, None, rules)
    }

    /// The ledger as it is when all of the file was accepted.
    fn accepted(&self) -> Ledger {
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

    fn outbox(&self, ledger: Option<&Ledger>, changes: &Changes, gone: Gone<'_>) -> Result<Outbox, FeedError> {
        let reviewed = Reviewed {
            file: &self.file,
            agreed: &self.agreed,
            roll: &self.roll,
            ledger,
            changes,
            gone,
            run: 17,
        };
        Outbox::fill(&self.place.path().join("outbox.bin"), &reviewed)
    }
}

/// Dutch people with these numbers, all at work.
fn staff(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut csv = "Personeelsnummer;Roepnaam;Achternaam;E-mail zakelijk;Status;Afdeling\n".to_owned();
    for number in numbers {
        csv.push_str(&format!(
            "{number:05};Zoë{number};Müller;p{number}@x.nl;In dienst;Verkoop\n"
        ));
    }
    csv
}

fn counts(now: &Looked, ledger: &Ledger, rules: Rules) -> Counts {
    now.changes(Some(ledger), rules).counts
}

#[test]
fn columns_rows_and_letters_may_change_and_nobody_is_sent() {
    let csv = staff(1..=812);
    let ledger = of(DUTCH, csv.as_bytes()).accepted();
    assert_eq!((ledger.len(), ledger.accepted()), (812, 812));
    let mut rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(';').collect()).collect();
    rows[1..].reverse();
    rows.iter_mut().for_each(|row| row.reverse());
    let shuffled: String = rows.iter().map(|row| row.join(",") + "\r\n").collect();
    let western: Vec<u8> = shuffled
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(csv.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let titled = format!("\u{feff}Overzicht\n\n{csv}Totaal;812\n").replacen("Roepnaam", "Voornaam", 1);
    for bytes in [csv.as_bytes(), shuffled.as_bytes(), &western, &wide, titled.as_bytes()] {
        let counts = counts(&of(DUTCH, bytes), &ledger, Rules::default());
        let expected = Counts {
            unchanged: 812,
            ..Counts::default()
        };
        assert_eq!(counts, expected, "{}", String::from_utf8_lossy(&bytes[..60]));
    }
    let one = csv.replacen("00400;Zoë400;Müller", "00400;Zoë400;Mueller", 1);
    let changes = of(DUTCH, one.as_bytes()).changes(Some(&ledger), Rules::default());
    assert_eq!(
        (changes.people(), changes.counts.changed, changes.counts.unchanged),
        (1, 1, 811)
    );
    let full = of(DUTCH, csv.as_bytes()).changes(
        Some(&ledger),
        Rules {
            full: true,
            ..Rules::default()
        },
    );
    assert_eq!((full.people(), full.counts.unchanged), (812, 812));
}

#[test]
fn whom_the_log_refused_is_sent_again_and_nobody_else() {
    let csv = staff(1..=60);
    let mut ledger = of(DUTCH, csv.as_bytes()).accepted();
    ledger.refuse(["00007", "00060", "nobody"]);
    let now = of(DUTCH, csv.as_bytes());
    let changes = now.changes(Some(&ledger), Rules::default());
    assert_eq!(
        (changes.people(), changes.counts.changed, changes.counts.unchanged),
        (2, 2, 58)
    );
}

#[test]
fn monday_tuesday_wednesday() {
    let rules = Rules {
        leavers: Leavers::ByAbsence,
        ..Rules::default()
    };
    let ledger = of(DUTCH, staff(1..=812).as_bytes()).accepted();
    let around = |typed| Around {
        typed,
        ..Around::default()
    };
    let tuesday = of(DUTCH, staff(4..=812).as_bytes());
    let changes = tuesday.changes(Some(&ledger), rules);
    assert_eq!(
        (changes.counts.leaving, changes.counts.unchanged, changes.people()),
        (3, 809, 3)
    );
    assert_eq!(guard::stops(&changes, &tuesday.roll, Some(&ledger), &around(None)), []);
    let wednesday = of(DUTCH, staff(1..=6).as_bytes());
    let changes = wednesday.changes(Some(&ledger), rules);
    let both = [
        Stop::Leaving {
            people: 806,
            of: 812,
            most: 16,
        },
        Stop::Shrunk {
            rows: 6,
            before: 812,
            leaving: 806,
        },
    ];
    for typed in [None, Some(805), Some(807), Some(0), Some(u64::MAX)] {
        assert_eq!(
            guard::stops(&changes, &wednesday.roll, Some(&ledger), &around(typed)),
            both,
            "{typed:?}"
        );
    }
    assert_eq!(
        guard::stops(&changes, &wednesday.roll, Some(&ledger), &around(Some(806))),
        []
    );
    // Who is not in the file has not left, unless somebody says so; a file that shrank is asked about all the same.
    let changes = wednesday.changes(Some(&ledger), Rules::default());
    assert_eq!((changes.counts.kept, changes.people()), (806, 0));
    let stops = guard::stops(&changes, &wednesday.roll, Some(&ledger), &around(None));
    assert_eq!(
        stops,
        [Stop::Shrunk {
            rows: 6,
            before: 812,
            leaving: 0
        }]
    );
    assert_eq!(
        guard::stops(&changes, &wednesday.roll, Some(&ledger), &around(Some(0))),
        []
    );
}

#[test]
fn the_jobs_own_threshold_and_a_stricter_set_up_stop_too() {
    let rules = Rules {
        leavers: Leavers::ByAbsence,
        ..Rules::default()
    };
    let ledger = of(DUTCH, staff(1..=100).as_bytes()).accepted();
    let now = of(DUTCH, staff(6..=100).as_bytes());
    let changes = now.changes(Some(&ledger), rules);
    let stops = |around| guard::stops(&changes, &now.roll, Some(&ledger), &around);
    let strict = Around {
        most: Most {
            people: Some(4),
            percent: None,
        },
        ..Around::default()
    };
    assert_eq!(
        stops(strict),
        [Stop::Leaving {
            people: 5,
            of: 100,
            most: 4
        }]
    );
    let guarded = Around {
        threshold: Some(5),
        typed: Some(5),
        ..Around::default()
    };
    assert_eq!(
        stops(guarded),
        [Stop::Threshold {
            people: 5,
            threshold: 5
        }],
        "no number helps"
    );
    assert_eq!(
        stops(Around {
            threshold: Some(6),
            ..Around::default()
        }),
        []
    );
}

#[test]
fn a_word_that_nobody_explained_stops_everything_and_switches_nobody_off() {
    let csv =
        "Personeelsnummer,Achternaam,Status\n1,A,In dienst\n2,B,Stagiair\n3,C,Uit dienst\n4,D,Active\n,E,In dienst\n";
    let now = of(DUTCH, csv.as_bytes());
    let unfit = [(3, Unfit::StatusWord), (5, Unfit::StatusWord), (6, Unfit::NoNumber)];
    assert_eq!((now.roll.unfit, &now.roll.first_unfit[..]), (3, &unfit[..]));
    let changes = now.changes(None, Rules::default());
    let stops = guard::stops(&changes, &now.roll, None, &Around::default());
    assert_eq!(stops, [Stop::Unfit { rows: 3 }]);
    assert_eq!(
        changes.counts,
        Counts {
            new: 1,
            left_out: 1,
            ..Counts::default()
        },
        "who left gets no account"
    );
    let created = now.changes(
        None,
        Rules {
            create_left: true,
            ..Rules::default()
        },
    );
    assert_eq!(created.counts.new, 2);
}

#[test]
fn a_number_in_two_rows_stops() {
    let now = of(
        DUTCH,
        b"Personeelsnummer,Achternaam,Status\n1,A,In dienst\n2,B,In dienst\n1,C,In dienst\n",
    );
    let stops = guard::stops(
        &now.changes(None, Rules::default()),
        &now.roll,
        None,
        &Around::default(),
    );
    assert_eq!(stops, [Stop::NumberTwice { row: 4 }]);
}

#[test]
fn whoever_sends_is_never_switched_off() {
    let at_work = "Personeelsnummer,E-mail zakelijk,Status\n1,Boss@x.nl,In dienst\n2,b@x.nl,In dienst\n";
    let before = of(DUTCH, at_work.as_bytes());
    let ledger = before.accepted();
    let left = of(DUTCH, at_work.replace("In dienst", "Uit dienst").as_bytes());
    for create_left in [false, true] {
        let changes = left.changes(
            Some(&ledger),
            Rules {
                create_left,
                ..Rules::default()
            },
        );
        assert_eq!(
            changes.counts,
            Counts {
                leaving: 1,
                own: 1,
                ..Counts::default()
            }
        );
        assert_eq!(
            guard::hints(&changes, Some(&ledger), ledger.header.mapping),
            [Hint::Own { people: 1 }]
        );
    }
    let nobody = left.changes(
        None,
        Rules {
            create_left: true,
            ..Rules::default()
        },
    );
    assert_eq!(
        nobody.counts,
        Counts {
            new: 1,
            own: 1,
            ..Counts::default()
        }
    );
    let gone = of(DUTCH, b"Personeelsnummer,E-mail zakelijk,Status\n3,c@x.nl,In dienst\n");
    let rules = Rules {
        leavers: Leavers::ByAbsence,
        ..Rules::default()
    };
    let changes = Changes::of(&gone.roll, Some(&ledger), Some(&before.roll), rules);
    assert_eq!(
        changes.counts,
        Counts {
            new: 1,
            leaving: 1,
            own: 1,
            ..Counts::default()
        }
    );
}

#[test]
fn who_is_gone_is_told_by_the_last_file_or_not_at_all() {
    let before = of(DUTCH, staff(1..=3).as_bytes());
    let ledger = before.accepted();
    let now = of(DUTCH, staff(2..=3).as_bytes());
    let rules = Rules {
        leavers: Leavers::ByAbsence,
        ..Rules::default()
    };
    let changes = now.changes(Some(&ledger), rules);
    assert!(guard::needs_last_file(&changes, rules));
    let other = of(DUTCH, staff(7..=9).as_bytes());
    for gone in [Gone::Nobody, Gone::Whole(&other.file, &other.agreed)] {
        let error = now.outbox(Some(&ledger), &changes, gone).unwrap_err();
        assert!(matches!(error, FeedError::LastFileNeeded { people: 1 }), "{error}");
        assert!(!now.place.path().join("outbox.bin").exists());
    }
    let whole = Gone::Whole(&before.file, &before.agreed);
    assert_eq!(now.outbox(Some(&ledger), &changes, whole).unwrap().people(), 1);
    assert_eq!(now.outbox(Some(&ledger), &changes, Gone::Short).unwrap().people(), 1);
}

#[test]
fn a_file_that_is_replaced_after_the_review_is_not_sent() {
    let csv = staff(1..=60);
    for (wanted, changed) in [
        ("row", csv.replacen("Zoë30;", "Zoe30;", 1)),
        ("row", csv.lines().take(40).map(|line| format!("{line}\n")).collect()),
        (
            "row",
            csv.replacen(
                "00030;Zoë30;Müller;p30@x.nl;In dienst",
                "00030;Zoë30;Müller;p30@x.nl;Weg",
                1,
            ),
        ),
        ("the file", format!("{csv}00061;A;B;c@x.nl;In dienst;D\n")),
    ] {
        let now = of(DUTCH, csv.as_bytes());
        let changes = now.changes(None, Rules::default());
        let path = now.place.path().join("a.csv");
        std::fs::write(&path, &changed).unwrap();
        let opened;
        let file = match wanted {
            // Somebody who opens it anew meets another file; who has it open notices by its size and time.
            "row" => {
                opened = PeopleFile::open(&path, &Told::default()).unwrap();
                &opened
            }
            _ => &now.file,
        };
        let reviewed = Reviewed {
            file,
            agreed: &now.agreed,
            roll: &now.roll,
            ledger: None,
            changes: &changes,
            gone: Gone::Nobody,
            run: 1,
        };
        let error = Outbox::fill(&now.place.path().join("outbox.bin"), &reviewed).unwrap_err();
        assert!(error.to_string().starts_with(wanted), "{error}");
        let kept: Vec<_> = std::fs::read_dir(now.place.path()).unwrap().collect();
        assert_eq!(kept.len(), 1, "nothing of anybody stays");
    }
}

#[test]
fn another_mapping_is_told_apart_from_another_file() {
    let csv = staff(1..=20);
    let ledger = of(DUTCH, csv.as_bytes()).accepted();
    let now = of(DUTCH, csv.replace(";Afdeling", ";Functie").as_bytes());
    let changes = now.changes(Some(&ledger), Rules::default());
    let hints = guard::hints(&changes, Some(&ledger), now.agreed.digest());
    assert_eq!(hints, [Hint::MappingChanged { people: 20 }]);
    assert_ne!(of(DUTCH, csv.as_bytes()).agreed.digest(), now.agreed.digest());
}

fn read(path: &Path) -> Result<Option<Ledger>, FeedError> {
    Ledger::read(path, &header(0))
}

#[test]
fn a_ledger_is_read_as_it_was_written_and_holds_no_word_of_a_person() {
    let csv = staff(1..=300).replace("00007", "7,\"7");
    let ledger = of(DUTCH, csv.as_bytes()).accepted();
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("feeds/t/ledger.jsonl");
    assert!(read(&path).unwrap().is_none());
    ledger.write(&path).unwrap();
    let again = read(&path).unwrap().unwrap();
    assert_eq!(again.header, ledger.header);
    assert!(again.people().eq(ledger.people()));
    let text = std::fs::read_to_string(&path).unwrap();
    for word in ["Zoë", "Müller", "@x.nl", "Verkoop"] {
        assert!(!text.contains(word), "{word}");
    }
    let line = text.lines().nth(1).unwrap();
    assert!(
        line.starts_with("{\"n\":\"00001\",\"d\":\"") && line.ends_with("\",\"s\":\"a\",\"r\":17}"),
        "{line}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_ledger_that_is_not_whole_or_was_changed_says_so_and_stays() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("ledger.jsonl");
    let ledger = of(DUTCH, staff(1..=40).as_bytes()).accepted();
    ledger.write(&path).unwrap();
    let whole = std::fs::read_to_string(&path).unwrap();
    let must_be = |text: &str, what: &str| {
        std::fs::write(&path, text).unwrap();
        let error = read(&path).unwrap_err();
        assert!(error.to_string().contains(what), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "nothing is changed");
    };
    for length in (0..whole.len()).step_by(13) {
        must_be(&whole[..length], "damaged");
    }
    let lines: Vec<&str> = whole.lines().collect();
    let without = |skipped: usize| {
        let kept = lines.iter().enumerate().filter(|(at, _)| *at != skipped);
        kept.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    (0..lines.len()).for_each(|skipped| must_be(&without(skipped), "damaged"));
    must_be(&whole.replacen("\"a\"", "\"x\"", 1), "does not fit");
    must_be(
        &whole.replacen("{\"ledger\":1", "{\"ledger\":2", 1),
        "newer than this program",
    );
    must_be("{\"ledger\":9,\"another\":\"form\"}\nof file", "format 9");
    must_be("", "damaged");
    must_be("null\n\n\n", "damaged");
    for (what, from, to) in [
        ("tenant", "\"tenant\":\"t\"", "\"tenant\":\"u\""),
        ("job", "\"job\":\"job\"", "\"job\":\"jab\""),
    ] {
        let mut other = ledger.clone();
        let text = serde_json::to_string(&other.header).unwrap().replacen(from, to, 1);
        other.header = serde_json::from_str(&text).unwrap();
        other.write(&path).unwrap();
        let error = read(&path).unwrap_err();
        assert!(
            matches!(error, FeedError::Foreign { what: told, .. } if told == what),
            "{error}"
        );
    }
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(read(&path).unwrap().unwrap().len(), 40);
}

#[cfg(unix)]
#[test]
fn a_ledger_that_cannot_be_written_is_there_as_before() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("feed/ledger.jsonl");
    let ledger = of(DUTCH, staff(1..=4).as_bytes()).accepted();
    ledger.write(&path).unwrap();
    let before = std::fs::read(&path).unwrap();
    // A folder stands where the file would go; and nobody but root is stopped by rights.
    let taken = place.path().join("taken.jsonl");
    std::fs::create_dir_all(taken.join("x")).unwrap();
    assert!(ledger.write(&taken).is_err());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).unwrap();
    let error = read(&path).unwrap_err();
    assert!(
        error.to_string().contains("not taken"),
        "others could have written it: {error}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
