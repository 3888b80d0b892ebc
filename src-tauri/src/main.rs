#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

//! The window.

fn main() -> std::process::ExitCode {
    causeway_shell::run()
}
