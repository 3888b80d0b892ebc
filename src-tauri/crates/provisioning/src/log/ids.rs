//! Ids as a store keeps them: nearly all are GUIDs, which take half the room.

use uuid::Uuid;
use uuid::fmt::Hyphenated;

use super::names::{NameId, Names};
use super::query::{SHORTEST_PART, is_id};

/// An id, in the form in which it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    None,
    /// Hyphenated and in lower case, as Graph writes it.
    Guid(Uuid),
    Text(NameId),
}

impl Key {
    pub(super) fn of(id: Option<&str>, names: &mut Names) -> Self {
        match id {
            None | Some("") => Self::None,
            Some(id) => guid(id).map_or_else(|| Self::Text(names.intern(Some(id))), Self::Guid),
        }
    }

    pub(super) fn text(self, names: &Names) -> Option<String> {
        match self {
            Self::None => None,
            Self::Guid(guid) => Some(guid.to_string()),
            Self::Text(id) => names.get(id).map(str::to_owned),
        }
    }

    pub(super) fn is(self, id: &str, names: &Names) -> bool {
        match self {
            Self::None => false,
            Self::Guid(own) => guid(id) == Some(own),
            Self::Text(own) => names.get(own) == Some(id),
        }
    }
}

fn guid(id: &str) -> Option<Uuid> {
    let guid = Uuid::try_parse(id).ok().filter(|_| id.len() == Hyphenated::LENGTH)?;
    let mut written = [0; Hyphenated::LENGTH];
    (guid.hyphenated().encode_lower(&mut written) == id).then_some(guid)
}

/// A folded text that may be an id or its beginning, made ready to be compared with many.
#[derive(Debug)]
pub(super) struct Wanted {
    text: String,
    /// The first four bytes, if it may begin a GUID.
    begins: Option<[u8; 4]>,
}

impl Wanted {
    pub(super) fn of(folded: &str) -> Self {
        let begins = folded
            .get(..SHORTEST_PART)
            .filter(|start| start.bytes().all(|byte| byte.is_ascii_hexdigit()));
        Self {
            begins: begins
                .and_then(|start| u32::from_str_radix(start, 16).ok())
                .map(u32::to_be_bytes),
            text: folded.to_owned(),
        }
    }

    /// The id is it, or begins with it.
    pub(super) fn begins(&self, key: Key, names: &Names) -> bool {
        match key {
            Key::None => false,
            Key::Guid(guid) => {
                self.may_be(guid) && is_id(guid.hyphenated().encode_lower(&mut [0; Hyphenated::LENGTH]), &self.text)
            }
            Key::Text(id) => is_id(names.folded(id), &self.text),
        }
    }

    /// The id is it.
    pub(super) fn is(&self, key: Key, names: &Names) -> bool {
        match key {
            Key::None => false,
            Key::Guid(guid) => {
                self.may_be(guid) && *guid.hyphenated().encode_lower(&mut [0; Hyphenated::LENGTH]) == *self.text
            }
            Key::Text(id) => names.folded(id) == self.text,
        }
    }

    fn may_be(&self, guid: Uuid) -> bool {
        self.begins.is_some_and(|begins| guid.as_bytes()[..4] == begins)
    }
}
