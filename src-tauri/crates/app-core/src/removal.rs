//! Taking away what a run created: the journal of the run says what that is, a journal of its own says how far it got.

use journeys::removal::Made;
use journeys::steering::Asked;
use journeys::{RunSpec, Setup, StepId};
use step_engine::{Journal, Outcome};

use crate::Problem;
use crate::run::{Begun, Ending, Mode, Work};
use crate::run_key::RunKey;
use crate::steering::must_be_typed;
use crate::tenant_context::Refusal;
use crate::view::RunKind;

/// What a removal holds while it goes on.
pub(crate) struct Removing {
    /// Nobody goes on with the run meanwhile.
    run: Journal,
    takes_configuration: bool,
}

impl Work {
    /// Looks whether this may begin. A look takes no journal.
    pub(crate) async fn begin_removal(&self, setup: &Setup, typed: Option<&str>) -> Result<Begun, Problem> {
        let spec = |made| RunSpec::removal(self.context.client(), made);
        let nothing = || self.with_no_journal(spec(Made::default()));
        match self.may_remove(setup, typed).await {
            Ok(()) => {}
            Err(Refusal::Stopped) => return Ok(nothing()),
            Err(Refusal::Problem(problem)) => return Err(problem),
        }
        let run = self.journal_at(RunKey::of(setup, RunKind::SetUp));
        if self.mode == Mode::Plan {
            let made = run.read().map_err(|error| Problem::from(&error))?;
            return Ok(self.with_no_journal(spec(
                made.as_ref().map(|state| Made::of(state, setup)).unwrap_or_default(),
            )));
        }
        let lock = self.lock().map_err(|error| Problem::from(&error))?;
        let Some(run) = run.existing().map_err(|error| Problem::from(&error))? else {
            return Ok(nothing());
        };
        let made = Made::of(&run.state, setup);
        if made.is_nothing() {
            return Ok(nothing());
        }
        let own = self.open_journal()?.opened;
        let removing = Removing {
            run: run.journal,
            takes_configuration: made.has_configuration(),
        };
        Ok(Begun {
            journal: Some((own.journal, own.state.clone())),
            lock: Some(lock),
            removing: Some(removing),
            ..self.begun(spec(made), own.state)
        })
    }

    /// Right tenant, and the person has typed its name.
    async fn may_remove(&self, setup: &Setup, typed: Option<&str>) -> Result<(), Refusal> {
        self.context.must_be_tenant_of(setup, &self.stop).await?;
        if self.mode == Mode::Plan {
            return Ok(());
        }
        must_be_typed(&Asked::tenant(self.tenant_name().await?), typed.unwrap_or_default())?;
        let spec = RunSpec::removal(self.context.client(), Made::default());
        self.context.must_be_permitted(&spec, &[], &self.stop).await
    }

    /// The tenant's name, as it is asked for and shown.
    pub(crate) async fn tenant_name(&self) -> Result<String, Refusal> {
        let organization = self.context.organization_or_refusal(&self.stop).await?;
        Ok(self.context.view_of(organization).name)
    }

    /// Puts the journals away where all is gone.
    pub(crate) fn end_removal(&self, setup: &Setup, removing: Option<Removing>, ending: &Ending) {
        let Some(Removing {
            run,
            takes_configuration,
        }) = removing
        else {
            return;
        };
        drop(run);
        if matches!(ending, Ending::Ran(Ok(true))) && !(takes_configuration && self.was_kept()) {
            self.put_away(setup);
        }
    }

    /// The configuration stayed, since there is something of others in it.
    fn was_kept(&self) -> bool {
        let state = self.journal().read().ok().flatten();
        let step = state
            .as_ref()
            .and_then(|state| state.step(StepId::RemoveApplication.as_str()));
        step.is_none_or(|step| step.outcome == Some(Outcome::Skipped))
    }

    /// Nothing is left of the run, so that another one of the same name begins anew. The journal of the removal goes first: as long as
    /// that of the run is there, removing again finds that all is gone.
    fn put_away(&self, setup: &Setup) {
        for journal in [self.journal(), self.journal_at(RunKey::of(setup, RunKind::SetUp))] {
            if let Err(error) = journal.put_away("removed") {
                tracing::warn!(%error, "a journal of what was removed stays where it is");
                return;
            }
        }
    }
}
