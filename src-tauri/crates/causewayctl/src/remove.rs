//! `remove SETUP`: what the run of this set-up created is listed, and taken away when the tenant's name is typed.

use std::path::Path;

use crate::apply::name;
use crate::arguments::{Arguments, OutputChoice};
use crate::connect::{connect, read_setup};
use crate::exit::Exit;
use crate::follow::follow;
use crate::reporter::{Refusal, Work, changes};
use crate::words::Words;
use crate::{output, terminal};

pub(crate) async fn remove(
    arguments: &Arguments,
    words: &Words,
    file: &Path,
    confirmed: Option<&str>,
) -> Result<Exit, Refusal> {
    let setup = read_setup(file)?;
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
            let planned = follow(session, reporter.as_mut(), session.plan_removal(setup.clone())).await?;
            if planned.exit != Exit::Done || changes(&planned.run) == 0 {
                return Ok(planned.exit);
            }
            let tenant = name(&connected).await.unwrap_or_else(|| setup.tenant().to_owned());
            match terminal::ask(&words.say("cli.remove.question", &[("tenant", &tenant)])).await {
                None => return Ok(Exit::Stopped),
                Some(typed) if typed == tenant => typed,
                Some(_) => {
                    output::line(&words.say("cli.remove.nothing-done", &[]));
                    return Ok(planned.exit);
                }
            }
        }
    };
    reporter.begins(&setup, Work::Remove);
    let removed = follow(session, reporter.as_mut(), session.remove(setup, &typed)).await?;
    Ok(removed.exit)
}
