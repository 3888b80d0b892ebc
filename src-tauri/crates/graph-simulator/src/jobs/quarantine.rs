//! Quarantine (contract 7.4): how long it lasts, what puts a job there, and trouble that somebody imposes.

use std::borrow::Cow;
use std::time::Duration;

use jiff::Timestamp;

use super::cycle::Execution;
use super::{Environment, Failure, History, Job, Phase};
use crate::clock::after;
use crate::scenario::Company;

const HOUR: u64 = 3600;

/// A job in quarantine is tried again so long after the first failure, then daily (application-provisioning-quarantine-status).
const RETRIES: [u64; 3] = [6 * HOUR, 12 * HOUR, 24 * HOUR];

/// The code of SCIM apps that get no credentials or wrong ones, and how soon the first attempt follows then (Microsoft's tutorial about AWS
/// IAM Identity Center).
const NO_CREDENTIALS: &str = "SystemForCrossDomainIdentityManagementInvalidCredentials";
const SOON: u64 = 300;

/// After that it is switched off.
const GIVE_UP: Duration = Duration::from_secs(28 * 24 * HOUR);

/// Failing objects that are too many whatever their share.
const TOO_MANY_IN_ALL: usize = 40_000;

/// What is imposed when nothing is said.
const EXCEPTION: &str = "EncounteredQuarantineException";

/// A series of failures.
#[derive(Debug, Clone)]
pub(super) struct Quarantine {
    pub(super) failure: Failure,
    pub(super) current_began: Timestamp,
    pub(super) series_began: Timestamp,
    pub(super) series_count: u32,
    pub(super) next_attempt: Timestamp,
}

/// What somebody put in a job's way: every cycle fails until it is repaired.
#[derive(Debug, Clone)]
pub struct Trouble {
    failure: Failure,
    /// Without it the first attempt succeeds.
    sticky: bool,
}

impl Trouble {
    /// `reason` and `code` as Graph writes them; a reason without a code is its own code.
    #[must_use]
    pub fn new(reason: Option<&str>, code: Option<&str>, sticky: bool) -> Self {
        let reason = reason.unwrap_or(EXCEPTION).to_owned();
        let code = code.map_or_else(|| reason.clone(), str::to_owned);
        Self {
            failure: Failure {
                message: message(&code),
                reason: Cow::Owned(reason),
                code: Cow::Owned(code),
            },
            sticky,
        }
    }
}

/// What the service says of a code (reference-error-codes, in short).
fn message(code: &str) -> String {
    let known = match code {
        "HybridIdentityServiceNoAgentsAssigned" => "No agent is assigned to the domain.",
        "HybridIdentityServiceNoActiveAgents" => "No active agent was found for the domain.",
        "HybridIdentityServiceInvalidResource" => "The domain is not one of the domains of the agents.",
        "HybridIdentityServiceAgentTimeout" | "TimeOut" => "The agent did not answer within the time allowed.",
        "HybridSynchronizationActiveDirectoryInternalServerError" => {
            "The agent could not read from Active Directory: the server is not operational."
        }
        "AzureActiveDirectoryInvalidCredential" => "The account ADToAADSyncServiceAccount could not be found.",
        "AzureActiveDirectoryExpiredCredentials" => "The password of ADToAADSyncServiceAccount is over.",
        "AzureActiveDirectoryAuthenticationFailed" => "The sign-in of ADToAADSyncServiceAccount was refused.",
        "AzureDirectoryServiceServerBusy" => "The directory service is busy. Try again later.",
        "QuarantinedOnDemand" => "The job was put into quarantine by hand.",
        "IngestionInterrupted" => "No data has arrived from the source.",
        _ if code.ends_with("Credentials") => "The application does not accept the credentials that are stored.",
        _ => "The job cannot run.",
    };
    known.to_owned()
}

/// Which of the three thresholds is told when too many objects fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum EscrowThreshold {
    Base,
    Total,
    Proportion,
}

impl EscrowThreshold {
    fn reason(self) -> &'static str {
        match self {
            Self::Base => "EncounteredBaseEscrowThreshold",
            Self::Total => "EncounteredTotalEscrowThreshold",
            Self::Proportion => "EncounteredEscrowProportionThreshold",
        }
    }

    /// Is it one of the reasons that mean too many failures?
    pub(super) fn is_reason(reason: &str) -> bool {
        [Self::Base, Self::Total, Self::Proportion]
            .iter()
            .any(|threshold| threshold.reason() == reason)
    }
}

/// Failing objects from which on their share counts: 5,000 (contract 7.4), fewer where a company has not so many.
fn least(company: Company) -> usize {
    match company {
        Company::School => 10,
        Company::Contoso => 200,
        Company::Enterprise => 5_000,
    }
}

/// Why so many failures stop the job, if they do: more than 40 % of at least [`least`], or more than [`TOO_MANY_IN_ALL`].
pub(super) fn too_many_fail(failing: usize, entitled: usize, environment: &Environment) -> Option<Failure> {
    let company = environment.company.company;
    let crossed = if failing > TOO_MANY_IN_ALL {
        EscrowThreshold::Total
    } else if failing >= least(company) && failing * 10 > entitled * 4 {
        EscrowThreshold::Proportion
    } else {
        return None;
    };
    let reason = environment.escrow_threshold.unwrap_or(crossed).reason();
    Some(Failure {
        reason: reason.into(),
        code: reason.into(),
        message: format!("{failing} of {entitled} objects fail."),
    })
}

impl Quarantine {
    /// Waits for its first attempt, which comes soon.
    pub(super) fn is_tried_soon(&self) -> bool {
        self.series_count == 1 && self.failure.code == NO_CREDENTIALS
    }

    /// After so long it is switched off.
    pub(super) fn is_over(&self, attempt: Timestamp) -> bool {
        attempt >= after(self.series_began, GIVE_UP)
    }

    /// The next failure of the series that `before` is of, or the first of a new one.
    fn after(before: Option<&Self>, failure: Failure, at: Timestamp) -> Self {
        let series_count = before.map_or(1, |quarantine| quarantine.series_count + 1);
        let series_began = before.map_or(at, |quarantine| quarantine.series_began);
        let daily = u64::from(series_count).saturating_sub(RETRIES.len() as u64);
        let mut wait = RETRIES[(series_count as usize - 1).min(RETRIES.len() - 1)] + daily * 24 * HOUR;
        if series_count == 1 && failure.code == NO_CREDENTIALS {
            wait = SOON;
        }
        Self {
            failure,
            current_began: at,
            series_began,
            series_count,
            next_attempt: after(series_began, Duration::from_secs(wait)),
        }
    }
}

impl Job {
    /// Fails as `run` tells, and waits in quarantine.
    pub(super) fn quarantine(&mut self, failure: Failure, run: Execution) {
        let at = run.ended;
        self.history.last = Some(Execution {
            failure: Some(failure.clone()),
            ..run
        });
        let told = self.quarantine.as_ref().map(|quarantine| &quarantine.failure);
        if told.is_none_or(|told| (&told.reason, &told.code) != (&failure.reason, &failure.code)) {
            self.untold.push((at, failure.clone()));
        }
        self.quarantine = Some(Quarantine::after(self.quarantine.as_ref(), failure, at));
        self.phase = Phase::Quarantined;
    }

    /// Puts trouble in its way as if that had come at `since`. The log knows nothing of that.
    pub fn impose(&mut self, trouble: Trouble, since: Timestamp) {
        self.stop_cycle(since);
        self.paused = false;
        self.quarantine = None;
        self.history.rewind(since);
        let failure = trouble.failure.clone();
        self.trouble = trouble.sticky.then_some(trouble);
        let run = self.nothing_done(since);
        self.quarantine(failure, run);
    }

    /// Nothing is in its way any more; the next attempt or start will find that out. Says whether too many objects were failing.
    pub fn repair(&mut self) -> bool {
        self.trouble = None;
        let reason = self.quarantine.as_ref().map(|quarantine| &quarantine.failure.reason);
        self.history.escrows_pruned || reason.is_some_and(|reason| EscrowThreshold::is_reason(reason))
    }

    /// What is in its way, if somebody put something there.
    pub(super) fn trouble(&self) -> Option<Failure> {
        self.trouble.as_ref().map(|trouble| trouble.failure.clone())
    }

    /// No cycle begins any more, though nothing says so.
    pub fn fall_silent(&mut self) {
        self.phase = Phase::Waiting { until: Timestamp::MAX };
    }
}

impl History {
    /// Nothing ended after `since`.
    fn rewind(&mut self, since: Timestamp) {
        let runs = [
            &mut self.last,
            &mut self.last_complete,
            &mut self.last_successful,
            &mut self.last_with_exports,
        ];
        for run in runs.into_iter().flatten() {
            run.ended = run.ended.min(since);
            run.began = run.began.min(since);
        }
        for time in [&mut self.first_steady, &mut self.last_steady].into_iter().flatten() {
            *time = (*time).min(since);
        }
    }
}
