//! A read that did not bring what was asked for is a finding too.

use std::sync::Arc;

use graph_client::{Error, Interception};

use super::{CheckId, Checked, Verdict};

/// What came of one read.
pub(super) enum Seen<T> {
    Answer(T),
    /// This sign-in may not.
    Refused,
    /// Graph answered, and not with what was asked for.
    NoAnswer,
}

pub(super) fn seen<T>(read: Result<T, Error>) -> Result<Seen<T>, Error> {
    match read {
        Ok(answer) => Ok(Seen::Answer(answer)),
        Err(error) if error.is_missing_permission() => Ok(Seen::Refused),
        Err(error) if error.is_sign_in_needed() => Err(error),
        Err(Error::Api(_) | Error::Decode { .. }) => Ok(Seen::NoAnswer),
        // A page that says *not found* is about this address; any other one stands before all of them.
        Err(Error::Intercepted {
            by: Interception::Page { status: 404 },
            ..
        }) => Ok(Seen::NoAnswer),
        Err(error) => Err(error),
    }
}

impl<T> Seen<T> {
    pub(super) fn value(&self) -> Option<&T> {
        match self {
            Self::Answer(answer) => Some(answer),
            Self::Refused | Self::NoAnswer => None,
        }
    }

    pub(super) fn found(&self, id: CheckId, check: impl FnOnce(&T) -> Checked) -> Checked {
        match self {
            Self::Answer(answer) => check(answer),
            Self::Refused => Checked::new(id, Verdict::NotChecked, id.not_readable()),
            Self::NoAnswer => Checked::new(id, Verdict::NotChecked, "no-answer"),
        }
    }
}

impl<T: Clone> Seen<Arc<Option<T>>> {
    /// Of shared reads, which keep `None` of what this sign-in may not read.
    pub(super) fn permitted(self) -> Seen<T> {
        match self {
            Self::Answer(answer) => (*answer).clone().map_or(Seen::Refused, Seen::Answer),
            Self::Refused => Seen::Refused,
            Self::NoAnswer => Seen::NoAnswer,
        }
    }
}

impl CheckId {
    /// The sentence for a sign-in that may not look.
    pub(super) fn not_readable(self) -> &'static str {
        match self {
            Self::Role => "role-not-told",
            Self::Permissions => "consent-not-told",
            Self::Synchronization => "sync-not-readable",
            Self::Agents => "agents-not-readable",
            Self::Domains => "domains-not-readable",
            Self::Configurations => "configurations-not-readable",
        }
    }
}
