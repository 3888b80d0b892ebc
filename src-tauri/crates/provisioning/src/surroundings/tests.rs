use serde_json::{Value, json};

use super::*;

const NOW: &str = "2026-02-20T12:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn agents(statuses: &[&str], domains: &[&str]) -> Agents {
    let agent = |(place, status): (usize, &&str)| json!({ "id": place.to_string(), "status": status });
    let domain = |domain: &&str| json!({ "id": domain, "resourceName": domain });
    let body = json!({
        "agents": statuses.iter().enumerate().map(agent).collect::<Vec<Value>>(),
        "publishedResources": domains.iter().map(domain).collect::<Vec<Value>>(),
    });
    serde_json::from_value(body).unwrap()
}

fn features(body: Value) -> OnPremisesSynchronization {
    let mut whole = json!({ "id": "t" });
    whole.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
    serde_json::from_value(whole).unwrap()
}

/// A tenant with nothing to say, and one change to it.
struct Case {
    agents: Result<Agents, Unread>,
    features: Result<OnPremisesSynchronization, Unread>,
    switch: SyncSwitch,
    last_sync: Option<&'static str>,
    last_password_sync: Result<Option<&'static str>, Unread>,
    rounds: Rounds,
    domain: Domain,
    namesakes: usize,
    notification: Result<Notification, Unread>,
    jobs: Vec<(bool, State)>,
    wanted: Option<bool>,
}

impl Case {
    fn well() -> Self {
        Self {
            agents: Ok(agents(&["active", "active"], &["corp.contoso.com"])),
            features: Ok(features(json!({ "features": { "passwordSyncEnabled": true } }))),
            switch: SyncSwitch::On,
            last_sync: Some("2026-02-20T11:55:00Z"),
            last_password_sync: Ok(Some("2026-02-20T11:00:00Z")),
            rounds: Rounds::Last(at("2026-02-20T11:54:00Z")),
            domain: Domain::Known("Corp.Contoso.com".to_owned()),
            namesakes: 0,
            notification: Ok(Notification {
                mail: Some("ops@contoso.com".to_owned()),
                guard: Some(500),
            }),
            jobs: vec![(false, State::InStep), (true, State::InStep)],
            wanted: None,
        }
    }

    fn with(change: impl FnOnce(&mut Self)) -> Self {
        let mut case = Self::well();
        change(&mut case);
        case
    }

    fn lines(&self) -> Vec<Beside> {
        let jobs: Vec<Job> = self.jobs.iter().map(|&(hashes, state)| Job { hashes, state }).collect();
        let around = Around {
            switch: self.switch,
            last_sync: self.last_sync.map(at),
            last_password_sync: self.last_password_sync.map(|last| last.map(at)),
            features: self.features.as_ref().map_err(|why| *why),
            agents: self.agents.as_ref().map_err(|why| *why),
            rounds: self.rounds,
        };
        let configured = Configured {
            domain: &self.domain,
            namesakes: self.namesakes,
            notification: self.notification.as_ref().map_err(|why| *why),
            jobs: &jobs,
            wanted: self.wanted,
        };
        beside(&around, &configured, at(NOW))
    }

    fn said(&self) -> Vec<(&'static str, Weight)> {
        self.lines()
            .iter()
            .map(|line| (line.code.as_str(), line.level))
            .collect()
    }
}

#[test]
fn each_line_is_said_when_it_is_so_and_only_then() {
    use Weight::{CannotSee, NeedsYou, Urgent, WorthKnowing};
    type Change = fn(&mut Case);
    let cases: &[(Change, &[(&str, Weight)])] = &[
        (|_| {}, &[]),
        // Agents.
        (
            |case| case.agents = Ok(agents(&[], &[])),
            &[("no-active-agent", Urgent)],
        ),
        (
            |case| case.agents = Ok(agents(&["inactive", "Inactive"], &["corp.contoso.com"])),
            &[("no-active-agent", Urgent)],
        ),
        (
            |case| case.agents = Ok(agents(&["ACTIVE", "inactive"], &["corp.contoso.com"])),
            &[("last-agent", NeedsYou)],
        ),
        (
            |case| case.agents = Ok(agents(&["active", "active", "odd"], &["corp.contoso.com"])),
            &[("agent-down", WorthKnowing)],
        ),
        (
            |case| case.agents = Ok(agents(&["active"], &["CORP.contoso.com"])),
            &[("lone-agent", WorthKnowing)],
        ),
        (
            |case| case.agents = Ok(agents(&["active", "active"], &["ad.contoso.com"])),
            &[("other-domains", NeedsYou)],
        ),
        // Where no domain is named, none is another.
        (|case| case.agents = Ok(agents(&["active", "active"], &[])), &[]),
        (
            |case| {
                case.agents = Ok(agents(&["active", "active"], &["ad.contoso.com"]));
                case.domain = Domain::Unreadable;
            },
            &[],
        ),
        (
            |case| case.agents = Err(Unread::NotAllowed),
            &[("agents-not-allowed", CannotSee)],
        ),
        (
            |case| case.agents = Err(Unread::NoAnswer),
            &[("agents-no-answer", CannotSee)],
        ),
        (
            |case| case.agents = Err(Unread::NotAsked),
            &[("agents-not-asked", CannotSee)],
        ),
        // The tenant.
        (|case| case.switch = SyncSwitch::Off, &[("synchronization-off", Urgent)]),
        (
            |case| case.switch = SyncSwitch::Never,
            &[("synchronization-off", Urgent)],
        ),
        (
            |case| case.switch = SyncSwitch::Hidden,
            &[("synchronization-hidden", CannotSee)],
        ),
        (
            |case| case.features = Err(Unread::NotAllowed),
            &[("tenant-not-allowed", CannotSee)],
        ),
        (
            |case| case.features = Err(Unread::NoAnswer),
            &[("tenant-no-answer", CannotSee)],
        ),
        (
            |case| case.features = Err(Unread::NotAsked),
            &[("tenant-not-asked", CannotSee)],
        ),
        (
            |case| case.features = Ok(features(json!({ "features": null, "configuration": null }))),
            &[],
        ),
        (
            |case| case.features = Ok(guarded("enabledForCount", json!(500))),
            &[("tenant-guard", WorthKnowing)],
        ),
        (
            |case| case.features = Ok(guarded("enabledForSomethingNew", json!(null))),
            &[("tenant-guard", WorthKnowing)],
        ),
        (|case| case.features = Ok(guarded("Disabled", json!(500))), &[]),
        // Settings.
        (
            |case| case.notification = Ok(Notification::default()),
            &[("no-mail", NeedsYou), ("guard-off", NeedsYou)],
        ),
        (
            |case| case.notification = Err(Unread::Hidden),
            &[("settings-hidden", CannotSee)],
        ),
        (
            |case| case.notification = Err(Unread::NoAnswer),
            &[("settings-no-answer", CannotSee)],
        ),
        (|case| case.namesakes = 1, &[("same-domain", NeedsYou)]),
        // Passwords, only while they are synchronized.
        (
            |case| case.features = Ok(features(json!({ "features": { "passwordSyncEnabled": false } }))),
            &[("hashes-refused", NeedsYou)],
        ),
        (
            |case| {
                case.features = Ok(features(json!({ "features": { "passwordSyncEnabled": false } })));
                case.jobs = vec![(false, State::InStep), (true, State::Paused)];
            },
            &[],
        ),
        (|case| case.last_password_sync = Ok(Some("2026-02-20T09:00:00Z")), &[]),
        (
            |case| case.last_password_sync = Ok(Some("2026-02-20T08:59:59Z")),
            &[("hashes-late", NeedsYou)],
        ),
        (|case| case.last_password_sync = Ok(Some("2026-02-21T09:00:00Z")), &[]),
        (|case| case.last_password_sync = Ok(None), &[]),
        (
            |case| case.last_password_sync = Err(Unread::NoAnswer),
            &[("hashes-no-answer", CannotSee)],
        ),
        (
            |case| case.last_password_sync = Err(Unread::NotAsked),
            &[("hashes-not-asked", CannotSee)],
        ),
        (
            |case| {
                case.last_password_sync = Ok(Some("2026-02-01T00:00:00Z"));
                case.jobs = vec![(false, State::InStep), (true, State::AgentSilent)];
            },
            &[],
        ),
        // Another synchronization.
        (|case| case.rounds = Rounds::Last(at("2026-02-20T11:25:00Z")), &[]),
        (
            |case| case.rounds = Rounds::Last(at("2026-02-20T11:24:59Z")),
            &[("other-writer", WorthKnowing)],
        ),
        (|case| case.rounds = Rounds::Never, &[("other-writer", WorthKnowing)]),
        (|case| case.rounds = Rounds::Unclear, &[]),
        (
            |case| {
                case.rounds = Rounds::Never;
                case.last_sync = Some("2026-02-19T11:59:59Z");
            },
            &[],
        ),
        (
            |case| {
                case.rounds = Rounds::Never;
                case.last_sync = None;
            },
            &[],
        ),
        // What was wanted.
        (
            |case| {
                case.wanted = Some(true);
                case.jobs = vec![(false, State::Paused), (true, State::InStep)];
            },
            &[("off-against-file", NeedsYou)],
        ),
        (|case| case.wanted = Some(true), &[]),
        (|case| case.wanted = Some(false), &[]),
        (
            |case| {
                case.wanted = Some(false);
                case.jobs = vec![(false, State::Paused), (true, State::NeverStarted)];
                case.agents = Ok(agents(&[], &[]));
                case.notification = Ok(Notification::default());
            },
            &[
                ("no-active-agent", WorthKnowing),
                ("off-as-in-file", WorthKnowing),
                ("no-mail", WorthKnowing),
                ("guard-off", WorthKnowing),
            ],
        ),
        // It may be about to be started.
        (
            |case| {
                case.wanted = Some(false);
                case.jobs = vec![(false, State::NeverStarted)];
                case.notification = Ok(Notification::default());
            },
            &[("no-mail", NeedsYou), ("guard-off", NeedsYou)],
        ),
        // It was stuck: nobody wanted that.
        (
            |case| {
                case.wanted = Some(false);
                case.jobs = vec![(false, State::WasInQuarantine)];
                case.switch = SyncSwitch::Off;
            },
            &[("synchronization-off", NeedsYou)],
        ),
        // Nothing runs that could be kept from running.
        (
            |case| {
                case.jobs = vec![(false, State::Paused)];
                case.agents = Ok(agents(&["inactive"], &["corp.contoso.com"]));
            },
            &[("no-active-agent", NeedsYou)],
        ),
        (
            |case| {
                case.jobs.clear();
                case.switch = SyncSwitch::Never;
            },
            &[("synchronization-off", NeedsYou)],
        ),
        // The worst comes first.
        (
            |case| {
                case.agents = Ok(agents(&["active"], &["corp.contoso.com"]));
                case.notification = Ok(Notification::default());
                case.switch = SyncSwitch::Off;
                case.features = Err(Unread::NotAllowed);
            },
            &[
                ("synchronization-off", Urgent),
                ("no-mail", NeedsYou),
                ("guard-off", NeedsYou),
                ("tenant-not-allowed", CannotSee),
                ("lone-agent", WorthKnowing),
            ],
        ),
    ];
    for (place, (change, wanted)) in cases.iter().enumerate() {
        assert_eq!(Case::with(change).said(), *wanted, "case {place}");
    }
    let said: Vec<&str> = cases
        .iter()
        .flat_map(|(_, wanted)| wanted.iter().map(|(code, _)| *code))
        .collect();
    for code in BesideCode::ALL {
        assert!(said.contains(&code.as_str()), "{} has no case", code.as_str());
    }
}

fn guarded(kind: &str, threshold: Value) -> OnPremisesSynchronization {
    let prevention = json!({ "synchronizationPreventionType": kind, "alertThreshold": threshold });
    features(json!({ "configuration": { "accidentalDeletionPrevention": prevention } }))
}

#[test]
fn both_guards_are_told_side_by_side() {
    for (kind, threshold, told) in [
        ("enabledForCount", json!(700), "700"),
        ("enabledForPercentage", json!(10), "10 %"),
        ("enabledForCount", json!(null), "–"),
        ("enabledForCount", json!(-1), "–"),
    ] {
        let lines = Case::with(|case| case.features = Ok(guarded(kind, threshold))).lines();
        assert_eq!(lines[0].values["tenant"], told);
        assert_eq!(lines[0].values["own"], "500");
    }
}

#[test]
fn what_was_not_looked_at_makes_nothing_worse() {
    assert_eq!(Weight::CannotSee.level(), None);
    assert_eq!(Weight::WorthKnowing.level(), None);
    assert_eq!(Weight::NeedsYou.level(), Some(Level::NeedsYou));
    assert_eq!(Weight::Urgent.level(), Some(Level::Urgent));
}

#[test]
fn a_code_is_written_as_it_is_called() {
    for code in BesideCode::ALL {
        assert_eq!(json!(code), json!(code.as_str()));
    }
}
