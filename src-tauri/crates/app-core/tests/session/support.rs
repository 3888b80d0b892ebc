//! A session with its tenant.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app_core::view::{RunView, TrialView};
use app_core::{
    AppView, Connection, DemoTenant, Journey, Problem, RecordingUi, Session, SessionEvent, SessionHandle, Setup,
};
use graph_client::Cloud;
use graph_simulator::{Options, Scenario, Simulator, Timing};
use identity::{AppOnly, AppProof};
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::timeout;

/// A test that hangs tells where.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) const DOMAIN: &str = "corp.contoso.com";

pub(crate) struct Bench {
    pub(crate) simulator: Simulator,
    pub(crate) place: TempDir,
    pub(crate) ui: Arc<RecordingUi>,
    pub(crate) connection: Connection,
    pub(crate) session: SessionHandle,
}

/// A demo tenant without waits.
pub(crate) fn simulator(scenario: &str, timing: Timing) -> Simulator {
    Simulator::start(Options {
        scenario: scenario.parse::<Scenario>().unwrap(),
        timing,
        latency: Duration::from_millis(5),
        ..Options::default()
    })
    .unwrap()
}

pub(crate) fn demo(simulator: &Simulator) -> DemoTenant {
    let at = simulator.connection();
    DemoTenant::new(
        &at.graph,
        &at.login,
        &at.tenant.to_string(),
        at.client_id,
        at.control_key.clone(),
        at.ticket.clone(),
    )
    .unwrap()
}

/// An application signs in as itself, as to any cloud.
pub(crate) fn app_only(simulator: &Simulator, secret: &str) -> Connection {
    let at = simulator.connection();
    let cloud = Cloud::custom(&at.graph, &at.login).unwrap();
    let (tenant, client_id) = (at.tenant.to_string(), at.client_id.to_string());
    let tokens = AppOnly::tokens(&cloud, &tenant, &client_id, AppProof::Secret(secret.to_owned().into())).unwrap();
    Connection::of_an_app(tenant, tokens)
}

impl Bench {
    pub(crate) async fn new(scenario: &str) -> Self {
        let simulator = simulator(scenario, Timing::instant());
        let connection = app_only(&simulator, &simulator.connection().client_secret);
        Self::of(simulator, connection).await
    }

    pub(crate) async fn with_secret(scenario: &str, secret: &str) -> Self {
        let simulator = simulator(scenario, Timing::instant());
        let connection = app_only(&simulator, secret);
        Self::of(simulator, connection).await
    }

    /// The recommended account signs in.
    pub(crate) async fn signed_in(scenario: &str) -> Self {
        Self::signed_in_with(scenario, Timing::instant()).await
    }

    pub(crate) async fn signed_in_with(scenario: &str, timing: Timing) -> Self {
        let simulator = simulator(scenario, timing);
        let demo = demo(&simulator);
        let first = demo.accounts().await.unwrap().remove(0);
        let connection = demo.connection(&first.address).await.unwrap();
        Self::of(simulator, connection).await
    }

    pub(crate) async fn of(simulator: Simulator, connection: Connection) -> Self {
        let place = tempfile::tempdir().unwrap();
        let ui = Arc::new(RecordingUi::default());
        let session = Session::open(place.path().to_owned(), Arc::clone(&ui) as _);
        session.connect(connection.clone()).await.unwrap();
        Self {
            simulator,
            place,
            ui,
            connection,
            session,
        }
    }

    /// The application is closed and opened again.
    pub(crate) async fn reopened(mut self) -> Self {
        self.ui = Arc::new(RecordingUi::default());
        self.session = Session::open(self.place.path().to_owned(), Arc::clone(&self.ui) as _);
        self.session.connect(self.connection.clone()).await.unwrap();
        self
    }

    pub(crate) fn setup(&self) -> Setup {
        recommended(&self.connection.tenant, DOMAIN)
    }

    /// The recommended answers with some of them changed.
    pub(crate) fn setup_with(&self, answers: &[(&str, Value)]) -> Setup {
        let mut file = self.setup().to_value();
        for (field, answer) in answers {
            file[*field] = answer.clone();
        }
        Setup::parse(&file.to_string()).unwrap()
    }

    /// What Apply carries out; Enable starts the jobs later.
    pub(crate) fn not_started(&self) -> Setup {
        self.setup_with(&[("start", json!(false))])
    }

    /// Runs to the end.
    pub(crate) async fn run(&self, setup: Setup) -> Result<RunView, Problem> {
        let mut news = self.session.subscribe();
        self.session.start_run(setup).await?;
        Ok(over(&mut news).await)
    }

    /// Plans to the end.
    pub(crate) async fn plan(&self, setup: Setup) -> Result<RunView, Problem> {
        let mut news = self.session.subscribe();
        self.session.plan(setup).await?;
        Ok(over(&mut news).await)
    }

    /// Runs, and is stopped at once.
    pub(crate) async fn stopped_run(&self, setup: Setup) -> RunView {
        let mut news = self.session.subscribe();
        self.session.start_run(setup).await.unwrap();
        while !matches!(next(&mut news).await, SessionEvent::Fact(_)) {}
        self.session.stop_run();
        over(&mut news).await
    }

    /// Tries somebody to the end; the outcome must be another than that of the trial before.
    pub(crate) async fn try_person(&self, setup: Setup, person: &str) -> Result<TrialView, Problem> {
        let before = self.session.view().trial;
        self.session.try_person(setup, person).await?;
        let is_over = |view: &AppView| view.trial != before && view.trial.as_ref().is_some_and(|trial| !trial.working);
        Ok(self.seen(is_over).await.trial.unwrap())
    }

    /// The first view that is as wanted.
    pub(crate) async fn seen(&self, wanted: impl Fn(&AppView) -> bool) -> AppView {
        let mut views = self.session.watch();
        let seen = timeout(PATIENCE, views.wait_for(wanted)).await;
        match seen {
            Ok(view) => view.unwrap().clone(),
            Err(_) => panic!("never seen; the last view is {:#?}", self.session.view()),
        }
    }

    pub(crate) fn journal(&self) -> PathBuf {
        let kind = self.connection.cloud.kind().as_str();
        let folder = self.place.path().join("runs").join(kind).join(&self.connection.tenant);
        folder.join(format!("cloud-sync--{DOMAIN}.jsonl"))
    }
}

/// What comes next.
pub(crate) async fn next(news: &mut UnboundedReceiver<SessionEvent>) -> SessionEvent {
    timeout(PATIENCE, news.recv()).await.unwrap().unwrap()
}

/// What a plan or run looks like when it is over.
pub(crate) async fn over(news: &mut UnboundedReceiver<SessionEvent>) -> RunView {
    loop {
        if let SessionEvent::Over(run) = next(news).await {
            return run.unwrap();
        }
    }
}

/// Every file below a folder but the locks on domains and the notes on who held one last.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| {
            path.extension()
                .is_none_or(|extension| extension != "holder" && extension != "lock")
        })
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

pub(crate) fn writes(view: &AppView) -> Vec<String> {
    let rows = view.requests.rows.iter().filter(|row| row.method != "GET");
    rows.map(|row| format!("{} {}", row.method, row.path)).collect()
}

/// Tenant and domain and no other answer.
pub(crate) fn shortest(tenant: &str, domain: &str) -> Setup {
    let answers = Map::from_iter([("domain".to_owned(), json!(domain))]);
    Setup::begun(Journey::FIRST, tenant, answers).unwrap()
}

/// Every answer as a new configuration gets it.
pub(crate) fn recommended(tenant: &str, domain: &str) -> Setup {
    shortest(tenant, domain).completed()
}
