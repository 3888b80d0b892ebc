//! `check`: one line for a monitoring system, with its exit codes and performance data.

use std::cmp::Reverse;

use app_core::{ConfigurationStatus, JobStatus, Level, TenantStatus};
use jiff::{SignedDuration, Timestamp};

use crate::arguments::{Arguments, MaybeSetups};
use crate::beside;
use crate::looks::{Look, looks, reason};
use crate::output;
use crate::status::{is_missing, label};
use crate::terminal::harmless;
use crate::told::{day, told};
use crate::words::Words;

/// How old the last good run may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) warn: SignedDuration,
    pub(crate) crit: SignedDuration,
}

/// What a monitoring system knows; the worst is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Service {
    Ok,
    Unknown,
    Warning,
    Critical,
}

impl Service {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Warning => 1,
            Self::Critical => 2,
            Self::Unknown => 3,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        }
    }

    fn of(level: Level) -> Self {
        match level {
            Level::Fine | Level::Moving => Self::Ok,
            Level::CannotSee => Self::Unknown,
            Level::NeedsYou => Self::Warning,
            Level::Urgent => Self::Critical,
        }
    }
}

/// One thing that is watched.
#[derive(Debug)]
struct Line {
    service: Service,
    name: String,
    text: String,
    /// Label and value with its limits.
    numbers: Vec<(&'static str, String)>,
}

/// Prints it and answers with its exit code.
pub(crate) async fn check(arguments: &Arguments, words: &Words, asked: &MaybeSetups, limits: Limits) -> Service {
    let looks = match looks(arguments, words, asked).await {
        Ok(looks) => looks,
        Err(refusal) => {
            output::line(&plain(&format!("UNKNOWN - {}", reason(words, &refusal))));
            return Service::Unknown;
        }
    };
    let (worst, said) = told_of(words, &looks, limits);
    said.iter().for_each(|line| output::line(line));
    worst
}

fn told_of(words: &Words, looks: &[Look], limits: Limits) -> (Service, Vec<String>) {
    let mut lines: Vec<Line> = looks.iter().flat_map(|look| of_look(words, look, limits)).collect();
    lines.sort_by_key(|line| Reverse(line.service));
    let worst = lines.first().map_or(Service::Unknown, |line| line.service);
    let several = lines.len() > 1;
    let numbers = lines.iter().flat_map(|line| {
        let name = several.then_some(line.name.as_str());
        line.numbers.iter().map(move |(label, value)| match name {
            Some(name) => format!("'{} {label}'={value}", quoted(name)),
            None => format!("{label}={value}"),
        })
    });
    let numbers = numbers.collect::<Vec<_>>().join(" ");
    let mut said: Vec<String> = lines
        .iter()
        .map(|line| plain(&format!("{} - {}", line.service.name(), line.text)))
        .collect();
    if let Some(first) = said.first_mut().filter(|_| !numbers.is_empty()) {
        *first = format!("{first} | {numbers}");
    }
    (worst, said)
}

fn of_look(words: &Words, look: &Look, limits: Limits) -> Vec<Line> {
    let line = |service, text: String| Line {
        service,
        name: look.tenant.clone(),
        text,
        numbers: Vec::new(),
    };
    let status = match &look.seen {
        Ok(status) => status,
        Err(refusal) => {
            let why = reason(words, refusal);
            return vec![line(Service::Unknown, format!("{}: {why}", look.tenant))];
        }
    };
    if let Some(setup) = look.setup.as_ref().filter(|setup| is_missing(status, Some(setup))) {
        let subject = ("subject", setup.subject().name);
        return vec![line(
            Service::Critical,
            words.say("cli.status.none-expected", &[subject]),
        )];
    }
    let seen = status
        .configurations
        .iter()
        .map(|found| of_configuration(words, status, found, limits));
    let unseen = status.unseen.iter().map(|hidden| {
        let name = hidden.domain.as_deref().unwrap_or(&hidden.name);
        line(Service::Unknown, words.say("cli.status.hidden", &[("name", name)]))
    });
    let lines: Vec<Line> = seen.chain(unseen).collect();
    if lines.is_empty() {
        return vec![line(Service::Unknown, words.say("cli.status.nothing", &[]))];
    }
    lines
}

fn of_configuration(words: &Words, status: &TenantStatus, found: &ConfigurationStatus, limits: Limits) -> Line {
    let now = status.at;
    let main = found.jobs.iter().find(|job| job.first_rank).or(found.worst());
    let age = main
        .and_then(|job| job.last_good_run)
        .map(|run| now.duration_since(run));
    let by_age = match (main, age) {
        (Some(job), Some(age)) if job.state.is_scheduled() && age >= limits.crit => Service::Critical,
        (Some(job), Some(age)) if job.state.is_scheduled() && age >= limits.warn => Service::Warning,
        _ => Service::Ok,
    };
    Line {
        service: Service::of(found.level).max(by_age),
        name: label(found).to_owned(),
        text: match (found.main_beside(), found.worst()) {
            (Some(line), _) => beside::told(words, line, label(found)).title,
            (None, Some(job)) => sentence(words, job, label(found), now),
            (None, None) => words.say("operate.state.never-started.title", &[("domain", label(found))]),
        },
        numbers: numbers(status, found, age, limits),
    }
}

fn sentence(words: &Words, job: &JobStatus, name: &str, now: Timestamp) -> String {
    let title = told(words, job, name, now).title;
    let until = job.deadline.filter(|_| job.state.is_quarantine()).map(day);
    match until {
        Some(until) => format!("{title}. {}", words.say("cli.status.switch-off", &[("until", &until)])),
        None => title,
    }
}

fn numbers(
    status: &TenantStatus,
    found: &ConfigurationStatus,
    age: Option<SignedDuration>,
    limits: Limits,
) -> Vec<(&'static str, String)> {
    let mut numbers = Vec::new();
    if let Some(deadline) = found.deadline {
        let days = deadline.duration_since(status.at).as_hours().max(0) / 24;
        numbers.push(("days_left", format!("{days};14:;7:")));
    }
    let failing = found.worst().map_or(0, |job| job.failing);
    numbers.push(("failing", failing.to_string()));
    if let Some(age) = age {
        let (warn, crit) = (limits.warn.as_secs(), limits.crit.as_secs());
        numbers.push(("last_run_age", format!("{}s;{warn};{crit}", age.as_secs().max(0))));
    }
    if let Some(agents) = status.agents {
        numbers.push(("agents", format!("{};2:;1:", agents.active)));
    }
    numbers
}

/// A line of its own without what parts the text from the numbers.
fn plain(text: &str) -> String {
    harmless(text).replace('|', "/")
}

/// A name inside the quotes of a label.
fn quoted(name: &str) -> String {
    plain(name).replace('=', "_").replace('\'', "''")
}

#[cfg(test)]
mod tests {
    use app_core::State;

    use super::*;
    use crate::reporter::Refusal;
    use crate::samples::{configuration, in_step, stuck, tenant};
    use crate::words::Language;

    const LIMITS: Limits = Limits {
        warn: SignedDuration::from_hours(1),
        crit: SignedDuration::from_hours(24),
    };

    fn said(seen: Vec<Result<TenantStatus, Refusal>>) -> (Service, Vec<String>) {
        let look = |seen| Look {
            tenant: "contoso".to_owned(),
            setup: None,
            seen,
        };
        let looks: Vec<Look> = seen.into_iter().map(look).collect();
        told_of(&Words::new(Language::English), &looks, LIMITS)
    }

    #[test]
    fn one_that_is_stuck_is_told_with_its_days_and_numbers() {
        let (service, lines) = said(vec![Ok(tenant(vec![configuration("corp.contoso.com", stuck())]))]);
        assert_eq!(service.code(), 2);
        assert_eq!(
            lines,
            [
                "CRITICAL - corp.contoso.com has been stuck for 20 days. Microsoft switches it off on 2026-12-27. | \
              days_left=8;14:;7: failing=0 last_run_age=1728120s;3600;86400 agents=0;2:;1:"
            ]
        );
    }

    #[test]
    fn removals_that_are_held_back_are_no_objects_that_fail() {
        for (state, cause, failing) in [
            (State::HeldDeletes, State::HeldDeletes, "failing=0 "),
            (State::WasInQuarantine, State::HeldDeletes, "failing=0 "),
            (State::TooManyFail, State::TooManyFail, "failing=600 "),
        ] {
            let job = JobStatus {
                state,
                cause: Some(cause),
                affected: Some(600),
                failing: if cause == State::TooManyFail { 600 } else { 0 },
                ..stuck()
            };
            let held = job.held_deletes();
            assert_eq!(held, Some(if cause == State::HeldDeletes { 600 } else { 0 }));
            let (_, lines) = said(vec![Ok(tenant(vec![configuration("corp.contoso.com", job)]))]);
            assert!(lines[0].contains(failing), "{lines:?}");
        }
    }

    #[test]
    fn a_good_run_too_long_ago_is_a_warning_even_if_the_state_is_well() {
        let (service, lines) = said(vec![Ok(tenant(vec![configuration("corp.contoso.com", in_step())]))]);
        assert_eq!(service, Service::Warning, "{lines:?}");
        let well = JobStatus {
            last_good_run: Some("2026-12-19T11:50:00Z".parse().unwrap()),
            ..in_step()
        };
        let (service, _) = said(vec![Ok(tenant(vec![configuration("corp.contoso.com", well)]))]);
        assert_eq!(service, Service::Ok);
    }

    #[test]
    fn of_several_the_worst_comes_first_and_each_number_names_its_own() {
        let hostile = "a|b='c'\u{1b}\n";
        let seen = tenant(vec![
            configuration("corp.contoso.com", stuck()),
            configuration(hostile, in_step()),
        ]);
        let refused = Refusal::SignIn("cli.no-tenant", Vec::new());
        let (service, lines) = said(vec![Err(refused), Ok(seen)]);
        assert_eq!(service, Service::Critical);
        assert_eq!(lines.len(), 3);
        assert!(lines[0].starts_with("CRITICAL - corp.contoso.com"), "{lines:?}");
        assert!(lines[0].contains("'corp.contoso.com days_left'=8;14:;7:"), "{lines:?}");
        assert!(lines[0].contains("'a/b_''c''\u{fffd}\u{fffd} failing'=0"), "{lines:?}");
        assert!(
            lines[1].starts_with("WARNING - ") && lines[2].starts_with("UNKNOWN - contoso: "),
            "{lines:?}"
        );
        assert_eq!(lines.iter().filter(|line| line.contains('|')).count(), 1);
        assert!(!lines.iter().any(|line| line.contains(['\n', '\u{1b}'])));
    }

    #[test]
    fn what_cannot_be_seen_is_unknown() {
        assert_eq!(
            said(vec![Err(Refusal::SignIn("cli.no-tenant", Vec::new()))]).0.code(),
            3
        );
        assert_eq!(said(vec![Ok(tenant(Vec::new()))]).0.code(), 3);
    }
}
