use super::*;
use crate::status::AgentList;
use crate::view::CloudName;
use crate::{ProblemCode, Reach};
use graph_client::Cloud;

fn tenant(id: &str) -> OtherTenant {
    let cloud = Cloud::global();
    let request = crate::SignInRequest {
        cloud,
        tenant: None,
        client: uuid::Uuid::nil(),
        how: crate::How::Anew(crate::SignInWay::Browser),
        place: crate::SignInStorage::passing(std::sync::Arc::new(NoHost)),
    };
    OtherTenant {
        id: id.to_owned(),
        cloud: CloudName::Global,
        name: id.to_owned(),
        reach: Reach::SignIn(Box::new(request)),
    }
}

#[derive(Debug)]
struct NoHost;

impl crate::SignInHost for NoHost {
    fn open(&self, _: &url::Url) {}
    fn signed_in(&self, _: &crate::KnownAccount) -> std::io::Result<()> {
        Ok(())
    }
    fn tenant_named(&self, _: &crate::KnownAccount, _: &str) {}
    fn signed_out(&self, _: &crate::KnownAccount) {}
}

fn look(id: &str, level: Level) -> Result<TenantStatus, Problem> {
    let mut found = ConfigurationStatus::of("c".to_owned(), "c".to_owned(), None, Vec::new());
    found.level = level;
    Ok(TenantStatus {
        tenant: TenantView {
            id: id.to_owned(),
            name: format!("{id} Ltd"),
            domain: "x.onmicrosoft.com".to_owned(),
            cloud: CloudName::Global,
            home: true,
            graph: "https://graph.microsoft.com".to_owned(),
        },
        at: Timestamp::UNIX_EPOCH,
        synchronization: Some(true),
        synchronization_hidden: false,
        configurations: vec![found],
        unseen: Vec::new(),
        agents: None,
        agent_list: AgentList::default(),
        news: None,
        owed: Vec::new(),
        apps: None,
        feeds: Vec::new(),
    })
}

fn problem(code: ProblemCode, retryable: bool) -> Result<TenantStatus, Problem> {
    Err(Problem {
        code,
        retryable,
        facts: std::collections::BTreeMap::new(),
        details: "x".to_owned(),
        request_id: None,
        mistakes: Vec::new(),
    })
}

fn shown(glances: &Glances) -> Vec<(String, Level)> {
    let view = glances.view(None).into_iter();
    view.map(|glance| (glance.tenant, glance.level)).collect()
}

fn named(shown: &[(&str, Level)]) -> Vec<(String, Level)> {
    shown.iter().map(|(id, level)| ((*id).to_owned(), *level)).collect()
}

#[test]
fn the_worst_tenant_comes_first_and_one_that_is_dead_changes_nothing_for_the_others() {
    let mut glances = Glances::default();
    glances.are_of(&["a", "b", "c"].map(tenant));
    assert!(
        shown(&glances).iter().all(|(_, level)| *level == Level::CannotSee),
        "not looked at is not fine"
    );
    glances.over("a", look("a", Level::Fine), Timestamp::UNIX_EPOCH);
    glances.over("b", problem(ProblemCode::NoConnection, true), Timestamp::UNIX_EPOCH);
    glances.over("c", look("c", Level::Urgent), Timestamp::UNIX_EPOCH);
    let wanted = [("c", Level::Urgent), ("b", Level::CannotSee), ("a", Level::Fine)];
    assert_eq!(shown(&glances), named(&wanted));
}

#[test]
fn a_tenant_that_did_not_answer_keeps_its_level_once_and_its_age() {
    let mut glances = Glances::default();
    glances.are_of(&[tenant("a")]);
    glances.over("a", look("a", Level::Urgent), Timestamp::UNIX_EPOCH);
    let at = glances.view(None)[0].at.clone();
    glances.over("a", problem(ProblemCode::NoConnection, true), Timestamp::UNIX_EPOCH);
    assert_eq!(shown(&glances), named(&[("a", Level::Urgent)]));
    glances.over("a", problem(ProblemCode::NoConnection, true), Timestamp::UNIX_EPOCH);
    let glance = glances.view(None).remove(0);
    assert_eq!(
        (glance.level, &glance.at, glance.name.as_str()),
        (Level::CannotSee, &at, "a Ltd")
    );
    assert!(glance.worst.is_some() && glance.problem.is_some());
    glances.over("a", look("a", Level::Moving), Timestamp::UNIX_EPOCH);
    let glance = glances.view(None).remove(0);
    assert_eq!((glance.level, glance.problem), (Level::Moving, None));
}

#[test]
fn where_somebody_has_to_sign_in_nothing_is_seen_at_once() {
    let mut glances = Glances::default();
    glances.are_of(&[tenant("a")]);
    glances.over("a", look("a", Level::Fine), Timestamp::UNIX_EPOCH);
    glances.over("a", problem(ProblemCode::SignInAgain, false), Timestamp::UNIX_EPOCH);
    assert_eq!(shown(&glances), named(&[("a", Level::CannotSee)]));
}

#[test]
fn what_is_known_stays_when_the_list_is_another_and_the_connected_one_is_as_its_own_watch_sees_it() {
    let mut glances = Glances::default();
    glances.are_of(&["a", "b"].map(tenant));
    glances.over("a", look("a", Level::NeedsYou), Timestamp::UNIX_EPOCH);
    glances.over("gone", look("gone", Level::Urgent), Timestamp::UNIX_EPOCH);
    glances.are_of(&["b", "a", "c"].map(tenant));
    let wanted = [("a", Level::NeedsYou), ("b", Level::CannotSee), ("c", Level::CannotSee)];
    assert_eq!(shown(&glances), named(&wanted));
    let mut connected = glances.view(None).remove(1);
    connected.level = Level::Urgent;
    assert_eq!(glances.view(Some(connected.clone()))[0], connected);
    connected.tenant = "elsewhere".to_owned();
    assert_eq!(glances.view(Some(connected)).len(), 3, "another list");
}
