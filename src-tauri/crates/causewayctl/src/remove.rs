//! `remove SETUP`: what the run of this set-up created is listed, and taken away when the tenant's name is typed.

use std::path::Path;

use app_core::{RowsWork, Setup};

use crate::apply::name;
use crate::arguments::{Arguments, OutputChoice};
use crate::connect::{Cli, connect, read_setup};
use crate::exit::Exit;
use crate::follow::follow;
use crate::reporter::{Refusal, Reporter, Work, changes};
use crate::rows::{self, RowChoice};
use crate::task::Done;
use crate::words::Words;
use crate::{output, terminal};

pub(crate) async fn remove(
    arguments: &Arguments,
    words: &Words,
    file: &Path,
    confirmed: Option<&str>,
) -> Result<Exit, Refusal> {
    let choice = arguments.rows().cloned().unwrap_or_default();
    let setup = read_setup(file)?;
    choice.must_fit(&setup)?;
    if confirmed.is_none() && (arguments.output != OutputChoice::Text || !terminal::can_ask()) {
        return Err(Refusal::Usage("cli.remove.cannot-ask", Vec::new()));
    }
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, Some(&setup)).await?;
    let session = &connected.session;
    let typed = match confirmed {
        Some(typed) => typed.to_owned(),
        None => {
            reporter.begins(&setup, Work::PlanRemoval);
            let (exit, changes) = if choice.concerns(&setup) {
                let reporter = reporter.as_mut();
                let done = of_rows(&connected, reporter, &choice, &setup, RowsWork::PlanRemoval).await?;
                (done.exit, done.changes.unwrap_or_default())
            } else {
                let planned = follow(session, reporter.as_mut(), session.plan_removal(setup.clone())).await?;
                (planned.exit, changes(&planned.run))
            };
            if exit != Exit::Done || changes == 0 {
                return Ok(exit);
            }
            let tenant = name(&connected).await.unwrap_or_else(|| setup.tenant().to_owned());
            match terminal::ask(&words.say("cli.remove.question", &[("tenant", &tenant)])).await {
                None => return Ok(Exit::Stopped),
                Some(typed) if typed == tenant => typed,
                Some(_) => {
                    output::line(&words.say("cli.remove.nothing-done", &[]));
                    return Ok(exit);
                }
            }
        }
    };
    reporter.begins(&setup, Work::Remove);
    if choice.concerns(&setup) {
        let work = RowsWork::Remove { typed };
        let done = of_rows(&connected, reporter.as_mut(), &choice, &setup, work).await?;
        return Ok(done.exit);
    }
    let removed = follow(session, reporter.as_mut(), session.remove(setup, &typed)).await?;
    Ok(removed.exit)
}

async fn of_rows(
    connected: &Cli,
    reporter: &mut dyn Reporter,
    choice: &RowChoice,
    setup: &Setup,
    work: RowsWork,
) -> Result<Done, Refusal> {
    rows::work(connected, reporter, choice, setup.clone().into(), setup, work).await
}
