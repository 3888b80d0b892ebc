//! What the matrix does at every request, here at those that change the tenant: kills while lists lag, and the faults that
//! leave open whether a change was made.

use journey_tests::disturbed::{Case, all_end_alike};

/// Requests that create, write or start.
const CHANGES: [&str; 6] = [
    "POST /applicationTemplates/*/instantiate#1",
    "POST /servicePrincipals/*/synchronization/jobs#1",
    "POST /servicePrincipals/*/synchronization/jobs#2",
    "PUT /servicePrincipals/*/synchronization/secrets#1",
    "PUT /servicePrincipals/*/synchronization/jobs/*/schema#1",
    "POST /servicePrincipals/*/synchronization/jobs/*/start#1",
];

fn cases(faults: &[&str], killed: bool) -> Vec<Case> {
    let of = |change: &&str| {
        let change = (*change).to_owned();
        faults.iter().map(move |fault| Case {
            fault: format!("{change}={fault}"),
            killed,
        })
    };
    CHANGES.iter().flat_map(of).collect()
}

#[tokio::test]
async fn killed_at_every_change_while_lists_lag() {
    let lags = Some("list=2,object=3,job=1");
    all_end_alike("killed, lists lag", lags, cases(&["slow:60", "slow:60:after"], true)).await;
}

/// The first look at the jobs after their creation, and the creation itself: neither list nor address shows the new job to the run that
/// goes on at once.
#[tokio::test]
async fn killed_while_a_new_job_is_known_by_no_address() {
    let lags = Some("list=1,object=1,job=4,job-by-id=4");
    let jobs = "/servicePrincipals/*/synchronization/jobs";
    let requests = [
        format!("GET {jobs}#1"),
        format!("POST {jobs}#1"),
        format!("POST {jobs}#2"),
    ];
    let of = |request: &String| {
        let fault = |fault: &str| format!("{request}={fault}");
        [fault("slow:60"), fault("slow:60:after")].map(|fault| Case { fault, killed: true })
    };
    let cases = requests.iter().flat_map(of).collect();
    all_end_alike("killed, jobs late by id", lags, cases).await;
}

#[tokio::test]
async fn a_change_whose_answer_is_lost_is_made_once() {
    let faults = ["reset:after", "503:after", "504:after", "truncate", "html:502"];
    all_end_alike("answers lost", None, cases(&faults, false)).await;
}
