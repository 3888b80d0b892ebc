//! `doctor`: whether this computer has what a sign-in and a run need. Signs nobody in.

use app_core::doctor::{self, Examined};
use app_core::{Surroundings, state_dir};
use serde_json::json;

use crate::arguments::{Arguments, OutputChoice};
use crate::connect::{cloud, start};
use crate::exit::Exit;
use crate::reporter::Refusal;
use crate::terminal::unless_stopped;
use crate::text::serde_name;
use crate::words::Words;
use crate::{output, surroundings};

pub(crate) async fn doctor(arguments: &Arguments, words: &Words) -> Result<Exit, Refusal> {
    // The demo tenant of this process is examined as any other cloud is.
    let demo;
    let cloud = match cloud(arguments)? {
        Some(cloud) => cloud,
        None => {
            demo = start(arguments)?;
            let origins = demo.connection();
            app_core::Cloud::custom(&origins.graph, &origins.login).map_err(crate::connect::no_demo)?
        }
    };
    let folder = arguments
        .state_dir
        .clone()
        .or_else(state_dir::platform)
        .ok_or(Refusal::Usage("cli.no-state-dir", Vec::new()))?;
    let found = unless_stopped(async { Ok(doctor::examine(&cloud, &folder).await) }).await?;
    let is_wrong = |found: &Examined| found.part.is_needed() && found.problem.is_some();
    let exit = match found.iter().any(is_wrong) {
        true => Exit::Failed,
        false => Exit::Done,
    };
    let around = Surroundings::of(&cloud);
    match arguments.output {
        OutputChoice::Text => {
            found
                .iter()
                .flat_map(|found| lines(words, found))
                .for_each(|line| output::line(&line));
            let around = surroundings::sentences(&around, None, words);
            match around.is_empty() {
                true => output::line(&words.say("cli.doctor.straight", &[])),
                false => output::line(&around.join(" ")),
            }
            let ends = match exit {
                Exit::Done => "cli.doctor.fine",
                _ => "cli.doctor.wrong",
            };
            output::line(&words.say(ends, &[]));
        }
        OutputChoice::Json => output::line(
            &json!({ "event": "doctor", "exit": exit.code(), "found": found, "surroundings": around }).to_string(),
        ),
    }
    Ok(exit)
}

fn lines(words: &Words, found: &Examined) -> Vec<String> {
    let part = format!("cli.doctor.part.{}", found.part.as_str());
    let place = found.place.as_deref().unwrap_or_default();
    let part = words.say(&part, &[("place", place)]);
    let Some(problem) = &found.problem else {
        let (mark, state) = match found.unknown {
            true => ("?", "cli.doctor.unknown"),
            false => ("✓", "cli.doctor.works"),
        };
        return vec![format!("{mark} {}", words.say(state, &[("part", &part)]))];
    };
    let code = serde_name(&problem.code);
    let facts: Vec<(&str, &str)> = problem
        .facts
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let say = |what: &str| words.say_all(&format!("problems.{code}.{what}"), &facts);
    let mut lines = vec![format!("! {part}: {}", say("title")), format!("    {}", say("todo"))];
    if !found.part.is_needed() {
        lines.push(format!("    {}", words.say("cli.doctor.not-needed", &[])));
    }
    lines.push(format!(
        "    {}: {}",
        words.say("common.problem.cause", &[]),
        crate::terminal::harmless(&problem.details)
    ));
    lines
}
