//! One plan or run from its beginning to its end.

use app_core::view::RunView;
use app_core::{Problem, SessionEvent, SessionHandle};

use crate::exit::Exit;
use crate::reporter::Reporter;
use crate::sign_in::Prompts;

/// How it ended.
pub(crate) struct Followed {
    pub(crate) run: RunView,
    pub(crate) exit: Exit,
}

/// Begins and tells the news until it is over. Ctrl-C stops it cleanly; a second one ends the process.
pub(crate) async fn follow(
    session: &SessionHandle,
    reporter: &mut dyn Reporter,
    begin: impl Future<Output = Result<(), Problem>>,
) -> Result<Followed, Problem> {
    let mut news = session.subscribe();
    let mut prompts = Prompts::of(session);
    let mut stopping = false;
    let mut begin = std::pin::pin!(begin);
    let mut begun = false;
    // One listener for all turns: one that is dropped for another branch takes a Ctrl-C along that came in the same moment.
    let mut interrupted = Box::pin(tokio::signal::ctrl_c());
    loop {
        tokio::select! {
            biased;
            answer = &mut begin, if !begun => {
                begun = true;
                answer?;
            }
            Some(told) = news.recv() => {
                reporter.news(&told);
                if let SessionEvent::Over(Some(run)) = told {
                    let exit = Exit::of_run(&run);
                    reporter.ended(&run, exit);
                    return Ok(Followed { run, exit });
                }
            }
            prompt = prompts.next() => reporter.waits_for_sign_in(&prompt),
            Ok(()) = &mut interrupted => {
                interrupted.set(tokio::signal::ctrl_c());
                if stopping {
                    // At once is what is meant; the journal is on disk.
                    std::process::exit(i32::from(Exit::Stopped.code()));
                }
                stopping = true;
                session.stop_run();
                reporter.stopping();
            }
        }
    }
}
