//! Everything in the tenant that provisions, in the view.

use app_core::view::AppsView;
use app_core::{AppView, AppsAsked, Level, State, Watched};
use serde_json::Value;

use crate::support::Bench;

/// The first view in which they are as wanted.
async fn seen(bench: &Bench, wanted: impl Fn(&AppsView) -> bool) -> AppsView {
    let view = bench.seen(|view| view.apps.as_ref().is_some_and(&wanted)).await;
    view.apps.unwrap()
}

/// How many items each batch had that was sent, the largest first. Nothing else than reads may be among them.
fn batches(view: &AppView) -> Vec<usize> {
    let posts = view.requests.rows.iter().filter(|row| row.method != "GET");
    let items = posts.map(|row| {
        assert_eq!(row.path, "/v1.0/$batch");
        let body: Value = serde_json::from_str(row.body.as_deref().unwrap()).unwrap();
        let items = body["requests"].as_array().unwrap().clone();
        assert!(items.iter().all(|item| item["method"] == "GET"), "{body}");
        items.len()
    });
    let mut items: Vec<usize> = items.collect();
    items.sort_by_key(|count| std::cmp::Reverse(*count));
    items
}

#[tokio::test]
async fn nothing_is_asked_before_somebody_wants_it_and_then_all_are() {
    let bench = Bench::new("contoso/healthy").await;
    assert_eq!(bench.session.view().apps, None);
    bench.session.apps(AppsAsked::Watch).await.unwrap();
    let idle = seen(&bench, |apps| !apps.looking).await;
    assert_eq!((idle.found, idle.listed, idle.searched), (Vec::new(), None, None));
    assert_eq!(batches(&bench.session.view()), Vec::<usize>::new());

    bench.session.apps(AppsAsked::Find).await.unwrap();
    let apps = seen(&bench, |apps| !apps.finding && apps.searched.is_some()).await;
    assert_eq!((apps.listed, apps.looked, apps.unseen), (Some(22), 22, 0));
    assert_eq!((apps.found.len(), apps.problem), (1, None));
    assert_eq!(batches(&bench.session.view()), [20, 2]);
    let alone = &apps.found[0];
    assert_eq!(
        (alone.domain.as_deref(), alone.beside.len()),
        (None, 0),
        "what was not read is not told"
    );

    // A look at the whole of it knows more, and is what is shown.
    bench.session.watch_status(Watched::Tenant).await.unwrap();
    let apps = seen(&bench, |apps| apps.found[0].domain.is_some()).await;
    assert_eq!(apps.found.len(), 1);
}

#[tokio::test]
async fn a_search_is_stopped_gone_on_with_and_left() {
    let bench = Bench::new("contoso/apps").await;
    bench.session.apps(AppsAsked::Find).await.unwrap();
    let under_way = seen(&bench, |apps| apps.looked >= 20).await;
    assert_eq!((under_way.listed, under_way.finding), (Some(1200), true));
    bench.session.apps(AppsAsked::Stop).await.unwrap();
    let stopped = seen(&bench, |apps| !apps.finding).await;
    assert!(stopped.looked < 1200 && stopped.searched.is_none());
    assert_eq!(stopped.found[0].name, "corp.contoso.com");

    bench.session.apps(AppsAsked::Find).await.unwrap();
    let more = seen(&bench, |apps| apps.looked > stopped.looked).await;
    assert_eq!((more.listed, more.found.is_empty()), (Some(1200), false));
    bench.session.apps(AppsAsked::Unwatch).await.unwrap();
    let left = seen(&bench, |apps| !apps.looking).await;
    assert!(left.finding, "it goes on once somebody sees it again");
    bench.session.apps(AppsAsked::Watch).await.unwrap();
    seen(&bench, |apps| apps.looked > left.looked).await;
    let view = bench.session.view();
    let lists = view.requests.rows.iter().filter(|row| row.path.contains("tags/any"));
    assert_eq!(lists.count(), 1, "they are listed once");
    batches(&view);
}

#[tokio::test]
async fn those_that_were_found_are_remembered_and_asked_alone() {
    let bench = Bench::new("contoso/healthy").await;
    bench.session.apps(AppsAsked::Find).await.unwrap();
    let found = seen(&bench, |apps| apps.searched.is_some()).await;
    let bench = bench.reopened().await;
    bench.session.apps(AppsAsked::Watch).await.unwrap();
    let again = seen(&bench, |apps| !apps.looking && apps.at.is_some()).await;
    let standing = |apps: &AppsView| {
        let found = apps.found.iter();
        found.map(|found| (found.name.clone(), found.state)).collect::<Vec<_>>()
    };
    assert_eq!(standing(&again), standing(&found));
    assert_eq!(again.searched, found.searched);
    assert_eq!(batches(&bench.session.view()), [1]);
}

#[tokio::test]
async fn the_worst_of_all_that_provisions_decides() {
    let bench = Bench::new("contoso/healthy").await;
    let (status, apps) = tokio::join!(bench.session.status(None), bench.session.all_apps());
    let alone = status.unwrap();
    let all = alone.clone().with(apps.unwrap());
    assert_eq!(all.configurations, alone.configurations, "none is there twice");
    assert_eq!(all.apps.map(|apps| (apps.looked, apps.unseen)), Some((22, 0)));
    assert_eq!(
        (alone.level(), alone.configurations[0].state),
        (Level::NeedsYou, State::SomeFail)
    );
    assert!(crate::support::files(bench.place.path()).is_empty(), "nothing is kept");
}
