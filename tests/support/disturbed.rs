//! A set-up that is disturbed at one request and run again until it is done.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::causewayctl::Place;
use crate::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, only_one, requests};
use crate::tenant::Tenant;

/// More side by side would only make the machine slower than the pauses of the journey.
const AT_ONCE: usize = 4;
/// A run that was disturbed once has no reason to need more.
const MOST_RUNS: usize = 3;

/// The tenant after a run that nothing disturbed, and how many requests that took.
#[derive(Debug, Clone)]
pub struct Undisturbed {
    timing: String,
    essence: Value,
    /// Requests to Graph.
    pub requests: usize,
}

/// What was done to how many runs.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Set-ups that were disturbed.
    pub disturbed: usize,
    /// Of these, the ones that had not come to their end by themselves and were run again.
    pub run_again: usize,
}

impl Undisturbed {
    /// Sets a tenant of this timing up.
    pub async fn with_timing(timing: &str) -> Self {
        let tenant = tenant(timing).await;
        Place::new(&tenant, DOMAIN, json!({})).apply(&tenant).expect(0);
        let count = requests(&tenant).await.len();
        assert!(count >= 15, "a set-up of {count} requests");
        Self {
            timing: timing.to_owned(),
            essence: tenant.picture().await.essence(),
            requests: count,
        }
    }

    /// Kills the process at every request, before its effect and after it.
    pub async fn is_reached_after_every_kill(&self) -> Count {
        let every =
            (1..=self.requests).flat_map(|request| ["slow:60", "slow:60:after"].map(|fault| at(request, fault)));
        let kill = |fault| async move { self.killed(fault).await };
        side_by_side(every.collect(), kill).await
    }

    /// Lets each of these faults happen at every request.
    pub async fn is_reached_after_every_fault(&self, faults: &[&str]) -> Count {
        let every = (1..=self.requests).flat_map(|request| faults.iter().map(move |fault| at(request, fault)));
        self.is_reached_after(every.collect()).await
    }

    /// Lets each of these faults, with the request it waits for, happen to a set-up of its own.
    pub async fn is_reached_after(&self, faults: Vec<String>) -> Count {
        side_by_side(faults, |fault| async move { self.faulted(fault).await }).await
    }

    async fn killed(&self, fault: String) -> bool {
        let tenant = tenant(&self.timing).await;
        script(&tenant, &fault).await;
        let place = Place::new(&tenant, DOMAIN, json!({}));
        let said = std::fs::File::create(place.path().join("said.txt")).expect("a file");
        let mut child = tokio::process::Command::from(place.command(&tenant, &["apply", "set-up.json", "--yes"]))
            .stdout(said.try_clone().expect("a file"))
            .stderr(said)
            .spawn()
            .expect("causewayctl starts");
        let mut ended = false;
        while !ended && !all_happened(&tenant).await {
            let waited = tokio::time::timeout(Duration::from_millis(5), child.wait()).await;
            // A run does not wait for the tenant's name, and how often a change is read back differs from run to run: the last
            // requests of one run are not met in every other.
            ended = waited.is_ok();
        }
        let _ = child.kill().await; // it may have ended without the answer it did not need
        tenant.control(Method::DELETE, "faults", None).await;
        place
            .run_beside(&tenant, &["apply", "set-up.json", "--yes"])
            .await
            .expect(0);
        self.is_what_became_of(&tenant, &fault).await;
        !ended
    }

    async fn faulted(&self, fault: String) -> bool {
        let tenant = tenant(&self.timing).await;
        script(&tenant, &fault).await;
        let place = Place::new(&tenant, DOMAIN, json!({}));
        let mut said = Vec::new();
        for _ in 0..MOST_RUNS {
            let ended = place.run_beside(&tenant, &["apply", "set-up.json", "--yes"]).await;
            let done = ended.code == 0;
            said.push(ended);
            if done {
                break;
            }
        }
        let last = said.last().expect("a run");
        assert_eq!(last.code, 0, "{fault}: never done: {said:#?}");
        self.is_what_became_of(&tenant, &fault).await;
        said.len() > 1
    }

    async fn is_what_became_of(&self, tenant: &Tenant, fault: &str) {
        let picture = tenant.picture().await;
        only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
        assert!(
            picture.essence() == self.essence,
            "another tenant after {fault} ({})",
            self.timing
        );
    }
}

/// Carries every case out, a few at once. `true` from a case counts as run again.
async fn side_by_side<F: Future<Output = bool>>(cases: Vec<String>, carry_out: impl Fn(String) -> F) -> Count {
    let places = Semaphore::new(AT_ONCE);
    let disturbed = cases.len();
    let all = cases.into_iter().map(|case| {
        let (places, carry_out) = (&places, &carry_out);
        async move {
            let _place = places.acquire().await.expect("it stays open");
            carry_out(case).await
        }
    });
    let again = futures::future::join_all(all).await;
    Count {
        disturbed,
        run_again: again.into_iter().filter(|again| *again).count(),
    }
}

fn at(request: usize, fault: &str) -> String {
    format!("/**#{request}={fault}")
}

async fn tenant(timing: &str) -> Tenant {
    Tenant::start_with("contoso", &["--timing", timing]).await
}

async fn script(tenant: &Tenant, fault: &str) {
    tenant
        .control(Method::POST, "faults", Some(json!({ "fault": fault })))
        .await;
}

/// The script of faults has been played.
async fn all_happened(tenant: &Tenant) -> bool {
    let left = tenant.control(Method::GET, "faults", None).await;
    left["faults"].as_array().expect("a list").is_empty()
}
