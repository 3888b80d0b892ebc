//! Acts on what runs (contract 7.4 to 7.6): pausing, starting again, deciding on deletes that are held back, and switching parts off.
//! Each act is a short list of steps with a journal of its own.

mod asked;
mod await_round;
mod delete_job;
mod forget_pair;
mod forget_pairs;
mod go_on;
mod guard;
mod hashes;
mod held;
mod job_snapshot;
mod let_deletes_go;
mod lower_hash_flag;
mod match_anew;
mod pair_now;
mod pause;
mod restart;
mod restart_jobs;
mod restore_guard;
mod set_guard;
mod settings;
mod switch_off_password_sync;
mod take_out_hash_mapping;

use std::time::Duration;

use graph_client::models::Job;
use graph_client::{Error, GraphClient};
use provisioning::TenantReads;
use serde::{Deserialize, Serialize};
use step_engine::{Cx, ErrorKind, RunState, Services, Step, StepError, StepList, StepRecord};
use ts_rs::TS;

pub use asked::{Asked, AskedFor};

use await_round::AwaitRound;
use delete_job::DeleteJob;
use forget_pair::ForgetPair;
use forget_pairs::ForgetPairs;
use go_on::GoOn;
use let_deletes_go::LetDeletesGo;
use lower_hash_flag::LowerHashFlag;
use match_anew::MatchAnew;
use pair_now::PairNow;
use pause::PauseJobs;
use restart_jobs::RestartJobs;
use restore_guard::RestoreGuard;
use set_guard::SetGuard;
use switch_off_password_sync::SwitchOffPasswordSync;
use take_out_hash_mapping::TakeOutHashMapping;

use crate::error::refused;
use crate::run_spec::LookAhead;
use crate::services::bound;
use crate::steps::{EXCHANGE_WRITEBACK, PASSWORD_HASH};

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Act {
    /// The jobs pause; their place is kept.
    Pause,
    /// Jobs that are paused or in quarantine go on where they stopped.
    GoOn,
    /// The jobs look at everybody again.
    Everybody,
    /// The jobs forget which objects belong together and match them anew.
    ForgetPairs,
    /// The job forgets what one object belongs to and matches it anew.
    ForgetPair {
        /// Id of the object on the source side, as the service spells it.
        object: String,
    },
    /// The deletes that are held back are carried out.
    LetGo {
        /// How many the person was shown, and has confirmed.
        #[ts(type = "number")]
        held: u64,
    },
    /// The jobs look again at who is due for removal, while the delete guard holds every delete.
    Keep,
    /// The delete guard lets through as many deletes as are held now, for one round.
    RaiseOnce,
    /// The jobs that write Exchange attributes back are deleted.
    ExchangeOff,
    /// The jobs that bring password hashes pause.
    PauseHashes,
    /// Password hashes are taken out of the configuration, and out of the tenant where no other configuration brings any.
    TakeOutHashes,
    /// The configuration is deleted, whoever created it: its jobs, then its application.
    Remove,
}

impl Act {
    /// Its name in journals and on the command line.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::GoOn => "go-on",
            Self::Everybody => "everybody",
            Self::ForgetPairs => "forget-pairs",
            Self::ForgetPair { .. } => "forget-pair",
            Self::LetGo { .. } => "let-go",
            Self::Keep => "keep",
            Self::RaiseOnce => "raise-once",
            Self::ExchangeOff => "exchange-off",
            Self::PauseHashes => "pause-hashes",
            Self::TakeOutHashes => "take-out-hashes",
            Self::Remove => "remove",
        }
    }

    /// The other act that changes the delete guard for a while; absent for one that leaves it alone. Of the two the second would take
    /// what the first has set for what is to be restored.
    #[must_use]
    pub const fn other_on_guard(&self) -> Option<Self> {
        match self {
            Self::Keep => Some(Self::RaiseOnce),
            Self::RaiseOnce => Some(Self::Keep),
            Self::Pause
            | Self::GoOn
            | Self::Everybody
            | Self::ForgetPairs
            | Self::ForgetPair { .. }
            | Self::LetGo { .. }
            | Self::ExchangeOff
            | Self::PauseHashes
            | Self::TakeOutHashes
            | Self::Remove => None,
        }
    }
}

/// What it is done to: jobs of one configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// Object id of the service principal.
    pub service_principal: String,
    /// Ids of the jobs.
    pub jobs: Vec<String>,
    /// The configuration's name; a directory's text, never markup.
    pub name: String,
    /// The Active Directory domain it is for, where that is known.
    pub domain: Option<String>,
}

impl Target {
    /// The configuration's name; its id where it has none.
    #[must_use]
    pub fn called(&self) -> &str {
        match self.name.trim() {
            "" => &self.service_principal,
            name => name,
        }
    }
}

/// An act with what it is done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Steering {
    /// What is done.
    pub act: Act,
    /// What it is done to.
    pub target: Target,
}

impl Steering {
    /// What it works on, in the words of [`crate::Setup::subject`]: a set-up for the same domain is not worked on at once.
    #[must_use]
    pub fn subject(&self) -> crate::Subject<'_> {
        match &self.target.domain {
            Some(domain) => crate::Subject {
                kind: "domain",
                name: domain,
            },
            None => crate::Subject {
                kind: "configuration",
                name: &self.target.service_principal,
            },
        }
    }
}

/// The tenant, what is to be done in it, and what the journal of the act knows.
#[derive(Debug)]
pub(crate) struct SteeringServices {
    client: GraphClient,
    steering: Steering,
    /// A plan has no journal of its own and still tells what is left of an act that broke off.
    earlier: RunState,
    /// Of the tenant's other configurations.
    reads: TenantReads,
}

impl SteeringServices {
    pub(crate) fn new(client: GraphClient, steering: Steering, earlier: RunState) -> Self {
        Self {
            client,
            steering,
            earlier,
            reads: TenantReads::default(),
        }
    }
}

impl LookAhead for SteeringServices {}

impl Services for SteeringServices {
    fn confirm_window(&self) -> Duration {
        self.client.cloud().seen_within()
    }
}

/// The steps of an act; `None` for removing, which has those of a removal.
pub(crate) fn steps(act: &Act) -> Option<StepList<SteeringServices>> {
    const SET: &str = <SetGuard as Step<SteeringServices>>::ID;
    const RESTART: &str = <RestartJobs as Step<SteeringServices>>::ID;
    const ROUND: &str = <AwaitRound as Step<SteeringServices>>::ID;
    const PAUSE: &str = <PauseJobs as Step<SteeringServices>>::ID;
    const FORGET: &str = <ForgetPair as Step<SteeringServices>>::ID;
    const MATCH: &str = <MatchAnew as Step<SteeringServices>>::ID;
    const MAPPING: &str = <TakeOutHashMapping as Step<SteeringServices>>::ID;
    const JOB: &str = <DeleteJob as Step<SteeringServices>>::ID;
    const FLAG: &str = <LowerHashFlag as Step<SteeringServices>>::ID;
    let list = StepList::new();
    let round_under = |guard: SetGuard, round: AwaitRound| {
        StepList::new()
            .step(guard, &[])
            .step(RestartJobs::Held, &[SET])
            .step(round, &[RESTART])
            .step(RestoreGuard, &[ROUND])
    };
    Some(match act {
        Act::Pause => list.step(PauseJobs::All, &[]),
        Act::GoOn => list.step(GoOn::All, &[]),
        Act::Everybody => list.step(RestartJobs::All, &[]),
        Act::ForgetPairs => list.step(ForgetPairs, &[]),
        Act::ForgetPair { .. } => list
            .step(PauseJobs::ForPair, &[])
            .step(ForgetPair, &[PAUSE])
            .step(MatchAnew, &[FORGET])
            // Whatever came of it, what was paused is started again.
            .step(PairNow, &[MATCH])
            .step(GoOn::PausedHere, &[MATCH]),
        Act::LetGo { held } => list.step(LetDeletesGo { confirmed: *held }, &[]),
        Act::Keep => round_under(SetGuard::Tight, AwaitRound::StopWhenHeld),
        Act::RaiseOnce => round_under(SetGuard::AboveHeld, AwaitRound::GoOnWhenHeld),
        Act::ExchangeOff => list.step(DeleteJob(EXCHANGE_WRITEBACK), &[]),
        Act::PauseHashes => list.step(PauseJobs::Hashes, &[]),
        Act::TakeOutHashes => list
            .step(PauseJobs::Hashes, &[])
            .step(TakeOutHashMapping, &[PAUSE])
            .step(DeleteJob(PASSWORD_HASH), &[MAPPING])
            .step(LowerHashFlag, &[JOB])
            .step(SwitchOffPasswordSync, &[FLAG]),
        Act::Remove => return None,
    })
}

/// Whether an act with this journal may have left the delete guard another one than it was.
#[must_use]
pub fn owes_the_guard(journal: &RunState) -> bool {
    !journal.done && set_guard::owed(journal).is_some()
}

/// What the steps call on their context.
trait Steers {
    fn target(&self) -> &Target;
    /// The client, telling its waits as progress of this step.
    fn graph(&self) -> GraphClient;
    /// What the journal of this act knows of a step.
    fn before<T: Step<SteeringServices>>(&self) -> Option<&StepRecord>;
    /// The jobs of the target as they are now.
    async fn jobs(&self) -> Result<Vec<Job>, Error>;
    /// The same for a step.
    ///
    /// # Errors
    /// They cannot be read, or one of them is gone.
    async fn jobs_for(&self, doing: &'static str) -> Result<Vec<Job>, StepError>;
    /// Those of one template; none where they are gone.
    async fn jobs_of(&self, template: &str, doing: &'static str) -> Result<Vec<Job>, StepError>;
    /// The path of an action on a job.
    fn path(&self, job: &str, action: &str) -> String;
}

impl Steers for Cx<SteeringServices> {
    fn target(&self) -> &Target {
        &self.services().steering.target
    }

    fn graph(&self) -> GraphClient {
        bound(self, &self.services().client)
    }

    fn before<T: Step<SteeringServices>>(&self) -> Option<&StepRecord> {
        self.services().earlier.step(T::ID)
    }

    async fn jobs(&self) -> Result<Vec<Job>, Error> {
        let target = self.target();
        let mut jobs = self.graph().jobs(&target.service_principal).await?;
        jobs.retain(|job| target.jobs.contains(&job.id));
        Ok(jobs)
    }

    async fn jobs_for(&self, doing: &'static str) -> Result<Vec<Job>, StepError> {
        let jobs = self.jobs().await.map_err(refused(doing))?;
        let is_there = |id: &&String| jobs.iter().any(|job| job.id == **id);
        match self.target().jobs.iter().find(|id| !is_there(id)) {
            Some(gone) => Err(StepError::new(ErrorKind::Missing, "not-found", doing).with("job", gone)),
            None => Ok(jobs),
        }
    }

    async fn jobs_of(&self, template: &str, doing: &'static str) -> Result<Vec<Job>, StepError> {
        let mut jobs = self.jobs().await.map_err(refused(doing))?;
        jobs.retain(|job| job.is_of_template(template));
        Ok(jobs)
    }

    fn path(&self, job: &str, action: &str) -> String {
        let sp = &self.target().service_principal;
        format!("/v1.0/servicePrincipals/{sp}/synchronization/jobs/{job}/{action}")
    }
}
