//! Several tenants, each looked at by a light client of its own.

use std::sync::Arc;
use std::time::Duration;

use app_core::view::TenantGlance;
use app_core::{AppView, BesideCode, DemoTenant, Level, NoUi, OtherTenant, ProblemCode, Session, SessionHandle};
use graph_simulator::{Mix, Options, Simulator, Timing};
use tokio::time::timeout;

use crate::support::{PATIENCE, writes};

const SCENARIOS: [&str; 5] = [
    "contoso/healthy",
    "school/stuck-day-20",
    "contoso/stuck-agent",
    "school/healthy",
    "contoso/paused",
];

fn several() -> Simulator {
    let scenarios = SCENARIOS.map(|scenario| scenario.parse().unwrap());
    Simulator::start(Options {
        mix: Mix::each(scenarios.to_vec()),
        timing: Timing::instant(),
        ..Options::default()
    })
    .unwrap()
}

fn tenant(simulator: &Simulator, id: &str, name: &str) -> OtherTenant {
    let at = simulator.connection();
    let (key, ticket) = (at.control_key.clone(), at.ticket.clone());
    let demo = DemoTenant::new(&at.graph, &at.login, id, at.client_id, key, ticket).unwrap();
    OtherTenant::of_demo(demo, name.to_owned())
}

fn all(simulator: &Simulator) -> Vec<OtherTenant> {
    let tenants = simulator.connection().tenants.iter();
    tenants
        .map(|one| tenant(simulator, &one.tenant.to_string(), &one.initial_domain))
        .collect()
}

async fn seen(session: &SessionHandle, wanted: impl Fn(&[TenantGlance]) -> bool) -> AppView {
    let mut views = session.watch();
    let seen = timeout(PATIENCE, views.wait_for(|view| wanted(&view.operate.tenants))).await;
    match seen {
        Ok(view) => view.unwrap().clone(),
        Err(_) => panic!("never seen; the last view is {:#?}", session.view().operate),
    }
}

fn are_over(tenants: &[TenantGlance]) -> bool {
    !tenants.is_empty()
        && tenants
            .iter()
            .all(|one| !one.looking && (one.at.is_some() || one.problem.is_some()))
}

/// Paths of the requests between these two.
fn asked_since(before: &AppView, now: &AppView) -> Vec<String> {
    let more = usize::try_from(now.requests.total - before.requests.total).unwrap();
    let rows = &now.requests.rows;
    rows[rows.len() - more..].iter().map(|row| row.path.clone()).collect()
}

fn place() -> (tempfile::TempDir, SessionHandle) {
    let place = tempfile::tempdir().unwrap();
    let session = Session::open(place.path().to_owned(), Arc::new(NoUi));
    (place, session)
}

#[tokio::test]
async fn all_are_seen_the_worst_first_and_a_dead_one_changes_nothing() {
    let simulator = several();
    let (_place, session) = place();
    let mut tenants = all(&simulator);
    let dead = "11111111-1111-4111-8111-111111111111";
    tenants.push(tenant(&simulator, dead, "nobody.example"));
    session.watch_tenants(tenants);
    let view = seen(&session, are_over).await;
    let levels: Vec<Level> = view.operate.tenants.iter().map(|one| one.level).collect();
    assert_eq!(levels.len(), SCENARIOS.len() + 1);
    assert!(levels.is_sorted_by(|a, b| a >= b), "{levels:?}");
    assert_eq!(levels[..2], [Level::Urgent; 2]);
    let first = view.operate.tenants[0].worst.as_ref().unwrap();
    let second = view.operate.tenants[1].worst.as_ref().unwrap();
    assert!(first.deadline < second.deadline, "it has less time left");
    let missing = view.operate.tenants.iter().find(|one| one.tenant == dead).unwrap();
    assert_eq!(
        (missing.level, missing.name.as_str()),
        (Level::CannotSee, "nobody.example")
    );
    assert!(missing.problem.is_some());
    assert!(
        view.operate
            .tenants
            .iter()
            .all(|one| one.tenant == dead || one.problem.is_none())
    );
    assert!(writes(&view).is_empty(), "a look writes nothing");
    assert_eq!(view.tenant, None, "nothing is connected");
}

#[tokio::test]
async fn a_tenant_costs_few_requests_and_nothing_while_nobody_looks() {
    let simulator = several();
    let (_place, session) = place();
    session.watch_tenants(all(&simulator));
    let first = seen(&session, are_over).await;
    // T1 and A4, then K1 and J1. What else there is to know of a tenant is said to be not asked for.
    assert_eq!(first.requests.total, 4 * SCENARIOS.len() as u64);
    let is_partly = |one: &TenantGlance| {
        let worst = one.worst.as_ref().unwrap();
        let unread = [BesideCode::TenantNotAsked, BesideCode::AgentsNotAsked]
            .map(|code| worst.beside.iter().any(|line| line.code == code));
        assert!(unread[1], "agents are never asked for");
        unread[0]
    };
    assert!(first.operate.tenants.iter().all(is_partly));

    let pass = async |time| {
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(time)).await;
        tokio::time::resume();
    };
    let before = |view: &AppView, id: &str| {
        let one = view.operate.tenants.iter().find(|one| one.tenant == id);
        one.and_then(|one| one.at.clone())
    };
    pass(301).await;
    let again =
        |tenants: &[TenantGlance]| are_over(tenants) && tenants.iter().all(|one| one.at != before(&first, &one.tenant));
    let second = seen(&session, again).await;
    assert!(!second.operate.tenants.iter().any(is_partly));
    let (jobs, rest): (Vec<_>, Vec<_>) = asked_since(&first, &second)
        .into_iter()
        .partition(|path| path.ends_with("/jobs"));
    assert_eq!(jobs.len(), SCENARIOS.len());
    let around = [
        "/onPremisesSynchronization",
        "/beta/organization",
        "/auditLogs/directoryAudits",
    ];
    let is_around = |path: &String| around.iter().any(|part| path.contains(part));
    assert!(rest.len() > SCENARIOS.len() && rest.iter().all(is_around), "{rest:?}");

    pass(301).await;
    let again = |tenants: &[TenantGlance]| {
        are_over(tenants) && tenants.iter().all(|one| one.at != before(&second, &one.tenant))
    };
    let third = seen(&session, again).await;
    let asked = asked_since(&second, &third);
    assert!(asked.iter().all(|path| path.ends_with("/jobs")), "{asked:?}");
    assert_eq!(asked.len(), SCENARIOS.len(), "the jobs of each alone: {asked:?}");

    session.unwatch_tenants();
    pass(3600).await;
    let last = seen(&session, |tenants| tenants.len() == SCENARIOS.len()).await;
    assert_eq!(last.requests.total, third.requests.total);
}

#[tokio::test]
async fn the_connected_one_is_left_to_its_own_watch() {
    let simulator = several();
    let (_place, session) = place();
    let tenants = all(&simulator);
    let connection = tenants[0].connection().await.unwrap();
    session.connect(connection).await.unwrap();
    let id = tenants[0].id.clone();
    session.watch_tenants(tenants);
    let others = |tenants: &[TenantGlance]| {
        let mut others = tenants.iter().filter(|one| one.tenant != id).peekable();
        others.peek().is_some() && others.all(|one| one.at.is_some())
    };
    let view = seen(&session, others).await;
    assert_eq!(
        view.operate.tenants.iter().find(|one| one.tenant == id).unwrap().at,
        None
    );
    session.watch_status(app_core::Watched::Tenant).await.unwrap();
    let view = seen(&session, are_over).await;
    let own = view.operate.tenants.iter().find(|one| one.tenant == id).unwrap();
    assert_eq!(own.worst.as_ref(), view.status.unwrap().configurations.first());
}

#[tokio::test]
async fn who_has_to_sign_in_again_is_not_seen_and_no_browser_opens() {
    use app_core::{Cloud, How, KnownAccount, Reach, SignInRequest};
    let simulator = several();
    let at = simulator.connection();
    let (_place, session) = place();
    let id: uuid::Uuid = at.tenant;
    let known = KnownAccount {
        cloud: app_core::view::CloudName::Demo,
        tenant: id,
        object: id,
        client: at.client_id,
        address: "anna@contoso.com".to_owned(),
        name: "Anna".to_owned(),
        tenant_name: String::new(),
    };
    let demo = Cloud::demo(&at.graph, &at.login).unwrap();
    let request = SignInRequest {
        cloud: demo,
        tenant: Some(id.to_string()),
        client: at.client_id,
        how: How::AsBefore(known),
        place: app_core::SignInStorage::passing(Arc::new(NoBrowser)),
    };
    session.watch_tenants(vec![OtherTenant {
        id: id.to_string(),
        cloud: app_core::view::CloudName::Demo,
        name: "Contoso".to_owned(),
        reach: Reach::SignIn(Box::new(request)),
    }]);
    let view = seen(&session, are_over).await;
    let one = &view.operate.tenants[0];
    assert_eq!(one.level, Level::CannotSee);
    assert_eq!(one.problem.as_ref().unwrap().code, ProblemCode::SignInAgain);
    assert_eq!(view.sign_in, None);
}

#[derive(Debug)]
struct NoBrowser;

impl app_core::SignInHost for NoBrowser {
    fn open(&self, address: &url::Url) {
        panic!("{address}");
    }
    fn signed_in(&self, _: &app_core::KnownAccount) -> std::io::Result<()> {
        panic!("nobody is offered first for a look");
    }
    fn tenant_named(&self, _: &app_core::KnownAccount, _: &str) {}
    fn signed_out(&self, _: &app_core::KnownAccount) {}
}
