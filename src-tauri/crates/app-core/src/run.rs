//! One piece of work on a tenant: a plan or a run. It tells the session what happens and knows nothing else of it.

use std::path::PathBuf;
use std::sync::Arc;

use graph_client::NoWaits;
use journeys::steering::Steering;
use journeys::{RunSpec, Setup, Subject};
use provisioning::TenantReads;
use serde_json::{Value, json};
use step_engine::{Fact, Journal, JournalError, Observer, PlannedStep, Progress, RunState, StepError};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::Problem;
use crate::check::Prepared;
use crate::events::EventSender;
use crate::journal_file::{JournalFile, OpenedFile, SetAside};
use crate::removal::Removing;
use crate::run_key::RunKey;
use crate::run_projection::RunProjection;
use crate::subject_lock::SubjectLock;
use crate::tenant_context::{Refusal, TenantContext};
use crate::view::{Busy, RunKind};

/// How far a piece of work goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Looks only.
    Plan,
    /// Changes what needs changing.
    Apply,
}

/// What a session does that works on this.
pub(crate) fn busy(kind: RunKind, mode: Mode) -> Busy {
    match (mode, kind) {
        (Mode::Plan, _) => Busy::Planning,
        (Mode::Apply, RunKind::SetUp) => Busy::SettingUp,
        (Mode::Apply, RunKind::Removal) => Busy::Removing,
        (Mode::Apply, RunKind::Act) => Busy::Acting,
    }
}

/// What a piece of work tells, in order.
#[derive(Debug)]
pub(crate) enum RunEvent {
    /// It has begun, and this is how it looks.
    Began {
        projection: Box<RunProjection>,
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

/// What a piece of work is about. `typed` is what a person must type before it is carried out, as they typed it.
#[derive(Debug, Clone)]
pub(crate) enum Assignment {
    /// Carries out a set-up. `reads` is what was read for it directly before.
    SetUp { setup: Setup, reads: Arc<TenantReads> },
    /// Takes away what the run of this set-up created.
    Removal { setup: Setup, typed: Option<String> },
    /// Does something with what runs.
    Act { steering: Steering, typed: Vec<String> },
}

impl From<Prepared> for Assignment {
    fn from(Prepared { setup, reads }: Prepared) -> Self {
        Self::SetUp { setup, reads }
    }
}

impl Assignment {
    pub(crate) fn kind(&self) -> RunKind {
        match self {
            Self::SetUp { .. } => RunKind::SetUp,
            Self::Removal { .. } => RunKind::Removal,
            Self::Act { .. } => RunKind::Act,
        }
    }

    /// The same with another form of its set-up, where it sets something up.
    pub(crate) fn with_setup(self, change: impl FnOnce(Setup) -> Setup) -> Self {
        match self {
            Self::SetUp { setup, reads } => Self::SetUp {
                setup: change(setup),
                reads,
            },
            other @ (Self::Removal { .. } | Self::Act { .. }) => other,
        }
    }

    fn key(&self) -> RunKey {
        match self {
            Self::SetUp { setup, .. } | Self::Removal { setup, .. } => RunKey::of(setup, self.kind()),
            Self::Act { steering, .. } => RunKey::of_act(steering),
        }
    }

    /// What its journal begins with: the answers, or the act.
    fn header(&self) -> Value {
        match self {
            Self::SetUp { setup, .. } | Self::Removal { setup, .. } => setup.to_value(),
            Self::Act { steering, .. } => json!(steering),
        }
    }

    fn subject(&self) -> Subject<'_> {
        match self {
            Self::SetUp { setup, .. } | Self::Removal { setup, .. } => setup.subject(),
            Self::Act { steering, .. } => steering.subject(),
        }
    }
}

/// A piece of work with all it needs.
pub(crate) struct Work {
    pub(crate) assignment: Assignment,
    pub(crate) mode: Mode,
    pub(crate) context: TenantContext,
    pub(crate) state_dir: PathBuf,
    pub(crate) stop: CancellationToken,
    pub(crate) sender: EventSender,
}

/// What a piece of work has and holds while it goes on.
pub(crate) struct Begun {
    pub(crate) projection: RunProjection,
    pub(crate) spec: RunSpec,
    /// With what it held before; absent while nothing is changed.
    pub(crate) journal: Option<(Journal, RunState)>,
    pub(crate) set_aside: Option<SetAside>,
    /// Absent while nothing is changed.
    pub(crate) lock: Option<SubjectLock>,
    /// What a removal holds besides.
    pub(crate) removing: Option<Removing>,
}

impl Work {
    /// Works to the end. `begun` hears whether it could begin.
    pub(crate) async fn work(self, begun: oneshot::Sender<Result<(), Problem>>) {
        let begin = match &self.assignment {
            Assignment::SetUp { setup, reads } => self.begin(setup, Arc::clone(reads)).await,
            Assignment::Removal { setup, typed } => self.begin_removal(setup, typed.as_deref()).await,
            Assignment::Act { steering, typed } => self.begin_act(steering, typed).await,
        };
        let ending = match begin {
            Ok(work) => {
                let Begun {
                    projection,
                    spec,
                    journal,
                    set_aside,
                    lock: _lock,
                    removing,
                } = work;
                self.sender.send(RunEvent::Began {
                    projection: Box::new(projection),
                    set_aside,
                });
                let _ = begun.send(Ok(())); // whoever asked may be gone
                let ending = self.carry_out(spec, journal).await;
                match &self.assignment {
                    Assignment::Removal { setup, .. } => self.end_removal(setup, removing, &ending),
                    Assignment::Act { .. } => self.end_act(&ending),
                    Assignment::SetUp { .. } => {}
                }
                ending
            }
            Err(problem) => {
                let _ = begun.send(Err(problem)); // whoever asked may be gone
                Ending::Refused
            }
        };
        self.sender.send(RunEvent::Over(ending));
    }

    /// Looks whether this may begin, and takes the journal. Nothing is written on disk for a plan or another tenant.
    async fn begin(&self, setup: &Setup, reads: Arc<TenantReads>) -> Result<Begun, Problem> {
        let spec = RunSpec::set_up(self.context.client(), setup, reads);
        let may = async {
            self.context.must_be_tenant_of(setup, &self.stop).await?;
            match self.mode {
                Mode::Plan => Ok(()),
                Mode::Apply => self.context.must_be_permitted(&spec, &[], &self.stop).await,
            }
        };
        // The first looks need not wait until the tenant has said whether it is the one.
        let ahead = async {
            if self.context.must_only_be_named(setup) {
                let graph = self.context.client().bound(self.stop.clone(), Arc::new(NoWaits));
                spec.look_ahead(&graph).await;
            }
        };
        let (may, ()) = futures::join!(may, ahead);
        match may {
            Ok(()) => {}
            Err(Refusal::Stopped) => return Ok(self.with_no_journal(spec)),
            Err(Refusal::Problem(problem)) => return Err(problem),
        }
        if self.mode == Mode::Plan {
            return Ok(self.with_no_journal(spec));
        }
        let lock = self.lock().map_err(|error| Problem::from(&error))?;
        let file = self.open_journal()?;
        Ok(Begun {
            journal: Some((file.opened.journal, file.opened.state.clone())),
            set_aside: file.set_aside,
            lock: Some(lock),
            ..self.begun(spec, file.opened.state)
        })
    }

    /// Work that changes nothing, or was stopped before it began.
    pub(crate) fn with_no_journal(&self, spec: RunSpec) -> Begun {
        self.begun(spec, RunState::default())
    }

    pub(crate) fn begun(&self, spec: RunSpec, earlier: RunState) -> Begun {
        Begun {
            projection: RunProjection::new(
                self.assignment.key(),
                self.assignment.header(),
                spec.steps().to_vec(),
                self.mode,
                earlier,
            ),
            spec,
            journal: None,
            set_aside: None,
            lock: None,
            removing: None,
        }
    }

    pub(crate) fn lock(&self) -> Result<SubjectLock, JournalError> {
        let client = self.context.client();
        let (cloud, tenant) = (client.cloud().kind(), client.tenant());
        SubjectLock::take(&self.state_dir, cloud, tenant, self.assignment.subject())
    }

    /// Opens the journal of this work, or begins it.
    pub(crate) fn open_journal(&self) -> Result<OpenedFile, Problem> {
        let file = self.journal().open(&self.assignment.header());
        file.map_err(|error| Problem::from(&error))
    }

    pub(crate) fn journal(&self) -> JournalFile {
        self.journal_at(self.assignment.key())
    }

    pub(crate) fn journal_at(&self, key: RunKey) -> JournalFile {
        let client = self.context.client();
        let (cloud, tenant) = (client.cloud().kind(), client.tenant());
        JournalFile::new(&self.state_dir, cloud, tenant, key)
            .of_tenant_named(self.context.view().map(|tenant| tenant.name))
    }

    async fn carry_out(&self, spec: RunSpec, journal: Option<(Journal, RunState)>) -> Ending {
        if self.stop.is_cancelled() {
            return Ending::Ran(Ok(false));
        }
        let observer = Arc::new(Tells(self.sender.clone()));
        let stop = self.stop.clone();
        match (self.mode, journal) {
            (Mode::Plan, _) => Ending::Planned(spec.plan(observer, stop).await),
            (Mode::Apply, journal) => {
                // Only a removal of nothing has no journal.
                let (journal, earlier) = journal.unwrap_or_else(|| (Journal::in_memory(), RunState::default()));
                Ending::Ran(spec.run(journal, earlier, observer, stop).await)
            }
        }
    }
}

struct Tells(EventSender);

impl Observer for Tells {
    fn fact(&self, fact: &Fact) {
        self.0.send(RunEvent::Fact(fact.clone()));
    }

    fn progress(&self, step: &'static str, progress: Progress) {
        self.0.send(RunEvent::Progress { step, progress });
    }
}
