//! The way towards whoever looks, so that the core never meets a window.

use std::sync::{Mutex, PoisonError};

use crate::AppView;

/// Shows views. Called from the session's task; must not block.
pub trait UiPort: Send + Sync + 'static {
    /// Shows this view. Each has a higher revision than the one before.
    fn publish(&self, view: AppView);
}

/// Nobody looks.
#[derive(Debug, Clone, Copy)]
pub struct NoUi;

impl UiPort for NoUi {
    fn publish(&self, _: AppView) {}
}

/// Keeps every view, for tests.
#[derive(Debug, Default)]
pub struct RecordingUi(Mutex<Vec<AppView>>);

impl RecordingUi {
    /// What was shown so far.
    #[must_use]
    pub fn views(&self) -> Vec<AppView> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl UiPort for RecordingUi {
    fn publish(&self, view: AppView) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(view);
    }
}
