//! The tenants of a run, and which of them a request is for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hyper::header::AUTHORIZATION;
use hyper::http::request::Parts;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::authority::{Authority, knows};
use crate::call::{Query, Version};
use crate::clock::Clock;
use crate::control::RequestLog;
use crate::directory::{Directory, generate};
use crate::faults::Faults;
use crate::server::Limits;
use crate::simulator::{Options, new_tenant};
use crate::tenant::Tenant;
use crate::throttle::Throttle;
use crate::violations::Violations;

/// What all connections share.
pub(crate) struct World {
    pub(crate) latency: Duration,
    pub(crate) limits: Limits,
    pub(crate) origin: Arc<str>,
    pub(crate) control_key: String,
    /// In order; never empty.
    tenants: Vec<Hosted>,
    /// Place by the id a tenant began with, which its tokens carry.
    places: HashMap<Uuid, usize>,
}

/// One tenant with its own time.
pub(crate) struct Hosted {
    pub(crate) clock: Clock,
    pub(crate) origin: Arc<str>,
    state: Mutex<State>,
}

/// Everything that changes in a tenant; one lock, never held across a wait.
pub(crate) struct State {
    pub(crate) tenant: Tenant,
    pub(crate) authority: Authority,
    pub(crate) faults: Faults,
    pub(crate) throttle: Throttle,
    pub(crate) violations: Violations,
    pub(crate) requests: RequestLog,
}

impl World {
    pub(crate) fn new(origin: String, options: &Options) -> Self {
        let origin: Arc<str> = origin.into();
        let application = Authority::new();
        // One directory for all tenants of a company, and the place of the first of them.
        let mut directories: Vec<(usize, Arc<Directory>)> = Vec::new();
        let mut tenants = Vec::new();
        for (place, &scenario) in options.all().scenarios().iter().enumerate() {
            let known = directories.iter().find(|(_, made)| made.company == scenario.company);
            let (first, company) = known.cloned().unwrap_or_else(|| {
                directories.push((place, Arc::new(generate(scenario.company))));
                directories[directories.len() - 1].clone()
            });
            let number = if place == first { 0 } else { place };
            let tenant = |now| {
                let (timing, switches) = (options.timing.clone(), options.switches.clone());
                new_tenant(scenario, number, &company, timing, options.secrets_mode, switches, now)
            };
            let authority = application.in_another_tenant();
            tenants.push(Hosted::new(place, Arc::clone(&origin), tenant, authority, options));
        }
        let id = |(place, hosted): (usize, &Hosted)| (hosted.state().tenant.id, place);
        Self {
            latency: options.latency,
            limits: options.limits,
            places: tenants.iter().enumerate().map(id).collect(),
            origin,
            control_key: Uuid::new_v4().simple().to_string(),
            tenants,
        }
    }

    /// In order.
    pub(crate) fn tenants(&self) -> &[Hosted] {
        &self.tenants
    }

    /// The one that requests without a tenant are for.
    pub(crate) fn first(&self) -> &Hosted {
        &self.tenants[0]
    }

    /// By id or verified domain.
    pub(crate) fn named(&self, name: &str) -> Option<&Hosted> {
        match name.parse::<Uuid>() {
            Ok(id) => self.places.get(&id).map(|&place| &self.tenants[place]),
            Err(_) => self.find(|state| knows(&state.tenant, name)),
        }
    }

    /// The tenant of a request: Graph tells it by the token, sign-in by the name in the address, else by what is presented. What
    /// tells nothing is for the first, which refuses what it does not know.
    pub(crate) fn tenant_of(&self, head: &Parts, path: &[String], body: &[u8]) -> &Hosted {
        let found = match path.first() {
            _ if self.tenants.len() == 1 => None,
            Some(first) if Version::parse(first).is_some() => self.of_token(head),
            Some(name) => self.named(name).or_else(|| self.of_presented(head, body)),
            None => None,
        };
        found.unwrap_or_else(|| self.first())
    }

    /// Whether the request shows something that this run gave out: a token, in time or not, or the key of the control calls.
    pub(crate) fn recognizes(&self, head: &Parts, path: &[String]) -> bool {
        let header = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
        match path.first() {
            Some(first) if first == "_sim" => header("x-sim-key") == Some(&*self.control_key),
            Some(first) if Version::parse(first).is_some() => {
                let hosted = self.tenant_of(head, path, &[]);
                hosted.state().authority.issued(header("authorization"))
            }
            _ => false,
        }
    }

    /// Who says so is checked later: the tenant knows its tokens.
    fn of_token(&self, head: &Parts) -> Option<&Hosted> {
        let authorization = head.headers.get(AUTHORIZATION)?.to_str().ok()?;
        let claims = authorization.split('.').nth(1)?;
        let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
        self.named(claims["tid"].as_str()?)
    }

    /// At `common` and `organizations`: a ticket, code or token that a tenant gave out, or an address in one of its domains.
    fn of_presented(&self, head: &Parts, body: &[u8]) -> Option<&Hosted> {
        let form = Query::parse(&String::from_utf8_lossy(body));
        let query = Query::parse(head.uri.query().unwrap_or_default());
        self.find(|state| state.authority.gave_out(&form)).or_else(|| {
            let address = query.get("login_hint").or(form.get("address"))?;
            let (_, domain) = address.rsplit_once('@')?;
            self.find(|state| knows(&state.tenant, domain))
        })
    }

    fn find(&self, fits: impl Fn(&State) -> bool) -> Option<&Hosted> {
        self.tenants.iter().find(|hosted| fits(&hosted.state()))
    }
}

impl Hosted {
    fn new(
        place: usize,
        origin: Arc<str>,
        tenant: impl FnOnce(Timestamp) -> Tenant,
        authority: Authority,
        options: &Options,
    ) -> Self {
        let clock = Clock::new(options.clock);
        let now = clock.now();
        let tenant = tenant(now);
        Self {
            clock,
            origin,
            state: Mutex::new(State {
                throttle: Throttle::beginning(&tenant, now),
                tenant,
                authority,
                faults: Faults::new(options.faults.clone(), options.recurring.clone(), place),
                violations: Violations::default(),
                requests: RequestLog::default(),
            }),
        }
    }

    /// The state. A request that panicked half-way has broken at worst its own object, so the lock is taken all the same.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
