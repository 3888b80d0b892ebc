//! One way to break a body at a time.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use crate::odd::{RAW, mark, text, value};

/// Places are numbers of nodes in reading order, counted round.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Another value at this place.
    Put(usize, Value),
    /// A member or element less; nothing where a plain value stands.
    Drop(usize, usize),
    /// A member under another name.
    Rename(usize, usize, String),
    /// A member more.
    Add(usize, String, Value),
    /// An element twice.
    Double(usize, usize),
    /// The end is missing.
    Cut(usize),
    /// Bytes in between that need not be text.
    Insert(usize, Vec<u8>),
    /// One byte is another one.
    Flip(usize, u8),
}

pub(crate) fn changes() -> impl Strategy<Value = Change> {
    let place = || any::<usize>();
    prop_oneof![
        8 => (place(), value()).prop_map(|(at, value)| Change::Put(at, value)),
        4 => (place(), place()).prop_map(|(at, which)| Change::Drop(at, which)),
        1 => (place(), place(), text()).prop_map(|(at, which, name)| Change::Rename(at, which, name)),
        1 => (place(), text(), value()).prop_map(|(at, name, value)| Change::Add(at, name, value)),
        2 => (place(), place()).prop_map(|(at, which)| Change::Double(at, which)),
        1 => place().prop_map(Change::Cut),
        1 => (place(), vec(any::<u8>(), 1..5)).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        1 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
    ]
}

/// The body with all changes made: those of the value first, then those of its bytes.
pub(crate) fn all(body: &Value, changes: &[Change]) -> Vec<u8> {
    let mut body = body.clone();
    for change in changes {
        in_value(&mut body, change);
    }
    let mut text = body.to_string();
    if text.contains("@raw") {
        for (number, raw) in RAW.iter().enumerate() {
            text = text.replace(&format!("\"{}\"", mark(number)), raw);
        }
    }
    let mut bytes = text.into_bytes();
    for change in changes {
        in_bytes(&mut bytes, change);
    }
    bytes
}

fn in_value(body: &mut Value, change: &Change) {
    let count = nodes(body);
    let (Change::Put(at, _)
    | Change::Drop(at, _)
    | Change::Rename(at, ..)
    | Change::Add(at, ..)
    | Change::Double(at, _)) = change
    else {
        return;
    };
    at_node(body, &mut (at % count), &mut |node| match (change, node) {
        (Change::Put(_, value), node) => *node = value.clone(),
        (Change::Drop(_, which), Value::Array(items)) if !items.is_empty() => {
            items.remove(which % items.len());
        }
        (Change::Drop(_, which), Value::Object(members)) => {
            if let Some(name) = name(members, *which) {
                members.shift_remove(&name);
            }
        }
        (Change::Drop(..), node) => *node = Value::Null,
        (Change::Rename(_, which, to), Value::Object(members)) => {
            if let Some(value) = name(members, *which).and_then(|name| members.shift_remove(&name)) {
                members.insert(to.clone(), value);
            }
        }
        (Change::Add(_, name, value), Value::Object(members)) => {
            members.insert(name.clone(), value.clone());
        }
        (Change::Double(_, which), Value::Array(items)) if !items.is_empty() => {
            items.push(items[which % items.len()].clone());
        }
        _ => {}
    });
}

fn in_bytes(bytes: &mut Vec<u8>, change: &Change) {
    let places = bytes.len() + 1;
    match change {
        Change::Cut(at) => bytes.truncate(at % places),
        Change::Insert(at, more) => {
            let at = at % places;
            bytes.splice(at..at, more.iter().copied());
        }
        Change::Flip(at, byte) if !bytes.is_empty() => {
            let at = at % bytes.len();
            bytes[at] = *byte;
        }
        _ => {}
    }
}

fn name(members: &serde_json::Map<String, Value>, which: usize) -> Option<String> {
    let which = which.checked_rem(members.len())?;
    members.keys().nth(which).cloned()
}

fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Object(members) => members.values().map(nodes).sum(),
        _ => 0,
    }
}

/// Changes the node that is `left` further on; `true` when it was reached.
fn at_node(value: &mut Value, left: &mut usize, change: &mut dyn FnMut(&mut Value)) -> bool {
    if *left == 0 {
        change(value);
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| at_node(item, left, change)),
        Value::Object(members) => members.values_mut().any(|member| at_node(member, left, change)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_change_is_what_it_says() {
        let body = json!({ "a": [1, { "b": "c" }], "d": null });
        for (change, text) in [
            (Change::Put(3, json!(7)), r#"{"a":[1,7],"d":null}"#),
            (Change::Put(0, json!(mark(0))), "1e400"),
            (Change::Drop(0, 1), r#"{"a":[1,{"b":"c"}]}"#),
            (Change::Drop(1, 0), r#"{"a":[{"b":"c"}],"d":null}"#),
            (Change::Rename(3, 5, "x".to_owned()), r#"{"a":[1,{"x":"c"}],"d":null}"#),
            (
                Change::Add(3, "x".to_owned(), json!(1)),
                r#"{"a":[1,{"b":"c","x":1}],"d":null}"#,
            ),
            (Change::Double(1, 0), r#"{"a":[1,{"b":"c"},1],"d":null}"#),
            (Change::Cut(5), r#"{"a":"#),
            (Change::Flip(0, b'['), r#"["a":[1,{"b":"c"}],"d":null}"#),
        ] {
            assert_eq!(
                String::from_utf8(all(&body, std::slice::from_ref(&change))).unwrap(),
                text,
                "{change:?}"
            );
        }
    }
}
