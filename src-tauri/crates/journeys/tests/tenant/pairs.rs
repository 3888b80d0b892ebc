//! Single pairs, which one cloud alone shows.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use graph_client::{Cloud, RequestLog, RequestRecord};
use journeys::RunSpec;
use journeys::steering::{Act, Steering, Target};
use step_engine::{RunState, Unobserved};
use tokio_util::sync::CancellationToken;

use crate::support::client_in;

#[derive(Debug, Default)]
struct Count(AtomicUsize);

impl RequestLog for Count {
    fn record(&self, _: RequestRecord) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::test]
async fn elsewhere_forgetting_one_is_refused_before_anything_is_asked() {
    for cloud in [Cloud::usgov(), Cloud::usgov_dod(), Cloud::china()] {
        let count = Arc::new(Count::default());
        let client = client_in(cloud, Arc::clone(&count) as _);
        let steering = Steering {
            act: Act::ForgetPair {
                object: "6f0c8ac1-62c1-4b46-9d8c-6b8f3f4ad0aa".to_owned(),
            },
            target: Target {
                service_principal: "5b0f7a3e-5f0f-4b62-8a4a-1b9d4c6d2e11".to_owned(),
                jobs: vec!["AD2AADProvisioning.1".to_owned()],
                name: "corp".to_owned(),
                domain: None,
            },
        };
        let spec = RunSpec::steering(&client, steering, RunState::default());
        let planned = spec.plan(Arc::new(Unobserved), CancellationToken::new()).await;
        let [only] = &planned[..] else { panic!("{planned:?}") };
        assert_eq!(only.finding.as_ref().unwrap_err().code, "pairs-not-here");
        assert_eq!(count.0.load(Ordering::Relaxed), 0);
    }
}
