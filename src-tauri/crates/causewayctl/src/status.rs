//! `status [SETUP]`: what exists and how it is doing. Reads only.

use std::path::Path;

use app_core::{JobStatus, TenantStatus};

use crate::arguments::Arguments;
use crate::connect::{connect, read_setup};
use crate::exit::Exit;
use crate::printed;
use crate::reporter::Refusal;
use crate::words::Words;

pub(crate) async fn status(arguments: &Arguments, words: &Words, setup: Option<&Path>) -> Result<Exit, Refusal> {
    let setup = setup.map(read_setup).transpose()?;
    let connected = connect(arguments, setup.as_ref()).await?;
    let status = connected.session.status(setup).await?;
    arguments.reporter(words).status(&status);
    Ok(Exit::Done)
}

/// Tells it to a person.
pub(crate) fn tell(words: &Words, status: &TenantStatus) {
    let flag = match status.synchronization {
        Some(true) => "cli.status.synchronization-on",
        Some(false) => "cli.status.synchronization-off",
        None => "cli.status.synchronization-never",
    };
    printed::line(&words.say(flag, &[]));
    if status.configurations.is_empty() {
        printed::line(&words.say("cli.status.nothing", &[]));
    }
    for configuration in &status.configurations {
        let key = if configuration.domain.is_some() {
            "cli.status.configuration"
        } else {
            "cli.status.no-domain"
        };
        let domain = configuration.domain.as_deref().unwrap_or_default();
        printed::line(&words.say(key, &[("name", &configuration.name), ("domain", domain)]));
        if configuration.jobs.is_empty() {
            printed::line(&format!("    {}", words.say("cli.status.no-jobs", &[])));
        }
        for job in &configuration.jobs {
            printed::line(&format!("    {}", sentence(words, job)));
        }
    }
}

/// How one job is doing.
pub(crate) fn sentence(words: &Words, job: &JobStatus) -> String {
    let known = format!("common.value.template.{}", job.template);
    let template = words.find(&known).unwrap_or(&job.template).to_owned();
    let state = match (&job.quarantine, job.running) {
        (Some(quarantine), _) => {
            let error = quarantine.error.as_deref().unwrap_or_default();
            words.say(
                "cli.status.quarantine",
                &[("reason", &quarantine.reason), ("error", error)],
            )
        }
        (None, false) => words.say("cli.status.not-running", &[]),
        (None, true) if job.first_cycle_done => words.say("cli.status.steady", &[]),
        (None, true) => words.say("cli.status.first-cycle", &[]),
    };
    let total: i64 = job.synchronized.iter().map(|(_, count)| count).sum();
    let count = match u64::try_from(total) {
        Ok(total) if total > 0 => words.count("cli.status.in-step", total, &[]),
        _ => String::new(),
    };
    words
        .say(
            "cli.status.job",
            &[("job", &template), ("state", &state), ("count", &count)],
        )
        .trim_end()
        .to_owned()
}
