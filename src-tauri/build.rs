//! Tells Tauri where the capabilities lie and which commands exist.

const COMMANDS: &[&str] = &[
    "app_view",
    "recommended_setup",
    "check_setup",
    "plan",
    "start_run",
    "stop_run",
];

fn main() {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
        std::process::exit(1);
    }
}
