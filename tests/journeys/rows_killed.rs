//! Of the requests for many rows one in a hundred goes wrong in each of five ways, and the process is killed again and again. In the end
//! each row has one app with one job and its own token, and no secret is in any file. `tests/reliability` has the same of 300 rows.

use journey_tests::table::{When, killed_again_and_again};

const ROWS: usize = 24;

#[tokio::test]
async fn whenever_many_rows_are_killed_the_next_run_doubles_nothing_and_swaps_nothing() {
    let moments = [15, 40, 70, 90, 120].map(When::Requests);
    killed_again_and_again(ROWS, &["--lag", "list=2,object=1,job=1"], &moments).await;
}
