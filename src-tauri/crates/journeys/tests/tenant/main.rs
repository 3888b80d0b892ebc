//! Journeys meet a tenant over real sockets.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod agent_check;
mod checks;
mod hidden;
mod pairs;
mod support;
mod trial;
mod trial_app;
mod waiting;
