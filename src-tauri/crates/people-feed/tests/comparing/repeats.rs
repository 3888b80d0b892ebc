//! Rows that repeat the number of another row.

use people_feed::{Behind, Counts, Gone, Kind, Leavers, Lot, Roll, Rules};
use people_file::Repeats;

use crate::looked::{DUTCH, Looked, of};

const CSV: &str = "Personeelsnummer;Achternaam;Status\n1;Smit;In dienst\n2;Bos;In dienst\n1;Jansen;In dienst\n\
                   3;Mulder;In dienst\n1;Visser;In dienst\n";

fn decided(repeats: Repeats) -> Looked {
    let mut looked = of(DUTCH, CSV.as_bytes());
    looked.agreed.repeats = repeats;
    looked.roll = Roll::of(&looked.file, &looked.agreed).unwrap();
    looked
}

#[test]
fn every_row_is_counted_once_whichever_counts() {
    for (repeats, new, repeated, twice) in [
        (Repeats::Stop, 5, 0, Some(4)),
        (Repeats::Last, 3, 2, None),
        (Repeats::LeaveOut, 2, 3, None),
    ] {
        let looked = decided(repeats);
        let changes = looked.changes(None, Rules::default());
        let counts = Counts {
            new,
            repeated,
            ..Counts::default()
        };
        assert_eq!((changes.counts, looked.roll.twice), (counts, twice), "{repeats:?}");
        assert_eq!(new + repeated, looked.roll.rows, "{repeats:?}");
    }
}

#[test]
fn the_last_row_of_a_number_is_sent() {
    let looked = decided(Repeats::Last);
    let changes = looked.changes(None, Rules::default());
    let records = looked.outbox(None, &changes, Gone::Nobody).unwrap().records().unwrap();
    let mut names: Vec<&str> = records
        .iter()
        .map(|record| record["data"]["name"]["familyName"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Bos", "Mulder", "Visser"]);
    let behind = Behind {
        changes: &changes,
        roll: &looked.roll,
        ledger: None,
        last: None,
        rules: Rules::default(),
        aside: &[],
    };
    let rows = |lot| {
        let listed = behind.of(lot).into_iter();
        listed.map(|one| (one.number, one.row)).collect::<Vec<_>>()
    };
    let listed = [("1".to_owned(), 2), ("1".to_owned(), 4)];
    assert_eq!(rows(Lot::Repeated), listed);
    assert_eq!(rows(Lot::Sent(Kind::New)).len(), 3);
}

#[test]
fn nobody_is_gone_for_having_their_number_in_several_rows() {
    let ledger = decided(Repeats::Last).accepted();
    assert_eq!(ledger.len(), 3);
    let rules = Rules {
        leavers: Leavers::ByAbsence,
        ..Rules::default()
    };
    let changes = decided(Repeats::LeaveOut).changes(Some(&ledger), rules);
    let counts = Counts {
        unchanged: 2,
        repeated: 3,
        ..Counts::default()
    };
    assert_eq!(changes.counts, counts);
}
