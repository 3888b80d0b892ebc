//! A run on a tenant that needs time for what is new in it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use graph_client::{RequestLog, RequestOutcome, RequestRecord};
use graph_simulator::Timing;
use journeys::RunSpec;
use step_engine::{Journal, RunState, Unobserved};
use tokio_util::sync::CancellationToken;

use crate::support::{EVERYTHING, Tenant};

#[derive(Default)]
struct Log(Mutex<Vec<RequestRecord>>);

impl RequestLog for Log {
    fn record(&self, record: RequestRecord) {
        self.0.lock().unwrap().push(record);
    }
}

#[tokio::test]
async fn every_refusal_of_a_good_run_is_one_it_waits_for() {
    let slow = Duration::from_millis(700);
    let tenant = Tenant::paced(
        "contoso",
        Timing {
            visible_by_id: slow,
            visible_in_list: slow,
            templates_listed: slow * 2,
            job_listed: slow,
            schema_readable: slow,
            ..Timing::instant()
        },
    );
    let log = Arc::new(Log::default());
    let client = tenant.logged_client(true, EVERYTHING, Arc::clone(&log) as _).await;
    let run = RunSpec::set_up(&client, &tenant.setup(), Arc::default());
    let (journal, earlier, stop) = (Journal::in_memory(), RunState::default(), CancellationToken::new());
    assert!(run.run(journal, earlier, Arc::new(Unobserved), stop).await.unwrap());
    let records = log.0.lock().unwrap();
    let refused: Vec<_> = records
        .iter()
        .filter(|record| record.outcome != RequestOutcome::Ok)
        .collect();
    assert!(!refused.is_empty());
    for record in refused {
        assert!(record.expected.is_some(), "{record:?}");
    }
}
