//! An act on what runs: nobody else works on it meanwhile, and a journal of its own says how far it got.

use journeys::RunSpec;
use journeys::steering::{Act, Steering, owes_the_guard};
use step_engine::{JournalError, RunState};

use crate::Problem;
use crate::run::{Begun, Ending, Mode, Work};
use crate::run_key::RunKey;
use crate::tenant_context::Refusal;

impl Work {
    /// Looks whether this may begin. A look takes no journal, and reads that of an act that broke off.
    pub(crate) async fn begin_act(&self, steering: &Steering, typed: Option<&str>) -> Result<Begun, Problem> {
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
        match self.may_act(steering.act, typed, &spec(earlier)).await {
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
            Some(journal) if owes_the_guard(&journal) => Err(Problem::guard_owed(other.act)),
            _ => Ok(()),
        }
    }

    /// The person has typed what this act asks for, and may do it.
    async fn may_act(&self, act: Act, typed: Option<&str>, spec: &RunSpec) -> Result<(), Refusal> {
        match act {
            Act::ForgetPairs => self.tenant_must_be_named(typed).await?,
            Act::LetGo { held } => {
                let typed = typed.unwrap_or_default();
                if typed.trim() != held.to_string() {
                    return Err(Refusal::Problem(Problem::typed_differs(typed, &held.to_string())));
                }
            }
            Act::Pause | Act::GoOn | Act::Everybody | Act::Keep | Act::RaiseOnce => {}
        }
        self.context.must_be_permitted(spec, &self.stop).await
    }

    /// The same act on the same configuration is another one next time.
    pub(crate) fn end_act(&self, ending: &Ending) {
        if matches!(ending, Ending::Ran(Ok(true)))
            && let Err(error) = self.journal().put_away(OVER)
        {
            tracing::warn!(%error, "the journal of an act that is over stays where it is");
        }
    }
}

/// Of an act that came to its end, in the name of its journal.
const OVER: &str = "over";
