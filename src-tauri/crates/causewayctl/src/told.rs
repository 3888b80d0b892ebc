//! How a job stands, in sentences: the same as in the window (`ui/src/provisioning/stateWords.ts`).

use app_core::{Choice, Deed, JobStatus, Level, State};
use jiff::{SignedDuration, Timestamp};

use crate::words::Words;

/// A state told to a person.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) title: String,
    pub(crate) lead: String,
    /// At most three, in order.
    pub(crate) todo: Vec<String>,
    /// The same in a few words, for a list.
    pub(crate) short: String,
}

/// The job of what is called `domain`.
pub(crate) fn told(words: &Words, job: &JobStatus, domain: &str, now: Timestamp) -> Told {
    let name = if job.first_rank {
        domain.to_owned()
    } else {
        let job = template(words, &job.template);
        words.say("operate.part", &[("job", &job), ("domain", domain)])
    };
    let began = job.began.filter(|_| job.state == State::RunningNow);
    let since = began.or(job.since).or(job.last_run);
    let time = since.map_or(String::new(), |since| lasting(words, now.duration_since(since)));
    let (day, run) = (job.deadline.map(day), job.last_run.map(minute));
    let values = [
        ("domain", name.as_str()),
        ("time", &time),
        ("day", day.as_deref().unwrap_or_default()),
        ("run", run.as_deref().unwrap_or_default()),
        ("code", &job.code),
    ];
    let path = path_of(job);
    let part = |part: &str| {
        let key = key_of(words, job, &path, part);
        match words.find(&key) {
            Some(_) => words.say(&key, &values),
            None => words.count(&key, job.affected.unwrap_or(1), &values),
        }
    };
    let why = job.cause.map(|cause| cause_path(words, cause, job.error.as_deref()));
    let own = (!job.state.is_quarantine()).then(|| part("lead"));
    let paused = job.paused.as_ref().map(|paused| who_paused(words, paused));
    let of_cause = why.as_ref().map(|why| words.say(&key_of(words, job, why, "lead"), &[]));
    let mut todo = words.list(&key_of(words, job, why.as_ref().unwrap_or(&path), "do"));
    todo.extend(then(words, job));
    Told {
        title: part("title"),
        lead: own
            .into_iter()
            .chain(paused)
            .chain(of_cause)
            .collect::<Vec<_>>()
            .join(" "),
        todo,
        short: part("rail"),
    }
}

fn who_paused(words: &Words, paused: &Deed) -> String {
    let when = minute(paused.at);
    match &paused.by {
        Some(by) => words.say("operate.paused.by", &[("by", by), ("when", &when)]),
        None => words.say("operate.paused.when", &[("when", &when)]),
    }
}

/// Where a part of it is told. Of an app it is told in words of its own where the others are about Active Directory.
fn key_of(words: &Words, job: &JobStatus, path: &str, part: &str) -> String {
    let own = format!("operate.app.{path}.{part}");
    if job.of_app && words.has(&own) {
        own
    } else {
        format!("operate.{path}.{part}")
    }
}

/// Where the title of a state stands: in quarantine it is the same whatever the cause.
fn path_of(job: &JobStatus) -> String {
    let state = match job.state {
        state if state.is_quarantine() && job.since.is_some() => "quarantine".to_owned(),
        state if state.is_quarantine() => "quarantine.undated".to_owned(),
        State::Silent if job.level == Level::Urgent => "silent.long".to_owned(),
        State::Starting if job.level == Level::NeedsYou => "starting.late".to_owned(),
        state => state.as_str().replace('/', "."),
    };
    format!("state.{state}")
}

/// Where it is told why: at Microsoft's code where that has words of its own, else at the state.
fn cause_path(words: &Words, cause: State, error: Option<&str>) -> String {
    let own = error.map(|error| format!("error.{error}"));
    let own = own.filter(|path| words.find(&format!("operate.{path}.lead")).is_some());
    own.unwrap_or_else(|| format!("state.{}", cause.as_str().replace('/', ".")))
}

/// What follows the repair.
fn then(words: &Words, job: &JobStatus) -> Option<String> {
    match job.choice? {
        Choice::Everybody => Some(words.say("operate.then.everybody", &[])),
        Choice::GoOn if job.cause.is_some() => {
            let go_on = words.say("operate.then.go-on", &[]);
            let wait = job.state.is_quarantine().then(|| words.say("operate.then.wait", &[]));
            Some([Some(go_on), wait].into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        Choice::GoOn | Choice::Decide => None,
    }
}

/// What people call a job with this template; one that is not known keeps Microsoft's name.
pub(crate) fn template(words: &Words, template: &str) -> String {
    let known = format!("common.value.template.{template}");
    words.find(&known).unwrap_or(template).to_owned()
}

/// "2 days", in whole units.
pub(crate) fn lasting(words: &Words, time: SignedDuration) -> String {
    let minutes = u64::try_from(time.as_mins()).unwrap_or_default();
    let (unit, count) = match minutes {
        0..100 => ("minutes", minutes.max(1)),
        100..2880 => ("hours", minutes / 60),
        _ => ("days", minutes / 1440),
    };
    words.count(&format!("operate.time.{unit}"), count, &[])
}

pub(crate) fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

pub(crate) fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{at, stuck};
    use crate::words::Language;

    const AGENT: [&str; 2] = [
        "Microsoft Entra Provisioning Agent",
        "Microsoft Azure AD Connect Provisioning Agent",
    ];

    /// Every state, those in quarantine as the cause of what else may follow, each with all that a job may tell.
    fn every_job() -> Vec<JobStatus> {
        let levels = [Level::Fine, Level::NeedsYou, Level::Urgent];
        let one = |state: &State, level: Level, affected| {
            let is_of_cause = matches!(state, State::WasInQuarantine | State::SwitchedOff | State::RunFailed);
            JobStatus {
                state: *state,
                level,
                affected: Some(affected),
                choice: state.choice(),
                cause: state
                    .is_quarantine()
                    .then_some(*state)
                    .or(is_of_cause.then_some(State::AgentSlow)),
                began: Some(at("2026-12-19T11:58:00Z")),
                error: None,
                ..stuck()
            }
        };
        let of_state = |state| {
            levels
                .into_iter()
                .flat_map(move |level| [one(state, level, 1), one(state, level, 37)])
        };
        State::ALL.iter().flat_map(of_state).collect()
    }

    #[test]
    fn every_state_has_words_in_every_language() {
        for language in Language::ALL {
            let words = Words::new(language);
            for job in every_job() {
                let said = told(&words, &job, "corp.contoso.com", at("2026-12-19T12:00:00Z"));
                let all = [&said.title, &said.lead, &said.short].into_iter().chain(&said.todo);
                for sentence in all {
                    let is_gap = sentence.is_empty() || sentence.contains("operate.") || sentence.contains("  ");
                    assert!(!is_gap, "{language:?} {:?}: {said:?}", job.state);
                }
                assert!(said.title.contains("corp.contoso.com"), "{said:?}");
                assert!(said.todo.len() <= 3, "{said:?}");
                let asks = job.state.level() >= Level::NeedsYou;
                assert!(!asks || !said.todo.is_empty(), "{language:?} {:?}", job.state);
            }
        }
    }

    #[test]
    fn nothing_is_told_of_an_app_that_is_about_active_directory() {
        // Of a job that writes to Active Directory these are true, whatever it is of.
        let of_agents = [
            State::NoAgent,
            State::AgentSilent,
            State::AgentSlow,
            State::AdUnreachable,
            State::OtherDomain,
            State::NoData,
        ];
        for language in Language::ALL {
            let words = Words::new(language);
            for job in every_job() {
                let caused = !job.state.is_quarantine() && job.cause.is_some();
                let cause = if caused { Some(State::Credentials) } else { job.cause };
                if of_agents.contains(&job.state) {
                    continue;
                }
                let job = JobStatus {
                    of_app: true,
                    cause,
                    ..job
                };
                let said = told(&words, &job, "Box", at("2026-12-19T12:00:00Z"));
                let all = format!("{said:?}");
                let untrue = ["Active Directory", " agent", " agen ", " OU", "operate."];
                assert!(!untrue.iter().any(|text| all.contains(text)), "{language:?}: {all}");
                assert!(said.todo.len() <= 3, "{all}");
            }
        }
    }

    #[test]
    fn the_service_of_the_agent_is_called_by_both_names_the_new_one_first() {
        for language in Language::ALL {
            let words = Words::new(language);
            for cause in [State::AgentSilent, State::AgentSlow] {
                let job = JobStatus {
                    state: cause,
                    cause: Some(cause),
                    error: None,
                    ..stuck()
                };
                let said = told(&words, &job, "x", at("2026-12-19T12:00:00Z")).todo.join(" ");
                let [new, old] = AGENT.map(|name| said.find(name));
                assert!(new.is_some() && new < old, "{language:?}: {said}");
            }
        }
    }

    #[test]
    fn a_code_with_words_of_its_own_has_them_in_place_of_the_states() {
        let job = JobStatus {
            state: State::UnknownError,
            cause: Some(State::UnknownError),
            error: Some("DuplicateAttributeMapping".to_owned()),
            ..stuck()
        };
        let said = told(&Words::new(Language::English), &job, "x", at("2026-12-19T12:00:00Z"));
        assert_eq!(said.lead, "One value in the cloud is filled from two sources.");
    }

    #[test]
    fn who_paused_it_is_told_where_that_is_known() {
        let lead = |by: Option<&str>| {
            let paused = Deed {
                at: at("2026-12-17T09:41:00Z"),
                by: by.map(str::to_owned),
            };
            let job = JobStatus {
                state: State::Paused,
                cause: None,
                paused: Some(paused),
                ..stuck()
            };
            told(&Words::new(Language::English), &job, "x", at("2026-12-19T12:00:00Z")).lead
        };
        assert!(lead(Some("sanne@contoso.com")).ends_with("sanne@contoso.com paused it on 2026-12-17 09:41 UTC."));
        assert!(lead(None).ends_with("It was paused on 2026-12-17 09:41 UTC."));
    }

    #[test]
    fn time_is_told_in_whole_units() {
        let words = Words::new(Language::English);
        let said = |minutes| lasting(&words, SignedDuration::from_mins(minutes));
        assert_eq!(
            [said(-5), said(0), said(1), said(99)],
            ["1 minute", "1 minute", "1 minute", "99 minutes"]
        );
        assert_eq!([said(100), said(2879), said(2880)], ["1 hour", "47 hours", "2 days"]);
    }
}
