//! The tenants of whoever looks after several: each is looked at now and then by a light client of its own, which asks nobody for
//! anything and reads only. What goes wrong with one changes nothing for the others.

mod glances;

use std::sync::Arc;
use std::time::Duration;

use graph_client::CloudKind;
use jiff::Timestamp;
use provisioning::TenantReads;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::sleep_until;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::request_log::Requests;
use crate::sign_in::{ConsentRequester, SignInRequest, in_silence};
use crate::status::{self, Wanted};
use crate::tenant_context::TenantContext;
use crate::view::{CloudName, TenantGlance};
use crate::watch::Repeats;
use crate::{Connection, DemoTenant, Problem, TenantStatus};

use glances::Glances;

/// Each tenant is looked at once in this time, spread evenly over it.
const EVERY: Duration = Duration::from_secs(5 * 60);
/// No more than so many at once.
const AT_ONCE: usize = 8;

/// A tenant that can be looked at.
#[derive(Debug, Clone)]
pub struct OtherTenant {
    /// Its id, a GUID.
    pub id: String,
    /// Where it lives.
    pub cloud: CloudName,
    /// What it is called as far as that is known.
    pub name: String,
    /// How.
    pub reach: Reach,
}

/// How a tenant is reached without asking anybody.
#[derive(Debug, Clone)]
pub enum Reach {
    /// As somebody who signed in before.
    SignIn(Box<SignInRequest>),
    /// As the account that the demo tenant recommends.
    Demo(Box<DemoTenant>),
}

impl OtherTenant {
    /// One of the demo tenants of a run.
    #[must_use]
    pub fn of_demo(demo: DemoTenant, name: String) -> Self {
        Self {
            id: demo.id().to_owned(),
            cloud: CloudName::from(CloudKind::Demo),
            name,
            reach: Reach::Demo(Box::new(demo)),
        }
    }

    /// The right to talk to it.
    ///
    /// # Errors
    /// What only a person can put right, or no answer.
    pub async fn connection(&self) -> Result<Connection, Problem> {
        match &self.reach {
            Reach::SignIn(request) => in_silence(SignInRequest::clone(request)).await,
            Reach::Demo(demo) => demo.recommended_connection().await,
        }
    }
}

/// What is known of them, and who looks.
pub(crate) struct Tenants {
    glances: Glances,
    /// Dropped, nobody looks any more.
    looking: Option<Looking>,
    /// Number of the last list that was watched.
    last: u64,
    tells: mpsc::UnboundedSender<(u64, Told)>,
    told: mpsc::UnboundedReceiver<(u64, Told)>,
}

struct Looking {
    _tasks: JoinSet<()>,
    _leaves: DropGuard,
}

/// What the look at one tells.
pub(crate) enum Told {
    Begins(String),
    Over(String, Box<Result<TenantStatus, Problem>>),
}

impl Default for Tenants {
    fn default() -> Self {
        let (tells, told) = mpsc::unbounded_channel();
        Self {
            glances: Glances::default(),
            looking: None,
            last: 0,
            tells,
            told,
        }
    }
}

impl Tenants {
    /// Looks at these from now on, but not at `connected`, which has a watch of its own. What was seen of them before stays.
    pub(crate) fn watch(
        &mut self,
        tenants: Vec<OtherTenant>,
        connected: Option<&str>,
        requests: &Arc<Requests>,
        asker: &ConsentRequester,
    ) {
        self.last += 1;
        self.glances.are_of(&tenants);
        let others: Vec<OtherTenant> = tenants
            .into_iter()
            .filter(|one| Some(one.id.as_str()) != connected)
            .collect();
        let (left, permits, count) = (
            CancellationToken::new(),
            Arc::new(Semaphore::new(AT_ONCE)),
            others.len(),
        );
        let mut tasks = JoinSet::new();
        for (place, tenant) in others.into_iter().enumerate() {
            let light = Light {
                tenant,
                context: None,
                reads: TenantReads::default(),
                requests: Arc::clone(requests),
                asker: asker.clone(),
                left: left.clone(),
                was_seen: false,
            };
            let (number, tells) = (self.last, self.tells.clone());
            let tell = move |told| {
                let _ = tells.send((number, told)); // a session that is gone shows nothing
            };
            let again = Repeats::spread(EVERY, place, count);
            tasks.spawn(light.look_again_and_again(Arc::clone(&permits), again, tell));
        }
        self.looking = Some(Looking {
            _tasks: tasks,
            _leaves: left.drop_guard(),
        });
    }

    /// Nobody sees them any more.
    pub(crate) fn unwatch(&mut self) {
        self.looking = None;
        self.last += 1;
        self.glances.nobody_looks();
    }

    /// What the look at one of them tells next.
    pub(crate) async fn next(&mut self) -> Told {
        loop {
            // The other end is kept here, so that there is always a next one.
            match self.told.recv().await {
                Some((number, told)) if number == self.last => return told,
                _ => {}
            }
        }
    }

    pub(crate) fn apply(&mut self, told: Told, now: Timestamp) {
        match told {
            Told::Begins(id) => self.glances.begins(&id),
            Told::Over(id, found) => self.glances.over(&id, *found, now),
        }
    }

    /// The worst first. `connected` was looked at by a watch of its own.
    pub(crate) fn view(&self, connected: Option<TenantGlance>) -> Vec<TenantGlance> {
        self.glances.view(connected)
    }
}

/// Looks at one tenant. What it has read and its token stay for the next look. The first look asks for the least by which a tenant can be
/// judged, so that all are seen soon; what stands around the jobs it says it did not ask for, and the next one does.
struct Light {
    tenant: OtherTenant,
    context: Option<TenantContext>,
    reads: TenantReads,
    requests: Arc<Requests>,
    asker: ConsentRequester,
    left: CancellationToken,
    was_seen: bool,
}

impl Light {
    /// At once, and then again and again.
    async fn look_again_and_again(mut self, permits: Arc<Semaphore>, mut again: Repeats, tell: impl Fn(Told) + Send) {
        loop {
            // It is never closed.
            let Ok(permit) = permits.acquire().await else { return };
            tell(Told::Begins(self.tenant.id.clone()));
            let found = self.look().await;
            tell(Told::Over(self.tenant.id.clone(), Box::new(found)));
            drop(permit);
            sleep_until(again.next()).await;
        }
    }

    async fn look(&mut self) -> Result<TenantStatus, Problem> {
        let context = match &self.context {
            Some(context) => context,
            None => {
                let connection = self.tenant.connection().await?;
                let requests = Arc::clone(&self.requests);
                let context = TenantContext::new(connection, requests, self.left.clone(), self.asker.clone())?;
                self.context.insert(context)
            }
        };
        let wanted = Wanted {
            setup: None,
            is_file: false,
            agents: false,
            around: self.was_seen,
        };
        let found = status::read(context, &self.reads, wanted).await;
        self.was_seen |= found.is_ok();
        if found.is_err() {
            // Somebody may have signed in anew by the next look.
            self.context = None;
        }
        found
    }
}
