//! What the window may ask of the shell, over Tauri's mock runtime: the granted commands, in the one window, from our own page.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod access;
mod answers;
#[path = "../../src-tauri/window_commands.rs"]
mod commands;
mod demo;
mod dropped;
mod elsewhere;
mod export;
mod faults;
mod files;
mod open;
mod removal;
mod settings;
mod shell;
mod sign_in;
mod tenants;
