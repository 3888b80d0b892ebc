//! The disk is full at every half kilobyte of the journal: what is not noted is not done, and the next run finishes what is missing.

use std::process::Command;

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, has_recommended_settings, only_one, requests};
use journey_tests::tenant::Tenant;
use serde_json::{Value, json};

/// The same command in a process whose files can grow to this many half kilobytes. A file that would outgrow them is refused like one
/// on a full disk.
pub(crate) fn on_a_disk_of(blocks: u32, command: &Command) -> Ended {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut limited = Command::new("/bin/sh");
    limited
        .args(["-c", &script])
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .current_dir(command.get_current_dir().expect("a folder"));
    limited.output().expect("a shell starts").into()
}

/// The lines that the journal of this place holds whole.
fn noted(place: &Place) -> Vec<Value> {
    let mut folders = vec![place.path().join("state")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(path).expect("text");
                return text
                    .lines()
                    .filter_map(|line| serde_json::from_str(line).ok())
                    .collect();
            }
        }
    }
    Vec::new()
}

/// The step that sends such a request, and so must have been noted first.
fn step_of(method: &str, path: &str) -> Option<&'static str> {
    Some(match method {
        "GET" => return None,
        "PATCH" => "tenant-sync-flag",
        "PUT" if path.ends_with("/secrets") => "secrets",
        "PUT" => "password-hash-mapping",
        _ if path.ends_with("/token") || path.ends_with("/discover") => return None,
        _ if path.ends_with("/instantiate") => "create-configuration",
        _ if path.ends_with("/jobs") => "create-jobs",
        _ if path.ends_with("/start") => "start-jobs",
        _ => panic!("{method} {path}"),
    })
}

#[tokio::test]
async fn whenever_the_disk_is_full_nothing_is_done_without_a_note_of_it() {
    let mut refused = 0;
    for blocks in 1.. {
        let tenant = Tenant::start("contoso").await;
        let place = Place::new(&tenant, DOMAIN, json!({}));
        let command = place.command(&tenant, &["apply", "set-up.json", "--yes"]);
        let ended = on_a_disk_of(blocks, &command);
        if ended.code == 0 {
            break;
        }
        refused += 1;
        ended.expect(1);
        ended.says("the journal");
        let noted = noted(&place);
        for (method, path) in requests(&tenant).await {
            if let Some(step) = step_of(&method, &path) {
                let is_noted = noted
                    .iter()
                    .any(|fact| fact["event"] == "applying" && fact["step"] == step);
                assert!(is_noted, "{blocks} blocks: {method} {path} is not noted in {noted:#?}");
            }
        }
        place.apply(&tenant).expect(0);
        let picture = tenant.picture().await;
        has_recommended_settings(only_one(&picture, &[PASSWORD_HASH, PROVISIONING]), DOMAIN);
    }
    assert!(refused >= 10, "a journal of {refused} half kilobytes");
}

#[tokio::test]
async fn where_no_journal_can_be_kept_nothing_is_sent_that_changes_anything() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    // A file stands where the folder would be, which not even an administrator can write past.
    std::fs::write(place.path().join("state"), "").expect("a file");
    let ended = place.apply(&tenant);
    ended.expect(1);
    ended.says("the journal");
    journey_tests::finished::nothing_written(&tenant).await;
}
