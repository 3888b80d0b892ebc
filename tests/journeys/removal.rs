//! Taking away what a run created: that and nothing else, by the run's own notes, at any interruption.

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{
    DOMAIN, PASSWORD_HASH, PROVISIONING, WRITEBACK, clear_requests, nothing_written, only_one, requests, says_no_secret,
};
use journey_tests::tenant::{AD2AAD, Configuration, Picture, Tenant};
use reqwest::Method;
use serde_json::{Value, json};

const TENANT: &str = "Contoso";
/// More side by side would only make the machine slower than the pauses of the journey.
const AT_ONCE: usize = 4;

#[tokio::test]
async fn what_the_run_created_goes_and_what_was_there_stays() {
    let tenant = Tenant::start("contoso").await;
    let other = another_configuration(&tenant).await;
    let before = essence(&tenant.picture().await);
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    assert_eq!(tenant.picture().await.configurations.len(), 2);

    let removed = remove(&tenant, &place);
    removed.expect(0);
    removed.says("This job is deleted: Password hash sync");
    removed.says("The configuration is gone");
    removed.says("People who were synchronized stay");
    says_no_secret(&tenant, &removed);
    let after = tenant.picture().await;
    assert_eq!(essence(&after), before);
    assert_eq!(after.configurations[0].id, other);

    // Jobs first; the service principal goes by itself.
    let deletes: Vec<String> = deletes(&tenant).await;
    assert!(deletes[..2].iter().all(|path| path.contains("/synchronization/jobs/")));
    assert!(deletes[2].starts_with("/v1.0/applications/"));
    assert_eq!(deletes.len(), 3, "{deletes:?}");
    for kind in ["application", "servicePrincipal"] {
        let bin = tenant
            .get(&format!("/v1.0/directory/deletedItems/microsoft.graph.{kind}"))
            .await;
        assert_eq!(bin["value"].as_array().unwrap().len(), 1, "{bin}");
    }

    clear_requests(&tenant).await;
    let again = remove(&tenant, &place);
    again.expect(0);
    again.says("There was nothing to remove");
    nothing_written(&tenant).await;

    // Another set-up of the same name begins anew, and can be taken away again.
    place.apply(&tenant).expect(0);
    assert_eq!(tenant.picture().await.configurations.len(), 2);
    remove(&tenant, &place).expect(0);
    assert_eq!(essence(&tenant.picture().await), before);
}

#[tokio::test]
async fn the_tenants_name_must_be_typed() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    clear_requests(&tenant).await;
    for name in ["contoso", "Fabrikam", ""] {
        let refused = place.run(&tenant, &["remove", "set-up.json", "--confirm", name]);
        refused.expect(2);
        refused.says("confirm: found");
    }
    let refused = place.run(&tenant, &["remove", "set-up.json"]);
    refused.expect(2);
    refused.says("add --confirm with the tenant's name");
    nothing_written(&tenant).await;
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
}

#[tokio::test]
async fn a_configuration_that_was_there_before_is_never_removed() {
    let tenant = Tenant::start("half-configured").await;
    let before = tenant.picture().await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
    let removed = remove(&tenant, &place);
    removed.expect(0);
    removed.says("was there before this run. It stays");
    let after = tenant.picture().await;
    assert_eq!(after.configurations[0].id, before.configurations[0].id);
    assert_eq!(after.configurations[0].templates(), [PROVISIONING]);
    assert_eq!(
        after.configurations[0].jobs[0].json["id"],
        before.configurations[0].jobs[0].json["id"]
    );
}

#[tokio::test]
async fn a_run_that_created_nothing_has_nothing_to_remove() {
    let tenant = Tenant::start("configured").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let never_run = remove(&tenant, &place);
    never_run.expect(0);
    never_run.says("There was nothing to remove");
    place.apply(&tenant).expect(0);
    clear_requests(&tenant).await;
    remove(&tenant, &place).expect(0);
    nothing_written(&tenant).await;
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
}

#[tokio::test]
async fn jobs_of_others_keep_the_configuration_they_are_in() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    let ours = tenant.picture().await.configurations[0].id.clone();
    let jobs = format!("/v1.0/servicePrincipals/{ours}/synchronization/jobs");
    let (status, theirs) = tenant
        .call(Method::POST, &jobs, Some(json!({ "templateId": WRITEBACK })))
        .await;
    assert_eq!(status, 201, "{theirs}");

    let removed = remove(&tenant, &place);
    removed.expect(0);
    removed.says("it holds jobs that this run did not create");
    removed.says("The configuration stays, because it holds jobs of others");
    let picture = tenant.picture().await;
    assert_eq!(
        (
            picture.configurations[0].id.as_str(),
            picture.configurations[0].templates()
        ),
        (ours.as_str(), vec![WRITEBACK])
    );

    let theirs = format!("{jobs}/{}", theirs["id"].as_str().unwrap());
    assert_eq!(tenant.call(Method::DELETE, &theirs, None).await.0, 204);
    remove(&tenant, &place).expect(0);
    assert!(tenant.picture().await.configurations.is_empty());
}

#[tokio::test]
async fn nothing_is_removed_on_a_guess() {
    let tenant = Tenant::start("contoso").await;
    let fault = "POST /applicationTemplates/*/instantiate#1=slow:60:after";
    tenant
        .control(Method::POST, "faults", Some(json!({ "fault": fault })))
        .await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    killed_when_played(&tenant, &place, &["apply", "set-up.json", "--yes"]).await;
    assert_eq!(
        tenant.picture().await.configurations.len(),
        1,
        "the creation had its effect"
    );
    clear_requests(&tenant).await;
    let blocked = remove(&tenant, &place);
    blocked.expect(3);
    blocked.says("Nothing is removed on a guess");
    nothing_written(&tenant).await;

    // The next run finds the configuration: it was not there before the intent, bears its name and was made at its time.
    place.apply(&tenant).expect(0);
    only_one(&tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
    remove(&tenant, &place).expect(0);
    assert!(tenant.picture().await.configurations.is_empty());
}

/// Killed before the creation had its effect; the configuration of that name which the next run finds is somebody else's.
#[tokio::test]
async fn a_configuration_made_at_another_time_stays() {
    let tenant = Tenant::start("contoso").await;
    let fault = "POST /applicationTemplates/*/instantiate#1=slow:60";
    tenant
        .control(Method::POST, "faults", Some(json!({ "fault": fault })))
        .await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    killed_when_played(&tenant, &place, &["apply", "set-up.json", "--yes"]).await;
    assert!(tenant.picture().await.configurations.is_empty());
    let later = json!({ "seconds": 600 });
    tenant.control(Method::POST, "time", Some(later)).await;
    let theirs = configuration_named(&tenant, DOMAIN).await;
    place.apply(&tenant).expect(0);
    let done = tenant.picture().await;
    assert_eq!(only_one(&done, &[PASSWORD_HASH, PROVISIONING]).id, theirs);
    remove(&tenant, &place).expect(0);
    let left = tenant.picture().await;
    assert_eq!(left.configurations[0].id, theirs);
    assert!(left.configurations[0].jobs.is_empty(), "the jobs are ours");
}

/// The creations of two set-ups had their effect and nobody heard so. Each goes on with the one that bears its name. Without a start:
/// there is no agent for the second domain.
#[tokio::test]
async fn two_set_ups_stopped_inside_their_creations_go_on() {
    let tenant = Tenant::start("contoso").await;
    let domains = [DOMAIN, "emea.contoso.com"];
    let places = domains.map(|domain| Place::new(&tenant, domain, json!({ "start": false })));
    for place in &places {
        let fault = "POST /applicationTemplates/*/instantiate#1=slow:60:after";
        tenant
            .control(Method::POST, "faults", Some(json!({ "fault": fault })))
            .await;
        killed_when_played(&tenant, place, &["apply", "set-up.json", "--yes"]).await;
    }
    assert_eq!(tenant.picture().await.configurations.len(), 2);
    for place in &places {
        place.apply(&tenant).expect(0);
    }
    let picture = tenant.picture().await;
    let mut found: Vec<_> = picture
        .configurations
        .iter()
        .map(|found| (found.name.as_str(), found.setting("Domain")))
        .collect();
    found.sort_by_key(|(name, _)| *name);
    assert_eq!(found, domains.map(|domain| (domain, json!({ "domain": domain }))));
    for place in &places {
        remove(&tenant, place).expect(0);
    }
    assert!(tenant.picture().await.configurations.is_empty());
}

#[tokio::test]
async fn whatever_breaks_off_a_removal_the_next_one_ends_the_same() {
    let count = undisturbed().await;
    assert!(count >= 8, "a removal of {count} requests");
    let places = tokio::sync::Semaphore::new(AT_ONCE);
    let faults = ["slow:60", "slow:60:after", "reset:after"];
    let cases = (1..=count).flat_map(|request| faults.map(|fault| (request, fault)));
    let runs = cases.map(|(request, fault)| {
        let places = &places;
        async move {
            let _place = places.acquire().await.expect("it stays open");
            broken_off_and_run_again(request, fault).await;
        }
    });
    futures::future::join_all(runs).await;
}

/// How many requests a removal makes.
async fn undisturbed() -> usize {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    clear_requests(&tenant).await;
    remove(&tenant, &place).expect(0);
    requests(&tenant).await.len()
}

/// Killed where the answer comes late; elsewhere the answer gets lost and the process goes on by itself.
async fn broken_off_and_run_again(request: usize, fault: &str) {
    let tenant = Tenant::start("contoso").await;
    another_configuration(&tenant).await;
    let before = essence(&tenant.picture().await);
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    let fault = format!("/**#{request}={fault}");
    tenant
        .control(Method::POST, "faults", Some(json!({ "fault": fault })))
        .await;
    if fault.contains("slow") {
        killed_when_played(&tenant, &place, &["remove", "set-up.json", "--confirm", TENANT]).await;
    } else {
        let _ = remove(&tenant, &place); // it may need the second run
    }
    tenant.control(Method::DELETE, "faults", None).await;
    remove(&tenant, &place).expect(0);
    assert_eq!(essence(&tenant.picture().await), before, "{fault}");
    let of_others = "emea.contoso.com";
    let bin = tenant
        .get("/v1.0/directory/deletedItems/microsoft.graph.application")
        .await;
    let gone: Vec<_> = bin["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| &found["displayName"])
        .collect();
    assert!(
        gone == [DOMAIN] && !gone.iter().any(|name| *name == of_others),
        "{fault}: {gone:?}"
    );
}

async fn killed_when_played(tenant: &Tenant, place: &Place, arguments: &[&str]) {
    let mut child = tokio::process::Command::from(place.command(tenant, arguments))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("causewayctl starts");
    loop {
        let left = tenant.control(Method::GET, "faults", None).await;
        if left["faults"].as_array().expect("a list").is_empty() {
            break;
        }
        let ended = tokio::time::timeout(std::time::Duration::from_millis(5), child.wait()).await;
        if ended.is_ok() {
            break; // how often a change is read back differs from run to run
        }
    }
    let _ = child.kill().await; // it may have ended without the answer it did not need
}

pub(crate) fn remove(tenant: &Tenant, place: &Place) -> Ended {
    place.run(tenant, &["remove", "set-up.json", "--confirm", TENANT])
}

/// A configuration of somebody else with a job; its id.
pub(crate) async fn another_configuration(tenant: &Tenant) -> String {
    let id = configuration_named(tenant, "emea.contoso.com").await;
    let jobs = format!("/v1.0/servicePrincipals/{id}/synchronization/jobs");
    let (status, job) = tenant
        .call(Method::POST, &jobs, Some(json!({ "templateId": PROVISIONING })))
        .await;
    assert_eq!(status, 201, "{job}");
    id
}

/// A configuration of somebody else without jobs; its id.
pub(crate) async fn configuration_named(tenant: &Tenant, name: &str) -> String {
    let path = format!("/v1.0/applicationTemplates/{AD2AAD}/instantiate");
    let (status, made) = tenant
        .call(Method::POST, &path, Some(json!({ "displayName": name })))
        .await;
    assert_eq!(status, 201, "{made}");
    made["servicePrincipal"]["id"].as_str().unwrap().to_owned()
}

pub(crate) async fn deletes(tenant: &Tenant) -> Vec<String> {
    let all = requests(tenant).await.into_iter();
    all.filter(|(method, _)| method == "DELETE")
        .map(|(_, path)| path)
        .collect()
}

/// The configurations with their jobs and schemas.
fn essence(picture: &Picture) -> Value {
    let of = |configuration: &Configuration| {
        let jobs = configuration.jobs.iter();
        let jobs: Vec<Value> = jobs
            .map(|job| json!([job.json["id"], job.json["schedule"], job.schema]))
            .collect();
        json!({ "id": configuration.id, "name": configuration.name, "secrets": configuration.secrets, "jobs": jobs })
    };
    picture.configurations.iter().map(of).collect()
}
