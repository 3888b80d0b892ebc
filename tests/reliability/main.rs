//! The whole matrix: every request of a set-up, killed or answered with every fault, with and without lags. It is not part of `cargo test`, whose
//! `changes` does the same at the requests that matter most; docs/reliability.md says what it shows.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod rows;

use journey_tests::disturbed::{Case, all_end_alike, requests_of_a_set_up};

/// What the lists and objects of Graph lag behind in the second half of the matrix.
const LAGS: &str = "list=2,object=3,job=1";
/// What is there by its id may be missing in the lists for longer.
const LATE_LISTS: &str = "list=4,object=1,job=1";
/// A new job may be unknown by its id as well, and for longer than in the list.
const LATE_JOBS: &str = "list=1,object=1,job=3,job-by-id=4";

const FAULTS: [&str; 15] = [
    "429",
    "429:retry-after=1",
    "429:retry-after-date=2",
    "503",
    "503:after",
    "503:retry-after=1",
    "504",
    "504:after",
    "reset",
    "reset:after",
    "truncate",
    "html:502",
    "slow:1",
    "expired-token",
    "insufficient-claims",
];

async fn every_request(lags: Option<&str>, faults: &[&str], killed: bool) -> Vec<Case> {
    let count = requests_of_a_set_up(lags).await;
    let of = |request: usize| {
        faults.iter().map(move |fault| Case {
            fault: format!("/**#{request}={fault}"),
            killed,
        })
    };
    (1..=count).flat_map(of).collect()
}

#[tokio::test]
async fn killed_at_every_request() {
    let cases = every_request(None, &["slow:60", "slow:60:after"], true).await;
    all_end_alike("killed, no lag", None, cases).await;
}

#[tokio::test]
async fn killed_at_every_request_while_lists_lag() {
    let cases = every_request(Some(LAGS), &["slow:60", "slow:60:after"], true).await;
    all_end_alike("killed, lists lag", Some(LAGS), cases).await;
}

#[tokio::test]
async fn killed_at_every_request_while_lists_lag_behind_objects() {
    let cases = every_request(Some(LATE_LISTS), &["slow:60", "slow:60:after"], true).await;
    all_end_alike("killed, lists late", Some(LATE_LISTS), cases).await;
}

#[tokio::test]
async fn killed_at_every_request_while_jobs_are_late_by_id_too() {
    let cases = every_request(Some(LATE_JOBS), &["slow:60", "slow:60:after"], true).await;
    all_end_alike("killed, jobs late by id", Some(LATE_JOBS), cases).await;
}

#[tokio::test]
async fn every_fault_at_every_request() {
    for fault in FAULTS {
        let cases = every_request(None, &[fault], false).await;
        all_end_alike(fault, None, cases).await;
    }
}
