//! Files of people against what was sent last: who is new, who changed, who leaves, and what must be decided first.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod changes;
mod filling;
mod guards;
mod hostile;
mod ledger;
mod looked;
mod met;
mod repeats;
