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

    let again = Preferences::open(shell.app.handle(), Some(&shell.folder.path().join("config")));
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
fn a_damaged_file_is_set_aside_and_the_next_change_leaves_it_there() {
    let shell = Shell::open("school");
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("settings.json");
    for damaged in ["", "not JSON", "[1]", r#"{"theme":"sepia"}"#] {
        fs::write(&file, damaged).unwrap();
        let settings = Preferences::open(shell.app.handle(), Some(place.path()));
        assert_eq!(json!(settings.now())["theme"], "system");
        assert_eq!(
            fs::read_to_string(place.path().join("settings.damaged.json")).unwrap(),
            damaged
        );
    }
}

#[test]
fn a_file_damaged_while_the_window_is_open_is_not_written_over() {
    let shell = Shell::open("school");
    let change = |theme: &str| {
        let settings = json!({ "language": null, "theme": theme, "textSize": "normal" });
        shell.must("change_settings", json!({ "settings": settings }));
    };
    let config = shell.folder.path().join("config");
    change("dark");
    fs::write(config.join("settings.json"), "half of a fi").unwrap();
    change("light");
    assert_eq!(
        fs::read_to_string(config.join("settings.damaged.json")).unwrap(),
        "half of a fi"
    );
    let again = Preferences::open(shell.app.handle(), Some(&config));
    assert_eq!(json!(again.now())["theme"], "light");
}

#[test]
fn what_a_later_version_added_stays_in_the_file() {
    let shell = Shell::open("school");
    let config = shell.folder.path().join("config");
    fs::create_dir(&config).unwrap();
    let file = config.join("settings.json");
    fs::write(
        &file,
        r#"{"language":"nl","theme":"dark","textSize":"normal","later":{"a":[1]}}"#,
    )
    .unwrap();
    let settings = json!({ "language": "id", "theme": "dark", "textSize": "normal" });
    shell.must("change_settings", json!({ "settings": settings }));
    let kept: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(
        kept,
        json!({ "language": "id", "theme": "dark", "textSize": "normal", "later": { "a": [1] } })
    );
}

#[cfg(unix)]
#[test]
fn a_link_in_its_place_is_replaced_and_not_followed() {
    let shell = Shell::open("school");
    let config = shell.folder.path().join("config");
    fs::create_dir(&config).unwrap();
    let elsewhere = shell.folder.path().join("elsewhere.json");
    fs::write(&elsewhere, "{}").unwrap();
    std::os::unix::fs::symlink(&elsewhere, config.join("settings.json")).unwrap();
    let settings = json!({ "language": "id", "theme": "dark", "textSize": "normal" });
    shell.must("change_settings", json!({ "settings": settings }));
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "{}");
}
