//! What is written out.

use std::io::{self, Write};

use provisioning::log::{Conditions, Filter, LogStore, Matches, csv, json_lines, steps_csv};
use serde_json::{Value, json};

use crate::support::{Tenant, logged};

fn store_of(entries: &[Value]) -> (LogStore, Matches) {
    let mut store = LogStore::default();
    for entry in logged(entries) {
        store.add(&entry);
    }
    let mut matches = Matches::of(Filter::default());
    matches.follow(&store);
    (store, matches)
}

/// Lines of cells, read by the rules of RFC 4180.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut signs = text.strip_prefix('\u{feff}').unwrap().chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                line.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            sign => cell.push(sign),
        }
    }
    lines
}

#[test]
fn no_cell_is_a_formula() {
    let names = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u{feff}=1",
        "\u{0}=1",
        "＝1",
        "|x",
        "a\"b,c\nd",
        "Anna =1",
    ];
    let entries: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            json!({ "id": place.to_string(), "sourceIdentity": { "displayName": name }, "changeId": name,
            "provisioningSteps": [{ "name": name, "description": name, "details": { "=x": name } }] })
        })
        .collect();
    let (store, matches) = store_of(&entries);
    let (mut rows, mut steps) = (Vec::new(), Vec::new());
    assert_eq!(csv(&store, &matches, &mut rows).unwrap(), names.len());
    assert_eq!(steps_csv(&store, &matches, &mut steps).unwrap(), names.len());
    for (text, column) in [
        (&rows, "name"),
        (&rows, "changeId"),
        (&steps, "name"),
        (&steps, "description"),
    ] {
        let lines = cells(std::str::from_utf8(text).unwrap());
        assert_eq!(lines.len(), names.len() + 1);
        assert!(lines.iter().all(|line| line.len() == lines[0].len()));
        let place = lines[0].iter().position(|known| known == column).unwrap();
        for (line, name) in lines[1..].iter().zip(names) {
            let (cell, name) = (&line[place], name.replace('\0', ""));
            let is_plain = cell.starts_with(|sign: char| sign.is_alphanumeric());
            assert!(
                if is_plain {
                    *cell == name
                } else {
                    *cell == format!("'{name}")
                },
                "{cell:?}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_written_out_is_what_fits() {
    let store = Tenant::new("contoso/many-fail").store().await;
    let mut failed = Matches::of(Filter {
        is: Conditions {
            outcomes: vec![provisioning::log::Outcome::Failed],
            ..Conditions::default()
        },
        ..Filter::default()
    });
    failed.follow(&store);
    let rows: Vec<_> = failed.rows().iter().map(|&number| store.row(number).unwrap()).collect();
    let mut lines = Vec::new();
    assert_eq!(json_lines(&store, &failed, &mut lines).unwrap(), rows.len());
    let lines: Vec<Value> = lines
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    assert!(
        lines
            .iter()
            .map(|line| line["id"].as_str().unwrap())
            .eq(rows.iter().map(|row| row.id.as_str()))
    );
    assert!(
        lines[0]["provisioningSteps"]
            .as_array()
            .is_some_and(|steps| steps.len() == 4),
        "nothing of an entry is lost"
    );
    let mut text = Vec::new();
    csv(&store, &failed, &mut text).unwrap();
    let text = cells(std::str::from_utf8(&text).unwrap());
    assert!(
        text[1..]
            .iter()
            .map(|line| line[0].as_str())
            .eq(rows.iter().map(|row| row.id.as_str()))
    );
}

#[test]
fn a_writer_that_fails_is_told() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let (store, matches) = store_of(&[json!({ "id": "a" })]);
    for written in [
        csv(&store, &matches, Full),
        steps_csv(&store, &matches, Full),
        json_lines(&store, &matches, Full),
    ] {
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}

#[test]
fn an_entry_that_came_on_several_lines_is_one_line() {
    let raw = serde_json::from_str(" { \"id\":\r\n \"a\\nb\" }").unwrap();
    let entry = serde_json::from_str(r#"{ "id": "a" }"#).unwrap();
    let mut store = LogStore::default();
    store.add(&graph_client::LoggedEntry { entry, raw });
    let mut matches = Matches::of(Filter::default());
    matches.follow(&store);
    let mut out = Vec::new();
    json_lines(&store, &matches, &mut out).unwrap();
    assert_eq!(out.iter().filter(|&&byte| byte == b'\n').count(), 1);
    assert_eq!(serde_json::from_slice::<Value>(&out).unwrap()["id"], "a\nb");
}
