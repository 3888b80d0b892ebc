//! What an answer that is no success says, read once and without what is secret.

use super::redact::Redaction;
use crate::error::{Envelope, object};
use crate::token::AccessToken;

#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(super) envelope: Envelope,
    /// For the request log.
    pub(super) excerpt: Option<String>,
}

impl Told {
    pub(super) fn read(body: &[u8], redaction: &Redaction, token: &AccessToken) -> Self {
        let read = object(body);
        let envelope = match &read {
            Some(read) if redaction.allows_words() => Envelope::of(read, |text| redaction.scrub(text, token)),
            _ => Envelope::default(),
        };
        let excerpt = redaction.excerpt(body, read, token);
        Self {
            envelope,
            excerpt: Some(excerpt).filter(|excerpt| !excerpt.is_empty()),
        }
    }
}
