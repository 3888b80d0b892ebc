//! The session against the demo tenant, over sockets, watched by a recording UI.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod acts;
mod apps;
mod around;
mod breaking_off;
mod check;
#[path = "../../../../window_commands.rs"]
mod commands;
mod demo;
mod feed;
mod gallery;
mod leaving;
mod log;
mod looking;
mod people;
mod removal;
mod report;
mod runs;
mod status;
mod support;
mod table;
mod tenants;
mod trial;
mod unfinished;
