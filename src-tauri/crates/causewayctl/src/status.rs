//! `status`: what exists and how it is doing. Reads only.

use app_core::view::OwedAct;
use app_core::{
    AppsSeen, ConfigurationStatus, FeedState, JobStatus, Level, SessionHandle, Setup, TenantStatus, Unseen,
};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::arguments::{Arguments, FailOn};
use crate::beside;
use crate::connect::connect;
use crate::exit::Exit;
use crate::feed;
use crate::output::Lines;
use crate::reporter::Refusal;
use crate::task::tell_that_it_ends;
use crate::terminal::unless_stopped;
use crate::text::serde_name;
use crate::told::{Told, day, minute, template, told};
use crate::words::Words;

/// Of the whole tenant, without a set-up.
pub(crate) async fn of_tenant(
    arguments: &Arguments,
    words: &Words,
    fail_on: FailOn,
    all_apps: bool,
) -> Result<Exit, Refusal> {
    let mut reporter = arguments.reporter(words, None);
    let status = look(arguments, reporter.as_mut(), all_apps).await?;
    let exit = exit(&status, None, fail_on);
    reporter.status(&status, None, exit);
    Ok(exit)
}

/// Looks at the whole tenant, at all of its apps too where that is wanted.
pub(crate) async fn look(
    arguments: &Arguments,
    reporter: &mut dyn crate::reporter::Reporter,
    all_apps: bool,
) -> Result<TenantStatus, Refusal> {
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter, tenant, None).await?;
    tell_that_it_ends(&connected, reporter);
    unless_stopped(look_at(&connected.session, all_apps)).await
}

/// Looks at the tenant of this session.
pub(crate) async fn look_at(session: &SessionHandle, all_apps: bool) -> Result<TenantStatus, Refusal> {
    let status = session.status(None).await?;
    if !all_apps {
        return Ok(status);
    }
    Ok(status.with(session.all_apps().await?))
}

/// 3 where something asks for as much as that, or where a set-up is for a configuration that is not there.
pub(crate) fn exit(status: &TenantStatus, setup: Option<&Setup>, fail_on: FailOn) -> Exit {
    let stops = match fail_on {
        FailOn::Urgent => status.level() == Level::Urgent || is_missing(status, setup),
        FailOn::NeedsYou => status.level() >= Level::CannotSee || is_missing(status, setup),
        FailOn::Never => false,
    };
    if stops { Exit::Blocked } else { Exit::Done }
}

/// Nothing is there for the set-up.
pub(crate) fn is_missing(status: &TenantStatus, setup: Option<&Setup>) -> bool {
    missing(status, setup) > 0
}

/// How much of what a set-up is about is not there: of one with rows, how many of them.
fn missing(status: &TenantStatus, setup: Option<&Setup>) -> usize {
    let found = status.configurations.len() + status.unseen.len();
    setup.map_or(0, |setup| setup.keys().len().max(1).saturating_sub(found))
}

/// Tells it to a person.
pub(crate) fn tell(words: &Words, lines: &Lines, status: &TenantStatus, setup: Option<&Setup>) {
    status.owed.iter().for_each(|act| lines.line(&owed(words, act)));
    let follows_directory = setup.is_none_or(Setup::follows_directory);
    if follows_directory {
        surroundings(words, lines, status);
    }
    if status.configurations.is_empty() && status.unseen.is_empty() {
        lines.line(&match setup {
            Some(setup) => words.say("cli.status.none-expected", &[("subject", setup.subject().name)]),
            None => words.say("cli.status.nothing", &[]),
        });
    }
    let (missing, all) = (missing(status, setup), setup.map_or(0, |setup| setup.keys().len()));
    if (1..all).contains(&missing) {
        lines.line(&words.count("cli.rows.missing", missing as u64, &[]));
    }
    let configurations = status.configurations.iter();
    let (worse, better): (Vec<_>, Vec<_>) = configurations.partition(|found| found.level > Level::CannotSee);
    let told = |found: &&ConfigurationStatus| configuration(words, lines, found, follows_directory, status.at);
    worse.iter().for_each(told);
    status.unseen.iter().for_each(|hidden| unseen(words, lines, hidden));
    better.iter().for_each(told);
    status.feeds.iter().for_each(|known| feed(words, lines, known));
    status.apps.iter().for_each(|seen| apps(words, lines, seen));
}

fn feed(words: &Words, lines: &Lines, known: &FeedState) {
    let name = if known.name.is_empty() { &known.id } else { &known.name };
    lines.line(&words.say("cli.status.feed", &[("name", name)]));
    for line in feed::state::lines(words, known) {
        lines.line(&format!("    {line}"));
    }
}

/// What stands around everything that follows Active Directory.
fn surroundings(words: &Words, lines: &Lines, status: &TenantStatus) {
    let flag = match status.synchronization {
        Some(true) => "cli.status.synchronization-on",
        Some(false) => "cli.status.synchronization-off",
        None if status.synchronization_hidden => "cli.status.synchronization-hidden",
        None => "cli.status.synchronization-never",
    };
    lines.line(&words.say(flag, &[]));
    if let Some(agents) = status.agents {
        let (active, of) = (agents.active.to_string(), agents.of.to_string());
        lines.line(&words.say("cli.status.agents", &[("active", &active), ("of", &of)]));
    }
}

/// How many apps were asked, and how many of them could not be.
fn apps(words: &Words, lines: &Lines, seen: &AppsSeen) {
    lines.line(&words.count("cli.status.apps", seen.looked as u64, &[]));
    if let Some(problem) = &seen.problem {
        let why = words.say(&format!("problems.{}.title", serde_name(&problem.code)), &[]);
        lines.line(&words.count("cli.status.apps-unseen", seen.unseen as u64, &[("why", &why)]));
    }
}

/// An act that was begun and not ended, and what it may have left behind.
fn owed(words: &Words, OwedAct { steering, .. }: &OwedAct) -> String {
    let name = steering.target.domain.as_ref().unwrap_or(&steering.target.name);
    let values = [("domain", name.as_str())];
    let way = words.say(&format!("operate.way.{}.title", steering.act.as_str()), &values);
    let title = words.say("operate.owed.title", &[("way", &way), ("domain", name)]);
    match steering.act.other_on_guard() {
        Some(_) => format!("{title}. {}", words.say("operate.owed.guard", &[])),
        None => format!("{title}."),
    }
}

fn configuration(words: &Words, lines: &Lines, found: &ConfigurationStatus, follows_directory: bool, now: Timestamp) {
    let inside = |text: &str| lines.line(&format!("    {text}"));
    let name = label(found);
    let worst = found.worst().map(|job| (job, told(words, job, name, now)));
    let main = found.main_beside().map(|line| beside::told(words, line, name));
    lines.line(&match (&main, &worst) {
        (Some(said), _) | (None, Some((_, said))) => said.title.clone(),
        (None, None) => words.say("operate.state.never-started.title", &[("domain", name)]),
    });
    match &found.domain {
        None if !follows_directory || is_app(found) => {}
        None => inside(&words.say("cli.status.no-domain", &[("name", &found.name)])),
        Some(domain) if *domain != found.name => {
            inside(&words.say("cli.status.configuration", &[("name", &found.name)]))
        }
        Some(_) => {}
    }
    let explain = |said: &Told| {
        inside(&said.lead);
        for (place, step) in said.todo.iter().enumerate() {
            inside(&format!("{}. {step}", place + 1));
        }
    };
    main.iter().for_each(explain);
    let others = found.beside.iter().filter(|line| Some(line.code) != found.main_beside);
    let others = || others.clone().for_each(|line| inside(&beside::lead(words, line, name)));
    let Some((worst, said)) = worst else {
        inside(&words.say("cli.status.no-jobs", &[]));
        others();
        return;
    };
    explain(&said);
    if let Some(count) = worst.held_deletes().filter(|count| *count > 0) {
        inside(&words.count("cli.held.count", count, &[("name", name)]));
    }
    for date in dates(words, worst) {
        inside(&date);
    }
    if worst.state.is_quarantine() {
        let works = match worst.of_app {
            true => "operate.app.works".to_owned(),
            false => format!("operate.works.{}", worst.template),
        };
        for part in ["goes-on", "stands"] {
            let key = format!("{works}.{part}");
            if words.find(&key).is_some() {
                inside(&words.say(&key, &[]));
            }
        }
    }
    for job in &found.jobs {
        if Some(&job.id) != found.main_job.as_ref() || taken_in(job) > 0 {
            inside(&line_of(words, job, name, now));
        }
    }
    others();
    if worst.level > Level::Moving {
        inside(&words.say("cli.status.details", &[("details", &details(worst))]));
    }
}

/// What is to come, and what was last well.
fn dates(words: &Words, job: &JobStatus) -> Vec<String> {
    let mut told = Vec::new();
    if job.state.is_quarantine() {
        if let Some(at) = job.next_try {
            told.push(words.say("cli.status.next-try", &[("at", &minute(at))]));
        }
        if let Some(until) = job.deadline {
            told.push(words.say("cli.status.switch-off", &[("until", &day(until))]));
        }
    }
    if let Some(run) = job.last_good_run.filter(|_| job.level > Level::Moving) {
        told.push(words.say("cli.status.last-good", &[("run", &minute(run))]));
    }
    told
}

fn unseen(words: &Words, lines: &Lines, hidden: &Unseen) {
    let name = hidden.domain.as_deref().unwrap_or(&hidden.name);
    lines.line(&words.say("cli.status.hidden", &[("name", name)]));
    let problem = serde_name(&hidden.problem.code);
    lines.line(&format!("    {}", words.say(&format!("problems.{problem}.title"), &[])));
}

/// What a configuration is called: by its domain where that is known.
pub(crate) fn label(found: &ConfigurationStatus) -> &str {
    found.domain.as_deref().unwrap_or(&found.name)
}

/// It has jobs of an app, and what stands around configurations says nothing of it.
fn is_app(found: &ConfigurationStatus) -> bool {
    found.jobs.iter().any(|job| job.of_app)
}

/// How one configuration is doing, in a few words: its worst job, or what is worse around it.
pub(crate) fn headline(words: &Words, found: &ConfigurationStatus, now: Timestamp) -> String {
    match (found.main_beside(), found.worst()) {
        (Some(line), _) => beside::told(words, line, label(found)).short,
        (None, Some(job)) => told(words, job, label(found), now).short,
        (None, None) => words.say("operate.state.never-started.rail", &[]),
    }
}

/// One job in a line, with what it has taken in.
pub(crate) fn line_of(words: &Words, job: &JobStatus, domain: &str, now: Timestamp) -> String {
    let name = template(words, &job.template);
    let state = told(words, job, domain, now).short;
    let count = match taken_in(job) {
        0 => String::new(),
        total => words.count("cli.status.taken-in", total, &[]),
    };
    let said = words.say(
        "cli.status.job",
        &[("job", &name), ("state", &state), ("count", &count)],
    );
    said.trim_end().to_owned()
}

fn taken_in(job: &JobStatus) -> u64 {
    let counts = job.synchronized.iter();
    let counts = counts.map(|(_, count)| u64::try_from(*count).unwrap_or_default());
    counts.fold(0, u64::saturating_add)
}

/// Microsoft's own words, for its support.
fn details(job: &JobStatus) -> String {
    let codes = [job.reason.as_deref(), job.error.as_deref()].into_iter().flatten();
    let said: Vec<&str> = [job.code.as_str()]
        .into_iter()
        .chain(codes)
        .chain([job.id.as_str()])
        .collect();
    said.join(" · ")
}

/// The same for programs: each configuration with the sentence's code and values.
pub(crate) fn configurations(status: &TenantStatus) -> Vec<Value> {
    let configurations = status.configurations.iter();
    configurations
        .map(|found| {
            let worst = found.worst();
            let mut told = json!(found);
            told["lastGoodRun"] = json!(worst.and_then(|job| job.last_good_run));
            told["nextTry"] = json!(worst.and_then(|job| job.next_try));
            told["agents"] = json!(status.agents.filter(|_| !is_app(found)));
            told["sentence"] = json!({
                "code": found.main_beside.map_or_else(|| json!(found.state), |code| json!(code)),
                "values": { "domain": label(found), "since": found.since, "deadline": found.deadline, "affected": found.affected },
            });
            told
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{configuration, in_step, stuck, tenant};
    use crate::words::Language;

    #[test]
    fn a_count_beyond_all_numbers_is_no_reason_to_end() {
        let counts = [i64::MAX, i64::MAX, i64::MAX, i64::MIN];
        let job = JobStatus {
            synchronized: counts.map(|count| ("user to User".to_owned(), count)).to_vec(),
            ..in_step()
        };
        let now = tenant(Vec::new()).at;
        let told = line_of(&Words::new(Language::English), &job, "x", now);
        assert!(
            told.ends_with("18446744073709551615 objects taken in so far."),
            "{told}"
        );
    }

    #[test]
    fn what_is_stuck_decides_the_exit_code_unless_that_is_not_wanted() {
        let held = tenant(vec![configuration("a.example", stuck())]);
        assert_eq!(exit(&held, None, FailOn::Urgent), Exit::Blocked);
        assert_eq!(exit(&held, None, FailOn::Never), Exit::Done);
        let failing = JobStatus {
            level: Level::NeedsYou,
            ..in_step()
        };
        let failing = tenant(vec![configuration("a.example", failing)]);
        assert_eq!(exit(&failing, None, FailOn::Urgent), Exit::Done);
        assert_eq!(exit(&failing, None, FailOn::NeedsYou), Exit::Blocked);
    }

    #[test]
    fn programs_get_the_state_and_people_the_sentence() {
        let status = tenant(vec![configuration("a.example", stuck())]);
        let told = &configurations(&status)[0];
        assert_eq!(told["state"], json!("quarantine/agent-silent"));
        assert_eq!(told["sentence"]["code"], told["state"]);
        assert_eq!(told["agents"], json!({ "active": 0, "of": 2 }));
        assert_eq!(told["lastGoodRun"], json!("2026-11-29T11:58:00Z"));
        let said = told_of(&status);
        assert_eq!(said.title, "a.example has been stuck for 20 days");
        assert_eq!(said.lead, "The provisioning agent gives no answer.");
        assert_eq!(said.todo.len(), 3);
        assert!(!format!("{said:?}").contains("HybridIdentity"), "{said:?}");
    }

    fn told_of(status: &TenantStatus) -> crate::told::Told {
        let found = &status.configurations[0];
        told(&Words::new(Language::English), &found.jobs[0], label(found), status.at)
    }
}
