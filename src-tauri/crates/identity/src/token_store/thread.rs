//! The one thread that talks to the keychain.
//!
//! A keychain may hang: while it asks a person, or for good. So nobody waits for it but this thread, which is never
//! joined, and those who ask give up in time. There is never a second one: it would hang as well.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use tokio::sync::oneshot;

use super::keychain_entries::KeychainEntries;
use super::{Entries, Reason};

type Job = Box<dyn FnOnce(&mut KeychainEntries) + Send>;

/// Sends work to the thread. The thread ends when this is dropped and it is not stuck.
#[derive(Debug)]
pub(super) struct KeychainThread {
    jobs: Sender<Job>,
    progress: Arc<Progress>,
}

/// Jobs are counted from 1.
#[derive(Debug, Default)]
struct Progress {
    begun: AtomicU64,
    ended: AtomicU64,
    /// The job that was running when somebody last gave up.
    given_up: AtomicU64,
}

impl KeychainThread {
    pub(super) fn start(entries: impl Entries + 'static) -> Result<Self, Reason> {
        let (jobs, received) = channel();
        let progress = Arc::new(Progress::default());
        let reported = Arc::clone(&progress);
        std::thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || work(&received, &reported, KeychainEntries::new(entries)))
            .map_err(Reason::failed)?;
        Ok(Self { jobs, progress })
    }

    /// Does this on the thread after all that was asked before, and tells nobody.
    pub(super) fn later(&self, work: impl FnOnce(&mut KeychainEntries) + Send + 'static) {
        let _ = self.jobs.send(Box::new(work)); // a thread that has ended keeps nothing
    }

    /// Does this on the thread. Whoever waits in vain is not served later: work not yet begun is left out.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        at_most: Duration,
        work: impl FnOnce(&mut KeychainEntries) -> Result<T, Reason> + Send + 'static,
    ) -> Result<T, Reason> {
        if self.progress.is_overdue() {
            return Err(Reason::NotAnswering);
        }
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |vault| {
            if !answer.is_closed() {
                let _ = answer.send(work(vault)); // nobody may be waiting any more
            }
        });
        let ended = || Reason::failed("the keychain's thread has ended");
        self.jobs.send(job).map_err(|_| ended())?;
        match tokio::time::timeout(at_most, answered).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(ended()),
            Err(_) => {
                self.progress.give_up();
                Err(Reason::NotAnswering)
            }
        }
    }
}

fn work(jobs: &Receiver<Job>, progress: &Progress, mut vault: KeychainEntries) {
    for job in jobs {
        progress.begun.fetch_add(1, Ordering::SeqCst);
        job(&mut vault);
        progress.ended.fetch_add(1, Ordering::SeqCst);
    }
}

impl Progress {
    /// Somebody gave up on the job that runs now; it is over when that job ends after all.
    fn is_overdue(&self) -> bool {
        self.given_up.load(Ordering::SeqCst) > self.ended.load(Ordering::SeqCst)
    }

    fn give_up(&self) {
        self.given_up.store(self.begun.load(Ordering::SeqCst), Ordering::SeqCst);
    }
}
