//! `apply SETUP` at a terminal: plan, ask, change. Run again at any time: it finishes what is missing.

use std::path::Path;
use std::time::Duration;

use app_core::Setup;
use tokio::time::timeout;

use crate::arguments::{Arguments, OutputChoice};
use crate::checks;
use crate::connect::{Cli, connect, read_setup};
use crate::exit::Exit;
use crate::reporter::Refusal;
use crate::secrets;
use crate::task::{self, tell_that_it_ends};
use crate::words::Words;
use crate::{output, terminal};

const NAME_WITHIN: Duration = Duration::from_secs(1);

pub(crate) async fn asking(
    arguments: &Arguments,
    words: &Words,
    file: &Path,
    and_watch: bool,
    despite_checks: bool,
) -> Result<Exit, Refusal> {
    let setup = arguments.agreed(read_setup(file)?)?;
    let rows = arguments.rows().cloned().unwrap_or_default();
    if arguments.output != OutputChoice::Text || !terminal::can_ask() {
        return Err(Refusal::Usage("cli.apply.cannot-ask", Vec::new()));
    }
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, Some(&setup)).await?;
    tell_that_it_ends(&connected, reporter.as_mut());
    let checks = checks::look(&connected, reporter.as_mut(), &setup).await?;
    let setup = secrets::typed(words, &rows, setup).await?;
    let prepared = checks.prepared.clone().knowing(setup.clone());
    let planned = task::plan(&connected, reporter.as_mut(), &rows, &setup, prepared).await?;
    let may_go_on = matches!(planned.done.exit, Exit::Done | Exit::Blocked);
    if !may_go_on || planned.changes == 0 {
        return Ok(planned.done.exit);
    }
    if checks.stop() && !despite_checks {
        reporter.refused(&Refusal::Checks);
        return Ok(Exit::Blocked);
    }
    for checked in checks.not_checked() {
        reporter.checked(checked, &setup);
    }
    match agreed(words, &connected, &setup).await {
        Some(true) => {}
        Some(false) => return Ok(planned.done.exit),
        None => return Ok(Exit::Stopped),
    }
    Ok(task::apply(
        &connected,
        reporter.as_mut(),
        &rows,
        &setup,
        setup.clone().into(),
        and_watch,
    )
    .await?
    .exit)
}

/// Asks the person; anything but a clear yes is no, and nothing at all is Ctrl-C.
async fn agreed(words: &Words, connected: &Cli, setup: &Setup) -> Option<bool> {
    let tenant = name(connected).await.unwrap_or_else(|| setup.tenant().to_owned());
    let answer = terminal::ask(&words.say("cli.apply.question", &[("tenant", &tenant)])).await;
    let yes = words.say("cli.apply.yes", &[]);
    let agreed = answer.map(|answer| yes.split(' ').any(|yes| yes == answer.to_lowercase()));
    if agreed != Some(true) {
        output::line(&words.say("cli.apply.nothing-done", &[]));
    }
    agreed
}

/// The tenant's name, if it comes soon.
pub(crate) async fn name(connected: &Cli) -> Option<String> {
    let mut views = connected.session.watch();
    let seen = timeout(NAME_WITHIN, views.wait_for(|view| view.tenant.is_some())).await;
    Some(seen.ok()?.ok()?.tenant.as_ref()?.name.clone())
}
