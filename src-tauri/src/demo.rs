//! The demo tenant inside this process.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use app_core::{Connection, Problem, SessionHandle, Setup, state_dir};
use graph_simulator::{Options, Scenario, Simulator};

/// A pretend company, and the folder for the journals of its runs. Both go with the application.
#[derive(Debug)]
pub struct Demo {
    scenario: Scenario,
    folder: PathBuf,
    simulator: OnceLock<Simulator>,
}

impl Demo {
    /// A demo tenant of this scenario. Nothing runs yet.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        Self {
            scenario,
            folder: state_dir::temporary(),
            simulator: OnceLock::new(),
        }
    }

    /// Where journals of demo runs lie.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Cloud Sync for the company's domain, every answer as recommended.
    ///
    /// # Errors
    /// An answer is not acceptable.
    pub fn recommended_setup(&self) -> Result<Setup, Problem> {
        let company = self.scenario.company;
        Setup::recommended(company.initial_domain(), company.ad_domain()).map_err(|error| Problem::from(&error))
    }

    /// Starts the simulator and makes it the session's tenant.
    pub(crate) async fn connect(&self, session: &SessionHandle) -> Result<(), Box<dyn Error>> {
        let options = Options {
            scenario: self.scenario,
            ..Options::default()
        };
        // A big company takes a moment to make up; that must not hold up the window.
        let simulator = tauri::async_runtime::spawn_blocking(|| Simulator::start(options)).await??;
        let place = self.simulator.get_or_init(|| simulator).connection();
        tell_test(place)?;
        let (tenant, client_id) = (place.tenant.to_string(), place.client_id.to_string());
        let secret = place.client_secret.clone();
        let connection = Connection::demo(&place.graph, &place.login, &tenant, &client_id, secret)?;
        session
            .connect(connection)
            .await
            .map_err(|problem| problem.details.into())
    }

    /// Removes what demo runs wrote.
    pub(crate) fn end(&self) {
        let _ = std::fs::remove_dir_all(&self.folder); // it may never have been made
    }
}

/// A test that drives the window learns where its demo tenant is, to look at it by its own calls. Only under automation.
fn tell_test(place: &graph_simulator::Connection) -> Result<(), Box<dyn Error>> {
    let driven = std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true");
    if let Some(file) = std::env::var_os("CAUSEWAY_DEMO_CONNECTION_FILE").filter(|_| driven) {
        let whole = PathBuf::from(file);
        let part = whole.with_extension("part");
        std::fs::write(&part, serde_json::to_vec(place)?)?;
        std::fs::rename(part, whole)?;
    }
    Ok(())
}
