//! What is done with one set-up, where nobody has to be asked.

use app_core::{SessionHandle, Setup};

use crate::connect::Connected;
use crate::exit::Exit;
use crate::follow::follow;
use crate::reporter::{Refusal, Reporter, Work, changes};
use crate::terminal::unless_stopped;
use crate::watch;

/// A verb of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Plan,
    Apply { and_watch: bool },
    Status,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) exit: Exit,
    /// How many changes were made, or would be; absent where that was not the question.
    pub(crate) changes: Option<u64>,
}

impl Task {
    /// Works to the end and tells it.
    pub(crate) async fn carry_out(
        self,
        connected: &Connected,
        reporter: &mut dyn Reporter,
        setup: Setup,
    ) -> Result<Done, Refusal> {
        let session = &connected.session;
        match self {
            Self::Plan => plan(session, reporter, setup).await,
            Self::Apply { and_watch } => apply(connected, reporter, setup, and_watch).await,
            Self::Status => {
                let looking = async { Ok(session.status(Some(setup)).await?) };
                reporter.status(&unless_stopped(looking).await?);
                Ok(Done {
                    exit: Exit::Done,
                    changes: None,
                })
            }
        }
    }
}

async fn plan(session: &SessionHandle, reporter: &mut dyn Reporter, setup: Setup) -> Result<Done, Refusal> {
    reporter.begins(&setup, Work::Plan);
    let planned = follow(session, reporter, session.plan(setup)).await?;
    Ok(Done {
        exit: planned.exit,
        changes: Some(changes(&planned.run)),
    })
}

/// Runs, and then follows the first cycle if that is wanted.
async fn apply(
    connected: &Connected,
    reporter: &mut dyn Reporter,
    setup: Setup,
    and_watch: bool,
) -> Result<Done, Refusal> {
    let session = &connected.session;
    reporter.begins(&setup, Work::Apply);
    let ran = follow(session, reporter, session.start_run(setup.clone())).await?;
    let exit = if and_watch && ran.exit == Exit::Done {
        watch::first_cycle(connected, reporter, &setup).await?
    } else {
        ran.exit
    };
    Ok(Done {
        exit,
        changes: Some(u64::from(ran.run.changes_made)),
    })
}
