//! Runs a list: every step whose needs are met, a few at once, check → apply → check.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::journal::SharedJournal;
use crate::scheduler::Scheduler;
use crate::{
    ErrorKind, Event, Fact, FindingKind, Journal, JournalError, Preview, Progress, RunState, Services, StepError,
    StepList,
};

/// Who watches a run.
pub trait Observer: Send + Sync + 'static {
    /// A fact, in order, as it goes to the journal.
    fn fact(&self, fact: &Fact);
    /// News that is kept nowhere.
    fn progress(&self, step: &'static str, progress: Progress);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn fact(&self, _: &Fact) {}
    fn progress(&self, _: &'static str, _: Progress) {}
}

/// One step of a plan.
#[derive(Debug)]
pub struct PlannedStep {
    /// Its id.
    pub id: &'static str,
    /// What its look found, and what it would change.
    pub finding: Result<(FindingKind, Preview), StepError>,
}

/// What a run is made of.
#[derive(Debug)]
pub struct Run<S> {
    /// The steps.
    pub list: StepList<S>,
    /// What they share.
    pub services: Arc<S>,
    /// Where facts go.
    pub journal: Journal,
    /// What the journal held before, folded.
    pub earlier: RunState,
    /// Fires when the person asks to stop.
    pub stop: CancellationToken,
}

/// Asks every step what it would do. Writes nothing, in the tenant or on disk.
///
/// The answer is in the list's order; a step whose look failed, or that is blocked, carries its error. Those that need such a step
/// are not looked at and left out.
pub async fn plan<S: Services>(
    list: &StepList<S>,
    services: Arc<S>,
    observer: Arc<dyn Observer>,
    stop: CancellationToken,
) -> Vec<PlannedStep> {
    let recorder = Arc::new(Recorder {
        journal: Arc::new(Journal::in_memory()),
        observer,
    });
    recorder.record(Event::RunStarted {
        steps: list.ids().into_iter().map(str::to_owned).collect(),
    });
    let scheduler = Scheduler::new(list, services, recorder, stop, RunState::default());
    scheduler.plan().await
}

/// Runs every step to its end, or until one needs a person or the run is stopped.
///
/// Every step looks before any step changes something: a list of which one step is blocked changes nothing at all. Later, steps
/// that do not depend on a failed one still run. `true` when every step is done; how each ended is in the facts.
///
/// # Errors
/// The journal cannot be written; what was begun is ended first.
pub async fn run<S: Services>(run: Run<S>, observer: Arc<dyn Observer>) -> Result<bool, StepError> {
    let recorder = Arc::new(Recorder {
        journal: Arc::new(run.journal),
        observer,
    });
    recorder.record(Event::RunStarted {
        steps: run.list.ids().into_iter().map(str::to_owned).collect(),
    });
    let first_look = Arc::new(Recorder {
        journal: Arc::new(Journal::in_memory()),
        observer: Arc::new(OnlyProgress(Arc::clone(&recorder.observer))),
    });
    let scheduler = |recorder| {
        Scheduler::new(
            &run.list,
            Arc::clone(&run.services),
            recorder,
            run.stop.clone(),
            run.earlier.clone(),
        )
    };
    let obstacles: Vec<_> = scheduler(first_look)
        .plan()
        .await
        .into_iter()
        .filter(|step| step.finding.is_err())
        .collect();
    let scheduler = scheduler(Arc::clone(&recorder));
    let done = if obstacles.is_empty() {
        scheduler.run().await
    } else {
        scheduler.give_up(obstacles);
        false
    };
    recorder.record(Event::RunEnded { done });
    recorder.settled().await?;
    Ok(done)
}

/// Hears news but no facts.
struct OnlyProgress(Arc<dyn Observer>);

impl Observer for OnlyProgress {
    fn fact(&self, _: &Fact) {}

    fn progress(&self, step: &'static str, progress: Progress) {
        self.0.progress(step, progress);
    }
}

/// Where facts and news of a run go.
pub(crate) struct Recorder {
    journal: SharedJournal,
    observer: Arc<dyn Observer>,
}

impl Recorder {
    pub(crate) fn record(&self, event: Event) {
        self.journal.record(event, |fact| self.observer.fact(fact));
    }

    pub(crate) fn progress(&self, step: &'static str, progress: Progress) {
        self.observer.progress(step, progress);
    }

    pub(crate) fn keep(&self, name: &str, text: &str) -> Result<Option<String>, StepError> {
        self.journal.keep(name, text).map_err(|error| {
            StepError::new(ErrorKind::Unavailable, "file-trouble", "keeping how it was before").because(error)
        })
    }

    pub(crate) async fn settled(&self) -> Result<(), StepError> {
        self.journal.settled().await.map_err(|error| {
            let step_error = StepError::new(ErrorKind::Unavailable, "file-trouble", "writing down what happens");
            let step_error = match &error {
                JournalError::File { path, .. } => step_error.with("file", path.display().to_string()),
                _ => step_error,
            };
            step_error.because(error)
        })
    }
}
