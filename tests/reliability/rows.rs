//! Hundreds of rows of one set-up, of whose requests one in a hundred goes wrong in each of five ways, killed at twenty moments. In the end
//! each row has one app with one job and its own token, and no secret is in any file.

use std::time::Duration;

use journey_tests::table::{When, killed_again_and_again};

const ROWS: usize = 300;
const KILLS: usize = 20;
/// The moments are the same each time.
const SEED: u64 = 20_261_130;

/// Moments of a run, in an order that nobody chose.
fn moments() -> Vec<When> {
    let mut random = SEED;
    let moment = || {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        When::After(Duration::from_millis(300 + (random >> 33) % 4_000))
    };
    std::iter::repeat_with(moment).take(KILLS).collect()
}

#[tokio::test]
async fn rows_killed_at_random_moments() {
    killed_again_and_again(ROWS, &["--latency-ms", "10"], &moments()).await;
}

#[tokio::test]
async fn rows_killed_at_random_moments_while_lists_lag_behind_objects() {
    let lags = ["--latency-ms", "10", "--lag", "list=4,object=2,templates=3,job=1"];
    killed_again_and_again(ROWS, &lags, &moments()).await;
}
