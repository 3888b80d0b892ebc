//! Reading, against the demo tenant over sockets.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use graph_client::NoWaits;
use provisioning::log::{
    Closed, Conditions, Filter, Groups, Held, LogError, LogRange, LogStore, Matches, Outcome, Why, read_back,
};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::support::{Tenant, keep};

/// Seven pages of this size: more than the limit lets through at once.
const PAGES: usize = 7;

fn all(store: &LogStore) -> Matches {
    let mut matches = Matches::of(Filter::default());
    matches.follow(store);
    matches
}

#[tokio::test]
async fn every_row_is_read_once_the_newest_first() {
    let tenant = Tenant::new("contoso/healthy");
    let store = tenant.store().await;
    assert_eq!(tenant.violations().await, 0);
    let by_hand = tenant.entries().await;
    let ids = |entry: &Value| entry["id"].as_str().unwrap().to_owned();
    let read: Vec<_> = all(&store)
        .rows()
        .iter()
        .map(|&number| store.row(number).unwrap())
        .collect();
    assert!(
        by_hand.len() > 1_050,
        "more than the first two pages: {}",
        by_hand.len()
    );
    assert_eq!(read.len(), by_hand.len());
    assert!(read.is_sorted_by(|one, next| one.at >= next.at));
    let mut known: Vec<_> = by_hand.iter().map(ids).collect();
    let mut own: Vec<_> = read.iter().map(|row| row.id.clone()).collect();
    (known.sort(), own.sort());
    assert_eq!(own, known);
    let newest = by_hand.iter().find(|entry| entry["id"] == read[0].id).unwrap();
    assert_eq!(
        newest["sourceIdentity"]["displayName"].as_str(),
        read[0].name.as_deref()
    );
    assert_eq!(
        newest["sourceIdentity"]["details"]["DistinguishedName"].as_str(),
        read[0].dn.as_deref()
    );
    assert_eq!(newest["jobId"].as_str(), read[0].job.as_deref());
    let entry = store.entry(all(&store).rows()[0]).unwrap();
    let steps: usize = entry.panels.iter().map(|panel| panel.steps.len()).sum();
    assert_eq!(steps, newest["provisioningSteps"].as_array().unwrap().len());
    assert_eq!(entry.row, read[0]);
}

/// The limit is the tenant's: two that read at the same time share it, and the service never says no.
#[tokio::test]
async fn however_much_is_read_the_limit_of_the_log_is_kept() {
    let tenant = Tenant::new("contoso/healthy");
    let client = tenant.reader().await;
    let read = |pages: usize| {
        let client = client.clone();
        async move {
            for page in 0..pages {
                let query = graph_client::LogQuery {
                    page_size: Some(1 + page as u16),
                    ..graph_client::LogQuery::default()
                };
                client.provisioning_log(&query).await.unwrap();
            }
        }
    };
    tokio::join!(read(PAGES / 2), read(PAGES - PAGES / 2));
    assert_eq!(tenant.violations().await, 0);
}

#[tokio::test]
async fn groups_are_those_of_an_independent_count() {
    let tenant = Tenant::new("contoso/many-fail");
    let store = tenant.store().await;
    let mut counted: BTreeMap<(String, String, String), u64> = BTreeMap::new();
    let mut failed = 0;
    for entry in tenant.entries().await {
        let status = entry["provisioningStatusInfo"]["status"].as_str().unwrap();
        failed += u64::from(status == "failure");
        let outcome = match (entry["provisioningAction"].as_str().unwrap(), status) {
            ("stagedDelete", _) => "held",
            (_, "failure") => "failed",
            (_, "skipped") => "skipped",
            _ => "changed",
        };
        let code = entry["provisioningStatusInfo"]["errorInformation"]["errorCode"]
            .as_str()
            .unwrap_or_default();
        let kind = entry["sourceIdentity"]["identityType"]
            .as_str()
            .unwrap()
            .to_lowercase()
            .replace("inetorgperson", "inet-org-person");
        *counted.entry((outcome.to_owned(), code.to_owned(), kind)).or_default() += 1;
    }
    let groups = Groups::of(&store, &all(&store));
    let own = groups.worst_first().into_iter().map(|group| {
        let key = (
            group.outcome.as_str().to_owned(),
            group.code.unwrap_or_default(),
            group.kind.as_str().to_owned(),
        );
        (key, group.count)
    });
    assert_eq!(own.collect::<BTreeMap<_, _>>(), counted);
    let tally = groups.tally();
    assert!(failed > 100);
    assert_eq!((tally.failed, tally.causes), (failed, 3), "{tally:?}");
    assert_eq!(groups.worst_first()[0].outcome, Outcome::Failed);
    assert!(groups.worst_first()[0].names.len() <= 3 && groups.worst_first()[0].cause.is_some());
}

#[tokio::test]
async fn held_removals_have_names_units_and_reasons() {
    let tenant = Tenant::new("contoso/held-deletes");
    let store = tenant.store().await;
    let state = tenant.control(reqwest::Method::GET, "state", &Value::Null).await;
    let jobs = state["configurations"][0]["jobs"].as_array().unwrap();
    let job = jobs
        .iter()
        .find(|job| job["status"]["quarantine"]["reason"] == "TooManyDeletes")
        .unwrap();
    let since = job["status"]["quarantine"]["seriesBegan"].as_str().unwrap();
    let held = Held::of(&store, job["id"].as_str().unwrap(), since.parse().ok());
    assert_eq!(held.objects.len(), 600);
    assert_eq!(held.units[0].count, 412, "{:?}", &held.units[..3]);
    let mut largest = held.objects.iter().filter(|object| object.ou == held.units[0].ou);
    assert!(largest.all(|object| object.why == Why::MovedOut && object.name.is_some()));
    let gone = held.objects.iter().filter(|object| object.why == Why::Gone).count();
    assert_eq!(gone, 188);
    assert_eq!(held.objects[0].ou, held.units[0].ou, "the largest unit comes first");
    assert_eq!(Held::of(&store, "another job", None), Held::default());
}

#[tokio::test]
async fn a_closed_log_says_why() {
    for (scenario, why) in [
        ("contoso/free-licence", Closed::NeedsPremium),
        ("contoso/log-closed", Closed::NotAllowed),
    ] {
        let tenant = Tenant::new(scenario);
        let client = tenant.reader().await;
        let read = read_back(&client, &LogRange::default(), |_| unreachable!()).await;
        assert!(
            matches!(&read, Err(LogError::Closed(known, Some(_))) if *known == why),
            "{scenario}: {read:?}"
        );
    }
    let tenant = Tenant::new("contoso/healthy");
    let client = tenant.client(&["Synchronization.Read.All"]).await;
    let read = read_back(&client, &LogRange::default(), |_| unreachable!()).await;
    assert!(
        matches!(read, Err(LogError::Closed(Closed::NotAllowed, _))),
        "without the permission"
    );
}

#[tokio::test]
async fn reading_ends_where_it_is_told_to() {
    let tenant = Tenant::new("contoso/healthy");
    let client = tenant.reader().await;
    let mut store = LogStore::default();
    let everything = LogRange::default();
    let read = read_back(&client, &everything, |page| {
        let _ = keep(&mut store, &page);
        ControlFlow::Break(())
    });
    let read = read.await.unwrap();
    assert_eq!((read.entries, store.len(), read.to_the_end), (50, 50, false));
    // A day is part of it, and nothing older.
    let since = store.newest().unwrap() - jiff::SignedDuration::from_hours(24);
    let range = LogRange {
        since: Some(since),
        ..LogRange::default()
    };
    let mut day = LogStore::default();
    read_back(&client, &range, |page| keep(&mut day, &page)).await.unwrap();
    assert!(
        day.len() >= 50 && day.oldest().unwrap() >= since - jiff::SignedDuration::from_secs(1),
        "{day:?}"
    );
    let stop = CancellationToken::new();
    stop.cancel();
    let stopped = client.bound(stop, Arc::new(NoWaits));
    let read = read_back(&stopped, &LogRange::default(), |_| unreachable!()).await;
    assert!(matches!(read, Err(LogError::Graph(graph_client::Error::Stopped))));
}

#[tokio::test]
async fn what_is_asked_is_found() {
    let store = Tenant::new("contoso/many-fail").store().await;
    let count = |is: Conditions| {
        let mut matches = Matches::of(Filter {
            is,
            ..Filter::default()
        });
        matches.follow(&store);
        matches.rows().len()
    };
    let first = store.row(all(&store).rows()[0]).unwrap();
    let text = |text: &str| {
        count(Conditions {
            text: Some(text.to_owned()),
            ..Conditions::default()
        })
    };
    let guid = first.source_id.clone().unwrap();
    for asked in [
        first.name.as_deref().unwrap(),
        &first.name.as_deref().unwrap().to_uppercase(),
        &format!("  {} ", first.dn.as_deref().unwrap()),
        &guid,
        &guid.to_uppercase(),
        &guid[..8],
        first.change_id.as_deref().unwrap(),
    ] {
        assert!((1..store.len()).contains(&text(asked)), "{asked}");
    }
    assert_eq!(text("nobody is called so"), 0);
    let job = Conditions {
        job: first.job.clone(),
        ..Conditions::default()
    };
    assert!(count(job) > 0);
    let object = Conditions {
        object: first.target_id.clone().or(first.source_id.clone()),
        ..Conditions::default()
    };
    assert!((1..store.len()).contains(&count(object)));
}
