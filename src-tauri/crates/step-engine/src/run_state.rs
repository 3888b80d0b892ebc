//! The state of a run: a fold of its facts that refuses impossible orders.

use jiff::Timestamp;

use crate::{Created, Event, Fact, FindingKind, Interrupted, Note, Outcome};

/// Everything known of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunState {
    /// Steps in the order of the list they were last run with.
    pub steps: Vec<StepRecord>,
    /// Work is going on, as far as the facts tell.
    pub working: bool,
    /// Every step reached its end.
    pub done: bool,
    /// When the last fact was written; absent before the first.
    pub at: Option<Timestamp>,
    last_seq: u64,
}

/// Everything known of one step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StepRecord {
    /// Its id.
    pub id: String,
    /// How often it was begun.
    pub attempts: u32,
    /// Where the present attempt stands.
    pub stage: Stage,
    /// What its last look found.
    pub finding: Option<FindingKind>,
    /// Sentences of its last look.
    pub notes: Vec<Note>,
    /// What this run is known to have created in it.
    pub created: Vec<Created>,
    /// What it was about to create in the attempt that has no end yet.
    pub intent: Option<serde_json::Value>,
    /// Everything it was ever about to create, in order, each with when that was noted.
    pub intents: Vec<(Timestamp, serde_json::Value)>,
    /// When it last began to change things.
    pub applying_since: Option<Timestamp>,
    /// A change was made in the present attempt, read back or not.
    pub changed: bool,
    /// A change was made in the present attempt or in one before it, of this run or an earlier one of the same journal.
    pub ever_changed: bool,
    /// When the present attempt began and ended.
    pub began: Option<Timestamp>,
    /// End of the present attempt.
    pub ended: Option<Timestamp>,
    /// How the last attempt ended.
    pub outcome: Option<Outcome>,
    pending_end: bool,
}

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    /// Not begun.
    #[default]
    ToCome,
    /// Looking.
    Looking,
    /// Looked; not changed.
    Looked,
    /// Changing.
    Applying,
    /// Changed; reading back.
    Confirming,
    /// Over.
    Ended,
}

/// A fact that cannot follow those before it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("fact {seq} ({what}) cannot follow the facts before it")]
pub struct Illegal {
    /// Number of the fact.
    pub seq: u64,
    /// What it says.
    pub what: String,
}

impl RunState {
    /// Folds facts in order.
    ///
    /// # Errors
    /// The first fact that cannot follow those before it.
    pub fn fold<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Result<Self, Illegal> {
        let mut state = Self::default();
        for fact in facts {
            state.apply(fact)?;
        }
        Ok(state)
    }

    /// Takes in one more fact.
    ///
    /// # Errors
    /// The fact cannot follow those before it; the state is as before.
    pub fn apply(&mut self, fact: &Fact) -> Result<(), Illegal> {
        let illegal = || Illegal {
            seq: fact.seq,
            what: what(&fact.event),
        };
        if fact.seq != self.last_seq + 1 {
            return Err(illegal());
        }
        match &fact.event {
            Event::RunStarted { steps } => self.restart(steps),
            Event::RunEnded { done } if self.working => {
                self.working = false;
                self.done = *done;
            }
            Event::RunEnded { .. } => return Err(illegal()),
            event => {
                if !self.working {
                    return Err(illegal());
                }
                let step = self
                    .steps
                    .iter_mut()
                    .find(|step| Some(step.id.as_str()) == step_of(event));
                step.and_then(|step| step.apply(fact)).ok_or_else(illegal)?;
            }
        }
        self.last_seq = fact.seq;
        self.at = Some(fact.at);
        Ok(())
    }

    /// Number of the last fact; 0 before the first.
    #[must_use]
    pub fn last_seq(&self) -> u64 {
        self.last_seq
    }

    /// One step's record.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&StepRecord> {
        self.steps.iter().find(|step| step.id == id)
    }

    fn restart(&mut self, ids: &[String]) {
        let mut earlier = std::mem::take(&mut self.steps);
        for id in ids {
            let mut step = earlier
                .iter()
                .position(|step| step.id == *id)
                .map(|at| earlier.swap_remove(at))
                .unwrap_or_else(|| StepRecord {
                    id: id.clone(),
                    ..StepRecord::default()
                });
            step.stage = Stage::ToCome;
            self.steps.push(step);
        }
        self.working = true;
        self.done = false;
    }
}

impl StepRecord {
    /// The attempt that began to change things and has no end, if the last one is such.
    #[must_use]
    pub fn interrupted(&self) -> Option<Interrupted> {
        let at = self.applying_since.filter(|_| self.pending_end)?;
        Some(Interrupted {
            at,
            intent: self.intent.clone(),
            created: self.created.clone(),
        })
    }

    /// `None` when the event cannot follow; the record is unchanged then.
    fn apply(&mut self, fact: &Fact) -> Option<()> {
        match (&fact.event, self.stage) {
            (Event::StepStarted { attempt, .. }, Stage::ToCome) => {
                self.stage = Stage::Looking;
                self.attempts = *attempt;
                self.began = Some(fact.at);
                self.ended = None;
                self.changed = false;
                self.finding = None;
                self.notes.clear();
            }
            (Event::Found { finding, notes, .. }, Stage::Looking) => {
                self.stage = Stage::Looked;
                self.finding = Some(*finding);
                self.notes.clone_from(notes);
            }
            (Event::Applying { .. }, Stage::Looked) if self.finding == Some(FindingKind::Needed) => {
                self.stage = Stage::Applying;
                if !self.pending_end {
                    self.intent = None;
                }
                self.applying_since = Some(fact.at);
                self.pending_end = true;
            }
            (Event::Intended { intent, .. }, Stage::Applying) => {
                self.intent = Some(intent.clone());
                self.intents.push((fact.at, intent.clone()));
            }
            (
                Event::Created {
                    created,
                    withdrawn: true,
                    ..
                },
                Stage::Looking | Stage::Applying | Stage::Confirming,
            ) => self.created.retain(|known| known != created),
            (Event::Created { created, .. }, Stage::Looking | Stage::Applying | Stage::Confirming) => {
                if !self.created.contains(created) {
                    self.created.push(created.clone());
                }
                // A look can only find what an earlier attempt made.
                let is_change = created.kind != Created::BEFORE_IMAGE;
                self.changed |= is_change && self.stage != Stage::Looking;
                self.ever_changed |= is_change;
            }
            (Event::Applied { .. }, Stage::Applying) => {
                self.stage = Stage::Confirming;
                self.changed = true;
                self.ever_changed = true;
            }
            (Event::StepEnded { outcome, .. }, stage) if stage != Stage::ToCome && stage != Stage::Ended => {
                self.stage = Stage::Ended;
                self.ended = Some(fact.at);
                if matches!(
                    outcome,
                    Outcome::Succeeded { .. } | Outcome::AlreadyDone { .. } | Outcome::Skipped
                ) {
                    self.pending_end = false;
                    self.intent = None;
                }
                self.outcome = Some(outcome.clone());
            }
            _ => return None,
        }
        Some(())
    }
}

fn step_of(event: &Event) -> Option<&str> {
    match event {
        Event::RunStarted { .. } | Event::RunEnded { .. } => None,
        Event::StepStarted { step, .. }
        | Event::Found { step, .. }
        | Event::Applying { step }
        | Event::Intended { step, .. }
        | Event::Created { step, .. }
        | Event::Applied { step }
        | Event::StepEnded { step, .. } => Some(step),
    }
}

fn what(event: &Event) -> String {
    let name = match event {
        Event::RunStarted { .. } => "run started",
        Event::StepStarted { .. } => "step started",
        Event::Found { .. } => "found",
        Event::Applying { .. } => "applying",
        Event::Intended { .. } => "intended",
        Event::Created { .. } => "created",
        Event::Applied { .. } => "applied",
        Event::StepEnded { .. } => "step ended",
        Event::RunEnded { .. } => "run ended",
    };
    step_of(event).map_or_else(|| name.to_owned(), |step| format!("{name}, {step}"))
}
