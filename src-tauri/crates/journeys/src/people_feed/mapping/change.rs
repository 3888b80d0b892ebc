//! What is to be written, as people are told.

/// One difference between what is there and what is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) what: What,
    /// The attribute or field that it is about.
    pub(crate) name: String,
    /// What is there; empty for nothing.
    pub(crate) found: String,
    pub(crate) wanted: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// The source has a field of that name.
    Field,
    /// Where an attribute takes its value from.
    Mapping,
    /// When an attribute takes it.
    Flow,
    /// Whether people are matched by an attribute, and in which place.
    Matching,
    /// What the feed may do with accounts.
    Deeds,
    /// An empty field clears its attribute.
    Clearing,
}

impl Change {
    pub(super) fn new(what: What, name: &str, found: &str, wanted: &str) -> Self {
        Self {
            what,
            name: name.to_owned(),
            found: found.to_owned(),
            wanted: wanted.to_owned(),
        }
    }
}
