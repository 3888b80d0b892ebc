//! Secrets of a body that is too long to be shown, found without building the document: a schema takes many times its own length.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{cover, hide, is_secret_member, may_show};

/// Remembers what [`hide`] would hide in this JSON text.
pub(super) fn find(text: &str, hidden: &mut Vec<String>) -> serde_json::Result<()> {
    let mut reader = serde_json::Deserializer::from_str(text);
    Finder(hidden).deserialize(&mut reader)?;
    reader.end()
}

struct Finder<'a>(&'a mut Vec<String>);

impl<'de> DeserializeSeed<'de> for Finder<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Finder<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Finder(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let (mut key, mut entry): (Option<Value>, Option<Value>) = (None, None);
        while let Some(name) = members.next_key_seed(NameReader)? {
            match name {
                Name::Secret => cover(&mut members.next_value()?, self.0),
                Name::Key => key = Some(members.next_value()?),
                Name::Value => entry = Some(members.next_value()?),
                Name::Other => members.next_value_seed(Finder(self.0))?,
            }
        }
        if let Some(entry) = &mut entry {
            match key.as_ref().and_then(Value::as_str) {
                Some(key) if !may_show(key, entry) => cover(entry, self.0),
                _ => hide(entry, self.0),
            }
        }
        if let Some(key) = &mut key {
            hide(key, self.0);
        }
        Ok(())
    }
}

/// What a name says of its value.
enum Name {
    Secret,
    Key,
    Value,
    Other,
}

/// Reads a name without keeping it.
struct NameReader;

impl<'de> DeserializeSeed<'de> for NameReader {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameReader {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        Ok(match name {
            "key" => Name::Key,
            "value" => Name::Value,
            name if is_secret_member(name) => Name::Secret,
            _ => Name::Other,
        })
    }
}
