//! A sending as the window asks for it: looked at, sent as it was looked at, followed, given up.

use std::path::{Path, PathBuf};

use app_core::view::{FeedEndName, FeedGroup, FeedView};
use app_core::{AppView, FindingCode, Setup};
use serde_json::json;

use crate::support::Bench;

const NAME: &str = "API-driven provisioning to Microsoft Entra ID";

/// A set-up of the feed that the tenant has, and of a file of four columns.
fn setup(bench: &Bench) -> Setup {
    let file = json!({
        "causeway": 1, "journey": "people-feed", "tenant": bench.connection.tenant, "name": NAME,
        "notify": ["ops@contoso.com"], "match": { "column": "Employee ID" },
        "columns": {
            "First Name": "name.givenName", "Last Name": "name.familyName",
            "Status": { "to": "active", "values": { "Active": "here", "Terminated": "left" } },
        },
        "userName": { "rule": "first.last", "domain": "contoso.com", "onClash": "number" },
        "leavers": { "by": "absence" }, "pilot": 2,
    });
    Setup::parse(&file.to_string()).unwrap()
}

/// People of a company with these numbers.
fn staff(numbers: std::ops::Range<u32>) -> String {
    let rows = numbers.map(|number| format!("{number},Given{number},Family{number},Active\n"));
    format!("Employee ID,First Name,Last Name,Status\n{}", rows.collect::<String>())
}

fn put(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

async fn until(bench: &Bench, is_it: impl Fn(&FeedView) -> bool) -> FeedView {
    let seen = |view: &AppView| view.feed.as_ref().is_some_and(&is_it);
    bench.seen(seen).await.feed.unwrap()
}

/// Looks at what would be sent of a file.
async fn look(bench: &Bench, path: PathBuf, leavers: Option<u64>) -> FeedView {
    bench.session.look_at_people(path).await.unwrap();
    bench.session.show_sending(setup(bench), leavers).await.unwrap();
    until(bench, |feed| !feed.looking).await
}

/// No cell of the file is in a journal, a ledger or any other file of ours, or in the view with its request log.
fn names_nobody(bench: &Bench) {
    let mut kept = serde_json::to_string(&bench.session.view()).unwrap();
    let mut folders = vec![bench.place.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => kept += &String::from_utf8_lossy(&std::fs::read(path).unwrap()),
            }
        }
    }
    assert!(
        kept.contains("7041") && kept.contains("bulkUpload"),
        "nothing was searched"
    );
    for cell in ["Given70", "Family70", "given70"] {
        assert!(!kept.contains(cell), "{cell}");
    }
}

#[tokio::test]
async fn what_was_looked_at_is_sent_and_followed_by_name() {
    let bench = Bench::signed_in("contoso/feed-running").await;
    bench.session.list_unfinished(vec![bench.place.path().to_owned()]);
    let files = tempfile::tempdir().unwrap();
    let looked = look(&bench, put(files.path(), "monday.csv", &staff(7_001..7_061)), None).await;
    let review = looked.review.expect("a review");
    assert_eq!((review.counts.new, review.people, review.pilot), (60, 60, 2));
    assert!(!review.blocked, "{:?}", review.findings);
    let people = |group, from| bench.session.people_behind(group, None, from);
    let new = people(FeedGroup::New, 40).await.unwrap();
    assert_eq!((new.total, new.people.len()), (60, 20));
    assert_eq!(new.people[0].name, "Given7041 Family7041");
    assert_eq!(
        new.people[0].sign_in.as_deref(),
        Some("given7041.family7041@contoso.com")
    );
    assert_eq!(people(FeedGroup::Pilot, 0).await.unwrap().total, 2);
    assert_eq!(people(FeedGroup::Leaving, 0).await.unwrap().total, 0);

    bench.session.send_shown().await.unwrap();
    assert!(bench.session.send_shown().await.is_err(), "one at a time");
    let ended = until(&bench, |feed| {
        feed.end
            .as_ref()
            .is_some_and(|end| end.followed.is_some_and(|all| all.open == 0))
            && !feed.following
    })
    .await;
    let end = ended.end.unwrap();
    assert_eq!((end.ending, end.accepted, end.open), (FeedEndName::Done, 60, 0));
    assert_eq!(end.followed.unwrap().done, 60);
    let done = people(FeedGroup::Done, 0).await.unwrap();
    assert_eq!((done.total, done.people[0].name.as_str()), (60, "Given7001 Family7001"));
    names_nobody(&bench);
    let known = bench.seen(|view| !view.feeds.is_empty()).await.feeds.remove(0);
    assert_eq!(
        (known.name.as_str(), known.file.as_str(), known.unfinished),
        (NAME, "monday.csv", false)
    );
    assert!(bench.session.send_shown().await.is_ok());
    let again = until(&bench, |feed| feed.refused.is_some()).await;
    assert_eq!(
        again.refused.unwrap().finding.unwrap().code,
        FindingCode::SentMeanwhile,
        "what was sent is not sent again"
    );
}
