//! Tells Tauri where the capabilities lie and which commands exist.

mod window_commands;

use window_commands::{ACT, LOOK, OWN};

fn main() {
    // It lives as long as this program, as a list written down would.
    let commands: &'static [&'static str] = [LOOK, ACT, OWN].concat().leak();
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(commands));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
        std::process::exit(1);
    }
}
