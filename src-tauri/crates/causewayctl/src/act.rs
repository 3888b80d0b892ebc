//! Acts on what runs: one configuration is looked for, the act is planned, asked about and carried out.

use app_core::{Act, Asked, AskedFor, ConfigurationStatus, FeedState, Setup, Steering, Target};
use serde_json::json;

use crate::apply::name;
use crate::arguments::{Arguments, OutputChoice, Place};
use crate::connect::{Cli, connect, read_setup};
use crate::exit::Exit;
use crate::feed;
use crate::follow::follow;
use crate::reporter::{Refusal, Reporter, Work, changes};
use crate::rows::must_be_one;
use crate::task::tell_that_it_ends;
use crate::terminal::unless_stopped;
use crate::words::Words;
use crate::{output, terminal};

/// Whether the person has agreed on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Consent {
    ToAsk,
    /// With what was typed out of what the act asks for, in order.
    Given(Vec<String>),
}

impl Consent {
    pub(crate) fn of(yes: bool) -> Self {
        if yes { Self::Given(Vec::new()) } else { Self::ToAsk }
    }

    /// Of an act that asks for something to be typed out.
    pub(crate) fn typed(typed: &[String]) -> Self {
        if typed.is_empty() {
            Self::ToAsk
        } else {
            Self::Given(typed.to_vec())
        }
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
    setup.iter().try_for_each(must_be_one)?;
    must_be_able_to_ask(arguments, &act, &consent)?;
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, setup.as_ref()).await?;
    tell_that_it_ends(&connected, reporter.as_mut());
    let (target, feed) = target(&connected, setup, &act, place.configuration.as_deref()).await?;
    let is_restart = matches!(act, Act::Everybody | Act::ForgetPairs);
    if let Some(feed) = feed.filter(|_| is_restart)
        && let Some(line) = feed::state::lost_by_restart(words, &feed)
    {
        let value = json!({ "event": "feed-waits", "people": feed.waiting });
        reporter.result(None, &[line], value);
    }
    let ended = carry_out(reporter.as_mut(), words, &connected, Steering { act, target }, consent).await?;
    Ok(ended.exit)
}

/// How an act ended.
pub(crate) struct Ended {
    pub(crate) exit: Exit,
    /// How many changes were made; absent where it was only looked at.
    pub(crate) changes: Option<u32>,
}

/// Plans it where somebody is to be asked, asks, and does it.
pub(crate) async fn carry_out(
    reporter: &mut dyn Reporter,
    words: &Words,
    connected: &Cli,
    steering: Steering,
    consent: Consent,
) -> Result<Ended, Refusal> {
    let session = &connected.session;
    let only_looked = |exit| Ended { exit, changes: None };
    let typed = match (consent, &steering.act) {
        // It was typed as part of the command.
        (Consent::Given(_), Act::LetGo { held }) => vec![held.to_string()],
        (Consent::Given(typed), _) => typed,
        (Consent::ToAsk, _) => {
            reporter.acts(&steering, Work::PlanAct);
            let planned = follow(session, reporter, session.plan_act(steering.clone())).await?;
            if planned.exit != Exit::Done || changes(&planned.run) == 0 {
                return Ok(only_looked(planned.exit));
            }
            match asked(words, connected, &steering).await {
                Answer::Stopped => return Ok(only_looked(Exit::Stopped)),
                Answer::No => {
                    output::line(&words.say("cli.apply.nothing-done", &[]));
                    return Ok(only_looked(planned.exit));
                }
                Answer::Yes(typed) => typed,
            }
        }
    };
    reporter.acts(&steering, Work::Act);
    let ended = follow(session, reporter, session.begin_act(steering, typed)).await?;
    Ok(Ended {
        exit: ended.exit,
        changes: Some(ended.run.changes_made),
    })
}

/// Somebody has agreed, or is there to be asked.
pub(crate) fn must_be_able_to_ask(arguments: &Arguments, act: &Act, consent: &Consent) -> Result<(), Refusal> {
    let can_ask = arguments.output == OutputChoice::Text && terminal::can_ask();
    if *consent != Consent::ToAsk || can_ask {
        return Ok(());
    }
    Err(Refusal::Usage(cannot_ask(act), Vec::new()))
}

/// What is to be added where nobody can be asked.
fn cannot_ask(act: &Act) -> &'static str {
    match act {
        Act::Remove => "cli.act.cannot-ask-names",
        Act::ForgetPairs | Act::TakeOutHashes => "cli.act.cannot-ask-name",
        _ => "cli.act.cannot-ask",
    }
}

enum Answer {
    /// With what was typed of what the act asks for.
    Yes(Vec<String>),
    No,
    Stopped,
}

/// Asks the person; anything but a clear yes, or another text than the one that is asked for, is no.
async fn asked(words: &Words, connected: &Cli, steering: &Steering) -> Answer {
    let tenant = name(connected).await.unwrap_or_default();
    let asks: Vec<Asked> = match steering.act {
        // It was typed as part of the command.
        Act::LetGo { .. } => Vec::new(),
        _ => steering.asks(&tenant),
    };
    if asks.is_empty() {
        let yes = words.say("cli.apply.yes", &[]);
        return match terminal::ask(&words.say("cli.apply.question", &[("tenant", &tenant)])).await {
            None => Answer::Stopped,
            Some(answer) if yes.split(' ').any(|yes| yes == answer.to_lowercase()) => {
                Answer::Yes(steering.asks(&tenant).into_iter().map(|asked| asked.text).collect())
            }
            Some(_) => Answer::No,
        };
    }
    let mut typed = Vec::new();
    for asked in asks {
        let question = match asked.what {
            AskedFor::Configuration => words.say("cli.act.question-configuration", &[("name", &asked.text)]),
            AskedFor::Tenant | AskedFor::Deletes => words.say("cli.act.question-name", &[("tenant", &tenant)]),
        };
        match terminal::ask(&question).await {
            None => return Answer::Stopped,
            Some(answer) if asked.is(&answer) => typed.push(answer),
            Some(_) => return Answer::No,
        }
    }
    Answer::Yes(typed)
}

async fn configurations(
    connected: &Cli,
    setup: Option<Setup>,
    named: Option<&str>,
) -> Result<(Vec<ConfigurationStatus>, Vec<FeedState>), Refusal> {
    let looking = async { Ok(connected.session.status(setup).await?) };
    let status = unless_stopped(looking).await?;
    let mut found = status.configurations;
    if let Some(named) = named {
        found.retain(|found| is_named(found, named));
    }
    Ok((found, status.feeds))
}

/// The one configuration that is meant: by its id, name or domain, by the set-up, or because there is no other.
fn the_one(found: Vec<ConfigurationStatus>) -> Result<ConfigurationStatus, Refusal> {
    let all: Vec<String> = found
        .iter()
        .map(|found| format!("{} ({})", found.name, found.id))
        .collect();
    let one = <[ConfigurationStatus; 1]>::try_from(found);
    one.map(|[one]| one).map_err(|_| {
        if all.is_empty() {
            Refusal::Usage("cli.act.none", Vec::new())
        } else {
            Refusal::Usage("cli.act.which", vec![("found", all.join(", "))])
        }
    })
}

/// What an act is done to: the one configuration that is meant, or what is left of it where the act was begun. With what this computer
/// knows of it where it is a feed.
async fn target(
    connected: &Cli,
    setup: Option<Setup>,
    act: &Act,
    named: Option<&str>,
) -> Result<(Target, Option<FeedState>), Refusal> {
    let (found, feeds) = configurations(connected, setup, named).await?;
    if let Some(named) = named
        && found.is_empty()
        && let Some(begun) = begun(connected, act, named).await?
    {
        return Ok((begun, None));
    }
    let configuration = the_one(found)?;
    let feed = feeds.into_iter().find(|feed| feed.id == configuration.id);
    if configuration.jobs.is_empty() && *act != Act::Remove {
        return Err(Refusal::Usage("cli.act.no-jobs", vec![("name", configuration.name)]));
    }
    let target = Target {
        service_principal: configuration.id,
        jobs: configuration.jobs.into_iter().map(|job| job.id).collect(),
        name: configuration.name,
        domain: configuration.domain,
    };
    Ok((target, feed))
}

/// The target of this act where it was begun and broke off: its journal is still to be ended, though all may be gone.
async fn begun(connected: &Cli, act: &Act, named: &str) -> Result<Option<Target>, Refusal> {
    let owed = connected.session.owed().await?.into_iter();
    let mut begun = owed.map(|owed| owed.steering).filter(|begun| begun.act == *act);
    let is_meant = |target: &Target| {
        let texts = [
            Some(&target.service_principal),
            Some(&target.name),
            target.domain.as_ref(),
        ];
        is_one_of(texts, named)
    };
    Ok(begun.find(|begun| is_meant(&begun.target)).map(|begun| begun.target))
}

pub(crate) fn is_named(found: &ConfigurationStatus, named: &str) -> bool {
    is_one_of([Some(&found.id), Some(&found.name), found.domain.as_ref()], named)
}

fn is_one_of(texts: [Option<&String>; 3], named: &str) -> bool {
    texts.into_iter().flatten().any(|text| text.eq_ignore_ascii_case(named))
}
