use people_feed::{Compared, FeedError, Gone, LeaveOut, Leavers, Names, Outbox, Reviewed, Roll, Rules};
use people_file::{PeopleFile, Told};

use crate::looked::{DUTCH, of, staff};

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
    let other = of(DUTCH, staff(7..=9).as_bytes());
    let without = |last| changes.gone_without_record(Some(&ledger), last);
    assert_eq!([None, Some(&other.roll), Some(&before.roll)].map(without), [1, 1, 0]);
    // Nothing is known of somebody who was left out.
    let mut left_out = of(DUTCH, staff(1..=3).as_bytes());
    left_out.agreed.leave_out = vec![LeaveOut {
        column: 0,
        compared: Compared::Is,
        words: ["00001".to_owned()].into(),
    }];
    left_out.roll = Roll::of(&left_out.file, &left_out.agreed).unwrap();
    assert_eq!(without(Some(&left_out.roll)), 1);
    for gone in [Gone::Nobody, Gone::Whole(&other.file, &other.agreed, &other.roll)] {
        let error = now.outbox(Some(&ledger), &changes, gone).unwrap_err();
        assert!(matches!(error, FeedError::LastFileNeeded { people: 1 }), "{error}");
        assert!(!now.place.path().join("outbox.bin").exists());
    }
    let whole = Gone::Whole(&before.file, &before.agreed, &before.roll);
    assert_eq!(now.outbox(Some(&ledger), &changes, whole).unwrap().people(), 1);
    assert_eq!(now.outbox(Some(&ledger), &changes, Gone::Short).unwrap().people(), 1);
    let whole_or_short = Gone::WholeOrShort(&other.file, &other.agreed, &other.roll);
    assert_eq!(now.outbox(Some(&ledger), &changes, whole_or_short).unwrap().people(), 1);
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
            names: &Names::default(),
            pilot: &[],
        };
        let error = Outbox::fill(&now.place.path().join("outbox.bin"), &reviewed).unwrap_err();
        assert!(error.to_string().starts_with(wanted), "{error}");
        let kept: Vec<_> = std::fs::read_dir(now.place.path()).unwrap().collect();
        assert_eq!(kept.len(), 1, "nothing of anybody stays");
    }
}
