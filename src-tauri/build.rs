//! Tells Tauri where the capabilities lie and which commands exist.

const COMMANDS: &[&str] = &[
    "app_view",
    "demo",
    "choose_demo",
    "sign_in_demo",
    "begin_sign_in",
    "continue_sign_in",
    "sign_in_again",
    "allow_agents",
    "cancel_sign_in",
    "sign_in_page",
    "open_sign_in_page",
    "known_accounts",
    "admin_consent_link",
    "surroundings",
    "sign_out",
    "check_tenant",
    "recommended_setup",
    "organizational_units",
    "read_setup",
    "open_setup",
    "save_setup",
    "export_setup",
    "save_export",
    "plan",
    "start_run",
    "plan_removal",
    "remove_created",
    "plan_act",
    "begin_act",
    "stop_run",
    "look_now",
    "find_people",
    "faults",
    "arm_fault",
    "clear_faults",
    "try_person",
    "watch_setup",
    "watch_tenant",
    "unwatch",
    "apps",
    "open_log",
    "stop_log",
    "filter_log",
    "log_rows",
    "log_entry",
    "held_deletes",
    "save_log",
    "acknowledge",
    "find_person",
    "why",
    "watch_tenants",
    "unwatch_tenants",
    "open_tenant",
    "drift",
    "save_page",
    "save_report",
    "open_saved",
    "open_page",
    "settings",
    "change_settings",
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
