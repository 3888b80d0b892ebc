//! The rows of one set-up, such as hundreds of instances of an app: each is a run of its own with a journal of its own, and all of them work
//! in one session, through one client, on what one look has read.

mod earlier;
mod one;
mod results;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use journeys::{RowIds, Setup};
use serde::Serialize;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::check::Prepared;
use crate::events::EventSender;
use crate::run::{Assignment, Mode, Work};
use crate::session_handle::Message;
use crate::tenant_context::TenantContext;
use crate::view::{Note, RunKind, RunView};
use crate::{Problem, ProblemCode, SessionHandle};

pub use results::ResultLine;

use earlier::Earlier;

/// Rows at work at a time, not counting those that wait for Microsoft. What is asked at a time is the client's business.
const AT_WORK: usize = 32;

/// Rows that are begun and not ended: each has two files open.
const MOST_OPEN: usize = 400;

/// What is done with each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowsWork {
    /// Looks what would change.
    Plan,
    /// Changes it.
    Apply,
    /// Looks what a removal would take away.
    PlanRemoval,
    /// Takes away what its run created; `typed` is the tenant's name as the person typed it.
    Remove { typed: String },
}

/// Which rows, and what is done with them.
#[derive(Debug, Clone)]
pub struct RowsAsked {
    pub prepared: Prepared,
    pub work: RowsWork,
    /// Only those of these keys; all where there are none.
    pub keys: BTreeSet<String>,
    /// Only those whose last run did not come to a good end, or that were never begun.
    pub only_unfinished: bool,
}

/// What is told while they are worked on.
#[derive(Debug)]
pub enum RowsNews {
    Counts(RowCounts),
    /// One was begun, waits for something of Microsoft's, or goes on. Its place in the set-up, from 1.
    Moved {
        number: usize,
        waits: bool,
    },
    /// One has ended.
    Row(Box<RowEnd>),
}

/// How many rows are where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RowCounts {
    pub total: usize,
    pub ended: usize,
    pub working: usize,
    /// For something of Microsoft's.
    pub waiting: usize,
}

/// How it ended with one row.
#[derive(Debug)]
pub struct RowEnd {
    /// Its place in the set-up, from 1.
    pub number: usize,
    pub key: String,
    /// Its name in the tenant.
    pub name: String,
    /// Absent where it never began.
    pub run: Option<RunView>,
    /// Why it never began.
    pub refused: Option<Problem>,
    pub ids: RowIds,
    /// What to know about its journal.
    pub notices: Vec<Note>,
}

/// How it ended with all of them.
#[derive(Debug, Default)]
pub struct RowsEnd {
    /// Keys of the rows that were not begun, since something stands in the way of all, or somebody stopped.
    pub not_begun: Vec<String>,
    /// What stands in the way of all.
    pub obstacle: Option<Problem>,
    /// Names of what earlier runs made for rows that the set-up does not have any more. It is left alone.
    pub left_alone: Vec<String>,
}

impl RowsWork {
    pub(crate) fn kind(&self) -> RunKind {
        match self {
            Self::Plan | Self::Apply => RunKind::SetUp,
            Self::PlanRemoval | Self::Remove { .. } => RunKind::Removal,
        }
    }

    pub(crate) fn mode(&self) -> Mode {
        match self {
            Self::Plan | Self::PlanRemoval => Mode::Plan,
            Self::Apply | Self::Remove { .. } => Mode::Apply,
        }
    }
}

impl SessionHandle {
    /// Works on the rows until each has ended, or something stands in the way of all. One that fails stops no other. News come in order,
    /// and [`SessionHandle::stop_run`] ends the rows at work and begins no other.
    ///
    /// # Errors
    /// No tenant, or work under way.
    pub async fn rows(&self, asked: RowsAsked, news: UnboundedSender<RowsNews>) -> Result<RowsEnd, Problem> {
        self.ask(|answer| Message::Rows(Box::new(asked), news, answer)).await
    }
}

/// How the work on them is ended.
#[derive(Debug, Clone)]
pub(crate) struct Ending {
    /// Those at work end too; a write under way comes to its end first.
    pub(crate) stop: CancellationToken,
    /// No other is begun.
    pub(crate) no_more: CancellationToken,
}

impl Ending {
    pub(crate) fn within(left: &CancellationToken) -> Self {
        let stop = left.child_token();
        Self {
            no_more: stop.child_token(),
            stop,
        }
    }

    fn begins_no_more(&self) -> bool {
        self.no_more.is_cancelled()
    }
}

/// Works on all of them.
pub(crate) async fn work(
    context: TenantContext,
    state_dir: PathBuf,
    asked: RowsAsked,
    news: UnboundedSender<RowsNews>,
    ending: Ending,
) -> RowsEnd {
    let RowsAsked {
        prepared: Prepared { setup, reads },
        work,
        keys,
        only_unfinished,
    } = asked;
    let earlier = Earlier::read(&state_dir, &context, &setup);
    setup.note_earlier(&earlier.journals);
    let is_wanted = |row: &Setup| {
        let is_chosen = keys.is_empty() || keys.contains(&row.keys().concat());
        is_chosen && (!only_unfinished || earlier.is_unfinished(row))
    };
    let rows = setup.rows().into_iter().enumerate();
    let mut rows: Vec<(usize, Setup)> = rows.filter(|(_, row)| is_wanted(row)).collect();
    let total = rows.len();
    rows.reverse();
    let tell = |news_of_rows| drop(news.send(news_of_rows)); // nobody may listen
    let (told, mut waits) = unbounded_channel();
    let mut open = JoinSet::new();
    let (mut places, mut waiting) = (BTreeSet::new(), BTreeSet::new());
    let mut end = RowsEnd {
        left_alone: earlier.left_alone,
        ..RowsEnd::default()
    };
    let mut ended = 0;
    loop {
        while end.obstacle.is_none()
            && !ending.begins_no_more()
            && open.len() < MOST_OPEN
            && open.len().saturating_sub(waiting.len()) < AT_WORK
            && let Some((place, row)) = rows.pop()
        {
            let (sender, ears) = EventSender::new();
            let work = Work {
                assignment: match &work {
                    RowsWork::Plan | RowsWork::Apply => Assignment::SetUp {
                        setup: row.clone(),
                        reads: Arc::clone(&reads),
                    },
                    RowsWork::PlanRemoval => Assignment::Removal {
                        setup: row.clone(),
                        typed: None,
                    },
                    RowsWork::Remove { typed } => Assignment::Removal {
                        setup: row.clone(),
                        typed: Some(typed.clone()),
                    },
                },
                mode: work.mode(),
                context: context.clone(),
                state_dir: state_dir.clone(),
                stop: ending.stop.child_token(),
                sender,
            };
            tell(RowsNews::Moved {
                number: place + 1,
                waits: false,
            });
            places.insert(place);
            open.spawn(one::work(place, row, work, ears, told.clone()));
        }
        tell(RowsNews::Counts(RowCounts {
            total,
            ended,
            working: open.len().saturating_sub(waiting.len()),
            waiting: waiting.len(),
        }));
        tokio::select! {
            biased;
            Some((place, is_waiting)) = waits.recv() => {
                // Of one that is over a word may still be under way.
                if places.contains(&place) {
                    if is_waiting {
                        waiting.insert(place);
                    } else {
                        waiting.remove(&place);
                    }
                    let (number, waits) = (place + 1, is_waiting);
                    tell(RowsNews::Moved { number, waits });
                }
            }
            over = open.join_next() => {
                let Some(over) = over else { break };
                ended += 1;
                match over {
                    Ok(row) => {
                        places.remove(&(row.number - 1));
                        waiting.remove(&(row.number - 1));
                        end.obstacle = end.obstacle.take().or_else(|| obstacle(&row));
                        tell(RowsNews::Row(Box::new(row)));
                    }
                    Err(broken) => end.obstacle = Some(Problem::broke_off("a row", &broken)),
                }
            }
        }
    }
    rows.reverse();
    let key = |(_, row): &(usize, Setup)| row.keys().concat();
    end.not_begun = rows.iter().map(key).collect();
    end
}

/// What every other row would meet as well.
fn obstacle(row: &RowEnd) -> Option<Problem> {
    let steps = row.run.iter().flat_map(|run| &run.steps);
    let problems = steps.filter_map(|step| step.state.problem());
    let mut problems = problems.filter(|problem| is_of_all(problem.code));
    // What another process works on is the only thing that keeps one row alone from beginning.
    let refused = row
        .refused
        .iter()
        .filter(|problem| problem.code != ProblemCode::RunHeldElsewhere);
    refused.into_iter().next().or_else(|| problems.next()).cloned()
}

fn is_of_all(code: ProblemCode) -> bool {
    use ProblemCode::{
        AppSecretOver, BlockedByPolicy, ConfirmSignIn, ConsentMissing, FileTrouble, ManagedDevice, NotPrivate,
        PermissionMissing, ReadingNotAllowed, SignInAgain, SignInDeclined, SignInRefused, SignInTimedOut, WrongTenant,
    };
    matches!(
        code,
        AppSecretOver
            | BlockedByPolicy
            | ConfirmSignIn
            | ConsentMissing
            | FileTrouble
            | ManagedDevice
            | NotPrivate
            | PermissionMissing
            | ReadingNotAllowed
            | SignInAgain
            | SignInDeclined
            | SignInRefused
            | SignInTimedOut
            | WrongTenant
    )
}
