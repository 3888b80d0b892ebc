//! From the command line to a connected session.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app_core::{ConnectError, Connection, NoUi, Problem, Session, SessionHandle, Setup, state_dir};
use graph_simulator::{Options, Simulator, Timing};

use crate::arguments::{Arguments, AuthChoice, CloudChoice, TimingChoice};
use crate::reporter::Refusal;

/// A session with its tenant. A demo tenant lives as long as this.
pub(crate) struct Connected {
    pub(crate) session: SessionHandle,
    /// Nothing leaves this machine, so looking often costs nobody anything.
    pub(crate) nearby: bool,
    _simulator: Option<Simulator>,
    _folder: Option<Temporary>,
}

/// Reads and checks a set-up file.
pub(crate) fn read_setup(path: &Path) -> Result<Setup, Refusal> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        let values = vec![("file", path.display().to_string()), ("cause", error.to_string())];
        Refusal::Usage("cli.unreadable-setup", values)
    })?;
    Setup::parse(&text).map_err(|error| Problem::from(&error).into())
}

/// Connects to `tenant`, else to the one that the environment or the set-up names.
pub(crate) async fn connect(
    arguments: &Arguments,
    tenant: Option<&str>,
    setup: Option<&Setup>,
) -> Result<Connected, Refusal> {
    check(arguments)?;
    match arguments.cloud {
        Some(CloudChoice::Demo) => {
            let simulator = start(arguments)?;
            connect_demo(arguments, simulator).await
        }
        Some(CloudChoice::Custom) => connect_custom(arguments, tenant, setup).await,
        Some(cloud) => Err(no_sign_in_yet(cloud)),
        None => Err(no_sign_in_yet(CloudChoice::Global)),
    }
}

/// Starts the demo tenant that the command line asks for.
pub(crate) fn start(arguments: &Arguments) -> Result<Simulator, Refusal> {
    let options = Options {
        scenario: arguments.scenario.unwrap_or_default(),
        timing: match arguments.timing {
            Some(TimingChoice::Instant) => Timing::instant(),
            Some(TimingChoice::Demo) | None => Timing::demo(),
        },
        ..Options::default()
    };
    Simulator::start(options).map_err(|error| Refusal::Failed("cli.no-demo", vec![("cause", error.to_string())]))
}

/// Connects to a demo tenant in this process. Its journals end with it unless a folder is named.
pub(crate) async fn connect_demo(arguments: &Arguments, simulator: Simulator) -> Result<Connected, Refusal> {
    let demo = simulator.connection();
    let (tenant, client_id) = (demo.tenant.to_string(), demo.client_id.to_string());
    let connection = Connection::demo(
        &demo.graph,
        &demo.login,
        &tenant,
        &client_id,
        demo.client_secret.clone(),
    )
    .map_err(|error| Refusal::Failed("cli.no-demo", vec![("cause", error.to_string())]))?;
    let (folder, temporary) = match &arguments.state_dir {
        Some(folder) => (folder.clone(), None),
        None => {
            let folder = state_dir::temporary();
            (folder.clone(), Some(Temporary(folder)))
        }
    };
    let session = Session::open(folder, Arc::new(NoUi));
    session.connect(connection).await?;
    Ok(Connected {
        session,
        nearby: true,
        _simulator: Some(simulator),
        _folder: temporary,
    })
}

async fn connect_custom(
    arguments: &Arguments,
    tenant: Option<&str>,
    setup: Option<&Setup>,
) -> Result<Connected, Refusal> {
    let (Some(graph), Some(login)) = (&arguments.graph_url, &arguments.login_url) else {
        return Err(Refusal::Usage("cli.custom-needs-urls", Vec::new()));
    };
    let connection = Connection::custom(graph, login, tenant, setup.map(Setup::tenant))
        .await
        .map_err(refusal)?;
    let folder = arguments
        .state_dir
        .clone()
        .or_else(state_dir::platform)
        .ok_or(Refusal::Usage("cli.no-state-dir", Vec::new()))?;
    let nearby = connection.cloud.is_loopback();
    let session = Session::open(folder, Arc::new(NoUi));
    session.connect(connection).await?;
    Ok(Connected {
        session,
        nearby,
        _simulator: None,
        _folder: None,
    })
}

fn refusal(error: ConnectError) -> Refusal {
    match error {
        ConnectError::Address(error) => Refusal::Usage("cli.bad-url", vec![("cause", error.to_string())]),
        ConnectError::Variable(name) => Refusal::SignIn("cli.variable-missing", vec![("name", name.to_owned())]),
        ConnectError::NoTenant => Refusal::Usage("cli.no-tenant", Vec::new()),
        ConnectError::Refused(problem) => problem.into(),
    }
}

/// Options that do not go with the cloud, or that come with interactive sign-in.
fn check(arguments: &Arguments) -> Result<(), Refusal> {
    let cloud = arguments.cloud;
    let urls = arguments.graph_url.is_some() || arguments.login_url.is_some();
    if urls && cloud != Some(CloudChoice::Custom) {
        return Err(Refusal::Usage("cli.urls-need-custom", Vec::new()));
    }
    let demo_options = arguments.scenario.is_some() || arguments.timing.is_some();
    if demo_options && cloud != Some(CloudChoice::Demo) {
        return Err(Refusal::Usage("cli.scenario-needs-demo", Vec::new()));
    }
    match arguments.auth {
        None | Some(AuthChoice::ClientSecret) => Ok(()),
        Some(_) => Err(Refusal::Usage("cli.only-client-secret", Vec::new())),
    }
}

fn no_sign_in_yet(cloud: CloudChoice) -> Refusal {
    use clap::ValueEnum as _;
    let name = cloud.to_possible_value().map(|value| value.get_name().to_owned());
    Refusal::Usage("cli.cloud-needs-sign-in", vec![("cloud", name.unwrap_or_default())])
}

/// A folder that goes away with its owner.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0); // it may never have been made
    }
}
