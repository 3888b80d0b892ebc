//! Rows by time: days as a time zone has them, what was not read, and times that make no sense.

use jiff::Timestamp;
use provisioning::log::{Filter, LogStore, Marks, Matches, Outcome, Read, SpanCounts, Timeline};
use serde_json::{Value, json};

use crate::support::{Tenant, logged};

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

fn marks(times: &[&str]) -> Marks {
    Marks::of(&times.iter().map(|time| at(time)).collect::<Vec<_>>()).unwrap()
}

fn row(id: &str, time: &str, action: &str, status: &str) -> Value {
    json!({ "id": id, "activityDateTime": time, "provisioningAction": action,
        "provisioningStatusInfo": { "status": status }, "modifiedProperties": [{ "displayName": "Mail" }] })
}

fn created(id: &str, time: &str) -> Value {
    row(id, time, "create", "success")
}

fn store_of(rows: &[Value], most: usize) -> LogStore {
    let mut store = LogStore::of_at_most(most);
    for entry in logged(rows) {
        store.add(&entry);
    }
    store
}

/// A store in which all of the log was read until then.
fn read_whole(rows: &[Value], until: &str) -> LogStore {
    let mut store = store_of(rows, 1_000);
    store.was_read(None, at(until));
    store
}

fn told(store: &LogStore, marks: &Marks) -> Timeline {
    let mut matches = Matches::of(Filter::default());
    matches.follow(store);
    Timeline::of(store, &matches, marks)
}

fn made(timeline: &Timeline) -> Vec<(u32, Read)> {
    timeline.spans.iter().map(|span| (span.created, span.read)).collect()
}

fn all(span: &SpanCounts) -> u32 {
    let done = span.created + span.updated + span.disabled + span.removed + span.other;
    done + span.failed + span.held + span.skipped + span.unknown
}

#[test]
fn each_action_and_each_outcome_is_counted_once() {
    let cases = [
        ("create", "success"),
        ("create", "warning"),
        ("update", "success"),
        ("disable", "success"),
        ("delete", "success"),
        ("other", "success"),
        ("create", "failure"),
        ("stagedDelete", "success"),
        ("stagedAction", "skipped"),
        ("update", "skipped"),
        ("delete", "odd"),
    ];
    let rows: Vec<_> = cases
        .iter()
        .enumerate()
        .map(|(place, (action, status))| row(&place.to_string(), "2026-11-30T10:00:00Z", action, status))
        .collect();
    let store = read_whole(&rows, "2026-11-30T12:00:00Z");
    let told = told(&store, &marks(&["2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"]));
    let wanted = SpanCounts {
        read: Read::Whole,
        created: 2,
        updated: 1,
        disabled: 1,
        removed: 1,
        other: 1,
        failed: 1,
        held: 2,
        skipped: 1,
        unknown: 1,
    };
    assert_eq!(told.spans, [wanted]);
}

/// In Amsterdam the last Sunday of March has 23 hours and that of October 25; Kathmandu is 5:45 ahead of UTC, and Apia is a day
/// ahead of Pago Pago.
#[test]
fn a_day_is_as_long_as_the_window_says() {
    let march = marks(&[
        "2026-03-27T23:00:00Z",
        "2026-03-28T23:00:00Z",
        "2026-03-29T22:00:00Z",
        "2026-03-30T22:00:00Z",
    ]);
    let rows = [
        created("last of Saturday", "2026-03-28T22:59:59.9999999Z"),
        created("first of Sunday", "2026-03-28T23:00:00Z"),
        created("last of Sunday", "2026-03-29T21:59:59Z"),
        created("first of Monday", "2026-03-29T22:00:00Z"),
    ];
    let store = read_whole(&rows, "2026-03-31T00:00:00Z");
    let numbers = |marks: &Marks| {
        made(&told(&store, marks))
            .into_iter()
            .map(|(made, _)| made)
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(&march), [1, 2, 1]);
    assert_eq!(
        numbers(&marks(&[
            "2026-03-28T18:15:00Z",
            "2026-03-29T18:15:00Z",
            "2026-03-30T18:15:00Z"
        ])),
        [2, 2]
    );

    let october = marks(&["2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-26T23:00:00Z"]);
    let store = read_whole(
        &[
            created("the hour that comes twice", "2026-10-25T01:30:00Z"),
            created("late", "2026-10-25T22:30:00Z"),
        ],
        "2026-10-28T00:00:00Z",
    );
    assert_eq!(made(&told(&store, &october)), [(2, Read::Whole), (0, Read::Whole)]);
}

#[test]
fn an_empty_log_that_was_read_is_nothing_done_and_one_that_was_not_is_not_known() {
    let days = marks(&[
        "2026-11-28T00:00:00Z",
        "2026-11-29T00:00:00Z",
        "2026-11-30T00:00:00Z",
        "2026-12-01T00:00:00Z",
    ]);
    assert_eq!(made(&told(&LogStore::default(), &days)), [(0, Read::Not); 3]);
    let store = read_whole(&[], "2026-11-30T09:00:00Z");
    assert_eq!(
        made(&told(&store, &days)),
        [(0, Read::Whole); 3],
        "the rest of today is not missing"
    );
    let store = read_whole(&[], "2026-11-29T09:00:00Z");
    assert_eq!(
        made(&told(&store, &days)),
        [(0, Read::Whole), (0, Read::Part), (0, Read::Not)],
        "nobody looked since"
    );
}

#[test]
fn what_was_read_grows_back_and_a_gap_is_told_until_it_is_filled() {
    let days = marks(&[
        "2026-11-27T00:00:00Z",
        "2026-11-28T00:00:00Z",
        "2026-11-29T00:00:00Z",
        "2026-11-30T00:00:00Z",
    ]);
    let mut store = store_of(&[created("a", "2026-11-29T12:00:00Z")], 1_000);
    store.was_read(Some(at("2026-11-29T12:00:00Z")), at("2026-11-29T23:00:00Z"));
    assert_eq!(
        made(&told(&store, &days)),
        [(0, Read::Not), (0, Read::Not), (1, Read::Part)]
    );
    store.was_read(Some(at("2026-11-27T06:00:00Z")), at("2026-11-28T00:00:00Z"));
    assert_eq!(
        made(&told(&store, &days)),
        [(0, Read::Part), (0, Read::Not), (1, Read::Part)]
    );
    assert_eq!(
        store.unread(Some(at("2026-11-27T00:00:00Z"))),
        [
            (Some(at("2026-11-29T23:00:00Z")), None),
            (Some(at("2026-11-28T00:00:00Z")), Some(at("2026-11-29T12:00:00Z"))),
            (Some(at("2026-11-27T00:00:00Z")), Some(at("2026-11-27T06:00:00Z"))),
        ]
    );
    store.was_read(None, at("2026-11-29T12:00:00Z"));
    assert_eq!(
        made(&told(&store, &days)),
        [(0, Read::Whole), (0, Read::Whole), (1, Read::Whole)]
    );
    assert_eq!(store.unread(None), [(Some(at("2026-11-29T23:00:00Z")), None)]);
}

#[test]
fn a_day_whose_rows_were_let_go_is_not_known() {
    let hour = |hour: usize| {
        created(
            &hour.to_string(),
            &format!("2026-11-{:02}T{:02}:00:00Z", 27 + hour / 24, hour % 24),
        )
    };
    let rows: Vec<_> = (0..72).map(hour).collect();
    let mut store = store_of(&rows, 40);
    store.was_read(None, at("2026-11-30T00:00:00Z"));
    let days = marks(&[
        "2026-11-27T00:00:00Z",
        "2026-11-28T00:00:00Z",
        "2026-11-29T00:00:00Z",
        "2026-11-30T00:00:00Z",
    ]);
    let told = made(&told(&store, &days));
    assert_eq!((told[0], told[2]), ((0, Read::Not), (24, Read::Whole)));
    assert_eq!(told[1].1, Read::Part);
}

#[test]
fn a_row_that_comes_twice_counts_once_and_times_without_sense_are_beside_the_days() {
    let mut rows = vec![
        created("a", "2026-11-30T10:00:00Z"),
        created("no time of .NET", "0001-01-01T00:00:00Z"),
        created("before there were clouds", "1969-12-31T23:59:59Z"),
        created("a clock that runs ahead", "2031-01-01T00:00:00Z"),
        created("the end of time", "9999-12-30T00:00:00Z"),
        json!({ "id": "without" }),
    ];
    rows.push(rows[0].clone());
    rows.push(created("a", "2026-11-30T11:00:00Z"));
    let store = read_whole(&rows, "2026-11-30T12:00:00Z");
    let told = told(
        &store,
        &marks(&["2026-11-29T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"]),
    );
    assert_eq!(made(&told), [(0, Read::Whole), (1, Read::Whole)]);
    // The first and the last are no times for the client either.
    assert_eq!((told.earlier, told.later, told.untimed), (1, 1, 3));
}

#[test]
fn marks_rise_and_are_few() {
    let day = |day: i64| Timestamp::from_second(day * 86_400).unwrap();
    let days = |count: i64| Marks::of(&(0..count).map(day).collect::<Vec<_>>());
    assert!(days(0).is_none() && days(1).is_none() && days(42).is_none());
    assert!(days(2).is_some() && days(41).is_some());
    for odd in [[day(1), day(1)], [day(2), day(1)], [Timestamp::MAX, Timestamp::MIN]] {
        assert_eq!(Marks::of(&odd), None, "{odd:?}");
    }
    assert!(Marks::of(&[Timestamp::MIN, Timestamp::MAX]).is_some());
}

/// Every row of the demo tenant's log is in one place, and the days are those that its JSON says.
#[tokio::test]
async fn the_days_of_a_company_are_those_of_its_log() {
    let tenant = Tenant::new("contoso/healthy");
    let mut store = tenant.store().await;
    store.was_read(None, Timestamp::now());
    let newest = store.newest().unwrap().as_second() / 86_400;
    let day = |back: i64| Timestamp::from_second((newest + 1 - back) * 86_400).unwrap();
    let times: Vec<_> = (0..=40).rev().map(day).collect();
    let told = told(&store, &Marks::of(&times).unwrap());
    let sum: u32 = told.spans.iter().map(all).sum();
    assert_eq!((sum + told.earlier) as usize, store.len());
    assert_eq!((told.later, told.untimed), (0, 0));
    let by_hand = tenant.entries().await;
    for (span, date) in told.spans.iter().zip(&times) {
        let date = date.to_string();
        let of_day = by_hand
            .iter()
            .filter(|entry| entry["activityDateTime"].as_str().unwrap()[..10] == date[..10]);
        let failed = of_day
            .clone()
            .filter(|entry| entry["provisioningStatusInfo"]["status"] == "failure");
        assert_eq!(
            (all(span) as usize, span.failed as usize),
            (of_day.count(), failed.count()),
            "{date}"
        );
    }
    let mut failed = Matches::of(Filter::default());
    failed.follow(&store);
    let rows = failed.rows().iter().filter_map(|&number| store.row(number));
    assert!(
        rows.filter(|row| row.outcome == Outcome::Failed).count() > 0,
        "a company in which something fails"
    );
}
