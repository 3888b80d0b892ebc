//! A list of steps: their order and what each needs.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;

use crate::{Cx, ErrorKind, Finding, Preview, Release, Services, Step, StepError};

/// Steps in the order in which people read them, each with the steps it needs.
pub struct StepList<S> {
    pub(crate) entries: Vec<Entry<S>>,
}

pub(crate) struct Entry<S> {
    pub(crate) step: Arc<dyn Erased<S>>,
    pub(crate) needs: &'static [&'static str],
}

impl<S> Clone for Entry<S> {
    fn clone(&self) -> Self {
        Self {
            step: Arc::clone(&self.step),
            needs: self.needs,
        }
    }
}

impl<S: Services> StepList<S> {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Adds a step that may begin once `needs` are done. Needs must stand above it: a need that is not in the list counts as
    /// met, since a journey leaves out what it does not have.
    #[must_use]
    pub fn step<T: Step<S>>(mut self, step: T, needs: &'static [&'static str]) -> Self {
        self.entries.push(Entry {
            step: Arc::new(step),
            needs,
        });
        self
    }

    /// Ids in order.
    #[must_use]
    pub fn ids(&self) -> Vec<&'static str> {
        self.entries.iter().map(|entry| entry.step.id()).collect()
    }

    /// What a step waits for, of the steps in this list.
    #[must_use]
    pub fn needs_of(&self, id: &str) -> Vec<&'static str> {
        let ids = self.ids();
        self.entries
            .iter()
            .find(|entry| entry.step.id() == id)
            .map(|entry| entry.needs.iter().copied().filter(|need| ids.contains(need)).collect())
            .unwrap_or_default()
    }
}

impl<S: Services> Default for StepList<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S> fmt::Debug for StepList<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.entries.iter().map(|entry| entry.step.id()))
            .finish()
    }
}

/// An output whose type only the steps know.
#[derive(Clone)]
pub(crate) struct Stored {
    pub(crate) value: Arc<dyn Any + Send + Sync>,
    pub(crate) json: Value,
}

pub(crate) enum Found {
    AlreadyDone(Stored, Preview),
    Needed(Preview),
    NotWanted(Preview),
    Blocked(StepError),
}

/// A step whose output type is hidden, so that a list can hold steps of different kinds.
pub(crate) trait Erased<S>: Send + Sync {
    fn id(&self) -> &'static str;
    fn release(&self) -> Release;
    fn check<'a>(&'a self, cx: &'a Cx<S>) -> BoxFuture<'a, Result<Found, StepError>>;
    fn apply<'a>(&'a self, cx: &'a Cx<S>) -> BoxFuture<'a, Result<Stored, StepError>>;
}

impl<S: Services, T: Step<S>> Erased<S> for T {
    fn id(&self) -> &'static str {
        T::ID
    }

    fn release(&self) -> Release {
        T::RELEASE
    }

    fn check<'a>(&'a self, cx: &'a Cx<S>) -> BoxFuture<'a, Result<Found, StepError>> {
        async move {
            Ok(match Step::check(self, cx).await? {
                Finding::AlreadyDone(output, preview) => Found::AlreadyDone(store::<S, T>(output)?, preview),
                Finding::Needed(preview) => Found::Needed(preview),
                Finding::NotWanted(preview) => Found::NotWanted(preview),
                Finding::Blocked(error) => Found::Blocked(error),
            })
        }
        .boxed()
    }

    fn apply<'a>(&'a self, cx: &'a Cx<S>) -> BoxFuture<'a, Result<Stored, StepError>> {
        async move { store::<S, T>(Step::apply(self, cx).await?) }.boxed()
    }
}

fn store<S: Services, T: Step<S>>(output: T::Output) -> Result<Stored, StepError> {
    let json = serde_json::to_value(&output).map_err(|error| {
        StepError::new(
            ErrorKind::Bug,
            "unexpected-answer",
            format!("writing down the output of {}", T::ID),
        )
        .because(error)
    })?;
    Ok(Stored {
        value: Arc::new(output),
        json,
    })
}
