//! Limits of uploads: 40 in 5 seconds and so many in a day, of the whole tenant.

use graph_simulator::{ClockMode, Options, Switches, Timing};
use serde_json::Value;

use crate::client::instant;
use crate::feeds::{Feed, person};

fn limited() -> Options {
    Options {
        timing: Timing::real_limits(),
        clock: ClockMode::Explicit,
        ..instant("contoso")
    }
}

impl Feed {
    async fn statuses(&self, calls: usize) -> Vec<u16> {
        let mut statuses = Vec::new();
        for _ in 0..calls {
            statuses.push(self.upload(&[person("1")]).await.status);
        }
        statuses
    }
}

#[tokio::test]
async fn forty_in_any_five_seconds_and_impatience_makes_it_longer() {
    let feed = Feed::prepare(limited(), "API2AAD").await;
    assert_eq!(feed.statuses(20).await, [202; 20]);
    feed.pass(3);
    assert_eq!(feed.statuses(20).await, [202; 20]);
    let refused = feed.upload(&[person("1")]).await;
    assert_eq!(
        (refused.status, refused.code(), refused.header("retry-after")),
        (429, "TooManyRequests", "2")
    );
    feed.tenant.get("/organization").await.expect(200);
    feed.pass(1);
    assert_eq!(
        feed.upload(&[person("1")]).await.header("retry-after"),
        "4",
        "too early"
    );
    feed.pass(5);
    assert_eq!(feed.statuses(40).await, [202; 40]);
    assert_eq!(feed.upload(&[person("1")]).await.status, 429);
    assert_eq!(feed.control("GET", "/violations", Value::Null).await["upload"], 3);
}

#[tokio::test]
async fn the_window_slides() {
    let feed = Feed::prepare(limited(), "API2AAD").await;
    for _ in 0..12 {
        assert_eq!(feed.statuses(8).await, [202; 8]);
        feed.pass(1);
    }
    assert_eq!(feed.control("GET", "/violations", Value::Null).await["upload"], 0);
}

#[tokio::test]
async fn two_feeds_of_a_tenant_share_the_limit() {
    let one = Feed::prepare(limited(), "API2AAD").await;
    assert_eq!(one.statuses(40).await, [202; 40]);
    let two = Feed::inside(one.tenant, "API2AAD").await;
    // Setting it up took time.
    assert_eq!(two.statuses(40).await, [202; 40]);
    let first = Feed {
        principal: one.principal,
        job: one.job,
        ..two
    };
    assert_eq!(first.upload(&[person("1")]).await.status, 429);
}

#[tokio::test]
async fn a_day_has_its_number_by_licence() {
    for (governance_licence, most) in [(false, 2_000), (true, 6_000)] {
        let switches = Switches {
            governance_licence,
            ..Switches::default()
        };
        let feed = Feed::prepare(Options { switches, ..limited() }, "API2AAD").await;
        for _ in 0..most / 40 {
            // Malformed ones count as well.
            for _ in 0..40 {
                feed.raw(None, "").await.expect(400);
            }
            feed.pass(6);
        }
        let refused = feed.upload(&[person("1")]).await;
        let passed = most / 40 * 6;
        assert_eq!(
            (refused.status, refused.header("retry-after")),
            (429, &*(86_400 - passed).to_string())
        );
        assert_eq!(feed.control("GET", "/violations", Value::Null).await["uploadDay"], 1);
    }
}

#[tokio::test]
async fn without_limits_nothing_is_refused_and_everything_is_counted() {
    let feed = Feed::prepare(instant("contoso"), "API2AAD").await;
    assert_eq!(feed.statuses(2_010).await, [202; 2_010]);
    let violations = feed.control("GET", "/violations", Value::Null).await;
    assert_eq!(
        (&violations["upload"], &violations["uploadDay"]),
        (&1970.into(), &10.into())
    );
}
