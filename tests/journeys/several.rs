//! Several tenants behind one sign-in, set up in one call while the service misbehaves.

use std::process::{Command, Stdio};

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{PASSWORD_HASH, PROVISIONING, has_recommended_settings, only_one};
use journey_tests::tenant::{Tenant, take_hash_mappings};
use journey_tests::tenants::{EVERY_KIND, all, calm, faults_met, write_setups};
use serde_json::json;

const TENANTS: &str = "12";

/// A run of the school in several tenants, and a place with their set-ups.
async fn several(faults: &str) -> (Tenant, Place) {
    let options = ["--timing", "instant", "--latency-ms", "5", "--tenants", TENANTS];
    let first = Tenant::start_with("school", &[&options[..], &["--fault-every", faults]].concat()).await;
    let place = Place::new(&first, "unused.example", json!({}));
    write_setups(&place.path().join("setups"), &all(&first));
    (first, place)
}

/// Every tenant holds its own set-up once, and whole.
async fn all_are_set_up_once(first: &Tenant) {
    for one in all(first) {
        let tenant = calm(first, &one).await;
        let mut picture = tenant.picture().await;
        let configuration = only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
        assert_eq!(configuration.name, one.domain);
        has_recommended_settings(configuration, &one.domain);
        let jobs = &mut picture.configurations[0].jobs;
        let job = jobs.iter_mut().find(|job| job.template == PROVISIONING).unwrap();
        let mapped = take_hash_mappings(&mut job.schema);
        assert_eq!(mapped, json!({ "user": 1, "inetOrgPerson": 1 }), "{}", one.domain);
    }
}

#[tokio::test]
async fn all_tenants_are_set_up_in_one_call_and_lost_answers_double_nothing() {
    let (first, place) = several(&format!("9={EVERY_KIND}")).await;
    let applied = place.run(&first, &["apply", "setups", "--yes", "--at-once", TENANTS]);
    let mut faults = 0;
    for one in all(&first) {
        faults += faults_met(&first, &one).await;
    }
    assert!(faults >= 24, "{faults} faults are too few to tell anything");
    applied.expect(0);
    all_are_set_up_once(&first).await;
}

/// A process may open 256 files on some systems, 1024 on others, and both let it ask for more.
#[cfg(unix)]
#[tokio::test]
async fn a_low_limit_of_open_files_is_raised() {
    let (first, place) = several("100000=503").await;
    let wanted = place.command(&first, &["apply", "setups", "--yes", "--at-once", TENANTS]);
    let environment = wanted.get_envs().filter_map(|(name, value)| Some((name, value?)));
    let limited = Command::new("/bin/sh")
        .args(["-c", "ulimit -S -n 32; exec \"$0\" \"$@\""])
        .arg(wanted.get_program())
        .args(wanted.get_args())
        .env_clear()
        .envs(environment)
        .current_dir(place.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Ended::from(limited).expect(0);
    all_are_set_up_once(&first).await;
}
