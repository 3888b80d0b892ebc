//! What Cloud Sync starts: the provisioning job, and the others that were asked for.

use provisioning::State;
use step_engine::Cx;

use crate::CloudServices;
use crate::services::CloudSync as _;
use crate::steps::{Configuration, CreateConfiguration, CreateJobs, ExchangeWritebackJob, Starting, StoreSecrets};

impl Starting for CloudServices {
    fn starts(cx: &Cx<Self>) -> Option<bool> {
        cx.setup().starts()
    }

    fn configuration(cx: &Cx<Self>) -> Option<Configuration> {
        cx.known::<CreateConfiguration>()
    }

    fn jobs(cx: &Cx<Self>) -> Vec<String> {
        let jobs = cx.known::<CreateJobs>();
        let writeback = cx.known::<ExchangeWritebackJob>().map(|writeback| writeback.job);
        jobs.into_iter()
            .flat_map(|jobs| [Some(jobs.provisioning), jobs.password_hash])
            .flatten()
            .chain(writeback)
            .collect()
    }

    fn expected(cx: &Cx<Self>) -> usize {
        1 + usize::from(cx.setup().password_hash_sync() == Some(true))
    }

    /// Settings that were wanting.
    fn mends(cx: &Cx<Self>, cause: State) -> bool {
        let stored = cx.known::<StoreSecrets>();
        cause.is_untold() && stored.is_none_or(|stored| stored.before.is_some())
    }
}
