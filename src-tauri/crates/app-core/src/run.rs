//! One piece of work on a tenant: a plan or a run. It tells the session what happens and knows nothing else of it.

use std::path::PathBuf;
use std::sync::Arc;

use graph_client::NoWaits;
use journeys::{CloudServices, Setup};
use step_engine::{Fact, JournalError, Observer, PlannedStep, Progress, Run, RunState, StepError};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::Problem;
use crate::account::{Account, Refusal};
use crate::domain_lock::DomainLock;
use crate::journal_file::{JournalFile, SetAside};
use crate::removal::Removing;
use crate::run_key::RunKey;
use crate::run_view::RunPicture;
use crate::told::Teller;
use crate::view::{Busy, RunKind};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Look only.
    Plan,
    /// Change what needs changing.
    Apply,
    /// Look what a removal would take away.
    PlanRemoval,
    /// Take away what a run created.
    Remove,
}

impl Kind {
    /// It is about taking away.
    pub(crate) fn is_removal(self) -> bool {
        matches!(self, Self::PlanRemoval | Self::Remove)
    }

    /// What a session does that works on it.
    pub(crate) fn busy(self) -> Busy {
        match self {
            Self::Plan | Self::PlanRemoval => Busy::Planning,
            Self::Apply => Busy::SettingUp,
            Self::Remove => Busy::Removing,
        }
    }
}

/// What a piece of work tells, in order.
#[derive(Debug)]
pub(crate) enum RunTold {
    /// It has begun, and this is how it looks.
    Began {
        picture: Box<RunPicture>,
        set_aside: Option<SetAside>,
    },
    /// A fact, as the journal keeps it.
    Fact(Fact),
    /// News that is kept nowhere.
    Progress { step: &'static str, progress: Progress },
    /// It is over.
    Over(Ending),
}

/// How it ended.
#[derive(Debug)]
pub(crate) enum Ending {
    /// It never began.
    Refused,
    /// Every step's look.
    Planned(Vec<PlannedStep>),
    /// Whether every step is done, or why the journal could not be written.
    Ran(Result<bool, StepError>),
}

/// A piece of work with all it needs.
pub(crate) struct Work {
    pub(crate) kind: Kind,
    pub(crate) account: Account,
    pub(crate) setup: Setup,
    /// The tenant's name as the person typed it, for a removal.
    pub(crate) typed: Option<String>,
    pub(crate) state_dir: PathBuf,
    pub(crate) stop: CancellationToken,
    pub(crate) teller: Teller,
}

impl Work {
    /// Works to the end. `begun` hears whether it could begin.
    pub(crate) async fn work(self, begun: oneshot::Sender<Result<(), Problem>>) {
        let services = Arc::new(CloudServices::new(self.account.client().clone(), self.setup.clone()));
        let ending = match self.begin(&services).await {
            Ok((picture, run)) => {
                self.teller.tell(RunTold::Began {
                    picture: Box::new(picture),
                    set_aside: run.set_aside,
                });
                let _ = begun.send(Ok(())); // whoever asked may be gone
                let Begun {
                    journal,
                    removing,
                    lock: _lock,
                    ..
                } = run;
                match removing {
                    Some(removing) => self.remove(removing).await,
                    None => self.carry_out(services, journal).await,
                }
            }
            Err(problem) => {
                let _ = begun.send(Err(problem)); // whoever asked may be gone
                Ending::Refused
            }
        };
        self.teller.tell(RunTold::Over(ending));
    }

    /// Looks whether this may begin, and takes the journal. Nothing is written on disk for a plan or another tenant.
    async fn begin(&self, services: &CloudServices) -> Result<(RunPicture, Begun), Problem> {
        if self.kind.is_removal() {
            return self.begin_removal().await;
        }
        let picture = |earlier| RunPicture::new(&self.setup, &journeys::cloud_sync(), self.kind, earlier);
        let may = async {
            self.account.must_be_tenant_of(&self.setup, &self.stop).await?;
            match self.kind {
                Kind::Plan | Kind::PlanRemoval => Ok(()),
                Kind::Apply | Kind::Remove => self.account.must_be_permitted(&self.setup, &self.stop).await,
            }
        };
        // The first looks need not wait until the tenant has said whether it is the one.
        let ahead = async {
            if self.account.must_only_be_named(&self.setup) {
                let graph = self.account.client().bound(self.stop.clone(), Arc::new(NoWaits));
                services.look_ahead(&graph).await;
            }
        };
        let (may, ()) = futures::join!(may, ahead);
        match may {
            Ok(()) => {}
            Err(Refusal::Stopped) => return Ok((picture(RunState::default()), Begun::default())),
            Err(Refusal::Problem(problem)) => return Err(problem),
        }
        if self.kind == Kind::Plan {
            return Ok((picture(RunState::default()), Begun::default()));
        }
        let lock = self.domain_lock().map_err(|error| Problem::from(&error))?;
        let file = self
            .journal_of(RunKind::SetUp)
            .open(&self.setup.to_value())
            .map_err(|error| Problem::from(&error))?;
        Ok((
            picture(file.opened.state.clone()),
            Begun {
                journal: Some((file.opened.journal, file.opened.state)),
                set_aside: file.set_aside,
                removing: None,
                lock: Some(lock),
            },
        ))
    }

    pub(crate) fn domain_lock(&self) -> Result<DomainLock, JournalError> {
        let client = self.account.client();
        let (cloud, tenant) = (client.cloud().kind(), client.tenant());
        DomainLock::take(&self.state_dir, cloud, tenant, self.setup.domain())
    }

    /// The journal of the run of this set-up, or of its removal.
    pub(crate) fn journal_of(&self, kind: RunKind) -> JournalFile {
        let client = self.account.client();
        let (cloud, tenant) = (client.cloud().kind(), client.tenant());
        JournalFile::new(&self.state_dir, cloud, tenant, RunKey::of(&self.setup, kind))
            .of_tenant_named(self.account.view().map(|tenant| tenant.name))
    }

    async fn carry_out(
        &self,
        services: Arc<CloudServices>,
        journal: Option<(step_engine::Journal, RunState)>,
    ) -> Ending {
        if self.stop.is_cancelled() {
            return Ending::Ran(Ok(false));
        }
        let list = journeys::cloud_sync();
        let observer = Arc::new(Tells(self.teller.clone()));
        let stop = self.stop.clone();
        match journal {
            None => Ending::Planned(step_engine::plan(&list, services, observer, stop).await),
            Some((journal, earlier)) => {
                let run = Run {
                    list,
                    services,
                    journal,
                    earlier,
                    stop,
                };
                Ending::Ran(step_engine::run(run, observer).await)
            }
        }
    }
}

/// What a piece of work holds while it goes on.
#[derive(Default)]
pub(crate) struct Begun {
    journal: Option<(step_engine::Journal, RunState)>,
    set_aside: Option<SetAside>,
    removing: Option<Removing>,
    /// Absent while it only looks.
    lock: Option<DomainLock>,
}

impl Begun {
    pub(crate) fn removing(removing: Removing) -> Self {
        Self {
            removing: Some(removing),
            ..Self::default()
        }
    }
}

pub(crate) struct Tells(pub(crate) Teller);

impl Observer for Tells {
    fn fact(&self, fact: &Fact) {
        self.0.tell(RunTold::Fact(fact.clone()));
    }

    fn progress(&self, step: &'static str, progress: Progress) {
        self.0.tell(RunTold::Progress { step, progress });
    }
}
