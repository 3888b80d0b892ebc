//! A set-up with many rows, such as instances of an app: what is told of each, and of all at the end.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use app_core::{
    Prepared, Problem, ResultLine, RowEnd, RowIds, RowsAsked, RowsEnd, RowsNews, RowsWork, Setup, atomic_file, nearest,
};
use clap::Args;
use serde::Serialize;
use tokio::sync::mpsc;

use crate::arguments::OnlyChoice;
use crate::connect::Cli;
use crate::exit::{Exit, problems};
use crate::reporter::{Refusal, Reporter, changes};
use crate::sign_in::Prompts;
use crate::task::Done;
use crate::text::serde_name;

/// How often it is told how far the work is.
const TOLD: usize = 10;

/// Which rows, and where what came of them is written.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct RowChoice {
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub(crate) rows: Vec<String>,
    #[arg(long, value_enum, value_name = "WHICH")]
    pub(crate) only: Option<OnlyChoice>,
    #[arg(long, value_name = "FILE")]
    pub(crate) results: Option<PathBuf>,
}

/// How it stands with one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RowState {
    /// Something would change.
    WillChange,
    /// It was changed as wanted.
    Done,
    /// Nothing is, or was, to be changed.
    AsWanted,
    NeedsYou,
    Failed,
    Stopped,
    NotBegun,
}

/// What came of one row. It holds no secret.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RowResult {
    pub(crate) row: usize,
    pub(crate) key: String,
    pub(crate) name: String,
    #[serde(flatten)]
    pub(crate) ids: RowIds,
    pub(crate) state: RowState,
    pub(crate) changes: u64,
    pub(crate) problem: Option<Problem>,
    #[serde(skip)]
    pub(crate) exit: Exit,
}

/// What came of all of them.
#[derive(Debug)]
pub(crate) struct RowsResult {
    pub(crate) rows: Vec<RowResult>,
    pub(crate) obstacle: Option<Problem>,
    pub(crate) left_alone: Vec<String>,
}

impl RowChoice {
    /// Whether each row of the set-up is worked on by itself and told as one of several.
    pub(crate) fn concerns(&self, setup: &Setup) -> bool {
        self.is_made() || setup.keys().len() > 1
    }

    /// What is chosen must be in the set-up.
    pub(crate) fn must_fit(&self, setup: &Setup) -> Result<(), Refusal> {
        if self.is_made() && setup.keys().is_empty() {
            return Err(Refusal::Usage("cli.rows.none", Vec::new()));
        }
        self.keys(setup).map(drop)
    }

    /// It is for one set-up at a time.
    pub(crate) fn is_of_one_file(&self) -> bool {
        !self.rows.is_empty() || self.results.is_some()
    }

    fn is_made(&self) -> bool {
        self.is_of_one_file() || self.only.is_some()
    }

    /// The keys of the chosen rows as the set-up writes them; none where all are meant.
    pub(crate) fn keys(&self, setup: &Setup) -> Result<BTreeSet<String>, Refusal> {
        let known = setup.keys();
        let key_of = |wanted: &String| {
            let is_wanted = |key: &&&str| key.to_lowercase() == wanted.trim().to_lowercase();
            if let Some(key) = known.iter().find(is_wanted) {
                return Ok((*key).to_owned());
            }
            let (sentence, meant) = match nearest(wanted, &known) {
                Some(meant) => ("cli.rows.no-such-row.meant", meant),
                None => ("cli.rows.no-such-row.none", String::new()),
            };
            Err(Refusal::Usage(
                sentence,
                vec![("key", wanted.clone()), ("meant", meant)],
            ))
        };
        self.rows.iter().map(key_of).collect()
    }
}

/// A command that is about one thing cannot be about many rows.
pub(crate) fn must_be_one(setup: &Setup) -> Result<(), Refusal> {
    match setup.keys().len() {
        0 | 1 => Ok(()),
        count => Err(Refusal::Usage("cli.rows.one-only", vec![("count", count.to_string())])),
    }
}

/// Works on all rows to the end and tells it. Ctrl-C ends those at work cleanly; a second one ends the process.
pub(crate) async fn work(
    connected: &Cli,
    reporter: &mut dyn Reporter,
    choice: &RowChoice,
    prepared: Prepared,
    setup: &Setup,
    work: RowsWork,
) -> Result<Done, Refusal> {
    let session = &connected.session;
    let only_looks = matches!(work, RowsWork::Plan | RowsWork::PlanRemoval);
    let asked = RowsAsked {
        prepared,
        work,
        keys: choice.keys(setup)?,
        only_unfinished: choice.only == Some(OnlyChoice::Failed),
    };
    let (told, mut ears) = mpsc::unbounded_channel();
    let mut news = session.subscribe();
    let mut prompts = Prompts::of(session);
    let mut working = std::pin::pin!(session.rows(asked, told));
    let mut interrupted = Box::pin(tokio::signal::ctrl_c());
    let (mut stopping, mut heard, mut told_share, mut total) = (false, true, 0, 0);
    let mut rows: Vec<RowResult> = Vec::new();
    let mut end = None;
    while end.is_none() || heard {
        tokio::select! {
            biased;
            row = ears.recv(), if heard => match row {
                Some(RowsNews::Counts(counts)) => {
                    total = counts.total;
                    // Whoever reads wants to see that it goes on, and not every step of it.
                    let share = counts.ended * TOLD / counts.total.max(1);
                    if share > told_share && counts.ended < counts.total {
                        told_share = share;
                        reporter.row_counts(&counts, rows.iter().filter(|row| !row.is_good()).count());
                    }
                }
                // What has no end yet is told in counts.
                Some(RowsNews::Moved { .. }) => {}
                Some(RowsNews::Row(end)) => {
                    let result = RowResult::of(*end, only_looks);
                    reporter.row(&result, total);
                    rows.push(result);
                }
                None => heard = false,
            },
            Some(told) = news.recv() => reporter.news(&told),
            prompt = prompts.next() => reporter.waits_for_sign_in(&prompt),
            Ok(()) = &mut interrupted => {
                interrupted.set(tokio::signal::ctrl_c());
                if stopping {
                    // At once is what is meant; the journals are on disk.
                    std::process::exit(i32::from(Exit::Stopped.code()));
                }
                stopping = true;
                session.stop_run();
                reporter.stopping();
            }
            answer = &mut working, if end.is_none() => end = Some(answer?),
        }
    }
    let result = RowsResult::of(rows, end.unwrap_or_default(), setup, stopping);
    let exit = result.exit(stopping);
    reporter.rows_ended(&result, exit);
    if let Some(file) = &choice.results {
        write(file, &result)?;
    }
    Ok(Done {
        exit,
        changes: Some(result.rows.iter().map(|row| row.changes).sum()),
        status: None,
    })
}

impl RowResult {
    fn of(end: RowEnd, only_looks: bool) -> Self {
        let RowEnd {
            number,
            key,
            name,
            run,
            refused,
            ids,
            ..
        } = end;
        let exit = match (&run, &refused) {
            (_, Some(problem)) => Exit::of_problem(problem),
            (Some(run), None) => Exit::of_run(run),
            (None, None) => Exit::Failed,
        };
        let changed = match &run {
            Some(run) if only_looks => changes(run),
            Some(run) => u64::from(run.changes_made),
            None => 0,
        };
        let state = match exit {
            Exit::Done if changed == 0 => RowState::AsWanted,
            Exit::Done if only_looks => RowState::WillChange,
            Exit::Done | Exit::Watched(_) => RowState::Done,
            Exit::Stopped => RowState::Stopped,
            Exit::Failed => RowState::Failed,
            Exit::Blocked | Exit::SignIn | Exit::Usage => RowState::NeedsYou,
        };
        let worst = run
            .as_ref()
            .and_then(|run| problems(run).max_by_key(|problem| Exit::of_problem(problem)));
        Self {
            row: number,
            key,
            name,
            ids,
            state,
            changes: changed,
            problem: refused.or_else(|| worst.cloned()),
            exit,
        }
    }

    /// Nothing more is to be done about it.
    pub(crate) fn is_good(&self) -> bool {
        matches!(self.state, RowState::Done | RowState::AsWanted | RowState::WillChange)
    }
}

impl RowsResult {
    fn of(mut rows: Vec<RowResult>, end: RowsEnd, setup: &Setup, stopped: bool) -> Self {
        let all = setup.rows();
        for key in end.not_begun {
            let place = all
                .iter()
                .position(|row| row.keys() == [key.as_str()])
                .unwrap_or_default();
            rows.push(RowResult {
                row: place + 1,
                name: all[place].subject().name.to_owned(),
                key,
                ids: RowIds::default(),
                state: RowState::NotBegun,
                changes: 0,
                problem: None,
                exit: if stopped { Exit::Stopped } else { Exit::Failed },
            });
        }
        rows.sort_by_key(|row| row.row);
        Self {
            rows,
            obstacle: end.obstacle,
            left_alone: end.left_alone,
        }
    }

    fn exit(&self, stopped: bool) -> Exit {
        let worst = self.rows.iter().map(|row| row.exit).max().unwrap_or(Exit::Done);
        let obstacle = self.obstacle.as_ref().map_or(Exit::Done, Exit::of_problem);
        let stopped = if stopped && self.rows.iter().any(|row| !row.is_good()) {
            Exit::Stopped
        } else {
            Exit::Done
        };
        worst.max(obstacle).max(stopped)
    }

    pub(crate) fn count(&self, is_it: impl Fn(RowState) -> bool) -> u64 {
        self.rows.iter().filter(|row| is_it(row.state)).count() as u64
    }
}

/// Writes what came of each row, whole or not at all.
fn write(file: &Path, result: &RowsResult) -> Result<(), Refusal> {
    let lines = result.rows.iter().map(|row| ResultLine {
        row: row.row,
        key: &row.key,
        name: &row.name,
        ids: &row.ids,
        state: serde_name(&row.state),
        problem: row.problem.as_ref(),
    });
    let text = ResultLine::file(lines);
    atomic_file::write_named(file, |out| out.write_all(text.as_bytes())).map_err(|error| {
        let values = vec![("file", file.display().to_string()), ("cause", error.to_string())];
        Refusal::Failed("cli.file-not-written", values)
    })
}
