use super::*;
use crate::view::RunKind;
use hostile_input::{inputs, text};
use proptest::prelude::*;
use serde_json::json;

fn key(name: &str) -> RunKey {
    RunKey {
        journey: "cloud-sync".to_owned(),
        kind: RunKind::SetUp,
        name: name.to_owned(),
        row: None,
    }
}

fn file(place: &Path) -> JournalFile {
    JournalFile::new(place, CloudKind::Custom, "t", key("corp.contoso.com"))
}

#[test]
fn a_removal_of_another_journey_is_another_run() {
    let place = tempfile::tempdir().unwrap();
    let removal = |journey: &str| RunKey {
        journey: journey.to_owned(),
        kind: RunKind::Removal,
        ..key("Contoso")
    };
    let file = |key| JournalFile::new(place.path(), CloudKind::Custom, "t", key);
    let (one, other) = (file(removal("cloud-sync")), file(removal("gallery-app")));
    let held = one.open(&json!({})).unwrap();
    let also_held = other.open(&json!({})).unwrap();
    assert!(also_held.set_aside.is_none());
    assert!(!one.is_about(&also_held.opened.header) && !other.is_about(&held.opened.header));
}

#[cfg(unix)]
#[test]
fn a_folder_that_others_can_write_holds_no_journal() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = tempfile::tempdir().unwrap();
    let file = file(place.path());
    drop(file.open(&json!({})).unwrap());
    let folders: Vec<_> = file.path.ancestors().skip(1).take(FOLDERS).collect();
    assert_eq!(folders.last(), Some(&place.path()));
    for folder in folders {
        let allow = |mode| fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
        allow(0o777);
        let refused = |result| matches!(result, Err(JournalError::NotPrivate { path, .. }) if path == folder);
        assert!(refused(file.open(&json!({})).map(drop)), "{folder:?}");
        assert!(refused(file.existing().map(drop)), "{folder:?}");
        assert!(refused(file.read().map(drop)), "{folder:?}");
        allow(0o700);
    }
    assert!(file.open(&json!({})).unwrap().set_aside.is_none());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_journal_is_not_followed() {
    let place = tempfile::tempdir().unwrap();
    let file = file(place.path());
    drop(file.open(&json!({})).unwrap());
    let theirs = place.path().join("theirs");
    fs::rename(&file.path, &theirs).unwrap();
    for there in [true, false] {
        std::os::unix::fs::symlink(&theirs, &file.path).unwrap();
        let before = fs::read(&theirs).ok();
        let refused = file.open(&json!({})).map(drop);
        assert!(matches!(refused, Err(JournalError::NotPrivate { .. })), "{refused:?}");
        assert_eq!(fs::read(&theirs).ok(), before);
        assert!(file.path.is_symlink(), "nothing was moved");
        fs::remove_file(&file.path).unwrap();
        if there {
            fs::remove_file(&theirs).unwrap();
        }
    }
}

#[test]
fn names_cannot_leave_their_folder_or_meet() {
    for (name, file) in [
        ("corp.contoso.com", "corp.contoso.com"),
        ("../../x", "%2e.%2f..%2fx"),
        ("A", "%41"),
        ("CON", "%43%4f%4e"),
        ("é b", "%c3%a9%20b"),
    ] {
        assert_eq!(encoded(name), file);
    }
    let (long, other) = (encoded(&"x".repeat(500)), encoded(&"x".repeat(501)));
    assert!(long.len() <= LONGEST_NAME && long != other);
}

proptest! {
    #![proptest_config(inputs(2_000))]

    #[test]
    fn no_name_leads_a_journal_out_of_its_folder(name in text(), tenant in text()) {
        let folder = folder(Path::new("s"), CloudKind::Demo, &tenant);
        let plain = folder.components().all(|part| matches!(part, std::path::Component::Normal(_)));
        prop_assert!(plain && (3..=4).contains(&folder.components().count()), "{folder:?}");
        let file = JournalFile::new(Path::new("s"), CloudKind::Demo, &tenant, key(&name));
        prop_assert_eq!(file.path.parent(), Some(folder.as_path()));
        prop_assert!(file.path.file_name().is_some_and(|name| name.len() < 255));
    }
}

#[test]
fn demo_custom_and_real_runs_lie_apart() {
    let path = |cloud| JournalFile::new(Path::new("s"), cloud, "t", key("n")).path;
    assert_eq!(path(CloudKind::Demo), Path::new("s/runs/demo/t/cloud-sync--n.jsonl"));
    assert_eq!(
        path(CloudKind::Custom),
        Path::new("s/runs/custom/t/cloud-sync--n.jsonl")
    );
    assert_eq!(path(CloudKind::Global), path(CloudKind::China));
    assert_eq!(path(CloudKind::Global), Path::new("s/runs/real/t/cloud-sync--n.jsonl"));
}

#[test]
fn damaged_and_foreign_journals_are_set_aside_whole() {
    let place = tempfile::tempdir().unwrap();
    let file = file(place.path());
    let header = json!({"journal": 1, "tenant": "another", "cloud": "custom", "journey": "cloud-sync",
        "name": "corp.contoso.com", "setup": {}, "began": "2026-01-01T00:00:00Z", "version": "1"});
    drop(file.open(&json!({})).unwrap());
    for bad in [
        "garbage".to_owned(),
        "gar\0bage\n".to_owned(),
        "garbage\n".to_owned(),
        format!("{header}\n"),
        format!("{header}\nx\n"),
    ] {
        fs::write(&file.path, &bad).unwrap();
        let reopened = file.open(&json!({})).unwrap();
        assert_eq!(reopened.opened.header.tenant, "t");
        let set_aside = reopened.set_aside.unwrap();
        assert_eq!(fs::read_to_string(set_aside.file).unwrap(), bad);
    }
}

#[test]
fn a_held_journal_is_not_damaged_and_a_good_one_stays() {
    let place = tempfile::tempdir().unwrap();
    let file = file(place.path());
    let held = file.open(&json!({})).unwrap();
    assert!(matches!(file.open(&json!({})), Err(JournalError::Held { .. })));
    assert_eq!(Holder::of(&file.path).unwrap().process, std::process::id());
    drop(held);
    assert!(file.open(&json!({})).unwrap().set_aside.is_none());
}

#[test]
fn the_note_of_a_holder_goes_with_the_hold() {
    let place = tempfile::tempdir().unwrap();
    let file = file(place.path());
    let note = file.path.with_extension(HOLDER);
    drop(file.open(&json!({})).unwrap());
    assert!(!note.exists());
    // What a killed process left is the next holder's from then on.
    fs::write(&note, r#"{"process":1,"since":"2026-01-01T00:00:00Z"}"#).unwrap();
    let held = file.existing().unwrap().unwrap();
    assert_eq!(Holder::of(&file.path).unwrap().process, std::process::id());
    assert!(matches!(file.open(&json!({})), Err(JournalError::Held { .. })));
    assert!(note.exists(), "who was refused takes nothing away");
    drop(held);
    assert!(!note.exists());
}

#[test]
fn a_newer_programs_journal_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let file = file(place.path());
    drop(file.open(&json!({})).unwrap());
    let newer = fs::read_to_string(&file.path)
        .unwrap()
        .replace("\"journal\":1", "\"journal\":2");
    fs::write(&file.path, &newer).unwrap();
    assert!(matches!(file.open(&json!({})), Err(JournalError::TooNew { .. })));
    assert_eq!(fs::read_to_string(&file.path).unwrap(), newer);
}
