//! Which steps may go: those whose needs are met, a few at once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use futures::stream::{FuturesUnordered, StreamExt};
use futures::{FutureExt, future};
use tokio_util::sync::CancellationToken;

use crate::cx::Outputs;
use crate::engine::{PlannedStep, Recorder};
use crate::list::{Entry, Found, Stored};
use crate::{
    Cx, Difference, ErrorKind, Event, FindingKind, Outcome, Phase, Preview, Progress, Release, RunState, Services,
    StepError, StepList, Wait, clock,
};

/// More side by side would not shorten a run and would look like an attack to a throttled service.
const AT_ONCE: usize = 4;

/// Steps of one list at work.
pub(crate) struct Scheduler<'a, S> {
    list: &'a StepList<S>,
    services: Arc<S>,
    outputs: Arc<Outputs>,
    recorder: Arc<Recorder>,
    stop: CancellationToken,
    earlier: RunState,
}

/// What a piece of work of one step came to.
enum Reached {
    /// The change is made; it is still to be read back.
    Applied(usize, Stored),
    /// The step is over; `true` lets the steps that need it begin.
    Ended(usize, bool),
}

impl<'a, S: Services> Scheduler<'a, S> {
    pub(crate) fn new(
        list: &'a StepList<S>,
        services: Arc<S>,
        recorder: Arc<Recorder>,
        stop: CancellationToken,
        earlier: RunState,
    ) -> Self {
        Self {
            list,
            services,
            outputs: Arc::default(),
            recorder,
            stop,
            earlier,
        }
    }

    pub(crate) async fn plan(&self) -> Vec<PlannedStep> {
        let count = self.list.entries.len();
        let mut found: BTreeMap<usize, PlannedStep> = BTreeMap::new();
        let mut waiting: Vec<usize> = (0..count).collect();
        let mut working = FuturesUnordered::new();
        loop {
            if self.stop.is_cancelled() {
                waiting.clear();
            }
            // What a step behind an obstacle finds rests on what nobody knows yet.
            let clear = found.iter().filter(|(_, planned)| planned.finding.is_ok());
            let looked: Vec<usize> = clear.map(|(at, _)| *at).collect();
            waiting.retain(|at| {
                let ready = working.len() < AT_ONCE && self.is_ready(*at, &looked);
                if ready {
                    working.push(self.look(*at));
                }
                !ready
            });
            match working.next().await {
                Some((at, planned)) => found.insert(at, planned),
                None => break,
            };
        }
        found.into_values().collect()
    }

    async fn look(&self, at: usize) -> (usize, PlannedStep) {
        let entry = &self.list.entries[at];
        self.begin(entry);
        let cx = self.cx(entry, Phase::Look);
        let finding = match self.stoppable(entry.step.check(&cx)).await {
            Ok(found) => self.found(entry, found),
            Err(error) => Err(error),
        };
        let finding = finding.map(|(kind, preview, _)| (kind, preview));
        (
            at,
            PlannedStep {
                id: entry.step.id(),
                finding,
            },
        )
    }

    /// Ends the steps that stand in the way before anything was changed.
    pub(crate) fn give_up(&self, obstacles: Vec<PlannedStep>) {
        for obstacle in obstacles {
            let at = self
                .list
                .entries
                .iter()
                .position(|entry| entry.step.id() == obstacle.id);
            if let (Some(at), Err(error)) = (at, obstacle.finding) {
                self.begin(&self.list.entries[at]);
                self.end(at, failed(&error));
            }
        }
    }

    pub(crate) async fn run(&self) -> bool {
        let count = self.list.entries.len();
        let mut released: Vec<usize> = Vec::new();
        let mut succeeded = 0;
        let mut waiting: Vec<usize> = (0..count).collect();
        let mut working: FuturesUnordered<BoxFuture<'_, Reached>> = FuturesUnordered::new();
        loop {
            if self.stop.is_cancelled() {
                waiting.clear();
            }
            waiting.retain(|at| {
                let ready = working.len() < AT_ONCE && self.is_ready(*at, &released);
                if ready {
                    working.push(self.attempt(*at).boxed());
                }
                !ready
            });
            match working.next().await {
                None => return succeeded == count,
                Some(Reached::Applied(at, applied)) => {
                    if self.list.entries[at].step.release() == Release::Applied {
                        released.push(at);
                    }
                    working.push(self.confirm(at, applied).boxed());
                }
                Some(Reached::Ended(at, good)) => {
                    if good {
                        succeeded += 1;
                        if !released.contains(&at) {
                            released.push(at);
                        }
                    }
                }
            }
        }
    }

    fn is_ready(&self, at: usize, released: &[usize]) -> bool {
        let entries = &self.list.entries;
        entries[at].needs.iter().all(|need| {
            entries
                .iter()
                .position(|entry| entry.step.id() == *need)
                .is_none_or(|other| released.contains(&other))
        })
    }

    /// Looks, and changes what needs changing.
    async fn attempt(&self, at: usize) -> Reached {
        let entry = &self.list.entries[at];
        self.begin(entry);
        let outcome = async {
            let found = self.stoppable(entry.step.check(&self.cx(entry, Phase::Look))).await?;
            let (kind, _, stored) = self.found(entry, found)?;
            match (kind, stored) {
                (FindingKind::AlreadyDone, Some(stored)) => Ok(Err(Outcome::AlreadyDone { output: stored.json })),
                (FindingKind::NotWanted, _) => Ok(Err(Outcome::Skipped)),
                _ => {
                    self.record(entry, |step| Event::Applying { step });
                    self.recorder.settled().await?;
                    let stored = entry.step.apply(&self.cx(entry, Phase::Change)).await?;
                    self.record(entry, |step| Event::Applied { step });
                    self.outputs.put(entry.step.id(), Arc::clone(&stored.value));
                    Ok(Ok(stored))
                }
            }
        }
        .await;
        match outcome {
            Ok(Ok(stored)) => Reached::Applied(at, stored),
            Ok(Err(outcome)) => self.end(at, outcome),
            Err(error) => self.end(at, failed(&error)),
        }
    }

    /// Reads a change back until it shows, within the window the services allow.
    async fn confirm(&self, at: usize, applied: Stored) -> Reached {
        let entry = &self.list.entries[at];
        let window = self.services.confirm_window();
        let since = clock::now();
        let mut pause = (window / 40).max(Duration::from_millis(50));
        let outcome = loop {
            let cx = self.cx(entry, Phase::Confirm);
            match self.stoppable(entry.step.check(&cx)).await {
                Ok(Found::AlreadyDone(stored, _)) => {
                    self.outputs.put(entry.step.id(), Arc::clone(&stored.value));
                    break Outcome::Succeeded { output: stored.json };
                }
                Ok(Found::NotWanted(_)) => {
                    break Outcome::Succeeded { output: applied.json };
                }
                Ok(Found::Blocked(error)) | Err(error) => break failed(&error),
                Ok(Found::Needed(preview)) => {
                    let now = clock::now();
                    let spent = Duration::try_from(now.duration_since(since)).unwrap_or_default();
                    if spent >= window {
                        break failed(&not_confirmed(entry.step.id(), &preview.differences));
                    }
                    let next_look = now.checked_add(pause).unwrap_or(now);
                    let cause = "not-confirmed-yet".to_owned();
                    cx.progress(Progress::Waiting(Wait {
                        cause,
                        since,
                        next_look,
                        longest: window,
                    }));
                    let slept = self.stoppable(tokio::time::sleep(pause).map(Ok)).await;
                    cx.progress(Progress::GoingOn);
                    if let Err(stopped) = slept {
                        break failed(&stopped);
                    }
                    pause = (pause * 2).min(Duration::from_secs(8));
                }
            }
        };
        self.end(at, outcome)
    }

    /// Only looks and pauses are dropped when the person stops; a write under way comes to its end.
    async fn stoppable<T>(&self, work: impl Future<Output = Result<T, StepError>>) -> Result<T, StepError> {
        let stopped = self.stop.cancelled();
        match future::select(Box::pin(work), Box::pin(stopped)).await {
            future::Either::Left((done, _)) => done,
            future::Either::Right(_) => Err(StepError::stopped()),
        }
    }

    fn found(&self, entry: &Entry<S>, found: Found) -> Result<(FindingKind, Preview, Option<Stored>), StepError> {
        let (finding, preview, rest) = match found {
            Found::AlreadyDone(stored, preview) => {
                self.outputs.put(entry.step.id(), Arc::clone(&stored.value));
                (FindingKind::AlreadyDone, preview, Ok(Some(stored)))
            }
            Found::Needed(preview) => (FindingKind::Needed, preview, Ok(None)),
            Found::NotWanted(preview) => (FindingKind::NotWanted, preview, Ok(None)),
            Found::Blocked(error) => (FindingKind::Blocked, Preview::none(), Err(error)),
        };
        self.record(entry, |step| Event::Found {
            step,
            finding,
            notes: preview.notes.clone(),
        });
        rest.map(|stored| (finding, preview, stored))
    }

    fn begin(&self, entry: &Entry<S>) {
        let attempt = self.earlier.step(entry.step.id()).map_or(0, |step| step.attempts);
        let attempt = attempt.saturating_add(1); // a journal may say anything
        self.record(entry, |step| Event::StepStarted { step, attempt });
    }

    fn end(&self, at: usize, outcome: Outcome) -> Reached {
        let good = !matches!(outcome, Outcome::Failed { .. } | Outcome::Stopped);
        self.record(&self.list.entries[at], |step| Event::StepEnded { step, outcome });
        Reached::Ended(at, good)
    }

    fn record(&self, entry: &Entry<S>, event: impl FnOnce(String) -> Event) {
        self.recorder.record(event(entry.step.id().to_owned()));
    }

    fn cx(&self, entry: &Entry<S>, phase: Phase) -> Cx<S> {
        Cx {
            services: Arc::clone(&self.services),
            outputs: Arc::clone(&self.outputs),
            recorder: Arc::clone(&self.recorder),
            stop: self.stop.clone(),
            step: entry.step.id(),
            phase,
            earlier: self.earlier.step(entry.step.id()).cloned(),
        }
    }
}

/// A change that does not read back as wanted: what was to be, and what is there instead.
fn not_confirmed(step: &str, differences: &[Difference]) -> StepError {
    let error = StepError::new(ErrorKind::Unavailable, "not-confirmed", format!("reading back {step}"));
    if differences.is_empty() {
        return error;
    }
    let all = |of: fn(&Difference) -> &str| {
        let texts = differences.iter().map(of);
        texts
            .map(|text| if text.is_empty() { "–" } else { text })
            .collect::<Vec<_>>()
            .join("; ")
    };
    error
        .with("setting", all(|difference| &difference.setting))
        .with("wanted", all(|difference| &difference.wanted))
        .with("found", all(|difference| &difference.found))
}

fn failed(error: &StepError) -> Outcome {
    if error.kind == ErrorKind::Stopped {
        return Outcome::Stopped;
    }
    Outcome::Failed {
        failure: error.to_failure(),
    }
}
