//! `status`: what exists and how it is doing. Reads only.

use app_core::{ConfigurationStatus, JobStatus, Level, Setup, State, TenantStatus};
use jiff::Timestamp;

use crate::arguments::Arguments;
use crate::connect::connect;
use crate::exit::Exit;
use crate::output::Lines;
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
    let status = unless_stopped(looking).await?;
    reporter.status(&status, None);
    Ok(exit(&status, None))
}

/// 3 where something is stuck, or where a set-up is for a configuration that is not there.
pub(crate) fn exit(status: &TenantStatus, setup: Option<&Setup>) -> Exit {
    let is_missing = setup.is_some() && status.configurations.is_empty();
    if is_missing || status.level() == Level::Urgent {
        Exit::Blocked
    } else {
        Exit::Done
    }
}

/// Tells it to a person.
pub(crate) fn tell(words: &Words, lines: &Lines, status: &TenantStatus, setup: Option<&Setup>) {
    let flag = match status.synchronization {
        Some(true) => "cli.status.synchronization-on",
        Some(false) => "cli.status.synchronization-off",
        None if status.synchronization_hidden => "cli.status.synchronization-hidden",
        None => "cli.status.synchronization-never",
    };
    lines.line(&words.say(flag, &[]));
    if status.configurations.is_empty() {
        lines.line(&match setup {
            Some(setup) => words.say("cli.status.none-expected", &[("subject", setup.subject().name)]),
            None => words.say("cli.status.nothing", &[]),
        });
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

/// How one configuration is doing: its worst job.
pub(crate) fn headline(words: &Words, found: &ConfigurationStatus) -> String {
    match found.worst() {
        Some(job) if job.level == Level::Fine => standing(words, job),
        Some(job) => state(words, job),
        None => words.say("cli.status.no-jobs-yet", &[]),
    }
}

/// How one job is doing, and what it has taken in.
pub(crate) fn sentence(words: &Words, job: &JobStatus) -> String {
    let counts = job
        .synchronized
        .iter()
        .map(|(_, count)| u64::try_from(*count).unwrap_or_default());
    let count = match counts.fold(0, u64::saturating_add) {
        total if total > 0 => words.count("cli.status.in-step", total, &[]),
        _ => String::new(),
    };
    [state(words, job), count].join(" ").trim_end().to_owned()
}

/// In words that people know; Microsoft's own stand beside them.
fn state(words: &Words, job: &JobStatus) -> String {
    let name = template(words, job);
    let name = ("job", name.as_str());
    let Some(cause) = job.cause.filter(|_| job.state != State::RunFailed) else {
        let state = match job.state {
            State::UnknownCode => format!("{} ({})", standing(words, job), job.code),
            _ => standing(words, job),
        };
        return words
            .say("cli.status.job", &[name, ("state", &state), ("count", "")])
            .trim_end()
            .to_owned();
    };
    let (means, todo) = explained(words, cause, job.error.as_deref());
    let (since, until) = (job.since.map(day), job.deadline.map(day));
    let key = match (job.state, &since) {
        (State::SwitchedOff, _) => "cli.status.switched-off",
        (State::WasInQuarantine, _) => "cli.status.was-stuck",
        (_, Some(_)) => "cli.status.stuck-since",
        (_, None) => "cli.status.stuck",
    };
    let said = |date: &Option<String>| date.clone().unwrap_or_default();
    let (since, until) = (said(&since), said(&until));
    let values = [
        name,
        ("means", &means),
        ("todo", &todo),
        ("since", &since),
        ("until", &until),
    ];
    let mut told = vec![words.say(key, &values)];
    if job.state.is_quarantine() && !until.is_empty() {
        told.push(words.say("cli.status.switch-off", &[("until", &until)]));
    }
    if let Some(run) = job.last_good_run {
        told.push(words.say("cli.status.last-good", &[("run", &minute(run))]));
    }
    let codes = [job.reason.as_deref(), job.error.as_deref()];
    let codes: Vec<_> = codes.into_iter().flatten().collect();
    let codes = codes.join(" · ");
    told.push(words.say("cli.status.raw", &[("code", &codes)]));
    told.join(" ")
}

/// What happened and what to do about it.
fn explained(words: &Words, cause: State, error: Option<&str>) -> (String, String) {
    let of_error = error.map(|error| format!("operate.error.{error}"));
    let known = of_error.filter(|key| words.find(&format!("{key}.lead")).is_some());
    let key = known.unwrap_or_else(|| format!("operate.state.{}", cause.as_str().replace('/', ".")));
    let part = |part: &str| words.say_all(&format!("{key}.{part}"), &[]);
    (part("lead"), part("do"))
}

fn standing(words: &Words, job: &JobStatus) -> String {
    let state = match job.state {
        state if state.is_quarantine() => "quarantine",
        State::WasInQuarantine => State::Paused.as_str(),
        state => state.as_str(),
    };
    words.say(&format!("operate.state.{state}.rail"), &[])
}

fn template(words: &Words, job: &JobStatus) -> String {
    let known = format!("common.value.template.{}", job.template);
    words.find(&known).unwrap_or(&job.template).to_owned()
}

fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_count_beyond_all_numbers_is_no_reason_to_end() {
        let counts = [i64::MAX, i64::MAX, i64::MAX, i64::MIN];
        let job = JobStatus {
            id: "x".to_owned(),
            template: "AD2AADProvisioning".to_owned(),
            first_rank: true,
            state: State::InStep,
            level: Level::Fine,
            since: None,
            deadline: None,
            next_try: None,
            last_run: None,
            last_good_run: None,
            began: None,
            affected: None,
            progress: None,
            choice: None,
            cause: None,
            code: "Active".to_owned(),
            reason: None,
            error: None,
            synchronized: counts.map(|count| ("user to User".to_owned(), count)).to_vec(),
        };
        let told = sentence(&Words::new(Language::English), &job);
        assert!(
            told.ends_with("18446744073709551615 objects taken in so far."),
            "{told}"
        );
    }
}
