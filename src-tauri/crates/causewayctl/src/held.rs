//! `deletes list`: whom the delete guard holds back from being removed, by unit and name. Reads only.

use app_core::log::{Held, HeldObject, Why};
use app_core::{ConfigurationStatus, JobStatus, Problem, State};
use serde_json::{Value, json};

use crate::act::is_named;
use crate::apply;
use crate::arguments::{Arguments, Place};
use crate::connect::{connect, read_setup};
use crate::exit::Exit;
use crate::reporter::Refusal;
use crate::task::tell_that_it_ends;
use crate::terminal::unless_stopped;
use crate::text::serde_name;
use crate::words::Words;

pub(crate) async fn list(arguments: &Arguments, words: &Words, place: &Place) -> Result<Exit, Refusal> {
    let setup = place.file.as_deref().map(read_setup).transpose()?;
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, setup.as_ref()).await?;
    tell_that_it_ends(&connected, reporter.as_mut());
    let session = &connected.session;
    let looking = async { Ok(session.status(setup).await?) };
    let mut found = unless_stopped(looking).await?.configurations;
    if let Some(named) = &place.configuration {
        found.retain(|found| is_named(found, named));
        if found.is_empty() {
            return Err(Refusal::Usage("cli.act.none", Vec::new()));
        }
    }
    let (mut lines, mut told) = (Vec::new(), Vec::new());
    for (configuration, job) in found.iter().flat_map(held_jobs) {
        // The round that was stopped ran before the quarantine began.
        let since = job.last_good_run.or(job.since);
        let reading = async { Ok(session.held_deletes(&job.id, since).await) };
        let held = unless_stopped(reading).await?;
        lines.extend(lines_of(words, configuration, job, held.as_ref()));
        told.push(json_of(configuration, job, held.as_ref()));
    }
    if told.is_empty() {
        lines.push(words.say("cli.held.none", &[]));
    }
    apply::name(&connected).await;
    reporter.result(
        session.view().tenant.as_ref(),
        &lines,
        json!({ "event": "held-deletes", "exit": Exit::Done.code(), "held": told }),
    );
    Ok(Exit::Done)
}

fn held_jobs(found: &ConfigurationStatus) -> impl Iterator<Item = (&ConfigurationStatus, &JobStatus)> {
    let held = |job: &&JobStatus| job.cause == Some(State::HeldDeletes);
    found.jobs.iter().filter(held).map(move |job| (found, job))
}

/// Told to a person: the number, the units, and everybody.
fn lines_of(
    words: &Words,
    configuration: &ConfigurationStatus,
    job: &JobStatus,
    held: Result<&Held, &Problem>,
) -> Vec<String> {
    let name = configuration.domain.as_deref().unwrap_or(&configuration.name);
    let counted = job.held_deletes().or_else(|| Some(held.ok()?.objects.len() as u64));
    let first = match counted {
        Some(count) => words.count("cli.held.count", count, &[("name", name)]),
        None => words.say("cli.held.uncounted", &[("name", name)]),
    };
    let rest: Vec<String> = match held {
        Ok(held) => {
            let units = held.units.iter().map(|unit| {
                let count = unit.count.to_string();
                words.say(
                    "cli.held.unit",
                    &[("count", &count), ("unit", place(words, unit.ou.as_ref()))],
                )
            });
            let objects = held.objects.iter().map(|object| line_of(words, object));
            units.chain(objects).collect()
        }
        Err(problem) => {
            let why = words.say(&format!("problems.{}.title", serde_name(&problem.code)), &[]);
            vec![words.say("cli.held.closed", &[("why", &why)])]
        }
    };
    let inside = rest.into_iter().map(|line| format!("    {line}"));
    std::iter::once(first).chain(inside).collect()
}

fn line_of(words: &Words, object: &HeldObject) -> String {
    let kind = words.say(&format!("log.kind.{}", object.kind.as_str()), &[]);
    let id = object.source_id.as_deref().unwrap_or(&kind);
    let why = match object.why {
        Why::NotTold => kind.clone(),
        why => words.say(&format!("log.why.{}", why.as_str()), &[]),
    };
    let values = [
        ("name", object.name.as_deref().unwrap_or(id)),
        ("unit", place(words, object.ou.as_ref())),
        ("why", &why),
    ];
    words.say("cli.held.object", &values)
}

fn place<'a>(words: &'a Words, unit: Option<&'a String>) -> &'a str {
    unit.map_or_else(|| words.find("cli.held.no-unit").unwrap_or_default(), String::as_str)
}

fn json_of(configuration: &ConfigurationStatus, job: &JobStatus, held: Result<&Held, &Problem>) -> Value {
    json!({
        "configuration": configuration.id,
        "job": job.id,
        "count": job.held_deletes(),
        "units": held.ok().map(|held| &held.units),
        "objects": held.ok().map(|held| &held.objects),
        "problem": held.err(),
    })
}
