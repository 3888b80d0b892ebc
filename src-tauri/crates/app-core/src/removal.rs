//! Taking away what a run created: the journal of the run says what that is, a journal of its own says how far it got.

use std::sync::Arc;

use journeys::StepId;
use journeys::removal::{Made, RemovalServices, removal};
use step_engine::{Journal, Outcome, Run, RunState};

use crate::Problem;
use crate::account::Refusal;
use crate::domain_lock::DomainLock;
use crate::run::{Begun, Ending, Kind, Tells, Work};
use crate::run_view::RunPicture;
use crate::view::RunKind;

/// What a removal holds while it goes on.
pub(crate) struct Removing {
    made: Made,
    /// Absent while it only looks, or where nothing is to be taken away.
    held: Option<Held>,
}

struct Held {
    /// No other work on the domain meanwhile.
    lock: DomainLock,
    /// Nobody goes on with the run meanwhile.
    run: Journal,
    journal: Journal,
    earlier: RunState,
}

impl Work {
    /// Looks whether this may begin. A look takes no journal.
    pub(crate) async fn begin_removal(&self) -> Result<(RunPicture, Begun), Problem> {
        let picture = |earlier| RunPicture::new(&self.setup, &removal(), self.kind, earlier);
        let begun = |made, held| Begun::removing(Removing { made, held });
        let nothing = || Ok((picture(RunState::default()), begun(Made::default(), None)));
        match self.may_remove().await {
            Ok(()) => {}
            Err(Refusal::Stopped) => return nothing(),
            Err(Refusal::Problem(problem)) => return Err(problem),
        }
        let (run, own) = (self.journal_of(RunKind::SetUp), self.journal_of(RunKind::Removal));
        if self.kind == Kind::PlanRemoval {
            let made = run.read().map_err(|error| Problem::from(&error))?;
            let made = made.as_ref().map(Made::of).unwrap_or_default();
            return Ok((picture(RunState::default()), begun(made, None)));
        }
        let lock = self.domain_lock().map_err(|error| Problem::from(&error))?;
        let Some(run) = run.existing().map_err(|error| Problem::from(&error))? else {
            return nothing();
        };
        let made = Made::of(&run.state);
        if made.is_nothing() {
            return nothing();
        }
        let own = own
            .open(&self.setup.to_value())
            .map_err(|error| Problem::from(&error))?
            .opened;
        let picture = picture(own.state.clone());
        let held = Held {
            lock,
            run: run.journal,
            journal: own.journal,
            earlier: own.state,
        };
        Ok((picture, begun(made, Some(held))))
    }

    /// Right tenant, and the person has typed its name.
    async fn may_remove(&self) -> Result<(), Refusal> {
        self.account.must_be_tenant_of(&self.setup, &self.stop).await?;
        if self.kind == Kind::PlanRemoval {
            return Ok(());
        }
        let organization = self.account.organization_or_refusal(&self.stop).await?;
        let name = self.account.view_of(organization).name;
        let typed = self.typed.as_deref().unwrap_or_default();
        if typed.trim() == name.trim() {
            self.account.must_be_permitted(&self.setup, &self.stop).await
        } else {
            Err(Refusal::Problem(Problem::name_differs(typed, &name)))
        }
    }

    pub(crate) async fn remove(&self, removing: Removing) -> Ending {
        if self.stop.is_cancelled() {
            return Ending::Ran(Ok(false));
        }
        let Removing { made, held } = removing;
        let list = removal();
        let services = Arc::new(RemovalServices::new(self.account.client().clone(), made));
        let tells = Tells(self.teller.clone());
        let stop = self.stop.clone();
        let (run, journal, earlier) = match held {
            _ if self.kind == Kind::PlanRemoval => {
                return Ending::Planned(step_engine::plan(&list, services, Arc::new(tells), stop).await);
            }
            Some(held) => (Some((held.run, held.lock)), held.journal, held.earlier),
            None => (None, Journal::in_memory(), RunState::default()),
        };
        let takes_configuration = services.made().has_configuration();
        let work = Run {
            list,
            services,
            journal,
            earlier,
            stop,
        };
        let ran = step_engine::run(work, Arc::new(tells)).await;
        let is_held = run.is_some();
        drop(run);
        if is_held && matches!(ran, Ok(true)) && !(takes_configuration && self.was_kept()) {
            self.put_away();
        }
        Ending::Ran(ran)
    }

    /// The configuration stayed, since there is something of others in it.
    fn was_kept(&self) -> bool {
        let state = self.journal_of(RunKind::Removal).read().ok().flatten();
        let step = state
            .as_ref()
            .and_then(|state| state.step(StepId::RemoveApplication.as_str()));
        step.is_none_or(|step| step.outcome == Some(Outcome::Skipped))
    }

    /// Nothing is left of the run, so that another one of the same name begins anew. The journal of the removal goes first: as long as
    /// that of the run is there, removing again finds that all is gone.
    fn put_away(&self) {
        for kind in [RunKind::Removal, RunKind::SetUp] {
            if let Err(error) = self.journal_of(kind).put_away() {
                tracing::warn!(%error, "a journal of what was removed stays where it is");
                return;
            }
        }
    }
}
