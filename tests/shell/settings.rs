//! How this person wants to see the window.

use std::fs;

use causeway_shell::Preferences;
use serde_json::json;

use crate::shell::Shell;

#[test]
fn settings_are_kept_for_the_next_start() {
    let shell = Shell::open("school");
    assert_eq!(
        shell.must("settings", json!({})),
        json!({ "language": null, "theme": "system", "textSize": "normal" })
    );
    let changed = json!({ "language": "nl", "theme": "dark", "textSize": "larger" });
    shell.must("change_settings", json!({ "settings": changed }));
    assert_eq!(shell.must("settings", json!({})), changed);

    let again = Preferences::open(Some(&shell.folder.path().join("config")));
    assert_eq!(json!(again.now()), changed);
}

#[cfg(unix)]
#[test]
fn settings_are_for_this_person_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let shell = Shell::open("school");
    shell.must(
        "change_settings",
        json!({ "settings": shell.must("settings", json!({})) }),
    );
    let folder = shell.folder.path().join("config");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join("settings.json"))), (0o700, 0o600));
}

#[test]
fn an_unknown_setting_changes_nothing() {
    let shell = Shell::open("school");
    for wrong in [json!({ "theme": "sepia" }), json!({ "language": "xx" }), json!(7)] {
        assert!(shell.ask("change_settings", json!({ "settings": wrong })).is_err());
    }
    assert_eq!(shell.must("settings", json!({}))["theme"], "system");
}

#[test]
fn a_damaged_file_is_set_aside() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("settings.json");
    for damaged in ["", "not JSON", "[1]", r#"{"theme":"sepia"}"#] {
        fs::write(&file, damaged).unwrap();
        let settings = Preferences::open(Some(place.path()));
        assert_eq!(json!(settings.now())["theme"], "system");
        assert_eq!(
            fs::read_to_string(place.path().join("settings.damaged.json")).unwrap(),
            damaged
        );
    }
}
