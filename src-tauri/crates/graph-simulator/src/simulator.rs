//! Starting and stopping the demo tenant.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU16;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::clock::ClockMode;
use crate::directory::Directory;
use crate::faults::{Fault, Recurring};
use crate::scenario::{Mix, Scenario};
use crate::server::{self, Limits};
use crate::tenant::{SecretsMode, Switches, Tenant, seed::seed};
use crate::timing::Timing;
use crate::world::{Hosted, World};

/// How a run begins.
#[derive(Debug, Clone)]
pub struct Options {
    pub scenario: Scenario,
    pub timing: Timing,
    pub clock: ClockMode,
    /// 0 = any free one.
    pub port: u16,
    /// Added to every answer of Graph and sign-in, in real time.
    pub latency: Duration,
    pub secrets_mode: SecretsMode,
    pub switches: Switches,
    /// Each tenant has the script for itself.
    pub faults: Vec<Fault>,
    /// Faults that come back, at another request in each tenant.
    pub recurring: Option<Recurring>,
    pub limits: Limits,
    /// How many tenants of the scenario there are, each with its own names, state and time, behind one sign-in.
    pub tenants: NonZeroU16,
    /// Other tenants than `tenants` of `scenario`.
    pub mix: Option<Mix>,
}

impl Options {
    /// The scenarios of the tenants, in order.
    pub(crate) fn all(&self) -> Mix {
        let alike = || Mix::from(self.scenario).times(self.tenants);
        self.mix.clone().unwrap_or_else(alike)
    }
}

impl Default for Options {
    /// Contoso, fresh, at the pace of contract 17.
    fn default() -> Self {
        Self {
            scenario: Scenario::default(),
            timing: Timing::demo(),
            clock: ClockMode::Auto,
            port: 0,
            latency: Duration::ZERO,
            secrets_mode: SecretsMode::default(),
            switches: Switches::default(),
            faults: Vec::new(),
            recurring: None,
            limits: Limits::default(),
            tenants: NonZeroU16::MIN,
            mix: None,
        }
    }
}

/// Where the run is and how to sign in to it. Valid until the simulator stops. What is of one tenant is of the first.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// Origin of Graph; `/v1.0` and `/beta` lie below it.
    pub graph: String,
    /// Origin of sign-in.
    pub login: String,
    pub tenant: Uuid,
    pub client_id: Uuid,
    pub client_secret: String,
    /// What the sign-in pages want as `ticket` in their address.
    pub ticket: String,
    /// What it began with, as `contoso/fresh`.
    pub scenario: String,
    /// The company's Active Directory domain.
    pub domain: &'static str,
    /// Value of the `x-sim-key` header for `/_sim/`.
    pub control_key: String,
    /// All tenants; the application is registered in each of them.
    pub tenants: Vec<TenantNames>,
}

/// How to find one tenant.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantNames {
    pub tenant: Uuid,
    pub initial_domain: String,
    /// Its Active Directory domain.
    pub domain: String,
    /// What it began with.
    pub scenario: String,
}

impl fmt::Debug for Connection {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Connection")
            .field("graph", &self.graph)
            .field("tenant", &self.tenant)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// The simulator could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("cannot listen on 127.0.0.1:{port}: {source}")]
    Listen { port: u16, source: io::Error },
    #[error("cannot start the simulator's thread: {0}")]
    Thread(io::Error),
}

/// A running demo tenant on its own thread; dropping it ends the run.
pub struct Simulator {
    connection: Connection,
    world: Arc<World>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Simulator {
    /// Builds the tenant and listens on loopback. When this returns, requests are answered.
    ///
    /// # Errors
    /// The port is taken, or the system gives no thread.
    pub fn start(options: Options) -> Result<Self, StartError> {
        let listening = |source| StartError::Listen {
            port: options.port,
            source,
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(StartError::Thread)?;
        let listener = {
            let _inside = runtime.enter();
            listen(options.port)
        };
        let listener = match listener {
            Ok(listener) => listener,
            Err(source) => {
                // The caller may be inside another runtime, where this one cannot be waited for.
                runtime.shutdown_background();
                return Err(listening(source));
            }
        };
        let origin = format!("http://{}", listener.local_addr().map_err(listening)?);

        let world = Arc::new(World::new(origin, &options));
        let (stop, stopped) = oneshot::channel();
        let serving = Arc::clone(&world);
        let thread = std::thread::Builder::new()
            .name("graph-simulator".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    tokio::select! {
                        () = server::serve(listener, serving) => {}
                        _ = stopped => {}
                    }
                });
            })
            .map_err(StartError::Thread)?;
        Ok(Self {
            connection: connection(&world),
            world,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where to point a client.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Lets the first tenant's time pass.
    pub fn advance(&self, by: Duration) {
        self.world.first().clock.advance(by);
    }

    /// Adds a fault to the script of the first tenant.
    pub fn add_fault(&self, fault: Fault) {
        self.world.first().state().faults.add(fault);
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Simulator")
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended by itself; then nobody hears this.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// On loopback, with room for some hundred clients that come at the same moment.
fn listen(port: u16) -> io::Result<TcpListener> {
    const WAITING: u32 = 4096;
    let socket = TcpSocket::new_v4()?;
    // An address whose last connections are not forgotten yet is free all the same; elsewhere that means something else.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    socket.listen(WAITING)
}

fn connection(world: &World) -> Connection {
    let names = |hosted: &Hosted| {
        let state = hosted.state();
        TenantNames {
            tenant: state.tenant.id,
            initial_domain: state.tenant.names.initial_domain.clone(),
            domain: state.tenant.names.ad_domain.clone(),
            scenario: state.tenant.scenario.to_string(),
        }
    };
    let tenants = world.tenants().iter().map(names).collect();
    let state = world.first().state();
    Connection {
        graph: world.origin.to_string(),
        login: world.origin.to_string(),
        tenant: state.tenant.id,
        client_id: state.authority.client_id,
        client_secret: state.authority.client_secret.clone(),
        ticket: state.authority.ticket.clone(),
        scenario: state.tenant.scenario.to_string(),
        domain: state.tenant.scenario.company.ad_domain(),
        control_key: world.control_key.clone(),
        tenants,
    }
}

/// A tenant at the beginning of its scenario.
pub(crate) fn new_tenant(
    scenario: Scenario,
    number: usize,
    company: &Arc<Directory>,
    timing: Timing,
    secrets_mode: SecretsMode,
    switches: Switches,
    now: Timestamp,
) -> Tenant {
    let mut tenant = Tenant::found(scenario, number, company, timing, secrets_mode, switches, now);
    seed(&mut tenant, now);
    tenant
}
