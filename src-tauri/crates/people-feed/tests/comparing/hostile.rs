//! Files of our own that somebody damaged, and rows that nobody would write on purpose. `PROPTEST_CASES` says how many
//! (docs/hostile-input.md).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::OnceLock;

use hostile_input::{broken_lines, inputs, text};
use jiff::tz::TimeZone;
use people_feed::{
    Agreed, Changes, Compared, Field, LeaveOut, Ledger, NameMaker, NameRule, Outbox, Roll, Rules, RunFile, Taken,
    operation,
};
use people_file::{DateOrder, Meaning, PeopleFile, Problems, Repeats, Target, Told};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use tempfile::TempDir;

use crate::looked::{DUTCH, Looked, header, of, staff};

/// A sending that is over, as its files lie there.
struct Kept {
    looked: Looked,
    ledger: Ledger,
    outbox: Outbox,
    texts: [String; 2],
}

fn kept() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(|| {
        let looked = of(DUTCH, staff(1..=120).replace("00007", "7,\"7").as_bytes());
        let ledger = looked.accepted();
        let place = looked.place.path();
        ledger.write(&place.join("ledger.jsonl")).unwrap();
        let text = |name: &str| std::fs::read_to_string(place.join(name)).unwrap();
        let texts = [text("ledger.jsonl"), text("batches.jsonl")];
        let outbox = Outbox::open(&place.join("outbox.bin")).unwrap().unwrap();
        Kept {
            looked,
            ledger,
            outbox,
            texts,
        }
    })
}

fn put(bytes: &[u8]) -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    (place, path)
}

/// What is read of a table with whichever columns.
fn agreed() -> impl Strategy<Value = Agreed> {
    let column = 0..6_usize;
    let targets = vec((select(Target::ALL), column.clone()), 0..8);
    let joined = vec((select(Target::ALL), vec(column.clone(), 0..3)), 0..2);
    let fields = vec((vec(column.clone(), 0..3), any::<bool>()), 0..2);
    let words = vec(
        (text(), select(&[Meaning::Here, Meaning::Left, Meaning::LeaveOut][..])),
        0..3,
    );
    let dates = option::of(select(&[DateOrder::DayFirst, DateOrder::MonthFirst][..]));
    let clears = vec(select(Target::ALL), 0..3);
    let rest = (
        option::of(column.clone()),
        option::of(text()),
        vec(
            (
                column,
                select(&[Compared::Is, Compared::IsNot, Compared::Contains][..]),
                text(),
            ),
            0..2,
        ),
        dates,
        clears,
    );
    (targets, joined, fields, words, rest).prop_map(|(targets, joined, fields, words, rest)| {
        let (sign_in, domain, leave_out, dates, clears) = rest;
        let mut columns: BTreeMap<Target, usize> = targets.into_iter().collect();
        columns.entry(Target::Number).or_insert(0);
        let fields = fields.into_iter().zip(0..).map(|((columns, is_date), nth)| Field {
            name: format!("Own{nth}"),
            columns,
            is_date,
        });
        Agreed {
            columns,
            // A number stands in one column of every set-up.
            joined: joined
                .into_iter()
                .filter(|(target, _)| *target != Target::Number)
                .collect(),
            fields: fields.collect(),
            sign_in,
            domain,
            leave_out: leave_out
                .into_iter()
                .map(|(column, compared, word)| LeaveOut {
                    column,
                    compared,
                    words: HashSet::from([word]),
                })
                .collect(),
            words: words
                .into_iter()
                .chain([("A".to_owned(), Meaning::Here)])
                .collect::<HashMap<_, _>>(),
            repeats: Repeats::Last,
            clears,
            dates,
            zone: TimeZone::UTC,
            own: HashSet::from(["boss@x.nl".to_owned()]),
        }
    })
}

fn table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        4 => text(),
        2 => select(&["A", "", "7", "007", "7 ", "e7", "E7", "01-02-2024", "31-12-2023", "boss@x.nl", "Anna", "张伟"][..]).prop_map(str::to_owned),
    ];
    vec(vec(cell, 6), 0..8).prop_map(|rows| {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let rows = rows
            .iter()
            .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n");
        "Employee ID,First Name,Last Name,Status,Email,Hire Date\n".to_owned() + &rows.collect::<String>()
    })
}

proptest! {
    #![proptest_config(inputs(100))]

    #[test]
    fn a_broken_ledger_is_refused_or_says_what_it_said(bytes in broken_lines(&[&kept().texts[0]])) {
        let (_place, path) = put(&bytes);
        if let Ok(Some(read)) = Ledger::read(&path, &header(0)) {
            prop_assert_eq!(&read.header, &kept().ledger.header);
            prop_assert!(read.people().eq(kept().ledger.people()));
        }
    }

    #[test]
    fn broken_notes_are_refused_or_make_nobody_up(bytes in broken_lines(&[&kept().texts[1]])) {
        let (_place, path) = put(&bytes);
        if let Ok(run) = RunFile::open(&path, &kept().outbox, header(0)) {
            let after = Ledger::after(None, &run, &kept().outbox).unwrap();
            prop_assert!(after.people().all(|known| kept().ledger.people().any(|whole| whole.number == known.number)));
        }
    }

    #[test]
    fn a_broken_outbox_is_refused_or_holds_whom_it_held(
        changes in vec((any::<Index>(), any::<u8>()), 1..6),
        end in option::of(any::<Index>()),
    ) {
        let mut bytes = std::fs::read(kept().looked.place.path().join("outbox.bin")).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        let (_place, path) = put(&bytes);
        if let Ok(Some(outbox)) = Outbox::open(&path)
            && let Ok(records) = outbox.records()
        {
            prop_assert_eq!(records, kept().outbox.records().unwrap());
        }
    }

    #[test]
    fn whatever_stands_in_a_row_a_record_is_json_with_a_number(agreed in agreed(), table in table()) {
        let (_place, path) = put(table.as_bytes());
        let Ok(file) = PeopleFile::open(&path, &Told::default()) else {
            return Ok(());
        };
        let maker = NameMaker { rule: NameRule::FirstLast, domain: "x.nl".to_owned() };
        let mut records = Vec::new();
        let read = file.rows(&mut Problems::default(), |row, _| {
            if let Taken::Person(person) = agreed.take(row) {
                let mut json = Vec::new();
                operation(&person, 1, &mut json);
                records.push((json, maker.first_choice(&person)));
            }
            ControlFlow::Continue(())
        });
        for (json, name) in &records {
            let record: Value = serde_json::from_slice(json).unwrap();
            prop_assert!(record["data"]["externalId"].as_str().is_some_and(|number| !number.is_empty()), "{}", record);
            prop_assert!(name.iter().all(|name| name.is_ascii() && !name.starts_with('@')));
        }
        if read.is_ok() && let Ok(roll) = Roll::of(&file, &agreed) {
            let changes = Changes::of(&roll, Some(&kept().ledger), None, Rules::default());
            let counts = changes.counts;
            let all = counts.new + counts.changed + counts.unchanged + counts.leaving + counts.left_out + counts.own;
            prop_assert!(roll.twice.is_some() || all <= roll.rows, "{:?}", counts);
        }
    }
}
