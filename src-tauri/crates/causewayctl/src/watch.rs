//! Follows the first cycle (contract 7.3): until every job has had a run or is held back, and no longer than ten minutes.

use std::time::Duration;

use app_core::{JobStatus, Setup, TenantStatus};
use tokio::time::{Instant, sleep};

use crate::connect::Cli;
use crate::exit::Exit;
use crate::reporter::{Refusal, Reporter};

const LONGEST: Duration = Duration::from_secs(600);
const OFTEN: Duration = Duration::from_secs(60);

pub(crate) async fn first_cycle(connected: &Cli, reporter: &mut dyn Reporter, setup: &Setup) -> Result<Exit, Refusal> {
    let began = Instant::now();
    let mut told: Option<TenantStatus> = None;
    loop {
        let status = connected.session.status(Some(setup.clone())).await?;
        let jobs: Vec<&JobStatus> = status.configurations.iter().flat_map(|found| &found.jobs).collect();
        let held_back = jobs.iter().any(|job| job.state.is_quarantine());
        let settled = jobs
            .iter()
            .all(|job| job.state.is_quarantine() || job.last_run.is_some() || !job.state.is_scheduled());
        match &told {
            None => reporter.status(&status, Some(setup), Exit::Done),
            Some(before) => {
                let before: Vec<&JobStatus> = before.configurations.iter().flat_map(|found| &found.jobs).collect();
                jobs.iter()
                    .filter(|job| !before.contains(job))
                    .for_each(|job| reporter.job(job, status.at));
            }
        }
        if settled || began.elapsed() >= LONGEST {
            return Ok(if held_back { Exit::Blocked } else { Exit::Done });
        }
        told = Some(status);
        let pause = match (connected.nearby, began.elapsed() < OFTEN) {
            (true, _) => Duration::from_secs(2),
            (false, true) => Duration::from_secs(10),
            (false, false) => Duration::from_secs(30),
        };
        tokio::select! {
            () = sleep(pause) => {}
            _ = tokio::signal::ctrl_c() => return Ok(Exit::Stopped),
        }
    }
}
