//! Tenants in which a feed has a past.

use serde_json::{Value, json};

use crate::begun::{Begun, code};
use crate::client::{instant, paced};
use crate::feeds::{Feed, MEDIA, person};

impl Begun {
    async fn counts(&self) -> [usize; 4] {
        let job = self.job("API2AAD")["id"].as_str().unwrap();
        let mut counts = [0; 4];
        for (place, filter) in ["create", "update", "disable"].iter().enumerate() {
            let filter = format!(
                "jobId eq '{job}' and provisioningAction eq '{filter}' and provisioningStatusInfo/status eq 'success'"
            );
            counts[place] = self.rows(&filter).await.len();
        }
        let failed = self
            .rows(&format!(
                "jobId eq '{job}' and provisioningStatusInfo/status eq 'failure'"
            ))
            .await;
        let mut people: Vec<String> = failed
            .iter()
            .map(|row| row["sourceIdentity"]["id"].to_string())
            .collect();
        people.sort();
        people.dedup();
        counts[3] = people.len();
        counts
    }
}

#[tokio::test]
async fn a_feed_that_runs_has_joiners_leavers_changes_and_two_who_are_refused() {
    for scenario in ["contoso/feed-running", "school/feed-running"] {
        let begun = Begun::at(scenario).await;
        let job = begun.job("API2AAD");
        assert_eq!(code(job), ("Active", "Active"));
        let [created, updated, left, refused] = begun.counts().await;
        assert_eq!((created, left, refused), (9, 3, 2), "{scenario}");
        // The mapping renames, at the first sending, whoever has another domain than the tenant's first.
        let id = begun.job("API2AAD")["id"].as_str().unwrap();
        let updates = begun
            .rows(&format!("jobId eq '{id}' and provisioningAction eq 'update'"))
            .await;
        let titles = updates
            .iter()
            .filter(|row| row["modifiedProperties"].to_string().contains("Team lead"));
        assert_eq!(titles.count(), 12, "{scenario}");
        let others = updates
            .iter()
            .filter(|row| row["modifiedProperties"][0]["displayName"] == "userPrincipalName");
        assert_eq!(others.count() + 12, updated, "{scenario}");
        assert_eq!(job["status"]["lastExecution"]["countEscrowed"], 2);
        assert_eq!(job["staged"], 0);
    }
}

#[tokio::test]
async fn after_the_restart_the_last_file_left_no_trace() {
    let begun = Begun::at("feed-restarted").await;
    let job = begun.job("API2AAD");
    assert_eq!((code(job), &job["staged"]), (("Active", "Active"), &json!(0)));
    let changed = begun.rows("provisioningAction eq 'update'").await;
    let late = changed
        .iter()
        .filter(|row| row["modifiedProperties"].to_string().contains("Senior advisor"));
    assert_eq!(late.count(), 0, "nobody of the 212 was changed");
    let rows = begun.rows("activityDateTime ge 2000-01-01T00:00:00Z").await;
    let recent = rows
        .iter()
        .filter(|row| begun.hours_since(&row["activityDateTime"]) < 5);
    let people: Vec<&Value> = recent.map(|row| &row["sourceIdentity"]["id"]).collect();
    assert!(people.len() <= 2, "only who is refused is tried again: {people:?}");
}

#[tokio::test]
async fn many_who_left_at_once_are_held() {
    for scenario in ["contoso/feed-quarantined", "school/feed-quarantined"] {
        let begun = Begun::at(scenario).await;
        let job = begun.job("API2AAD");
        assert_eq!(code(job), ("Quarantine", "Active"));
        assert_eq!(job["status"]["quarantine"]["reason"], "TooManyDeletes");
        let held = begun.rows("provisioningAction eq 'stagedDelete'").await;
        assert!(held.len() >= 10, "{}", held.len());
        assert_eq!(begun.counts().await[2], 3, "and nobody lost an account since");
    }
}

#[tokio::test]
async fn the_day_is_full_where_there_are_limits() {
    let begun = Begun::with(paced("feed-day-full")).await;
    let principal = begun.state["configurations"][0]["servicePrincipal"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let feed = Feed {
        job: begun.job("API2AAD")["id"].as_str().unwrap().to_owned(),
        principal: format!("/servicePrincipals/{principal}"),
        tenant: begun.tenant,
    };
    let refused = feed.upload(&[person("1")]).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "50400"));
    assert_eq!(feed.raw(Some(MEDIA), "{}").await.status, 429);
    feed.pass(50_400);
    feed.tenant
        .control(reqwest::Method::POST, "/tokens", json!({}))
        .await
        .expect(200);
    let mut feed = feed;
    feed.tenant.use_token(false, None).await;
    feed.upload(&[person("1")]).await.expect(202);
}

#[tokio::test]
async fn the_enterprise_has_a_feed_too() {
    let begun = Begun::with(instant("enterprise/feed-running")).await;
    assert_eq!(code(begun.job("API2AAD")), ("Active", "Active"));
    assert_eq!(begun.counts().await[0], 9);
}
