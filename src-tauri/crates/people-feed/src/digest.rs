//! Stands for what is sent of a person, so that next time only what changed is sent.

use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Person;

/// The first 128 bits of SHA-256. Its default stands for nothing.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Digest(pub(crate) [u8; 16]);

impl Digest {
    /// Of texts in this order, each behind its length, so that no two lists give the same bytes.
    pub(crate) fn of_parts<'a>(parts: impl Iterator<Item = &'a str>) -> Self {
        let mut bytes = Vec::new();
        parts.for_each(|part| push(&mut bytes, part));
        Self::of(&bytes)
    }

    fn of(bytes: &[u8]) -> Self {
        let whole = digest(&SHA256, bytes);
        let mut half = [0; 16];
        half.copy_from_slice(&whole.as_ref()[..16]);
        Self(half)
    }

    /// 22 letters.
    pub(crate) fn write(self, out: &mut [u8; 22]) {
        let written = URL_SAFE_NO_PAD.encode_slice(self.0, out);
        debug_assert_eq!(written, Ok(22));
    }

    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut bytes = [0; 18];
        let read = URL_SAFE_NO_PAD.decode_slice(text, &mut bytes).ok()?;
        bytes.first_chunk().filter(|_| read == 16).copied().map(Self)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; 22];
        self.write(&mut text);
        formatter.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| D::Error::custom("it is no digest"))
    }
}

/// Makes digests of people, one after the other.
#[derive(Debug, Default)]
pub struct Digester {
    bytes: Vec<u8>,
}

impl Digester {
    /// Of the values under the names of their targets: columns that change places or get another encoding change nothing, nor does a
    /// target that is new and empty.
    pub fn of(&mut self, person: &Person<'_>) -> Digest {
        self.bytes.clear();
        self.bytes.push(u8::from(person.active));
        for (target, value) in person.values() {
            // No name of a target holds a zero.
            self.bytes.extend_from_slice(target.as_str().as_bytes());
            self.bytes.push(0);
            push(&mut self.bytes, value);
        }
        for (name, value) in person.fields() {
            push(&mut self.bytes, name);
            push(&mut self.bytes, value);
        }
        Digest::of(&self.bytes)
    }
}

fn push(bytes: &mut Vec<u8>, part: &str) {
    // A row has some megabytes at most.
    bytes.extend_from_slice(&(part.len() as u32).to_le_bytes());
    bytes.extend_from_slice(part.as_bytes());
}

/// SHA-256 of a file as it lies there, in hexadecimal.
///
/// # Errors
/// It cannot be read.
pub fn of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut context = Context::new(&SHA256);
    let mut piece = vec![0; 1024 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hex(context.finish().as_ref())),
            read => context.update(&piece[..read]),
        }
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(digest(&SHA256, bytes).as_ref())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use people_file::Target;

    fn person(values: &[(Target, &'static str)]) -> Digest {
        let mut person = Person::new(7, true);
        values
            .iter()
            .for_each(|(target, value)| person.set(*target, (*value).into()));
        Digester::default().of(&person)
    }

    #[test]
    fn what_moves_from_one_value_to_the_next_is_seen() {
        use Target::{City, FamilyName, GivenName, Region};
        let one = person(&[(GivenName, "Ana"), (FamilyName, "Ruiz")]);
        assert_eq!(one, person(&[(FamilyName, "Ruiz"), (GivenName, "Ana"), (City, "")]));
        for other in [
            person(&[(GivenName, "AnaR"), (FamilyName, "uiz")]),
            person(&[(GivenName, "Ana Ruiz")]),
            person(&[(GivenName, "Ruiz"), (FamilyName, "Ana")]),
            person(&[]),
        ] {
            assert_ne!(one, other);
        }
        assert_ne!(person(&[(City, "Bern")]), person(&[(Region, "Bern")]));
        let mut gone = Person::new(7, false);
        gone.set(City, "Bern".into());
        assert_ne!(Digester::default().of(&gone), person(&[(City, "Bern")]));
    }

    #[test]
    fn a_digest_is_written_and_read() {
        let digest = person(&[(Target::City, "Bern")]);
        let text = digest.to_string();
        assert_eq!((text.len(), Digest::read(&text)), (22, Some(digest)));
        for wrong in [
            "",
            "short",
            &format!("{text}A"),
            &format!("{text}AAAAAAAA"),
            "======================",
        ] {
            assert_eq!(Digest::read(wrong), None, "{wrong}");
        }
    }
}
