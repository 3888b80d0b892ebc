use serde_json::json;

use super::*;
use provisioning::Weight;

#[test]
fn a_job_that_is_held_back_does_not_run_and_its_failed_try_is_no_good_run() {
    let job = json!({
        "id": "AD2AADProvisioning.1.2",
        "schedule": { "state": "Active", "interval": "PT2M" },
        "status": {
            "code": "Quarantine",
            "quarantine": { "reason": "TooManyDeletes", "seriesBegan": "2026-02-01T10:00:00Z" },
            "lastExecution": { "state": "Failed", "timeBegan": "2026-02-20T10:00:00Z", "timeEnded": "2026-02-20T10:01:00Z" },
            "lastSuccessfulExecution": { "state": "Succeeded", "timeBegan": "2026-02-01T09:00:00Z",
                "timeEnded": "2026-02-01T09:01:00Z" },
        },
    });
    let now = "2026-02-20T12:00:00Z".parse().unwrap();
    let status = JobStatus::of(&serde_json::from_value(job).unwrap(), now);
    let status = serde_json::to_value(status).unwrap();
    assert_eq!(
        (&status["state"], &status["cause"], &status["reason"]),
        (&json!("held-deletes"), &json!("held-deletes"), &json!("TooManyDeletes"))
    );
    assert_eq!(status["lastRun"], json!("2026-02-20T10:01:00Z"));
    assert_eq!(status["lastGoodRun"], json!("2026-02-01T09:01:00Z"));
    assert_eq!(status["deadline"], json!("2026-03-01T10:00:00Z"));
}

/// A tenant whose only job was started and has not begun.
fn waiting(at: &str) -> TenantStatus {
    let job = json!({
        "id": "AD2AADProvisioning.1.2",
        "schedule": { "state": "Active", "interval": "PT2M" },
        "status": { "code": "NotRun" },
    });
    let at = at.parse().unwrap();
    let job = JobStatus::of(&serde_json::from_value(job).unwrap(), at);
    TenantStatus {
        tenant: TenantView {
            id: "a948e1d5".to_owned(),
            name: "Contoso".to_owned(),
            domain: "contoso.onmicrosoft.com".to_owned(),
            cloud: crate::view::CloudName::Global,
            home: true,
            graph: "https://graph.microsoft.com".to_owned(),
        },
        at,
        synchronization: None,
        synchronization_hidden: false,
        configurations: vec![ConfigurationStatus::of("1".to_owned(), "a".to_owned(), None, vec![job])],
        unseen: Vec::new(),
        agents: None,
        agent_list: AgentList::default(),
        news: None,
        owed: Vec::new(),
        apps: None,
        feeds: Vec::new(),
    }
}

#[test]
fn a_job_that_has_not_begun_40_minutes_after_it_was_first_seen_waiting_is_late() {
    let mut before: Vec<ConfigurationStatus> = Vec::new();
    for (at, level) in [
        ("2026-02-20T12:00:00Z", Level::Moving),
        ("2026-02-20T12:40:00Z", Level::Moving),
        ("2026-02-20T12:41:00Z", Level::NeedsYou),
    ] {
        let mut status = waiting(at);
        status.remember(&before);
        let found = &status.configurations[0];
        assert_eq!(found.level, level, "{at}");
        assert_eq!(found.since, Some("2026-02-20T12:00:00Z".parse().unwrap()), "{at}");
        before = status.configurations;
    }
}

#[test]
fn a_configuration_is_as_bad_as_what_stands_around_it_and_told_by_what_is_worse() {
    let line = |code, level| Beside {
        code,
        level,
        values: std::collections::BTreeMap::new(),
    };
    let job = |level| JobStatus {
        level,
        ..waiting("2026-02-20T12:00:00Z").configurations[0].jobs[0].clone()
    };
    let no_mail = || line(BesideCode::NoMail, Weight::NeedsYou);
    let urgent = || line(BesideCode::NoActiveAgent, Weight::Urgent);
    let unseen = || line(BesideCode::AgentsNotAllowed, Weight::CannotSee);
    for (job, lines, level, main) in [
        (job(Level::Fine), vec![], Level::Fine, None),
        (
            job(Level::Fine),
            vec![no_mail()],
            Level::NeedsYou,
            Some(BesideCode::NoMail),
        ),
        (
            job(Level::Fine),
            vec![urgent(), no_mail()],
            Level::Urgent,
            Some(BesideCode::NoActiveAgent),
        ),
        (job(Level::Fine), vec![unseen()], Level::Fine, None),
        (job(Level::NeedsYou), vec![no_mail()], Level::NeedsYou, None),
        (job(Level::Urgent), vec![no_mail()], Level::Urgent, None),
    ] {
        let found = ConfigurationStatus::of("1".to_owned(), "a".to_owned(), None, vec![job]);
        let found = found.with(lines, SettingsStatus::default());
        assert_eq!((found.level, found.main_beside), (level, main));
        assert_eq!(found.main_beside().map(|line| line.code), main);
    }
}
