//! An act on what runs: nobody else works on it meanwhile, and a journal of its own says how far it got.

use journeys::RunSpec;
use journeys::steering::{Act, Asked, Steering, owes_the_guard};
use step_engine::{FindingKind, JournalError, PlannedStep, RunState};

use crate::Problem;
use crate::run::{Begun, Ending, Mode, Work};
use crate::run_key::RunKey;
use crate::tenant_context::Refusal;

impl Work {
    /// Looks whether this may begin. A look takes no journal, and reads that of an act that broke off.
    pub(crate) async fn begin_act(&self, steering: &Steering, typed: &[String]) -> Result<Begun, Problem> {
        let spec = |earlier| RunSpec::steering(self.context.client(), steering.clone(), earlier);
        let file = self.journal();
        let earlier = match file.read() {
            // It is set aside when it is opened.
            Err(JournalError::Damaged { .. }) => RunState::default(),
            read => read.map_err(|error| Problem::from(&error))?.unwrap_or_default(),
        };
        if let Some(other) = steering.act.other_on_guard() {
            self.guard_must_be_back(steering, other)?;
        }
        // It came to its end, and only its journal was not put away any more.
        let is_over = earlier.done;
        let earlier = if is_over { RunState::default() } else { earlier };
        if self.mode == Mode::Plan {
            return Ok(self.begun(spec(earlier), RunState::default()));
        }
        match self.may_act(steering, typed, &spec(earlier)).await {
            Ok(()) => {}
            Err(Refusal::Stopped) => return Ok(self.with_no_journal(spec(RunState::default()))),
            Err(Refusal::Problem(problem)) => return Err(problem),
        }
        let lock = self.lock().map_err(|error| Problem::from(&error))?;
        if is_over {
            file.put_away(OVER).map_err(|error| Problem::from(&error))?;
        }
        let file = self.open_journal()?;
        let earlier = file.opened.state;
        Ok(Begun {
            journal: Some((file.opened.journal, earlier.clone())),
            set_aside: file.set_aside,
            lock: Some(lock),
            ..self.begun(spec(earlier.clone()), earlier)
        })
    }

    /// No act of this other kind has left the delete guard another one than it was.
    fn guard_must_be_back(&self, steering: &Steering, other: Act) -> Result<(), Problem> {
        let other = Steering {
            act: other,
            ..steering.clone()
        };
        let journal = self.journal_at(RunKey::of_act(&other)).read();
        match journal.map_err(|error| Problem::from(&error))? {
            Some(journal) if owes_the_guard(&journal) => Err(Problem::guard_owed(&other.act)),
            _ => Ok(()),
        }
    }

    /// The person has typed what this act asks for, and may do it.
    async fn may_act(&self, steering: &Steering, typed: &[String], spec: &RunSpec) -> Result<(), Refusal> {
        let tenant = match steering.asks_for_tenant() {
            true => self.tenant_name().await?,
            false => String::new(),
        };
        let mut typed = typed.iter().map(String::as_str);
        for asked in &steering.asks(&tenant) {
            must_be_typed(asked, typed.next().unwrap_or_default())?;
        }
        let besides = match &steering.act {
            Act::ForgetPair { object } => self.context.to_forget_tie(&steering.target, object).await,
            _ => &[],
        };
        self.context.must_be_permitted(spec, besides, &self.stop).await
    }

    /// The same act on the same configuration is another one next time.
    pub(crate) fn end_act(&self, ending: &Ending) {
        // One that broke off when all was done is over too, as the look before going on with it tells.
        let lock = match ending {
            Ending::Ran(Ok(true)) => None,
            Ending::Planned(steps) if steps.iter().all(is_done) && self.was_begun() => match self.lock() {
                Ok(lock) => Some(lock),
                Err(_) => return,
            },
            _ => return,
        };
        if let Err(error) = self.journal().put_away(OVER) {
            tracing::warn!(%error, "the journal of an act that is over stays where it is");
        }
        drop(lock);
    }

    fn was_begun(&self) -> bool {
        matches!(self.journal().read(), Ok(Some(_)))
    }
}

fn is_done(step: &PlannedStep) -> bool {
    let finding = step.finding.as_ref().map(|(finding, _)| *finding);
    matches!(finding, Ok(FindingKind::AlreadyDone | FindingKind::NotWanted))
}

/// What a person was asked to type is what they typed.
pub(crate) fn must_be_typed(asked: &Asked, typed: &str) -> Result<(), Refusal> {
    if asked.is(typed) {
        return Ok(());
    }
    Err(Refusal::Problem(Problem::typed_differs(typed, &asked.text)))
}

/// Of an act that came to its end, in the name of its journal.
const OVER: &str = "over";
