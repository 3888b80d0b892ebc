//! What a step is handed: services, earlier outputs, a way to note what it creates, the wish to stop.

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::engine::Recorder;
use crate::{Created, ErrorKind, Event, Progress, Services, Step, StepError, StepRecord};

/// Why a step is being called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The first look, or the only one of a plan.
    Look,
    /// The change.
    Change,
    /// The look after the change. What was read before the change does not count.
    Confirm,
}

/// An earlier attempt at this step that has no end in the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Interrupted {
    /// When it began to change things.
    pub at: Timestamp,
    /// What it was about to create, if it got that far.
    pub intent: Option<Value>,
    /// What it is known to have created.
    pub created: Vec<Created>,
}

/// The context of one call of one step.
pub struct Cx<S> {
    pub(crate) services: Arc<S>,
    pub(crate) outputs: Arc<Outputs>,
    pub(crate) recorder: Arc<Recorder>,
    pub(crate) stop: CancellationToken,
    pub(crate) step: &'static str,
    pub(crate) phase: Phase,
    pub(crate) earlier: Option<StepRecord>,
}

impl<S: Services> Cx<S> {
    /// What all steps share.
    #[must_use]
    pub fn services(&self) -> &S {
        &self.services
    }

    /// Why this call is made.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The output of an earlier step, or of this one while it confirms.
    ///
    /// # Errors
    /// A bug that names both steps when the other has no output.
    pub fn output<T: Step<S>>(&self) -> Result<T::Output, StepError> {
        self.known::<T>().ok_or_else(|| {
            StepError::new(
                ErrorKind::Bug,
                "unexpected-answer",
                format!("{} needs the output of {}, which has none", self.step, T::ID),
            )
        })
    }

    /// The output of a step if there is one. In a plan there often is not.
    #[must_use]
    pub fn known<T: Step<S>>(&self) -> Option<T::Output> {
        self.outputs.get(T::ID)
    }

    /// What the journal knew of this step before this run.
    #[must_use]
    pub fn earlier(&self) -> Option<&StepRecord> {
        self.earlier.as_ref()
    }

    /// An attempt that began to change things, in an earlier run, and has no good end.
    #[must_use]
    pub fn interrupted(&self) -> Option<Interrupted> {
        self.earlier.as_ref().and_then(StepRecord::interrupted)
    }

    /// Writes down what is about to be created; on disk when this returns. The time returned is before the creation.
    ///
    /// # Errors
    /// The journal cannot be written; nothing may be created then.
    pub async fn intend(&self, intent: Value) -> Result<Timestamp, StepError> {
        let step = self.step.to_owned();
        self.recorder.record(Event::Intended { step, intent });
        self.recorder.settled().await?;
        Ok(clock::now())
    }

    /// Writes down what exists because of this run. It is on disk moments later, and before anything else is created; should the
    /// power fail in between, the intent is there to find it by.
    pub fn note_created(&self, kind: &str, id: &str, name: &str) {
        self.note(kind, id, name, false);
    }

    /// Writes down that what this step created does not exist any more, because the step took it away again.
    pub fn note_withdrawn(&self, kind: &str, id: &str, name: &str) {
        self.note(kind, id, name, true);
    }

    fn note(&self, kind: &str, id: &str, name: &str, withdrawn: bool) {
        let created = Created {
            kind: kind.to_owned(),
            id: id.to_owned(),
            name: name.to_owned(),
        };
        self.recorder.record(Event::Created {
            step: self.step.to_owned(),
            created,
            withdrawn,
        });
    }

    /// Keeps how something was before this run changes it, in a file beside the journal; on disk when this returns. What an earlier
    /// attempt kept stays.
    ///
    /// # Errors
    /// The file cannot be written; nothing may be changed then.
    pub fn keep_before(&self, name: &str, text: &str) -> Result<(), StepError> {
        if let Some(file) = self.recorder.keep(name, text)? {
            self.note_created(Created::BEFORE_IMAGE, &file, name);
        }
        Ok(())
    }

    /// Tells whoever watches; kept nowhere.
    pub fn progress(&self, progress: Progress) {
        self.recorder.progress(self.step, progress);
    }

    /// A way to tell progress that outlives this borrow.
    pub fn progress_sender(&self) -> impl Fn(Progress) + Send + Sync + 'static + use<S> {
        let (recorder, step) = (Arc::clone(&self.recorder), self.step);
        move |progress| recorder.progress(step, progress)
    }

    /// Fires when the person asks to stop.
    #[must_use]
    pub fn stop(&self) -> &CancellationToken {
        &self.stop
    }
}

impl<S> fmt::Debug for Cx<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cx")
            .field("step", &self.step)
            .field("phase", &self.phase)
            .finish_non_exhaustive()
    }
}

/// Outputs by step id.
#[derive(Default)]
pub(crate) struct Outputs(Mutex<HashMap<&'static str, Arc<dyn Any + Send + Sync>>>);

impl Outputs {
    fn get<T: Clone + 'static>(&self, step: &str) -> Option<T> {
        let outputs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        outputs.get(step).and_then(|value| value.downcast_ref::<T>()).cloned()
    }

    pub(crate) fn put(&self, step: &'static str, value: Arc<dyn Any + Send + Sync>) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(step, value);
    }
}
