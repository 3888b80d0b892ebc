//! The tenant a session talks to.

use std::sync::Arc;

use graph_client::models::Organization;
use graph_client::{CloudKind, Error, GraphClient, NoWaits};
use journeys::Setup;
use journeys::checks::Grant;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

use crate::request_log::Requests;
use crate::view::{AccountView, CloudName, TenantView};
use crate::{Connection, Problem};

/// A connected tenant. Clones share what is known of it.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    client: GraphClient,
    organization: Arc<OnceCell<Organization>>,
    grant: Arc<Grant>,
    person: Option<AccountView>,
    left: CancellationToken,
}

/// Why a run may not begin.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The person asked to stop before it began.
    Stopped,
    /// What to tell the person.
    Problem(Problem),
}

impl Account {
    /// Everything that is asked of the tenant ends when `left` is cancelled; a change under way comes to its end first.
    pub(crate) fn new(
        connection: Connection,
        requests: Arc<Requests>,
        left: CancellationToken,
    ) -> Result<Self, Problem> {
        let Connection {
            cloud,
            tenant,
            tokens,
            grant,
            account,
        } = connection;
        let client = GraphClient::new(cloud, tenant, tokens, requests).map_err(|error| Problem::from(&error))?;
        Ok(Self {
            client: client.bound(left.clone(), Arc::new(NoWaits)),
            left,
            organization: Arc::default(),
            grant: Arc::new(grant),
            person: account,
        })
    }

    pub(crate) fn client(&self) -> &GraphClient {
        &self.client
    }

    /// Fires when the session leaves the tenant.
    pub(crate) fn left(&self) -> &CancellationToken {
        &self.left
    }

    /// What the sign-in told of its rights.
    pub(crate) fn grant(&self) -> &Grant {
        &self.grant
    }

    /// Who signed in.
    pub(crate) fn person(&self) -> Option<&AccountView> {
        self.person.as_ref()
    }

    /// The tenant itself (T1), asked for once.
    pub(crate) async fn organization(&self, stop: &CancellationToken) -> Result<&Organization, Error> {
        let client = self.client.bound(stop.clone(), Arc::new(NoWaits));
        self.organization
            .get_or_try_init(|| async move { client.organization().await })
            .await
    }

    /// Whether the set-up is for this tenant: by its id, or by one of the domains the tenant itself names.
    pub(crate) async fn must_be_tenant_of(&self, setup: &Setup, stop: &CancellationToken) -> Result<(), Refusal> {
        let wanted = setup.tenant();
        if wanted.eq_ignore_ascii_case(self.client.tenant()) {
            return Ok(());
        }
        let organization = match self.organization(stop).await {
            Ok(organization) => organization,
            Err(Error::Stopped) => return Err(Refusal::Stopped),
            Err(error) => return Err(Refusal::Problem(Problem::from(&error))),
        };
        let domains = &organization.verified_domains;
        if domains.iter().any(|domain| domain.name.eq_ignore_ascii_case(wanted)) {
            return Ok(());
        }
        Err(Refusal::Problem(Problem::wrong_tenant(
            wanted,
            &initial_domain(organization),
        )))
    }

    /// Absent until the tenant has answered.
    pub(crate) fn view(&self) -> Option<TenantView> {
        self.organization.get().map(|organization| self.view_of(organization))
    }

    pub(crate) fn view_of(&self, organization: &Organization) -> TenantView {
        let domain = initial_domain(organization);
        TenantView {
            id: self.client.tenant().to_owned(),
            name: organization.display_name.clone().unwrap_or_else(|| domain.clone()),
            domain,
            cloud: self.client.cloud().kind().into(),
            graph: self.client.cloud().graph().origin().ascii_serialization(),
        }
    }
}

/// The tenant's first domain; its id when it names none.
fn initial_domain(organization: &Organization) -> String {
    let domains = &organization.verified_domains;
    let initial = domains.iter().find(|domain| domain.is_initial).or(domains.first());
    initial.map_or_else(|| organization.id.clone(), |domain| domain.name.clone())
}

impl From<CloudKind> for CloudName {
    fn from(kind: CloudKind) -> Self {
        match kind {
            CloudKind::Demo => Self::Demo,
            CloudKind::Global => Self::Global,
            CloudKind::UsGov => Self::Usgov,
            CloudKind::UsGovDod => Self::UsgovDod,
            CloudKind::China => Self::China,
            CloudKind::Custom => Self::Custom,
        }
    }
}
