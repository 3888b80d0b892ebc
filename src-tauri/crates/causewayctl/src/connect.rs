//! From the command line to a connected session.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app_core::{
    AppWay, Around, CertificateError, Cloud, ConnectError, Connection, FederatedTokenError, ManagedIdentityError, NoUi,
    Session, SessionHandle, Setup, SignInRequest, SignInWay, setup_file, state_dir,
};
use graph_simulator::{Options, Simulator, Timing};

use crate::arguments::{Arguments, AuthChoice, CloudChoice, TimingChoice};
use crate::reporter::{Refusal, Reporter};
use crate::setups;
use crate::sign_in::sign_in;
use crate::terminal::{self, unless_stopped};

/// A session with its tenant. A demo tenant lives as long as this.
pub(crate) struct Cli {
    pub(crate) session: SessionHandle,
    /// Nothing leaves this machine, so looking often costs nobody anything.
    pub(crate) nearby: bool,
    simulator: Option<Simulator>,
    _folder: Option<Temporary>,
}

impl Cli {
    /// The tenant is a pretend company of this process, which ends with it.
    pub(crate) fn ends_with_this_call(&self) -> bool {
        self.simulator.is_some()
    }
}

/// Reads and checks a set-up file.
pub(crate) fn read_setup(path: &Path) -> Result<Setup, Refusal> {
    let file = path.display().to_string();
    let text = setup_file::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => setups::absent(path),
        _ => {
            let values = vec![("file", file.clone()), ("cause", error.to_string())];
            Refusal::Usage("cli.unreadable-setup", values)
        }
    })?;
    Setup::parse_file(&text, &setup_file::beside(path))
        .map_err(|mistakes| Refusal::WrongSetup(Some(file), Box::new(mistakes.into())))
}

/// Connects to `tenant`, else to the one that the environment or the set-up names. Ctrl-C gives up.
pub(crate) async fn connect(
    arguments: &Arguments,
    reporter: &mut dyn Reporter,
    tenant: Option<&str>,
    setup: Option<&Setup>,
) -> Result<Cli, Refusal> {
    check(arguments)?;
    let connecting = async {
        match cloud(arguments)? {
            None => connect_demo(arguments, start(arguments)?).await,
            Some(cloud) => connect_to(arguments, reporter, cloud, tenant, setup.map(Setup::tenant)).await,
        }
    };
    unless_stopped(connecting).await
}

/// Starts the demo tenant that the command line asks for.
pub(crate) fn start(arguments: &Arguments) -> Result<Simulator, Refusal> {
    let options = Options {
        mix: arguments.scenario.clone(),
        timing: match arguments.timing {
            Some(TimingChoice::Instant) => Timing::instant(),
            Some(TimingChoice::Demo) | None => Timing::demo(),
        },
        ..Options::default()
    };
    Simulator::start(options).map_err(no_demo)
}

/// There is no demo tenant to look at.
pub(crate) fn no_demo(cause: impl std::fmt::Display) -> Refusal {
    Refusal::Failed("cli.no-demo", vec![("cause", cause.to_string())])
}

/// Connects to a demo tenant in this process. Its journals end with it unless a folder is named.
pub(crate) async fn connect_demo(arguments: &Arguments, simulator: Simulator) -> Result<Cli, Refusal> {
    let demo = simulator.connection();
    let (tenant, client_id) = (demo.tenant.to_string(), demo.client_id.to_string());
    let connection = Connection::demo(
        &demo.graph,
        &demo.login,
        &tenant,
        &client_id,
        demo.client_secret.clone(),
    )
    .map_err(no_demo)?;
    let (folder, temporary) = match &arguments.state_dir {
        Some(folder) => (folder.clone(), None),
        None => {
            let folder = state_dir::temporary();
            (folder.clone(), Some(Temporary(folder)))
        }
    };
    let session = Session::open(folder, Arc::new(NoUi));
    session.connect(connection).await?;
    Ok(Cli {
        session,
        nearby: true,
        simulator: Some(simulator),
        _folder: temporary,
    })
}

async fn connect_to(
    arguments: &Arguments,
    reporter: &mut dyn Reporter,
    cloud: Cloud,
    tenant: Option<&str>,
    fallback: Option<&str>,
) -> Result<Cli, Refusal> {
    let folder = arguments
        .state_dir
        .clone()
        .or_else(state_dir::platform)
        .ok_or(Refusal::Usage("cli.no-state-dir", Vec::new()))?;
    let nearby = cloud.is_loopback();
    let session = Session::open(folder, Arc::new(NoUi));
    match Who::of(arguments.auth) {
        Who::Person(way) => {
            let request = SignInRequest::of_environment(cloud, way, tenant, fallback).map_err(refusal)?;
            sign_in(&session, reporter, request).await?;
        }
        Who::App(way) => {
            let connection = Connection::of_environment(cloud, way, tenant, fallback).await;
            session.connect(connection.map_err(refusal)?).await?;
        }
    }
    Ok(Cli {
        session,
        nearby,
        simulator: None,
        _folder: None,
    })
}

/// Who signs in, and how.
pub(crate) enum Who {
    Person(SignInWay),
    /// In the way for which the environment has what is needed, where none is said.
    App(Option<AppWay>),
}

impl Who {
    pub(crate) fn of(choice: Option<AuthChoice>) -> Self {
        match choice {
            None => Self::App(None),
            Some(AuthChoice::ClientSecret) => Self::App(Some(AppWay::ClientSecret)),
            Some(AuthChoice::ClientCertificate) => Self::App(Some(AppWay::ClientCertificate)),
            Some(AuthChoice::WorkloadIdentity) => Self::App(Some(AppWay::WorkloadIdentity)),
            Some(AuthChoice::ManagedIdentity) => Self::App(Some(AppWay::ManagedIdentity)),
            Some(AuthChoice::DeviceCode) => Self::Person(SignInWay::DeviceCode),
            Some(AuthChoice::Browser) => Self::Person(SignInWay::Browser),
            Some(AuthChoice::AzureCli) => Self::Person(SignInWay::AzureCli),
        }
    }
}

fn refusal(error: ConnectError) -> Refusal {
    match error {
        ConnectError::Address(error) => Refusal::Usage("cli.bad-url", vec![("cause", error.to_string())]),
        ConnectError::Variable(name) => Refusal::SignIn("cli.variable-missing", vec![("name", name.to_owned())]),
        ConnectError::Around(name, around) => {
            let key = match around {
                Around::LineEnd => "cli.around-secret.line-end",
                Around::Blanks => "cli.around-secret.blanks",
                Around::Quotes => "cli.around-secret.quotes",
            };
            Refusal::SignIn(key, vec![("name", name.to_owned())])
        }
        ConnectError::Certificate(error) => certificate(error),
        ConnectError::FederatedToken(FederatedTokenError::Unreadable { reason }) => {
            Refusal::SignIn("cli.federated.unreadable", vec![("cause", reason)])
        }
        ConnectError::FederatedToken(FederatedTokenError::NoToken) => {
            Refusal::SignIn("cli.federated.no-token", Vec::new())
        }
        ConnectError::ManagedIdentity(error) => {
            let key = match error {
                ManagedIdentityError::NotAnAddress => "cli.managed-identity.no-address",
                ManagedIdentityError::Elsewhere => "cli.managed-identity.elsewhere",
            };
            Refusal::SignIn(key, Vec::new())
        }
        ConnectError::NoApplication(found) => Refusal::Usage("cli.no-application", vec![("found", found)]),
        ConnectError::NoTenant => Refusal::Usage("cli.no-tenant", Vec::new()),
        ConnectError::Refused(problem) => problem.into(),
    }
}

fn certificate(error: CertificateError) -> Refusal {
    let (key, values) = match error {
        CertificateError::Unreadable { reason } => ("cli.certificate.unreadable", vec![("cause", reason)]),
        CertificateError::NoCertificate => ("cli.certificate.none", Vec::new()),
        CertificateError::NoKey => ("cli.certificate.no-key", Vec::new()),
        CertificateError::Password => ("cli.certificate.password", Vec::new()),
        CertificateError::NotRsa => ("cli.certificate.not-rsa", Vec::new()),
        CertificateError::WeakKey => ("cli.certificate.weak-key", Vec::new()),
        CertificateError::AnotherKey => ("cli.certificate.another-key", Vec::new()),
    };
    Refusal::SignIn(key, values)
}

/// The cloud that is meant; none for the demo tenant in this process. Its hosts come from here and nowhere else.
pub(crate) fn cloud(arguments: &Arguments) -> Result<Option<Cloud>, Refusal> {
    if let Some(known) = arguments.the_cloud.get() {
        return Ok(Some(known.clone()));
    }
    let cloud = match arguments.cloud {
        Some(CloudChoice::Demo) => return Ok(None),
        Some(CloudChoice::Custom) => {
            let (Some(graph), Some(login)) = (&arguments.graph_url, &arguments.login_url) else {
                return Err(Refusal::Usage("cli.custom-needs-urls", Vec::new()));
            };
            for (name, address) in [("--graph-url", graph), ("--login-url", login)] {
                // What is refused is repeated, and a password would be in every log then.
                if address.contains('@') {
                    return Err(Refusal::Usage("cli.url-with-name", vec![("name", name.to_owned())]));
                }
            }
            Cloud::custom(graph, login).map_err(|error| refusal(error.into()))?
        }
        Some(CloudChoice::Global) | None => Cloud::global(),
        Some(CloudChoice::Usgov) => Cloud::usgov(),
        Some(CloudChoice::UsgovDod) => Cloud::usgov_dod(),
        Some(CloudChoice::China) => Cloud::china(),
    };
    Ok(Some(arguments.the_cloud.get_or_init(|| cloud).clone()))
}

/// Options that do not go together, and a browser that nobody sits at.
fn check(arguments: &Arguments) -> Result<(), Refusal> {
    let (cloud, auth) = (arguments.cloud, arguments.auth);
    let urls = arguments.graph_url.is_some() || arguments.login_url.is_some();
    if urls && cloud != Some(CloudChoice::Custom) {
        return Err(Refusal::Usage("cli.urls-need-custom", Vec::new()));
    }
    let demo_options = arguments.scenario.is_some() || arguments.timing.is_some();
    if demo_options && cloud != Some(CloudChoice::Demo) {
        return Err(Refusal::Usage("cli.scenario-needs-demo", Vec::new()));
    }
    if auth.is_some() && cloud == Some(CloudChoice::Demo) {
        return Err(Refusal::Usage("cli.auth-with-demo", Vec::new()));
    }
    if auth == Some(AuthChoice::Browser) && !terminal::can_ask() {
        return Err(Refusal::SignIn("cli.sign-in.no-terminal", Vec::new()));
    }
    Ok(())
}

/// A folder that goes away with its owner.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0); // it may never have been made
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    #[test]
    fn every_cloud_has_its_own_hosts() {
        for (name, graph, login) in [
            ("global", "graph.microsoft.com", "login.microsoftonline.com"),
            ("usgov", "graph.microsoft.us", "login.microsoftonline.us"),
            ("usgov-dod", "dod-graph.microsoft.us", "login.microsoftonline.us"),
            ("china", "microsoftgraph.chinacloudapi.cn", "login.chinacloudapi.cn"),
        ] {
            let arguments = Arguments::try_parse_from(["causewayctl", "status", "--cloud", name]).unwrap();
            let cloud = cloud(&arguments).unwrap().unwrap();
            assert_eq!(
                (cloud.graph().as_str(), cloud.login().as_str()),
                (
                    format!("https://{graph}/").as_str(),
                    format!("https://{login}/").as_str()
                )
            );
        }
        let without = Arguments::try_parse_from(["causewayctl", "status"]).unwrap();
        assert_eq!(cloud(&without).unwrap().unwrap(), Cloud::global());
        assert!(Arguments::try_parse_from(["causewayctl", "status", "--cloud", "https://graph.example"]).is_err());
    }
}
