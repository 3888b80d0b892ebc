//! Where a schema is not as a set-up wants it, as people are told.

use graph_client::RawSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{Setup, Trouble, Wanted};

/// One difference between what is there and what is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "FeedMappingChange")]
pub struct Change {
    /// What of it differs.
    pub what: What,
    /// The attribute or field that it is about.
    pub name: String,
    /// What is there; empty for nothing.
    pub found: String,
    /// What the set-up wants.
    pub wanted: String,
}

/// What of a mapping differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "FeedMappingPart")]
#[serde(rename_all = "kebab-case")]
pub enum What {
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

    /// All differences between the schema of a feed that is at work and its set-up, whoever made them.
    ///
    /// # Errors
    /// The schema is none of a feed, or cannot become what the set-up wants.
    pub fn since_set_up(schema: &RawSchema, setup: &Setup) -> Result<Vec<Self>, Trouble> {
        // Of a new schema nothing is left alone.
        Wanted::of(schema, setup, true).map(|wanted| wanted.changes)
    }

    /// The key of its words.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self.what {
            What::Field => "field",
            What::Mapping => "mapping",
            What::Flow => "flow",
            What::Matching => "matching",
            What::Deeds => "deeds",
            What::Clearing => "clearing",
        }
    }
}
