//! Secrets of a body that is too long to be shown, found without building the document: a schema takes many times its own length.

use serde_json::Value;

use super::{cover, hide, is_secret_member, may_show};
use crate::json_reader::{Odd, Reader, Span};

/// Remembers what [`hide`] would hide in this JSON text.
pub(super) fn find(text: &str, hidden: &mut Vec<String>) -> Result<(), Odd> {
    let mut reader = Reader::new(text, 0..text.len());
    look(&mut reader, text, hidden)?;
    reader.end()
}

fn look(reader: &mut Reader<'_>, text: &str, hidden: &mut Vec<String>) -> Result<(), Odd> {
    if reader.is_at_object() {
        look_at_object(reader, text, hidden)
    } else if reader.is_at_array() {
        reader.array(|reader| look(reader, text, hidden)).map(drop)
    } else {
        reader.skip().map(drop)
    }
}

fn look_at_object(reader: &mut Reader<'_>, text: &str, hidden: &mut Vec<String>) -> Result<(), Odd> {
    let (mut key, mut entry) = (None, None);
    reader.object(|reader, name| {
        match &*name.read()? {
            "key" => key = Some(reader.skip()?),
            "value" => entry = Some(reader.skip()?),
            name if is_secret_member(name) => cover(&mut value(text, reader.skip()?)?, hidden),
            _ => look(reader, text, hidden)?,
        }
        Ok(())
    })?;
    let mut key = key.map(|key| value(text, key)).transpose()?;
    if let Some(entry) = entry {
        let mut entry = value(text, entry)?;
        match key.as_ref().and_then(Value::as_str) {
            Some(key) if !may_show(key, &entry) => cover(&mut entry, hidden),
            _ => hide(&mut entry, hidden),
        }
    }
    if let Some(key) = &mut key {
        hide(key, hidden);
    }
    Ok(())
}

fn value(text: &str, span: Span) -> Result<Value, Odd> {
    serde_json::from_str(&text[span]).map_err(|_| Odd)
}
