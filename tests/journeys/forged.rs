//! A removal by a journal that was changed by others: what the tenant does not confirm is not deleted.

use journey_tests::causewayctl::Place;
use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, clear_requests, nothing_written};
use journey_tests::tenant::{Configuration, Tenant};
use serde_json::{Value, json};

use crate::removal::{another_configuration, configuration_named, deletes, remove};

/// The journal is changed by others: another application's id stands in it.
#[tokio::test]
async fn another_application_is_not_removed() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    let ours = application_of(&tenant, &tenant.picture().await.configurations[0].id).await;
    let theirs = application_of(&tenant, &another_configuration(&tenant).await).await;
    changed_journal(&place, &[(&ours, &theirs)]);
    removes_nothing(&tenant, &place).await;
}

/// Another admin's newer configuration: it stands in the journal with both its ids, but its job does not.
#[tokio::test]
async fn another_admins_configuration_with_its_job_is_not_removed() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    let ours = tenant.picture().await.configurations[0].id.clone();
    let our_application = application_of(&tenant, &ours).await;
    let theirs = another_configuration(&tenant).await;
    let their_application = application_of(&tenant, &theirs).await;
    changed_journal(&place, &[(&ours, &theirs), (&our_application, &their_application)]);
    clear_requests(&tenant).await;
    let removed = remove(&tenant, &place);
    removed.expect(0);
    removed.says("The configuration emea.contoso.com stays, because it holds jobs");
    let deleted = deletes(&tenant).await;
    assert!(
        deleted.iter().all(|path| path.contains("/synchronization/jobs/")),
        "{deleted:?}"
    );
    let is_theirs = |found: &&Configuration| found.id == theirs;
    let picture = tenant.picture().await;
    let left = picture.configurations.iter().find(is_theirs).expect("it stays");
    assert_eq!(left.templates(), [PROVISIONING]);

    // Nor where the journal hides the service principal that holds the job.
    changed_journal(&place, &[(&theirs, "00000000-0000-4000-8000-000000000000")]);
    remove(&tenant, &place).expect(0);
    assert!(
        tenant
            .picture()
            .await
            .configurations
            .iter()
            .any(|found| is_theirs(&found))
    );
}

/// A configuration that was there before the run, without a job that would keep it.
#[tokio::test]
async fn a_configuration_older_than_the_run_is_not_removed() {
    let tenant = Tenant::start("contoso").await;
    let older = configuration_named(&tenant, "emea.contoso.com").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    let picture = tenant.picture().await;
    let ours = picture
        .configurations
        .iter()
        .find(|found| found.id != older)
        .expect("ours");
    let our_application = application_of(&tenant, &ours.id).await;
    let their_application = application_of(&tenant, &older).await;
    changed_journal(&place, &[(&ours.id, &older), (&our_application, &their_application)]);
    removes_nothing(&tenant, &place).await;
    // The list of what was there before is a text of the journal too. The time is the tenant's.
    changed_journal(&place, &[(&format!("\"known\":[\"{older}\"]"), "\"known\":[]")]);
    intends_a_minute_later(&place);
    removes_nothing(&tenant, &place).await;
}

#[tokio::test]
async fn a_job_that_was_there_before_is_not_removed() {
    let tenant = Tenant::start("half-configured").await;
    let theirs = tenant.picture().await.configurations[0].jobs[0].json["id"].clone();
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    let picture = tenant.picture().await;
    let ours = picture.configurations[0].job(PASSWORD_HASH).json["id"].clone();
    changed_journal(&place, &[(ours.as_str().unwrap(), theirs.as_str().unwrap())]);
    removes_nothing(&tenant, &place).await;
}

/// The application of a configuration.
async fn application_of(tenant: &Tenant, service_principal: &str) -> String {
    let found = tenant
        .get(&format!("/v1.0/servicePrincipals/{service_principal}"))
        .await;
    let path = format!("/v1.0/applications(appId='{}')", found["appId"].as_str().unwrap());
    tenant.get(&path).await["id"].as_str().unwrap().to_owned()
}

/// Where the journal of the run lies.
fn journal(place: &Place) -> std::path::PathBuf {
    let mut tenants = std::fs::read_dir(place.path().join("state/runs/custom")).unwrap();
    let folder = tenants.next().unwrap().unwrap().path();
    folder.join(format!("cloud-sync--{DOMAIN}.jsonl"))
}

/// Puts other texts in the place of texts of the journal of the run.
fn changed_journal(place: &Place, changes: &[(&str, &str)]) {
    let file = journal(place);
    let mut text = std::fs::read_to_string(&file).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} is not in the journal");
        text = text.replace(from, to);
    }
    std::fs::write(&file, text).unwrap();
}

/// The service tells whole seconds, so that the run must be more than one of them younger than what it did not create.
fn intends_a_minute_later(place: &Place) {
    let file = journal(place);
    let text = std::fs::read_to_string(&file).unwrap();
    let later = |line: &str| {
        let mut fact: Value = serde_json::from_str(line).unwrap();
        if fact["event"] == "intended" {
            let at: jiff::Timestamp = fact["at"].as_str().unwrap().parse().unwrap();
            fact["at"] = json!((at + jiff::SignedDuration::from_secs(60)).to_string());
        }
        format!("{fact}\n")
    };
    std::fs::write(&file, text.lines().map(later).collect::<String>()).unwrap();
}

async fn removes_nothing(tenant: &Tenant, place: &Place) {
    clear_requests(tenant).await;
    let refused = remove(tenant, place);
    refused.expect(3);
    refused.says("The notes may have been changed by others. Nothing was deleted.");
    nothing_written(tenant).await;
}
