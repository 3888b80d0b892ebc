//! From the facts of a run to what people see of it. The one place where that is decided.

use std::collections::BTreeMap;

use jiff::Timestamp;
use journeys::{StepId, StepInfo};
use serde_json::Value;
use step_engine::{
    ErrorKind, Fact, FindingKind, Outcome, PlannedStep, Progress, RunState, Stage, StepError, StepRecord, Wait,
};

use crate::run::{Ending, Mode};
use crate::run_key::RunKey;
use crate::view::{
    CreatedView, DifferenceView, Note, RequestPreview, RunKind, RunPhase, RunView, StepState, StepView, WaitView,
};

/// The run on screen: its facts folded, and the news that no fact tells.
#[derive(Debug)]
pub(crate) struct RunProjection {
    key: RunKey,
    setup: Value,
    /// Every step with what it waits for, in the list's order.
    steps: Vec<StepInfo>,
    mode: Mode,
    phase: RunPhase,
    state: RunState,
    /// Its first fact; before, the state is that of an earlier run.
    began: Option<Timestamp>,
    waits: BTreeMap<StepId, WaitView>,
    /// Looks of a plan that came to no finding.
    failed_looks: BTreeMap<StepId, StepError>,
    /// A removal has taken away what this run created.
    removed: bool,
    /// What a complete plan would send.
    requests: BTreeMap<StepId, Vec<RequestPreview>>,
    /// What a complete plan found other than wanted.
    differences: BTreeMap<StepId, Vec<DifferenceView>>,
}

impl RunProjection {
    /// A run that begins: its key, what its journal begins with, and in `earlier` what that held.
    pub(crate) fn new(key: RunKey, setup: Value, steps: Vec<StepInfo>, mode: Mode, earlier: RunState) -> Self {
        Self {
            key,
            setup,
            steps,
            mode,
            phase: match mode {
                Mode::Plan => RunPhase::Planning,
                Mode::Apply => RunPhase::Running,
            },
            state: earlier,
            began: None,
            waits: BTreeMap::new(),
            failed_looks: BTreeMap::new(),
            requests: BTreeMap::new(),
            differences: BTreeMap::new(),
            removed: false,
        }
    }

    /// A removal is over; this run's configuration and jobs are gone.
    pub(crate) fn is_removed(&mut self) {
        self.removed = true;
    }

    /// This removal took away all it was meant to: a configuration that holds jobs of others was not kept.
    pub(crate) fn took_all_away(&self) -> bool {
        let kept = |step: &StepRecord| {
            step.notes
                .iter()
                .any(|note| note.code == "configuration-kept-for-other-jobs")
        };
        (self.key.kind, self.mode) == (RunKind::Removal, Mode::Apply)
            && self.phase == RunPhase::Done
            && self.state.steps.iter().any(|step| step.ever_changed)
            && !self.state.steps.iter().any(kept)
    }

    pub(crate) fn fact(&mut self, fact: &Fact) {
        self.began.get_or_insert(fact.at);
        if let Err(error) = self.state.apply(fact) {
            tracing::error!(%error, "the engine told an impossible fact");
        }
        // A step that goes on does not wait any more, told or not.
        let state = &self.state;
        self.waits.retain(|id, _| {
            let stage = state.step(id.as_str()).map(|step| step.stage);
            !matches!(stage, None | Some(Stage::Ended))
        });
    }

    pub(crate) fn progress(&mut self, step: &str, progress: &Progress) {
        let Some(id) = StepId::of(step) else { return };
        match progress {
            Progress::Waiting(wait) => self.waits.insert(id, wait_view(wait)),
            Progress::GoingOn => self.waits.remove(&id),
        };
    }

    /// It changes the tenant, or is allowed to; a plan only looks.
    pub(crate) fn is_of_run(&self) -> bool {
        self.mode == Mode::Apply
    }

    fn is_over(&self) -> bool {
        match self.phase {
            RunPhase::Planning | RunPhase::Running | RunPhase::Stopping => false,
            RunPhase::Planned | RunPhase::Stopped | RunPhase::Failed | RunPhase::Done => self.began.is_some(),
        }
    }

    pub(crate) fn key(&self) -> &RunKey {
        &self.key
    }

    pub(crate) fn stopping(&mut self) {
        self.phase = RunPhase::Stopping;
    }

    /// Its facts so far, folded.
    pub(crate) fn state(&self) -> &RunState {
        &self.state
    }

    /// It is over.
    pub(crate) fn ends(&mut self, ending: Ending) {
        match ending {
            Ending::Refused => {}
            Ending::Planned(steps) => self.planned(steps),
            Ending::Ran(done) => self.over(done.ok()),
        }
    }

    /// The plan is complete, or was stopped.
    pub(crate) fn planned(&mut self, steps: Vec<PlannedStep>) {
        for step in steps {
            let Some(id) = StepId::of(step.id) else { continue };
            match step.finding {
                Ok((_, preview)) => {
                    let requests = preview.requests.iter().map(RequestPreview::from).collect();
                    self.requests.insert(id, requests);
                    self.differences.insert(id, DifferenceView::of(&preview.differences));
                }
                Err(error) => {
                    self.failed_looks.insert(id, error);
                }
            }
        }
        self.waits.clear();
        let stopped = self.failed_looks.values().any(|error| error.kind == ErrorKind::Stopped);
        self.phase = if stopped { RunPhase::Stopped } else { RunPhase::Planned };
    }

    /// The run is over: whether every step is done, or nothing when it broke off.
    pub(crate) fn over(&mut self, done: Option<bool>) {
        self.waits.clear();
        let failed = |id: StepId| {
            self.record(id)
                .is_some_and(|step| matches!(step.outcome, Some(Outcome::Failed { .. })))
        };
        self.phase = match done {
            Some(true) => RunPhase::Done,
            Some(false) if !self.steps.iter().any(|step| failed(step.id)) => RunPhase::Stopped,
            Some(false) | None => RunPhase::Failed,
        };
    }

    pub(crate) fn view(&self, now: Timestamp) -> RunView {
        let steps: Vec<StepView> = self
            .steps
            .iter()
            .map(|step| self.step(step.id, &step.needs, now))
            .collect();
        let changed = |step: &&StepRecord| step.changed && step.stage != Stage::ToCome;
        RunView {
            journey: self.key.journey.clone(),
            name: self.key.name.clone(),
            setup: self.setup.clone(),
            phase: self.phase,
            steps,
            began: self.began.map(|at| at.to_string()),
            ended: self.state.at.filter(|_| self.is_over()).map(|at| at.to_string()),
            created: self.created(),
            removed: self.removed,
            changes_made: u32::try_from(self.state.steps.iter().filter(changed).count()).unwrap_or(u32::MAX),
        }
    }

    /// Everything that this run and those before it in its journal created.
    fn created(&self) -> Vec<CreatedView> {
        let created = self.state.steps.iter().flat_map(|step| &step.created);
        created.map(CreatedView::from).collect()
    }

    fn step(&self, id: StepId, needs: &[StepId], now: Timestamp) -> StepView {
        let record = self.record(id);
        StepView {
            id,
            part: id.part(),
            only_looks: id.only_looks(),
            state: self.step_state(id, needs, record),
            notes: record
                .map(|record| record.notes.iter().map(Note::from).collect())
                .unwrap_or_default(),
            requests: self.requests.get(&id).cloned().unwrap_or_default(),
            differences: self.differences.get(&id).cloned().unwrap_or_default(),
            changed: self.state.step(id.as_str()).is_some_and(|record| record.ever_changed),
            spent: record.map(|record| spent(record, now)).unwrap_or_default(),
        }
    }

    /// Nothing for a step that this run has not begun, whatever an earlier one did.
    fn record(&self, id: StepId) -> Option<&StepRecord> {
        let record = self.state.step(id.as_str())?;
        (self.began.is_some() && record.stage != Stage::ToCome).then_some(record)
    }

    fn step_state(&self, id: StepId, needs: &[StepId], record: Option<&StepRecord>) -> StepState {
        if let Some(error) = self.failed_looks.get(&id) {
            return match error.kind {
                ErrorKind::Stopped => StepState::Stopped,
                kind => StepState::Failed {
                    problem: error.into(),
                    looking: kind.is_failed_look(),
                },
            };
        }
        let Some(record) = record else {
            let after = needs
                .iter()
                .copied()
                .filter(|need| !self.is_out_of_the_way(*need))
                .collect();
            return StepState::ToCome { after };
        };
        if let Some(wait) = self.waits.get(&id) {
            return StepState::Waiting(wait.clone());
        }
        match record.stage {
            Stage::ToCome | Stage::Looking if is_answer_lost(record) => StepState::Unknown,
            Stage::ToCome | Stage::Looking => StepState::Looking,
            Stage::Looked => self.looked(record),
            Stage::Applying => StepState::Changing,
            Stage::Confirming => StepState::Confirming,
            Stage::Ended => ended(id, record),
        }
    }

    /// In a plan a finding is the end; in a run it is about to become one.
    fn looked(&self, record: &StepRecord) -> StepState {
        match record.finding {
            Some(FindingKind::Needed) if self.is_planning() => StepState::WillChange,
            Some(FindingKind::AlreadyDone) => StepState::Done { already: true },
            Some(FindingKind::NotWanted) => StepState::NotWanted,
            _ => StepState::Looking,
        }
    }

    /// Whether nothing waits for this step any more: in a plan that is so once it was looked at.
    fn is_out_of_the_way(&self, id: StepId) -> bool {
        use FindingKind::{AlreadyDone, Needed, NotWanted};
        let Some(record) = self.record(id) else { return false };
        match record.stage {
            Stage::Looked => self.is_planning() && matches!(record.finding, Some(AlreadyDone | Needed | NotWanted)),
            Stage::Ended => matches!(
                record.outcome,
                Some(Outcome::Succeeded { .. } | Outcome::AlreadyDone { .. } | Outcome::Skipped)
            ),
            Stage::ToCome | Stage::Looking | Stage::Applying | Stage::Confirming => false,
        }
    }

    fn is_planning(&self) -> bool {
        matches!(self.phase, RunPhase::Planning | RunPhase::Planned)
    }
}

/// An earlier attempt began a change and nobody knows how it ended.
fn is_answer_lost(record: &StepRecord) -> bool {
    let unknown = match &record.outcome {
        None => true,
        Some(Outcome::Failed { failure }) => failure.kind == ErrorKind::OutcomeUnknown,
        Some(_) => false,
    };
    unknown
        && record
            .interrupted()
            .is_some_and(|interrupted| interrupted.intent.is_some())
}

/// The present attempt began to change something.
fn was_changing(id: StepId, record: &StepRecord) -> bool {
    !id.only_looks()
        && record
            .applying_since
            .is_some_and(|since| record.began.is_none_or(|began| began <= since))
}

fn ended(id: StepId, record: &StepRecord) -> StepState {
    match &record.outcome {
        Some(Outcome::Succeeded { .. }) => StepState::Done { already: false },
        Some(Outcome::AlreadyDone { .. }) => StepState::Done { already: true },
        Some(Outcome::Skipped) => StepState::NotWanted,
        Some(Outcome::Failed { failure }) => StepState::Failed {
            problem: failure.into(),
            looking: failure.kind.is_failed_look() && !was_changing(id, record),
        },
        Some(Outcome::Stopped) | None => StepState::Stopped,
    }
}

fn spent(record: &StepRecord, now: Timestamp) -> u64 {
    let Some(began) = record.began else { return 0 };
    let end = record.ended.unwrap_or(now);
    u64::try_from(end.duration_since(began).as_millis()).unwrap_or_default()
}

fn wait_view(wait: &Wait) -> WaitView {
    WaitView {
        cause: wait.cause.clone(),
        since: wait.since.to_string(),
        next_look: wait.next_look.to_string(),
        longest: wait.longest.as_secs(),
    }
}

impl From<&step_engine::Created> for CreatedView {
    fn from(created: &step_engine::Created) -> Self {
        Self {
            kind: created.kind.clone(),
            id: created.id.clone(),
            name: created.name.clone(),
        }
    }
}

impl From<&step_engine::Note> for Note {
    fn from(note: &step_engine::Note) -> Self {
        Self {
            code: note.code.clone(),
            values: note.values.clone(),
        }
    }
}

impl From<&step_engine::RequestPreview> for RequestPreview {
    fn from(request: &step_engine::RequestPreview) -> Self {
        Self {
            method: request.method.to_owned(),
            path: request.path.clone(),
            body: request.body.as_ref().map(|body| format!("{body:#}")),
        }
    }
}
