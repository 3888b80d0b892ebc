//! Starting and stopping the demo tenant.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::authority::Authority;
use crate::clock::{Clock, ClockMode};
use crate::control::RequestLog;
use crate::faults::{Fault, Faults};
use crate::scenario::Scenario;
use crate::server;
use crate::tenant::{SecretsMode, Switches, Tenant, furnish::furnish};
use crate::throttle::Throttle;
use crate::timing::Timing;

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
    pub faults: Vec<Fault>,
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
        }
    }
}

/// Where the run is and how to sign in to it. Valid until the simulator stops.
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
    /// What it began with, as `contoso/fresh`.
    pub scenario: String,
    /// The company's Active Directory domain.
    pub domain: &'static str,
    /// Value of the `x-sim-key` header for `/_sim/`.
    pub control_key: String,
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
        let listener =
            std::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, options.port))).map_err(listening)?;
        listener.set_nonblocking(true).map_err(listening)?;
        let origin = format!("http://{}", listener.local_addr().map_err(listening)?);

        let world = Arc::new(World::new(origin, options));
        // Made once in a process; the first job of a tenant should not take longer than the next.
        let _ = crate::schema::default_document("AD2AADProvisioning"); // it stays where it was made
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(StartError::Thread)?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(StartError::Thread)?
        };
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
            connection: world.connection(),
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

    /// Lets the tenant's time pass.
    pub fn advance(&self, by: Duration) {
        self.world.clock.advance(by);
    }

    /// Adds a fault to the script.
    pub fn add_fault(&self, fault: Fault) {
        self.world.state().faults.add(fault);
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

/// What all connections share.
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) latency: Duration,
    pub(crate) origin: String,
    pub(crate) control_key: String,
    state: Mutex<State>,
}

/// Everything that changes; one lock, never held across a wait.
pub(crate) struct State {
    pub(crate) tenant: Tenant,
    pub(crate) authority: Authority,
    pub(crate) faults: Faults,
    pub(crate) throttle: Throttle,
    pub(crate) requests: RequestLog,
}

impl World {
    fn new(origin: String, options: Options) -> Self {
        let clock = Clock::new(options.clock);
        let mut faults = Faults::default();
        options.faults.into_iter().for_each(|fault| faults.add(fault));
        let tenant = new_tenant(
            options.scenario,
            options.timing,
            options.secrets_mode,
            options.switches,
            clock.now(),
        );
        Self {
            clock,
            latency: options.latency,
            origin,
            control_key: Uuid::new_v4().simple().to_string(),
            state: Mutex::new(State {
                tenant,
                authority: Authority::new(),
                faults,
                throttle: Throttle::default(),
                requests: RequestLog::default(),
            }),
        }
    }

    /// The state. A request that panicked half-way has broken at worst its own object, so the lock is taken all the same.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connection(&self) -> Connection {
        let state = self.state();
        Connection {
            graph: self.origin.clone(),
            login: self.origin.clone(),
            tenant: state.tenant.id,
            client_id: state.authority.client_id,
            client_secret: state.authority.client_secret.clone(),
            scenario: state.tenant.scenario.to_string(),
            domain: state.tenant.scenario.company.ad_domain(),
            control_key: self.control_key.clone(),
        }
    }
}

/// A tenant at the beginning of its scenario.
pub(crate) fn new_tenant(
    scenario: Scenario,
    timing: Timing,
    secrets_mode: SecretsMode,
    switches: Switches,
    now: Timestamp,
) -> Tenant {
    let mut tenant = Tenant::found(scenario, timing, secrets_mode, switches, now);
    furnish(&mut tenant, now);
    tenant
}
