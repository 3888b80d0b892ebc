//! The complete matrix: killed and disturbed at every request, with what was made seen late. It takes minutes and prints its figures:
//! `cargo test -p journey-tests --test reliability -- --nocapture --test-threads 1`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "the figures are what it is run for")]

use journey_tests::disturbed::Undisturbed;

const FAULTS: &[&str] = &[
    "429:retry-after=1",
    "429:retry-after-date=1",
    "503",
    "503:after",
    "504",
    "504:after",
    "reset",
    "reset:after",
    "truncate",
    "html:502",
    "slow:1",
    "slow:1:after",
    "expired-token",
    "insufficient-claims",
];

#[tokio::test]
async fn killed_at_every_request() {
    for timing in [
        "instant",
        "instant,list=2",
        "instant,object=1",
        "instant,object=3",
        "instant,job=1",
    ] {
        let undisturbed = Undisturbed::with_timing(timing).await;
        let count = undisturbed.is_reached_after_every_kill().await;
        println!("| killed, {timing} | {} | {} |", undisturbed.requests, count.disturbed);
    }
}

#[tokio::test]
async fn every_fault_at_every_request() {
    let undisturbed = Undisturbed::with_timing("instant").await;
    for fault in FAULTS {
        let count = undisturbed.is_reached_after_every_fault(&[fault]).await;
        println!("| {fault} | {} | {} |", count.disturbed, count.run_again);
    }
}
