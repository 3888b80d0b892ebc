//! Inputs that nobody wants: real bodies broken in every way, and texts that mislead. For tests alone; it knows nothing of those who
//! read them, so that no mistake is shared.

mod change;
mod odd;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use change::changes;

pub use odd::{text, value};

/// This many inputs, or as many as `PROPTEST_CASES` says. Nothing is kept of a failure: what it prints becomes a test of its own.
#[must_use]
pub fn inputs(usual: u32) -> ProptestConfig {
    let said = ProptestConfig::default();
    ProptestConfig {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => said.cases,
            None => usual,
        },
        failure_persistence: None,
        ..said
    }
}

/// One of these JSON texts with up to five changes, as the bytes that come over a wire.
///
/// # Panics
/// One of the texts is no JSON.
pub fn broken(bodies: &[&str]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let read = |body: &&str| -> Value { serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}")) };
    let bodies: Vec<Value> = bodies.iter().map(read).collect();
    (any::<Index>(), vec(changes(), 0..6)).prop_map(move |(which, changes)| change::all(which.get(&bodies), &changes))
}

/// Like [`broken`], as far as it is text.
pub fn broken_text(bodies: &[&str]) -> impl Strategy<Value = String> + use<> {
    broken(bodies).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// One of these texts of JSON lines with some lost, doubled, moved or broken, and an end that may be torn.
///
/// # Panics
/// One of the lines is no JSON.
pub fn broken_lines(texts: &[&str]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let read = |line: &str| -> Value { serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")) };
    let texts: Vec<Vec<(String, Value)>> = texts
        .iter()
        .map(|text| text.lines().map(|line| (line.to_owned(), read(line))).collect())
        .collect();
    let moved = vec((any::<Index>(), any::<Index>(), 0..4_u8), 0..3);
    let broken = vec((any::<Index>(), vec(changes(), 1..4)), 0..4);
    let end = prop_oneof![3 => Just(None), 1 => any::<Index>().prop_map(Some)];
    (any::<Index>(), moved, broken, end).prop_map(move |(which, moved, broken, end)| {
        let whole = which.get(&texts);
        let mut lines: Vec<Vec<u8>> = whole.iter().map(|(line, _)| line.clone().into_bytes()).collect();
        for (which, changes) in broken {
            let which = which.index(lines.len());
            lines[which] = change::all(&whole[which].1, &changes);
        }
        for (from, to, how) in moved {
            let (from, to) = (from.index(lines.len()), to.index(lines.len()));
            match how {
                0 => lines.swap(from, to),
                1 => lines.insert(to, lines[from].clone()),
                2 => lines.truncate(from.max(1)),
                _ if lines.len() > 1 => drop(lines.remove(from)),
                _ => {}
            }
        }
        let mut bytes = lines.join(&b'\n');
        bytes.push(b'\n');
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        bytes
    })
}
