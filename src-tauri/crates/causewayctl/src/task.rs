//! What is done with one set-up, where nobody has to be asked.

use app_core::{Prepared, RowsWork, Setup, TenantStatus};

use crate::arguments::FailOn;
use crate::checks;
use crate::connect::Cli;
use crate::exit::{Exit, problems};
use crate::follow::follow;
use crate::reporter::{Refusal, Reporter, Work, changes};
use crate::rows::{self, RowChoice};
use crate::terminal::unless_stopped;
use crate::watch;

/// A verb of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// `despite_checks`: what the checks find does not change the exit code.
    Plan {
        despite_checks: bool,
    },
    /// `despite_checks`: what the checks find does not stop it.
    Apply {
        and_watch: bool,
        despite_checks: bool,
    },
    Status {
        fail_on: FailOn,
    },
}

/// How it ended.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) exit: Exit,
    /// How many changes were made, or would be; absent where that was not the question, or where something hides the answer.
    pub(crate) changes: Option<u64>,
    /// What was seen, where that was the question.
    pub(crate) status: Option<TenantStatus>,
}

impl Task {
    /// It looks at what exists, and nothing else.
    pub(crate) fn is_status(self) -> bool {
        matches!(self, Self::Status { .. })
    }

    /// Works to the end and tells it.
    pub(crate) async fn carry_out(
        self,
        connected: &Cli,
        reporter: &mut dyn Reporter,
        rows: Option<&RowChoice>,
        setup: Setup,
    ) -> Result<Done, Refusal> {
        let session = &connected.session;
        let rows = rows.cloned().unwrap_or_default();
        match self {
            Self::Plan { despite_checks } => {
                let checks = checks::look(connected, reporter, &setup).await?;
                let stops = checks.stop() && !despite_checks;
                let planned = plan(connected, reporter, &rows, &setup, checks.prepared).await?.done;
                Ok(Done {
                    exit: planned.exit.max(if stops { Exit::Blocked } else { Exit::Done }),
                    ..planned
                })
            }
            Self::Apply {
                and_watch,
                despite_checks,
            } => {
                tell_that_it_ends(connected, reporter);
                let checks = checks::look(connected, reporter, &setup).await?;
                if checks.stop() && !despite_checks {
                    return Err(Refusal::Checks);
                }
                apply(connected, reporter, &rows, &setup, checks.prepared, and_watch).await
            }
            Self::Status { fail_on } => {
                tell_that_it_ends(connected, reporter);
                let looking = async { Ok(session.status(Some(setup.clone())).await?) };
                let status = unless_stopped(looking).await?;
                let exit = crate::status::exit(&status, Some(&setup), fail_on);
                reporter.status(&status, Some(&setup), exit);
                Ok(Done {
                    exit,
                    changes: None,
                    status: Some(status),
                })
            }
        }
    }
}

/// A next call finds nothing of what this one does to a pretend company.
pub(crate) fn tell_that_it_ends(connected: &Cli, reporter: &mut dyn Reporter) {
    if connected.ends_with_this_call() {
        reporter.notice("cli.demo.ends-with-this-call");
    }
}

/// What a plan came to.
pub(crate) struct Planned {
    pub(crate) done: Done,
    /// How many changes are known that would be made.
    pub(crate) changes: u64,
}

/// Looks what would change, and tells it.
pub(crate) async fn plan(
    connected: &Cli,
    reporter: &mut dyn Reporter,
    rows: &RowChoice,
    setup: &Setup,
    prepared: Prepared,
) -> Result<Planned, Refusal> {
    let session = &connected.session;
    reporter.begins(setup, Work::Plan);
    if rows.concerns(setup) {
        let done = rows::work(connected, reporter, rows, prepared, setup, RowsWork::Plan).await?;
        let changes = done.changes.unwrap_or_default();
        return Ok(Planned { done, changes });
    }
    let planned = follow(session, reporter, session.plan(prepared)).await?;
    let changes = changes(&planned.run);
    let done = Done {
        exit: planned.exit,
        changes: problems(&planned.run).next().is_none().then_some(changes),
        status: None,
    };
    Ok(Planned { done, changes })
}

/// Makes the changes, and then follows the first cycle if that is wanted.
pub(crate) async fn apply(
    connected: &Cli,
    reporter: &mut dyn Reporter,
    rows: &RowChoice,
    setup: &Setup,
    prepared: Prepared,
    and_watch: bool,
) -> Result<Done, Refusal> {
    let session = &connected.session;
    reporter.begins(setup, Work::Apply);
    if rows.concerns(setup) {
        return rows::work(connected, reporter, rows, prepared, setup, RowsWork::Apply).await;
    }
    let ran = follow(session, reporter, session.start_run(prepared)).await?;
    let exit = if and_watch && ran.exit == Exit::Done {
        watch::first_cycle(connected, reporter, setup).await?
    } else {
        ran.exit
    };
    Ok(Done {
        exit,
        changes: Some(u64::from(ran.run.changes_made)),
        status: None,
    })
}
