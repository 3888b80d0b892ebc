//! Several set-ups side by side. What goes wrong with one is told and stops none of the others.

use std::cmp::Reverse;

use app_core::{Level, Setup};
use futures::stream::{self, StreamExt as _};
use jiff::Timestamp;
use tokio::sync::watch::{self, Receiver};

use crate::arguments::{Arguments, AuthChoice, Bound, OutputChoice};
use crate::connect::{connect, read_setup};
use crate::exit::Exit;
use crate::reporter::Refusal;
use crate::rows::RowChoice;
use crate::setups::Among;
use crate::status::is_missing;
use crate::task::{Done, Task};
use crate::twins;
use crate::words::Words;
use crate::{json, table};

/// How it ended with one of them.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) among: Among,
    /// What the file says, where it can be read.
    pub(crate) setup: Option<Setup>,
    pub(crate) done: Done,
}

/// What a look at one of several came to, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seen {
    Fine,
    /// It could not be looked at.
    Not,
    NeedsYou,
    Stuck,
}

impl Ended {
    pub(crate) fn seen(&self) -> Seen {
        match &self.done.status {
            None => Seen::Not,
            Some(status) if is_missing(status, self.setup.as_ref()) => Seen::Stuck,
            Some(status) => match status.level() {
                Level::Urgent => Seen::Stuck,
                Level::NeedsYou => Seen::NeedsYou,
                Level::CannotSee => Seen::Not,
                Level::Moving | Level::Fine => Seen::Fine,
            },
        }
    }

    /// When Microsoft switches the first of its jobs off; the end of time where it holds none back.
    fn switch_off(&self) -> Timestamp {
        let status = self.done.status.iter();
        let dates = status.flat_map(|status| status.configurations.iter().filter_map(|found| found.deadline));
        dates.min().unwrap_or(Timestamp::MAX)
    }
}

/// Carries out the task for all, no more than so many at a time, and answers with the worst exit code. Ctrl-C stops every one that
/// is under way cleanly and begins no other.
pub(crate) async fn many(
    arguments: &Arguments,
    words: &Words,
    task: Task,
    several: Vec<Among>,
    bound: Bound,
) -> Result<Exit, Refusal> {
    if arguments.tenant.is_some() {
        return Err(Refusal::Usage("cli.many.tenant", Vec::new()));
    }
    if arguments.rows().is_some_and(RowChoice::is_of_one_file) {
        return Err(Refusal::Usage("cli.rows.one-file", Vec::new()));
    }
    // Whoever is asked for several tenants at once takes one for the other.
    if matches!(arguments.auth, Some(AuthChoice::Browser | AuthChoice::DeviceCode)) {
        return Err(Refusal::Usage("cli.many.person", Vec::new()));
    }
    let read: Vec<_> = several
        .into_iter()
        .map(|among| {
            let setup = read_setup(&among.file);
            (among, setup)
        })
        .collect();
    if !task.is_status() {
        twins::must_be_none(arguments, words, &read).await?;
    }
    let (stop, stopped) = watch::channel(false);
    let work = read.into_iter().enumerate().map(|(place, (among, setup))| {
        let stopped = stopped.clone();
        async move { (place, one(arguments, words, task, among, setup, stopped).await) }
    });
    let all = stream::iter(work)
        .buffer_unordered(bound.at_once.get())
        .collect::<Vec<_>>();
    let mut all = std::pin::pin!(all);
    let mut ended = loop {
        tokio::select! {
            ended = &mut all => break ended,
            Ok(()) = tokio::signal::ctrl_c() => { stop.send_replace(true); }
        }
    };
    ended.sort_by_key(|(place, ended)| {
        (
            Reverse(task.is_status().then(|| ended.seen())),
            ended.switch_off(),
            *place,
        )
    });
    let ended: Vec<Ended> = ended.into_iter().map(|(_, ended)| ended).collect();
    let worst = ended.iter().map(|ended| ended.done.exit).max().unwrap_or(Exit::Done);
    match arguments.output {
        OutputChoice::Text => table::tell(words, task, &ended),
        OutputChoice::Json => json::summary(&ended, worst),
    }
    Ok(worst)
}

async fn one(
    arguments: &Arguments,
    words: &Words,
    task: Task,
    among: Among,
    setup: Result<Setup, Refusal>,
    stopped: Receiver<bool>,
) -> Ended {
    let without = |exit| Done {
        exit,
        changes: None,
        status: None,
    };
    if *stopped.borrow() {
        return Ended {
            among,
            setup: None,
            done: without(Exit::Stopped),
        };
    }
    let mut reporter = arguments.reporter(words, Some(&among));
    let setup = setup.and_then(|setup| arguments.agreed(setup));
    let read = setup.as_ref().ok().cloned();
    let done = async {
        let setup = setup?;
        let connecting = connect(arguments, reporter.as_mut(), Some(setup.tenant()), Some(&setup));
        let Some(connected) = unless(stopped.clone(), connecting).await else {
            return Ok(without(Exit::Stopped));
        };
        let connected = connected?;
        let work = task.carry_out(&connected, reporter.as_mut(), arguments.rows(), setup);
        if task.is_status() {
            // Only plans and runs have an end of their own to come to.
            return unless(stopped, work)
                .await
                .unwrap_or_else(|| Ok(without(Exit::Stopped)));
        }
        work.await
    };
    let done = done.await.unwrap_or_else(|refusal| {
        reporter.refused(&refusal);
        without(refusal.exit())
    });
    Ended {
        among,
        setup: read,
        done,
    }
}

/// What comes of it; nothing when the person stops before.
async fn unless<T>(mut stopped: Receiver<bool>, work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        Ok(_) = stopped.wait_for(|stopped| *stopped) => None,
        done = work => Some(done),
    }
}
