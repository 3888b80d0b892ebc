//! `status`: what exists and how it is doing. Reads only.

use app_core::{JobStatus, TenantStatus};

use crate::arguments::Arguments;
use crate::connect::connect;
use crate::exit::Exit;
use crate::printed::Lines;
use crate::reporter::Refusal;
use crate::task::tell_that_it_ends;
use crate::terminal::unless_stopped;
use crate::words::Words;

/// Of the whole tenant, without a set-up.
pub(crate) async fn of_tenant(arguments: &Arguments, words: &Words) -> Result<Exit, Refusal> {
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, None).await?;
    tell_that_it_ends(&connected, reporter.as_mut());
    let looking = async { Ok(connected.session.status(None).await?) };
    reporter.status(&unless_stopped(looking).await?);
    Ok(Exit::Done)
}

/// Tells it to a person.
pub(crate) fn tell(words: &Words, lines: &Lines, status: &TenantStatus) {
    let flag = match status.synchronization {
        Some(true) => "cli.status.synchronization-on",
        Some(false) => "cli.status.synchronization-off",
        None if status.synchronization_hidden => "cli.status.synchronization-hidden",
        None => "cli.status.synchronization-never",
    };
    lines.line(&words.say(flag, &[]));
    if status.configurations.is_empty() {
        lines.line(&words.say("cli.status.nothing", &[]));
    }
    for configuration in &status.configurations {
        let key = if configuration.domain.is_some() {
            "cli.status.configuration"
        } else {
            "cli.status.no-domain"
        };
        let domain = configuration.domain.as_deref().unwrap_or_default();
        lines.line(&words.say(key, &[("name", &configuration.name), ("domain", domain)]));
        if configuration.jobs.is_empty() {
            lines.line(&format!("    {}", words.say("cli.status.no-jobs", &[])));
        }
        for job in &configuration.jobs {
            lines.line(&format!("    {}", sentence(words, job)));
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
