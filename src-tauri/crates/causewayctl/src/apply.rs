//! `apply SETUP`: plan, confirm, change. Run again at any time: it finishes what is missing.

use std::path::Path;

use app_core::Setup;
use app_core::view::{RunView, StepState};

use crate::arguments::{Arguments, OutputChoice};
use crate::connect::{Connected, connect, read_setup};
use crate::exit::Exit;
use crate::follow::follow;
use crate::reporter::{Refusal, Reporter};
use crate::words::Words;
use crate::{printed, terminal, watch};

pub(crate) async fn apply(
    arguments: &Arguments,
    words: &Words,
    setup: &Path,
    yes: bool,
    and_watch: bool,
) -> Result<Exit, Refusal> {
    let setup = read_setup(setup)?;
    let can_ask = arguments.output == OutputChoice::Text && terminal::can_ask();
    if !yes && !can_ask {
        return Err(Refusal::Usage("cli.apply.cannot-ask", Vec::new()));
    }
    let connected = connect(arguments, Some(&setup)).await?;
    let mut reporter = arguments.reporter(words);
    if !yes {
        let session = &connected.session;
        reporter.begins(&setup, true);
        let planned = follow(session, reporter.as_mut(), session.plan(setup.clone())).await?;
        let may_go_on = matches!(planned.exit, Exit::Done | Exit::Blocked);
        if !may_go_on || !changes_something(&planned.run) || !agreed(words, &connected).await {
            return Ok(planned.exit);
        }
    }
    change(&connected, reporter.as_mut(), setup, and_watch).await
}

/// Runs, and then follows the first cycle if that is wanted.
pub(crate) async fn change(
    connected: &Connected,
    reporter: &mut dyn Reporter,
    setup: Setup,
    and_watch: bool,
) -> Result<Exit, Refusal> {
    let session = &connected.session;
    reporter.begins(&setup, false);
    let ran = follow(session, reporter, session.start_run(setup.clone())).await?;
    if and_watch && ran.exit == Exit::Done {
        return watch::first_cycle(connected, reporter, &setup).await;
    }
    Ok(ran.exit)
}

fn changes_something(run: &RunView) -> bool {
    run.steps.iter().any(|step| step.state == StepState::WillChange)
}

/// Asks the person; anything but a clear yes is no.
async fn agreed(words: &Words, connected: &Connected) -> bool {
    let tenant = connected
        .session
        .view()
        .tenant
        .map(|tenant| tenant.name)
        .unwrap_or_default();
    printed::question(&words.say("cli.apply.question", &[("tenant", &tenant)]));
    let answer = tokio::select! {
        answer = terminal::answer() => answer,
        _ = tokio::signal::ctrl_c() => String::new(),
    };
    let agreed = words
        .say("cli.apply.yes", &[])
        .split(' ')
        .any(|yes| yes == answer.trim().to_lowercase());
    if !agreed {
        printed::line(&words.say("cli.apply.nothing-done", &[]));
    }
    agreed
}
