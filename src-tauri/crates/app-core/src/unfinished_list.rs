//! The list of unfinished runs of every tenant, as it is before anybody signs in.

use std::path::PathBuf;

use tokio::sync::mpsc;

use crate::unfinished::{Anywhere, anywhere};

/// Empty until it is told where to look: a command line is about one tenant.
pub(crate) struct UnfinishedList {
    state_dirs: Vec<PathBuf>,
    found: Anywhere,
    /// Number of the last look that was begun.
    last: u64,
    tells: mpsc::UnboundedSender<(u64, Anywhere)>,
    told: mpsc::UnboundedReceiver<(u64, Anywhere)>,
}

impl Default for UnfinishedList {
    fn default() -> Self {
        let (tells, told) = mpsc::unbounded_channel();
        Self {
            state_dirs: Vec::new(),
            found: Anywhere::default(),
            last: 0,
            tells,
            told,
        }
    }
}

impl UnfinishedList {
    /// Looks below these state folders from now on.
    pub(crate) fn look_in(&mut self, mut state_dirs: Vec<PathBuf>) {
        state_dirs.sort();
        state_dirs.dedup();
        self.state_dirs = state_dirs;
        self.look();
    }

    /// Begins to read the journals.
    pub(crate) fn look(&mut self) {
        if self.state_dirs.is_empty() {
            return;
        }
        self.last += 1;
        let (number, tells, state_dirs) = (self.last, self.tells.clone(), self.state_dirs.clone());
        tokio::task::spawn_blocking(move || {
            let _ = tells.send((number, anywhere(&state_dirs))); // a session that is gone shows nothing
        });
    }

    /// Returns when the list is another one.
    pub(crate) async fn changed(&mut self) {
        loop {
            // The other end is kept here, so that there is always a next one.
            if let Some((number, found)) = self.told.recv().await
                && number == self.last
                && found != self.found
            {
                self.found = found;
                return;
            }
        }
    }

    pub(crate) fn found(&self) -> &Anywhere {
        &self.found
    }
}
