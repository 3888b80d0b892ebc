//! What a run leaves on the disk is for the person who ran it.

use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::DOMAIN;
use journey_tests::tenant::Tenant;
use serde_json::json;

/// Even where the person's usual files are open to everybody.
#[tokio::test]
async fn journals_are_for_this_person_alone() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let apply = place.command(&tenant, &["apply", "set-up.json", "--yes"]);
    let mut open = Command::new("/bin/sh");
    open.args(["-c", "umask 0; exec \"$0\" \"$@\""])
        .arg(apply.get_program())
        .args(apply.get_args())
        .current_dir(place.path())
        .env_clear()
        .envs(apply.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Ended::from(open.output().unwrap()).expect(0);
    let files = modes(&place.path().join("state"));
    assert!(files >= 1, "no journal");
}

/// Exit code 3, and nothing is written: not in the tenant, not where a link leads.
#[tokio::test]
async fn a_journal_that_others_could_have_written_is_not_used() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let state = place.path().join("state");
    let theirs = place.path().join("theirs");
    let refused = || {
        let refused = place.apply(&tenant);
        refused.expect(3);
        refused.says("Others could change Causeway's notes");
    };
    fs::create_dir(&theirs).unwrap();
    symlink(&theirs, &state).unwrap();
    refused();
    assert_eq!(fs::read_dir(&theirs).unwrap().count(), 0);
    fs::remove_file(&state).unwrap();

    fs::create_dir(&state).unwrap();
    fs::set_permissions(&state, fs::Permissions::from_mode(0o777)).unwrap();
    refused();
    fs::set_permissions(&state, fs::Permissions::from_mode(0o755)).unwrap();

    let folder = state.join("runs/custom").join(tenant.text("tenant"));
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&folder)
        .unwrap();
    let planted = theirs.join("planted");
    symlink(&planted, folder.join(format!("cloud-sync--{DOMAIN}.jsonl"))).unwrap();
    refused();
    assert!(!planted.exists());
    journey_tests::finished::nothing_written(&tenant).await;

    fs::remove_file(folder.join(format!("cloud-sync--{DOMAIN}.jsonl"))).unwrap();
    place.apply(&tenant).expect(0);
}

/// How many files lie in a folder, all of them closed to others.
fn modes(folder: &Path) -> usize {
    assert_eq!(mode(folder), 0o700, "{}", folder.display());
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            if path.is_dir() {
                return modes(&path);
            }
            assert_eq!(mode(&path), 0o600, "{}", path.display());
            1
        })
        .sum()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}
