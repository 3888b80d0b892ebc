//! A sending as the window asks for it: looked at, sent as it was looked at, followed, given up.

use std::path::{Path, PathBuf};
use std::time::Duration;

use app_core::view::{FeedEndName, FeedGroup, FeedReviewView, FeedStage, FeedView};
use app_core::{AppView, ProblemCode, Setup};
use graph_simulator::Timing;
use serde_json::json;

use crate::support::Bench;

const NAME: &str = "API-driven provisioning to Microsoft Entra ID";

/// A set-up of the feed that the tenant has, and of a file of four columns.
pub(crate) fn setup(bench: &Bench) -> Setup {
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
pub(crate) fn staff(numbers: std::ops::Range<u32>) -> String {
    let rows = numbers.map(|number| format!("{number},Given{number},Family{number},Active\n"));
    format!("Employee ID,First Name,Last Name,Status\n{}", rows.collect::<String>())
}

pub(crate) fn put(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

async fn until(bench: &Bench, is_it: impl Fn(&FeedView) -> bool) -> FeedView {
    let seen = |view: &AppView| view.feed.as_ref().is_some_and(&is_it);
    bench.seen(seen).await.feed.unwrap()
}

/// Looks at what would be sent of a file, if this many may leave, and waits for what is said of it.
async fn look(bench: &Bench, path: PathBuf, leavers: Option<u64>) -> FeedReviewView {
    let seen = |view: &AppView| Some(view.feed.as_ref()?.review.as_ref()?.look.clone());
    let before = seen(&bench.session.view());
    bench.session.look_at_people(path).await.unwrap();
    bench.session.show_sending(setup(bench), leavers).await.unwrap();
    let is_new = |feed: &FeedView| {
        feed.review
            .as_ref()
            .is_some_and(|review| Some(&review.look) != before.as_ref())
    };
    until(bench, is_new).await.review.unwrap()
}

/// Sends what was shown.
async fn send(bench: &Bench, shown: &FeedReviewView) {
    bench
        .session
        .send_shown(setup(bench), shown.look.clone())
        .await
        .unwrap();
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
    let review = look(&bench, put(files.path(), "monday.csv", &staff(7_001..7_061)), None).await;
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

    send(&bench, &review).await;
    let twice = bench.session.send_shown(setup(&bench), review.look.clone()).await;
    assert_eq!(twice.unwrap_err().code, ProblemCode::Busy, "one at a time");
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
    let again = bench.session.send_shown(setup(&bench), review.look).await;
    assert_eq!(
        again.unwrap_err().code,
        ProblemCode::OtherThanShown,
        "what was sent is not sent again"
    );

    let tuesday = put(files.path(), "tuesday.csv", &staff(7_001..7_021));
    let review = look(&bench, tuesday.clone(), None).await;
    assert_eq!((review.counts.leaving, review.counts.unchanged), (40, 20));
    assert!(review.blocked);
    let leaving = people(FeedGroup::Leaving, 0).await.unwrap();
    assert_eq!(leaving.people[0].name, "Given7021 Family7021", "by the file of Monday");
    send(&bench, &review).await;
    let blocked = until(&bench, |feed| feed.refused.is_some()).await;
    assert!(
        blocked.refused.unwrap().finding.unwrap().blocks,
        "what blocks is not passed over"
    );
    assert!(look(&bench, tuesday.clone(), Some(39)).await.blocked);
    let review = look(&bench, tuesday, Some(40)).await;
    assert!(!review.blocked);

    put(files.path(), "tuesday.csv", &staff(7_001..7_022));
    send(&bench, &review).await;
    let changed = until(&bench, |feed| feed.refused.is_some()).await;
    assert_eq!(changed.refused.unwrap().file.unwrap().code, "file-changed");
    assert_eq!(changed.end, None);
}

#[tokio::test]
async fn only_what_the_page_showed_is_sent() {
    let bench = Bench::signed_in("contoso/feed-running").await;
    let files = tempfile::tempdir().unwrap();
    let (monday, tuesday) = (
        put(files.path(), "monday.csv", &staff(7_001..7_021)),
        put(files.path(), "tuesday.csv", &staff(7_001..7_041)),
    );
    let refused = async |setup: Setup, look: &FeedReviewView| {
        let sent = bench.session.send_shown(setup, look.look.clone()).await;
        assert_eq!(sent.unwrap_err().code, ProblemCode::OtherThanShown);
        let feed = bench.session.view().feed.unwrap();
        assert!(feed.progress.is_none() && feed.refused.is_none(), "nothing was begun");
    };
    let first = look(&bench, monday.clone(), None).await;
    let second = look(&bench, tuesday, None).await;
    refused(setup(&bench), &first).await;

    let mut answers = setup(&bench).to_file();
    answers = answers.replace("ops@contoso.com", "it@contoso.com");
    refused(Setup::parse(&answers).unwrap(), &second).await;

    bench.session.look_at_people(monday).await.unwrap();
    refused(setup(&bench), &second).await;

    let third = look(&bench, files.path().join("tuesday.csv"), None).await;
    assert_ne!(third.look, second.look, "the same look twice has two names");
    refused(setup(&bench), &second).await;
    send(&bench, &third).await;
    let ended = until(&bench, |feed| feed.end.is_some()).await;
    assert_eq!(ended.end.unwrap().accepted, 40);
}

#[tokio::test]
async fn a_stopped_sending_is_known_goes_on_and_is_given_up_by_its_name() {
    let bench = Bench::signed_in_with("contoso/feed-running", silent_log()).await;
    bench.session.list_unfinished(vec![bench.place.path().to_owned()]);
    let files = tempfile::tempdir().unwrap();
    let review = look(&bench, put(files.path(), "people.csv", &staff(7_001..7_161)), None).await;
    send(&bench, &review).await;
    stop_while_the_first_are_waited_for(&bench).await;
    let known = bench.seen(|view| view.feeds.iter().any(|feed| feed.unfinished)).await;
    assert_eq!(known.feeds[0].file, "people.csv");

    std::fs::remove_file(files.path().join("people.csv")).unwrap();
    bench.session.show_sending(setup(&bench), None).await.unwrap();
    let found = until(&bench, |feed| feed.unfinished.is_some()).await;
    let found = found.unfinished.unwrap();
    assert_eq!((found.file.as_str(), found.people), ("people.csv", 160));
    bench.session.go_on_sending(setup(&bench), true).await.unwrap();
    stop_while_the_first_are_waited_for(&bench).await;

    bench.session.show_sending(setup(&bench), None).await.unwrap();
    until(&bench, |feed| feed.unfinished.is_some()).await;
    let give_up = |typed: &str| bench.session.give_up_sending(setup(&bench), typed.to_owned());
    assert!(give_up("something").await.is_err());
    give_up(NAME).await.unwrap();
    until(&bench, |feed| feed.unfinished.is_none()).await;
    bench.seen(|view| view.feeds.iter().all(|feed| !feed.unfinished)).await;
}

#[tokio::test]
async fn a_stopped_sending_goes_on_to_its_end_without_the_file() {
    let bench = Bench::signed_in_with("contoso/feed-running", silent_log()).await;
    let files = tempfile::tempdir().unwrap();
    let review = look(&bench, put(files.path(), "people.csv", &staff(7_001..7_161)), None).await;
    send(&bench, &review).await;
    stop_while_the_first_are_waited_for(&bench).await;
    std::fs::remove_file(files.path().join("people.csv")).unwrap();
    bench.session.go_on_sending(setup(&bench), false).await.unwrap();
    let end = until(&bench, |feed| feed.end.as_ref().is_some_and(|end| end.open == 0)).await;
    let end = end.end.unwrap();
    assert_eq!((end.ending, end.accepted), (FeedEndName::Done, 160));
}

/// Those who are sent first are waited for until somebody stops it.
fn silent_log() -> Timing {
    Timing {
        log_delay: Duration::from_secs(3_600),
        ..Timing::instant()
    }
}

async fn stop_while_the_first_are_waited_for(bench: &Bench) {
    let waits = |feed: &FeedView| {
        let stage = feed.progress.as_ref().map(|progress| progress.stage);
        stage == Some(FeedStage::PilotWaits)
    };
    until(bench, waits).await;
    bench.session.stop_run();
    let stopped = until(bench, |feed| feed.progress.is_none() && feed.end.is_some()).await;
    assert_eq!(stopped.end.unwrap().ending, FeedEndName::Stopped);
}
