//! What runs, in the view.

use std::time::Duration;

use app_core::view::StatusView;
use app_core::{AppView, ProblemCode, Setup, Watched};
use serde_json::json;

use crate::support::{Bench, DOMAIN, recommended, shortest, writes};

async fn looked(bench: &Bench, setup: Setup) -> StatusView {
    let before = bench.session.view().status;
    bench.session.watch_status(setup).await.unwrap();
    let over = |view: &AppView| view.status != before && view.status.as_ref().is_some_and(|status| !status.looking);
    bench.seen(over).await.status.unwrap()
}

#[tokio::test]
async fn after_a_run_its_jobs_are_seen_to_work() {
    let bench = Bench::signed_in("fresh").await;
    assert_eq!(looked(&bench, bench.setup()).await.configurations, []);
    bench.run(bench.setup()).await.unwrap();
    let status = looked(&bench, bench.setup()).await;
    assert_eq!((status.configurations.len(), status.problem), (1, None));
    let configuration = &status.configurations[0];
    assert_eq!(configuration.domain.as_deref(), Some(DOMAIN));
    assert!(configuration.jobs.len() > 1 && configuration.jobs.iter().all(|job| job.state.is_scheduled()));
}

#[tokio::test]
async fn another_domain_has_a_picture_of_its_own() {
    let bench = Bench::new("configured").await;
    assert_eq!(looked(&bench, bench.setup()).await.configurations.len(), 1);
    let elsewhere = recommended(&bench.connection.tenant, "other.contoso.com");
    // Both at once: only what was asked for last may be seen at the end.
    bench.session.watch_status(bench.setup()).await.unwrap();
    let status = looked(&bench, elsewhere).await;
    assert_eq!((status.configurations.len(), status.problem), (0, None));
}

#[tokio::test]
async fn another_tenants_status_is_a_problem_and_the_picture_before_stays() {
    let bench = Bench::new("configured").await;
    let good = looked(&bench, bench.setup()).await;
    let elsewhere = recommended("fabrikam.onmicrosoft.com", DOMAIN);
    let bad = looked(&bench, elsewhere).await;
    assert_eq!(bad.problem.unwrap().code, ProblemCode::WrongTenant);
    assert_eq!((bad.configurations, bad.at), (good.configurations, good.at));
    assert!(writes(&bench.session.view()).is_empty());
}

/// Nobody asks twice: the session looks again by itself for as long as somebody watches.
#[tokio::test]
async fn what_is_watched_is_looked_at_again_until_nobody_watches() {
    let bench = Bench::new("configured").await;
    let ended = |after: Option<String>| {
        let seen = move |view: &AppView| {
            let status = view.status.as_ref();
            status.is_some_and(|status| !status.looking && status.at.is_some() && status.at != after)
        };
        bench.seen(seen)
    };
    bench.session.watch_status(Watched::Tenant).await.unwrap();
    let first = ended(None).await.status.unwrap();
    assert!(first.whole_tenant && first.configurations.len() == 1);

    let pass = async |time| {
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(time)).await;
        tokio::time::resume();
    };
    pass(61).await;
    ended(first.at).await;

    bench.session.unwatch_status();
    let last = bench.session.view().status.unwrap().at;
    pass(3600).await;
    bench.session.status(None).await.unwrap();
    assert_eq!(bench.session.view().status.unwrap().at, last);
}

#[tokio::test]
async fn hostile_names_stay_text() {
    let bench = Bench::signed_in("fresh").await;
    let name = "<img src=x onerror=alert(1)> ../../{{name}}";
    let setup = bench.setup_with(&[("name", json!(name))]);
    let run = bench.run(setup.clone()).await.unwrap();
    assert_eq!(run.name, name);
    let status = looked(&bench, setup).await;
    assert_eq!(status.configurations[0].name, name);
    let journals = crate::support::files(bench.place.path());
    assert!(journals.len() == 1 && journals[0].starts_with(bench.journal().parent().unwrap()));
}

/// The page of answers shows what is there and not what is recommended, so that sending it back changes nothing.
#[tokio::test]
async fn what_a_set_up_leaves_out_is_shown_as_it_is_in_the_tenant() {
    let bench = Bench::signed_in("fresh").await;
    let pilot = json!({ "ous": ["OU=Pilot,DC=corp,DC=contoso,DC=com"] });
    let answers = [
        ("scope", pilot.clone()),
        ("accidentalDeletes", json!({ "enabled": true, "threshold": 17 })),
        ("passwordHashSync", json!(false)),
    ];
    bench.run(bench.setup_with(&answers)).await.unwrap();
    let left_out = shortest(&bench.connection.tenant, DOMAIN);
    let shown = bench.session.as_it_is(left_out).await.unwrap();
    assert_eq!(shown, shown.clone().completed(), "every answer is there");
    let shown = shown.to_value();
    assert_eq!((&shown["scope"], &shown["passwordHashSync"]), (&pilot, &json!(false)));
    assert_eq!(shown["accidentalDeletes"]["threshold"], 17);

    let elsewhere = shortest(&bench.connection.tenant, "other.contoso.com");
    let new = bench.session.as_it_is(elsewhere.clone()).await.unwrap();
    assert_eq!(new, elsewhere.completed(), "where there is none, as recommended");
}
