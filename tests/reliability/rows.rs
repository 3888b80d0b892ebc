//! Hundreds of rows of one set-up, of whose requests one in a hundred goes wrong, killed again and again. In the end each row has one app
//! with one job and its own token, and no secret is in any file.

use std::process::Stdio;
use std::time::Duration;

use journey_tests::searched::{TOKEN, has_none_of};
use journey_tests::table::{apps, are_whole, command, place, run};
use journey_tests::tenant::Tenant;
use reqwest::Method;

const ROWS: usize = 300;
const KILLS: usize = 20;
/// The moments are the same each time.
const SEED: u64 = 20_261_130;
/// Runs that may be needed afterwards: one for each row whose last try went wrong.
const MOST_RUNS: usize = 5;
const APPLY: [&str; 3] = ["apply", "set-up.json", "--yes"];
const FAULTS: &str = "100=429:retry-after=1,503,reset:after,truncate,html:502";

async fn ends_whole(lags: &[&str]) {
    let options = ["--timing", "instant", "--latency-ms", "10", "--fault-every", FAULTS];
    let tenant = Tenant::start_with("contoso", &[&options, lags].concat()).await;
    let place = place(&tenant, ROWS);
    let mut random = SEED;
    for _ in 0..KILLS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = tokio::process::Command::from(command(&tenant, &place, ROWS, &APPLY))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("causewayctl starts");
        let moment = Duration::from_millis(300 + (random >> 33) % 4_000);
        let _ = tokio::time::timeout(moment, child.wait()).await; // it may have ended
        let _ = child.kill().await; // see above
    }
    let mut runs = 0;
    while run(&place, command(&tenant, &place, ROWS, &APPLY)).code != 0 {
        runs += 1;
        assert!(runs < MOST_RUNS, "it comes to no end");
    }
    tenant.control(Method::DELETE, "faults", None).await;
    are_whole(&apps(&tenant).await, 0..ROWS);
    has_none_of(place.path(), &["sentinel-of-row", TOKEN, "Bearer "], ROWS);
}

#[tokio::test]
async fn rows_killed_at_random_moments() {
    ends_whole(&[]).await;
}

#[tokio::test]
async fn rows_killed_at_random_moments_while_lists_lag_behind_objects() {
    ends_whole(&["--lag", "list=4,object=2,templates=3,job=1"]).await;
}
