//! The commands that the window may ask for. Each stands in one list; a test walks every one that looks, at every demo tenant, with
//! rights to read alone.

/// These read a tenant, show what was read of it, or end that. None of them can change it.
pub(crate) const LOOK: &[&str] = &[
    "app_view",
    "check_tenant",
    "recommended_setup",
    "read_setup",
    "open_setup",
    "plan",
    "plan_removal",
    "plan_act",
    "look_now",
    "watch_setup",
    "watch_tenant",
    "unwatch",
    "apps",
    "open_log",
    "stop_log",
    "filter_log",
    "log_rows",
    "log_timeline",
    "log_entry",
    "held_deletes",
    "save_log",
    "acknowledge",
    "find_person",
    "why",
    "watch_tenants",
    "unwatch_tenants",
    "drift",
];

/// These change a tenant, or end a change.
pub(crate) const ACT: &[&str] = &["start_run", "remove_created", "begin_act", "try_person", "stop_run"];

/// These ask nothing of a tenant: who signs in, files and settings of this computer, and the demo behind its tenants.
pub(crate) const OWN: &[&str] = &[
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
    "open_tenant",
    "organizational_units",
    "find_people",
    "faults",
    "arm_fault",
    "clear_faults",
    "save_setup",
    "export_setup",
    "save_export",
    "save_page",
    "save_report",
    "open_saved",
    "open_page",
    "settings",
    "change_settings",
];
