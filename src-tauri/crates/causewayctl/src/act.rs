//! `pause`, `start`, `restart` and `deletes`: one configuration is looked for, the act is planned, asked about and carried out.

use app_core::{Act, ConfigurationStatus, Setup, Steering, Target};

use crate::apply::name;
use crate::arguments::{Arguments, OutputChoice, Place};
use crate::connect::{Cli, connect, read_setup};
use crate::exit::Exit;
use crate::follow::follow;
use crate::reporter::{Refusal, Work, changes};
use crate::task::tell_that_it_ends;
use crate::terminal::unless_stopped;
use crate::words::Words;
use crate::{output, terminal};

/// Whether the person has agreed on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Consent {
    ToAsk,
    Given,
    /// Typed out what the act asks for.
    Typed(String),
}

impl Consent {
    pub(crate) fn of(yes: bool) -> Self {
        if yes { Self::Given } else { Self::ToAsk }
    }
}

pub(crate) async fn act(
    arguments: &Arguments,
    words: &Words,
    act: Act,
    place: &Place,
    consent: Consent,
) -> Result<Exit, Refusal> {
    let setup = place.file.as_deref().map(read_setup).transpose()?;
    if consent == Consent::ToAsk && (arguments.output != OutputChoice::Text || !terminal::can_ask()) {
        let key = if needs_the_name(act) {
            "cli.act.cannot-ask-name"
        } else {
            "cli.act.cannot-ask"
        };
        return Err(Refusal::Usage(key, Vec::new()));
    }
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, setup.as_ref()).await?;
    tell_that_it_ends(&connected, reporter.as_mut());
    let target = target(&connected, setup, place.configuration.as_deref()).await?;
    let steering = Steering { act, target };
    let session = &connected.session;
    let typed = match consent {
        Consent::Given => None,
        Consent::Typed(typed) => Some(typed),
        Consent::ToAsk => {
            reporter.acts(&steering, Work::PlanAct);
            let planned = follow(session, reporter.as_mut(), session.plan_act(steering.clone())).await?;
            if planned.exit != Exit::Done || changes(&planned.run) == 0 {
                return Ok(planned.exit);
            }
            match asked(words, &connected, &steering).await {
                Answer::Stopped => return Ok(Exit::Stopped),
                Answer::No => {
                    output::line(&words.say("cli.apply.nothing-done", &[]));
                    return Ok(planned.exit);
                }
                Answer::Yes(typed) => typed,
            }
        }
    };
    let typed = match act {
        // It was typed as part of the command.
        Act::LetGo { held } => Some(held.to_string()),
        _ => typed,
    };
    reporter.acts(&steering, Work::Act);
    let ended = follow(session, reporter.as_mut(), session.begin_act(steering, typed)).await?;
    Ok(ended.exit)
}

fn needs_the_name(act: Act) -> bool {
    act == Act::ForgetPairs
}

enum Answer {
    /// With what was typed, where the act asks for something.
    Yes(Option<String>),
    No,
    Stopped,
}

/// Asks the person; anything but a clear yes is no.
async fn asked(words: &Words, connected: &Cli, steering: &Steering) -> Answer {
    let tenant = name(connected).await.unwrap_or_default();
    let key = if needs_the_name(steering.act) {
        "cli.act.question-name"
    } else {
        "cli.apply.question"
    };
    output::question(&words.say(key, &[("tenant", &tenant)]));
    let answer = tokio::select! {
        answer = terminal::answer() => answer.trim().to_owned(),
        _ = tokio::signal::ctrl_c() => return Answer::Stopped,
    };
    let yes = words.say("cli.apply.yes", &[]);
    if needs_the_name(steering.act) {
        if answer == tenant {
            Answer::Yes(Some(answer))
        } else {
            Answer::No
        }
    } else if yes.split(' ').any(|yes| yes == answer.to_lowercase()) {
        Answer::Yes(None)
    } else {
        Answer::No
    }
}

/// The one configuration that is meant: by its id, name or domain, by the set-up, or because there is no other.
pub(crate) async fn target(connected: &Cli, setup: Option<Setup>, named: Option<&str>) -> Result<Target, Refusal> {
    let looking = async { Ok(connected.session.status(setup).await?) };
    let mut found = unless_stopped(looking).await?.configurations;
    if let Some(named) = named {
        found.retain(|found| is_named(found, named));
    }
    let all: Vec<String> = found
        .iter()
        .map(|found| format!("{} ({})", found.name, found.id))
        .collect();
    let [configuration] = <[ConfigurationStatus; 1]>::try_from(found).map_err(|_| {
        if all.is_empty() {
            Refusal::Usage("cli.act.none", Vec::new())
        } else {
            Refusal::Usage("cli.act.which", vec![("found", all.join(", "))])
        }
    })?;
    if configuration.jobs.is_empty() {
        return Err(Refusal::Usage("cli.act.no-jobs", vec![("name", configuration.name)]));
    }
    Ok(Target {
        service_principal: configuration.id,
        jobs: configuration.jobs.into_iter().map(|job| job.id).collect(),
        name: configuration.name,
        domain: configuration.domain,
    })
}

fn is_named(found: &ConfigurationStatus, named: &str) -> bool {
    let texts = [Some(&found.id), Some(&found.name), found.domain.as_ref()];
    texts.into_iter().flatten().any(|text| text.eq_ignore_ascii_case(named))
}
