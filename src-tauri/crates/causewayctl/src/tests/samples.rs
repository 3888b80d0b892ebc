//! Looks for tests.

use app_core::view::TenantView;
use app_core::{
    AgentCount, AgentList, Choice, ConfigurationStatus, JobStatus, Level, SettingsStatus, State, TenantStatus,
};
use jiff::Timestamp;

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A job in step, an hour and a half before the look.
pub(crate) fn in_step() -> JobStatus {
    let run = Some(at("2026-12-19T10:30:00Z"));
    JobStatus {
        id: "AD2AADProvisioning.1.2".to_owned(),
        template: "AD2AADProvisioning".to_owned(),
        first_rank: true,
        of_app: false,
        state: State::InStep,
        level: Level::Fine,
        since: None,
        deadline: None,
        next_try: None,
        last_run: run,
        last_good_run: run,
        began: None,
        affected: None,
        failing: 0,
        progress: None,
        choice: None,
        paused: None,
        cause: None,
        code: "Active".to_owned(),
        reason: None,
        error: None,
        synchronized: vec![("user to User".to_owned(), 812), ("group to Group".to_owned(), 18)],
    }
}

/// One whose agents are dead for twenty days.
pub(crate) fn stuck() -> JobStatus {
    JobStatus {
        state: State::AgentSilent,
        level: Level::Urgent,
        since: Some(at("2026-11-29T12:00:00Z")),
        deadline: Some(at("2026-12-27T12:00:00Z")),
        next_try: Some(at("2026-12-20T12:00:00Z")),
        last_good_run: Some(at("2026-11-29T11:58:00Z")),
        choice: Some(Choice::GoOn),
        cause: Some(State::AgentSilent),
        code: "Quarantine".to_owned(),
        reason: Some("EncounteredQuarantineException".to_owned()),
        error: Some("HybridIdentityServiceNoActiveAgents".to_owned()),
        ..in_step()
    }
}

pub(crate) fn configuration(domain: &str, job: JobStatus) -> ConfigurationStatus {
    ConfigurationStatus {
        id: format!("id of {domain}"),
        name: domain.to_owned(),
        domain: Some(domain.to_owned()),
        state: job.state,
        level: job.level,
        since: job.since,
        deadline: job.deadline,
        affected: job.affected,
        choice: job.choice,
        main_job: Some(job.id.clone()),
        beside: Vec::new(),
        main_beside: None,
        settings: SettingsStatus::default(),
        seen_since: None,
        acknowledged: None,
        taken_in: Vec::new(),
        jobs: vec![job],
    }
}

/// A tenant at noon of its twentieth day.
pub(crate) fn tenant(configurations: Vec<ConfigurationStatus>) -> TenantStatus {
    TenantStatus {
        tenant: TenantView {
            id: "a948e1d5".to_owned(),
            name: "Contoso".to_owned(),
            domain: "contoso.onmicrosoft.com".to_owned(),
            cloud: app_core::view::CloudName::Global,
            home: true,
            graph: "https://graph.microsoft.com".to_owned(),
        },
        at: at("2026-12-19T12:00:00Z"),
        synchronization: Some(true),
        synchronization_hidden: false,
        configurations,
        unseen: Vec::new(),
        agents: Some(AgentCount { active: 0, of: 2 }),
        agent_list: AgentList::default(),
        news: None,
        owed: Vec::new(),
        apps: None,
        feeds: Vec::new(),
    }
}
