use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use jiff::tz::TimeZone;
use people_feed::guard::{self, Hint};
use people_feed::{Agreed, Compared, Counts, Field, Gone, LeaveOut, Roll, Rules};
use people_file::{Problems, Repeats, Target};
use serde_json::json;

use crate::looked::{DUTCH, counts, of, staff};

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
fn another_mapping_is_told_apart_from_another_file() {
    let csv = staff(1..=20);
    let ledger = of(DUTCH, csv.as_bytes()).accepted();
    let now = of(DUTCH, csv.replace(";Afdeling", ";Functie").as_bytes());
    let changes = now.changes(Some(&ledger), Rules::default());
    let hints = guard::hints(&changes, Some(&ledger), now.agreed.digest());
    assert_eq!(hints, [Hint::MappingChanged { people: 20 }]);
    assert_ne!(of(DUTCH, csv.as_bytes()).agreed.digest(), now.agreed.digest());
}

/// A file with columns that are joined, a field of the company and rows that are left out.
#[test]
fn columns_are_joined_and_rows_left_out_as_it_is_agreed() {
    let csv = "Nr,Voor,Tussen,Achter,Pas,Sinds,Soort,Login\n\
               1,Jan,van der,Meulen,A7,31-12-2025,Vast,jan\n\
               2,An,,Smit,B8,,Test,an@y.nl\n\
               ,,,,,,Test,\n\
               ,,,,,,Test,\n\
               3,Bo,,Smit,,,Vast,bo@y.nl\n";
    let mut looked = of(&[], csv.as_bytes());
    looked.agreed = Agreed {
        columns: [(Target::Number, 0), (Target::GivenName, 1), (Target::FamilyName, 3)].into(),
        joined: [(Target::FamilyName, vec![2, 3])].into(),
        fields: vec![
            Field {
                name: "Badge".to_owned(),
                columns: vec![4],
                is_date: false,
            },
            Field {
                name: "Since".to_owned(),
                columns: vec![5],
                is_date: true,
            },
        ],
        sign_in: Some(7),
        domain: Some("x.nl".to_owned()),
        leave_out: vec![out(6, Compared::Is, &["Test"])],
        repeats: Repeats::Stop,
        clears: Vec::new(),
        words: HashMap::new(),
        dates: None,
        zone: TimeZone::UTC,
        own: HashSet::new(),
    };
    looked.roll = Roll::of(&looked.file, &looked.agreed).unwrap();
    let changes = looked.changes(None, Rules::default());
    let counts = Counts {
        new: 2,
        left_out: 1,
        ..Counts::default()
    };
    assert_eq!(
        (changes.counts, looked.roll.unfit, looked.roll.twice),
        (counts, 0, None)
    );
    let records = looked.outbox(None, &changes, Gone::Nobody).unwrap().records().unwrap();
    let jan = &records[0]["data"];
    assert_eq!(
        jan["name"],
        json!({ "familyName": "van der Meulen", "givenName": "Jan" })
    );
    assert_eq!(
        (&jan["displayName"], &jan["userName"]),
        (&json!("Jan van der Meulen"), &json!("jan@x.nl"))
    );
    assert_eq!(
        jan[people_feed::EXTENSION],
        json!({ "Badge": "A7", "Since": "2025-12-31T00:00:00+00:00" })
    );
    assert_eq!(jan["schemas"].as_array().map(Vec::len), Some(3));
    assert_eq!(records[1]["data"]["userName"], "bo@y.nl");
}

fn out(column: usize, compared: Compared, words: &[&str]) -> LeaveOut {
    LeaveOut {
        column,
        compared,
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    }
}

#[test]
fn rows_are_left_out_by_what_a_cell_is_is_not_or_contains() {
    let csv = "Nr,Unit\n1,Sales\n2,Sales North\n3,Test\n4,\n";
    for (compared, words, left_out) in [
        (Compared::Is, &["Sales"][..], &[2_u64][..]),
        (Compared::Is, &["Sales", ""], &[2, 5]),
        (Compared::IsNot, &["Sales", "Sales North"], &[4, 5]),
        (Compared::Contains, &["Sales"], &[2, 3]),
        // Capitals count.
        (Compared::Contains, &["sales", "Te"], &[4]),
    ] {
        let mut looked = of(&[], csv.as_bytes());
        looked.agreed.columns = [(Target::Number, 0)].into();
        looked.agreed.leave_out = vec![out(1, compared, words)];
        let mut rows = Vec::new();
        looked
            .file
            .rows(&mut Problems::default(), |row, _| {
                rows.extend(looked.agreed.leaves_out(row).then_some(row.number));
                ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!(rows, left_out, "{compared:?} {words:?}");
    }
}
