//! Two processes at once on one tenant: of one state folder, and of two.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use journey_tests::causewayctl::Place;
use journey_tests::disturbed::{all_happened, applied};
use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, only_one, requests};
use journey_tests::tenant::{Picture, Tenant, take_hash_mappings};
use reqwest::Method;
use serde_json::json;

/// How long a creation is held before it has its effect: until the other process has asked for its own.
const HELD: &str = "slow:4";

#[tokio::test]
async fn of_two_with_one_state_folder_one_works_and_the_other_says_who() {
    let tenant = Tenant::start("contoso").await;
    slow_creation(&tenant, "slow:3").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let first = tokio::process::Command::from(place.command(&tenant, &["apply", "set-up.json", "--yes"]))
        .stdout(Stdio::null())
        .spawn()
        .expect("causewayctl starts");
    let process = first.id().expect("it runs");
    while !all_happened(&tenant).await {
        tokio::task::yield_now().await;
    }
    assert_eq!(notes(place.path()), 2, "of the domain and of the journal");
    let second = applied(&place, &tenant).await;
    second.expect(1);
    second.says(&format!("process {process} since 2"));
    let first = first.wait_with_output().await.expect("it ended");
    assert!(first.status.success());
    assert_eq!(notes(place.path()), 0, "the note of the holder goes with the hold");
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
}

/// Two names for one domain would make two configurations. The lock is the domain's, however it is spelled.
#[tokio::test]
async fn two_processes_with_two_names_for_one_domain_do_not_both_begin() {
    let tenant = Tenant::start("contoso").await;
    slow_creation(&tenant, "slow:3").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let mut other: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(place.path().join("set-up.json")).expect("a file"))
            .expect("JSON");
    other["name"] = json!("another name");
    other["domain"] = json!("CORP.Contoso.com");
    std::fs::write(place.path().join("other.json"), other.to_string()).expect("a file");
    let first = tokio::process::Command::from(place.command(&tenant, &["apply", "set-up.json", "--yes"]))
        .stdout(Stdio::null())
        .spawn()
        .expect("causewayctl starts");
    let process = first.id().expect("it runs");
    while !all_happened(&tenant).await {
        tokio::task::yield_now().await;
    }
    let second = place.run(&tenant, &["apply", "other.json", "--yes"]);
    second.expect(1);
    second.says(&format!("process {process} since 2"));
    assert!(first.wait_with_output().await.expect("it ended").status.success());
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
}

#[tokio::test]
async fn two_admins_on_one_configuration_double_nothing() {
    let tenant = Tenant::start("contoso/half-configured").await;
    let places = two_places(&tenant);
    let [one, other] = &places;
    let ended = tokio::join!(applied(one, &tenant), applied(other, &tenant));
    // Whoever finds that the other was quicker may have to look again; nobody is left with something else.
    for ended in [&ended.0, &ended.1] {
        assert!([0, 1, 3].contains(&ended.code), "{ended:?}");
    }
    applied(one, &tenant).await.expect(0);
    applied(other, &tenant).await.expect(0);
    let picture = tenant.picture().await;
    only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
    hashes_are_mapped_once(&picture);
}

#[tokio::test]
async fn of_two_jobs_created_in_the_same_moment_one_is_taken_away_again() {
    let lags = ["list=0", "list=2,object=3,job=1"];
    futures::future::join_all(lags.map(one_is_taken_away_again)).await;
}

/// Both creations reach the service before either has its effect, so that no look before them can help.
async fn one_is_taken_away_again(lags: &str) {
    let options = ["--timing", "instant", "--lag", lags];
    let tenant = Tenant::start_with("contoso/half-configured", &options).await;
    let fault = format!("POST /servicePrincipals/*/synchronization/jobs#1x2={HELD}");
    let fault = json!({ "fault": fault });
    tenant.control(Method::POST, "faults", Some(fault)).await;
    let places = two_places(&tenant);
    let [one, other] = &places;
    let ended = tokio::join!(applied(one, &tenant), applied(other, &tenant));
    for ended in [&ended.0, &ended.1] {
        assert!([0, 1].contains(&ended.code), "{lags}: {ended:?}");
    }
    assert_eq!(jobs_made_and_deleted(&tenant).await, (2, 1), "{lags}: {ended:?}");
    applied(one, &tenant).await.expect(0);
    applied(other, &tenant).await.expect(0);
    assert_eq!(jobs_made_and_deleted(&tenant).await, (2, 1), "{lags}: {ended:?}");
    let picture = tenant.picture().await;
    only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
    hashes_are_mapped_once(&picture);
}

async fn jobs_made_and_deleted(tenant: &Tenant) -> (usize, usize) {
    let requests = requests(tenant).await;
    let count = |wanted: &str, ends: &dyn Fn(&str) -> bool| {
        let these = requests.iter();
        these.filter(|(method, path)| method == wanted && ends(path)).count()
    };
    (
        count("POST", &|path| path.ends_with("/synchronization/jobs")),
        count("DELETE", &|path| path.contains("/synchronization/jobs/")),
    )
}

/// The window that Graph leaves open: a creation has no key by which the service could refuse the second. Both configurations are
/// whole, and from then on every run stops and asks which one is meant.
#[tokio::test]
async fn two_admins_who_create_in_the_same_moment_are_told_of_two_configurations() {
    let tenant = Tenant::start("contoso").await;
    slow_creation(&tenant, "slow:3").await;
    let places = two_places(&tenant);
    let [one, other] = &places;
    let second = async {
        while !all_happened(&tenant).await {
            tokio::task::yield_now().await;
        }
        applied(other, &tenant).await
    };
    let ended = tokio::join!(applied(one, &tenant), second);
    let picture = tenant.picture().await;
    assert_eq!(picture.configurations.len(), 2, "{ended:?}");
    hashes_are_mapped_once(&picture);
    tenant.control(Method::DELETE, "requests", None).await;
    for configuration in &picture.configurations {
        let mut templates = configuration.templates();
        templates.dedup();
        assert_eq!(templates, configuration.templates(), "a doubled job: {ended:?}");
    }
    let newcomer = Place::new(&tenant, DOMAIN, json!({}));
    applied(&newcomer, &tenant).await.expect(3);
    journey_tests::finished::nothing_written(&tenant).await;
}

/// Two admins, each on a computer of their own. Both say what they want: left out, it would stay as the quicker one has just made it.
fn two_places(tenant: &Tenant) -> [Place; 2] {
    let wanted = json!({ "passwordHashSync": true, "inetOrgPersonPasswords": true, "start": true });
    [(); 2].map(|()| Place::new(tenant, DOMAIN, wanted.clone()))
}

/// Notes of holders below a folder.
fn notes(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    let count = |path: PathBuf| match path.is_dir() {
        true => notes(&path),
        false => usize::from(path.extension().is_some_and(|extension| extension == "holder")),
    };
    entries.map(count).sum()
}

async fn slow_creation(tenant: &Tenant, fault: &str) {
    let fault = format!("POST /applicationTemplates/*/instantiate={fault}");
    tenant
        .control(Method::POST, "faults", Some(json!({ "fault": fault })))
        .await;
}

fn hashes_are_mapped_once(picture: &Picture) {
    for configuration in &picture.configurations {
        let mut schema = configuration.job(PROVISIONING).schema.clone();
        assert_eq!(
            take_hash_mappings(&mut schema),
            json!({ "user": 1, "inetOrgPerson": 1 })
        );
    }
}
