//! The provisioning log as its page reads it.

use std::ops::Range;
use std::time::Duration;

use app_core::log::{Marks, Read, Timeline};
use app_core::view::{LogPeriod, LogView};
use app_core::{AppView, LogAsked, Target, Watched};
use jiff::Timestamp;
use tokio::sync::mpsc;

use crate::support::Bench;

const DAY: i64 = 86_400;

/// What runs in a company that has run for 40 days.
async fn running() -> (Bench, Target) {
    let bench = Bench::signed_in("contoso/healthy").await;
    bench.session.watch_status(Watched::Tenant).await.unwrap();
    let is_seen = |view: &AppView| {
        view.status
            .as_ref()
            .is_some_and(|status| !status.configurations.is_empty())
    };
    let found = bench.seen(is_seen).await.status.unwrap().configurations.remove(0);
    bench.session.unwatch_status();
    let target = Target {
        service_principal: found.id,
        jobs: found.jobs.into_iter().map(|job| job.id).collect(),
        name: found.name,
        domain: found.domain,
    };
    (bench, target)
}

/// Reads it to its end.
async fn read(bench: &Bench, target: &Target) -> LogView {
    bench.session.open_log(target.clone(), LogPeriod::All).await.unwrap();
    over(bench, 0).await
}

/// The reading once it is over, with more rows than these: the view of the one before may still be shown.
async fn over(bench: &Bench, more_than: usize) -> LogView {
    let is_over = |view: &AppView| {
        view.log
            .as_ref()
            .is_some_and(|log| !log.reading && log.read > more_than)
    };
    let log = bench.seen(is_over).await.log.unwrap();
    assert!(log.complete && log.problem.is_none(), "{:?}", log.problem);
    log
}

/// Days of UTC around now.
async fn days(bench: &Bench, days: Range<i64>) -> Timeline {
    let today = Timestamp::now().as_second() / DAY;
    let times: Vec<_> = (days.start..=days.end)
        .map(|day| Timestamp::from_second((today + day) * DAY).unwrap())
        .collect();
    bench.session.log_timeline(Marks::of(&times).unwrap()).await.unwrap()
}

fn rows(timeline: &Timeline) -> usize {
    let of_spans = timeline.spans.iter().map(|span| {
        let done = span.created + span.updated + span.disabled + span.removed + span.other;
        done + span.failed + span.held + span.skipped + span.unknown
    });
    (of_spans.sum::<u32>() + timeline.earlier + timeline.later + timeline.untimed) as usize
}

#[tokio::test]
async fn a_log_that_is_not_open_has_no_days_and_one_that_was_read_has_them_all() {
    let (bench, target) = running().await;
    assert_eq!(days(&bench, -2..1).await, Timeline::default());
    let log = read(&bench, &target).await;
    let told = days(&bench, -38..1).await;
    assert_eq!(rows(&told), log.read);
    assert!(told.spans.iter().all(|span| span.read == Read::Whole), "{told:?}");
    assert!(told.spans.iter().filter(|span| span.updated > 0).count() > 10);
}

/// The limit of the log leaves one request of a reading that needs two, and there it is stopped.
#[tokio::test]
async fn what_a_stopped_reading_left_out_is_told_and_read_by_the_next() {
    let (bench, target) = running().await;
    let before = read(&bench, &target).await;
    bench.simulator.advance(Duration::from_secs(5 * DAY as u64));
    bench.session.open_log(target.clone(), LogPeriod::All).await.unwrap();
    let waits = |view: &AppView| {
        view.log
            .as_ref()
            .is_some_and(|log| log.read > before.read && log.wait.is_some())
    };
    bench.seen(waits).await;
    bench.session.stop_log();
    let stopped = bench
        .seen(|view| view.log.as_ref().is_some_and(|log| !log.reading))
        .await;
    let told = days(&bench, -2..6).await;
    let unread = |timeline: &Timeline| timeline.spans.iter().filter(|span| span.read != Read::Whole).count();
    assert!(unread(&told) > 0, "{told:?}");

    bench.session.open_log(target.clone(), LogPeriod::All).await.unwrap();
    let log = over(&bench, stopped.log.unwrap().read).await;
    let told = days(&bench, -38..1).await;
    assert_eq!((unread(&days(&bench, -2..6).await), rows(&told)), (0, log.read));
    let (pages, mut page) = mpsc::unbounded_channel();
    let asked = LogAsked {
        jobs: target.jobs,
        ..LogAsked::default()
    };
    bench.session.read_log(asked, pages).await.unwrap();
    // What the service has let go of since stays in memory.
    while let Some(page) = page.recv().await {
        for logged in page.entries {
            let kept = bench.session.log_entry(&logged.entry.id).await.unwrap();
            assert!(kept.is_some(), "no row is missing");
        }
    }
}
