//! API-driven inbound provisioning (contract 14): what senders upload, and what a job makes of it.

mod bulk;

use std::sync::Arc;

pub use bulk::{InvalidDataFormat, MEDIA, Record, read};

/// What a job has of its senders.
#[derive(Debug, Default)]
pub struct Feed {
    /// Uploaded and not yet taken by a cycle, in order.
    staged: Vec<Arc<Record>>,
}

impl Feed {
    /// Keeps an upload until a cycle takes it.
    pub fn stage(&mut self, records: Vec<Arc<Record>>) {
        self.staged.extend(records);
    }

    /// People who wait for a cycle.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.staged.len()
    }
}
