//! The tenant a session talks to.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use graph_client::models::Organization;
use graph_client::{CloudKind, Error, GraphClient, NoWaits, TokenRequest, TokenSource};
use identity::{AuthError, Remedy};
use journeys::checks::Grant;
use journeys::permissions::{
    FORGET_TIES, READ_TIES, READ_USERS, TO_FIND_ASSIGNABLE, TO_READ_AGENTS, TO_READ_LOG, TO_READ_PEOPLE, UPLOAD_PEOPLE,
    reads_audits,
};
use journeys::steering::Target;
use journeys::{RunSpec, Setup};
use provisioning::person::May;
use provisioning::{Freshness, TenantReads};
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use serde::de::IgnoredAny;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

use crate::request_log::Requests;
use crate::sign_in::{ConsentRequester, ScopeRequest, SignedIn, scopes};
use crate::view::{AccountView, CloudName, TenantView};
use crate::{Connection, Problem};

/// A connected tenant. Clones share what is known of it.
#[derive(Debug, Clone)]
pub(crate) struct TenantContext {
    client: GraphClient,
    tokens: Arc<dyn TokenSource>,
    organization: Arc<OnceCell<Arc<Organization>>>,
    first_reads: Arc<TenantReads>,
    grant: Arc<Grant>,
    person: Option<AccountView>,
    signed_in: Option<SignedIn>,
    asker: ConsentRequester,
    left: CancellationToken,
}

/// Of a token. One of a person has scopes.
#[derive(Deserialize)]
struct AppClaims {
    scp: Option<IgnoredAny>,
    roles: Option<Vec<String>>,
}

/// Why a run may not begin.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The person asked to stop before it began.
    Stopped,
    /// What to tell the person.
    Problem(Problem),
}

impl TenantContext {
    /// Everything that is asked of the tenant ends when `left` is cancelled; a change under way comes to its end first.
    pub(crate) fn new(
        connection: Connection,
        requests: Arc<Requests>,
        left: CancellationToken,
        asker: ConsentRequester,
    ) -> Result<Self, Problem> {
        let Connection {
            tenant,
            tokens,
            grant,
            account,
            signed_in,
            ..
        } = connection;
        let client = GraphClient::new(tenant, Arc::clone(&tokens), requests).map_err(|error| Problem::from(&error))?;
        Ok(Self {
            client: client.bound(left.clone(), Arc::new(NoWaits)),
            left,
            tokens,
            organization: Arc::default(),
            first_reads: Arc::default(),
            grant: Arc::new(grant),
            person: account,
            signed_in,
            asker,
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
    pub(crate) fn grant(&self) -> Grant {
        let now = self.signed_in.as_ref().map(SignedIn::grant);
        now.unwrap_or_else(|| Grant::clone(&self.grant))
    }

    /// The permissions in the token of an application that signs in as itself; `None` where there are none to read. They decide
    /// nothing but a warning: the service has the last word.
    pub(crate) async fn granted_to_app(&self) -> Option<Vec<String>> {
        let token = tokio::select! {
            biased;
            () = self.left.cancelled() => return None,
            token = self.tokens.token(TokenRequest::default()) => token.ok()?,
        };
        let claims = token.secret.expose_secret().split('.').nth(1)?.to_owned();
        let claims = BASE64_URL_SAFE_NO_PAD.decode(claims).ok()?;
        let claims: AppClaims = serde_json::from_slice(&claims).ok()?;
        claims.roles.filter(|_| claims.scp.is_none())
    }

    /// Whether this sign-in may read the audit log, as far as it tells.
    pub(crate) async fn reads_audits(&self) -> bool {
        let granted = match self.grant().scopes {
            Some(scopes) => Some(scopes),
            None => self.granted_to_app().await,
        };
        granted.is_some_and(|granted| reads_audits(&granted))
    }

    /// The sign-in, where it can be asked for more.
    pub(crate) fn signed_in(&self) -> Option<&SignedIn> {
        self.signed_in.as_ref()
    }

    /// Sees to it that this run may be carried out, with these permissions besides its own: asks for what was not granted yet, in silence
    /// where that works, else the person. Whoever cannot be asked may or may not; Graph says so.
    pub(crate) async fn must_be_permitted(
        &self,
        run: &RunSpec,
        besides: &[&str],
        stop: &CancellationToken,
    ) -> Result<(), Refusal> {
        let Some(signed_in) = &self.signed_in else {
            return Ok(());
        };
        let organization = self.organization_or_refusal(stop).await?;
        let synchronizes = organization.on_premises_sync_enabled == Some(true);
        let wanted = scopes(&[run.permissions(synchronizes).as_slice(), besides].concat());
        tokio::select! {
            biased;
            () = stop.cancelled() => Err(Refusal::Stopped),
            asked = self.ask_for(signed_in, wanted) => asked.map_err(Refusal::Problem),
        }
    }

    /// What forgetting a tie takes besides the permission of every act. Microsoft's pages disagree: where that one is refused on a read,
    /// or another one may have let the read through, it takes the other one.
    pub(crate) async fn to_forget_tie(&self, target: &Target, object: &str) -> &'static [&'static str] {
        let (Some(signed_in), Some(job)) = (&self.signed_in, target.jobs.first()) else {
            return &[];
        };
        let reads_by_other = signed_in.sign_in.lacks(&scopes(&[READ_TIES])).is_empty();
        let read = self
            .client
            .object_connection(&target.service_principal, job, object)
            .await;
        if reads_by_other || read.is_err_and(|error| error.is_missing_permission()) {
            &[FORGET_TIES]
        } else {
            &[]
        }
    }

    /// Sees to it that agents may be read, as [`TenantContext::must_be_permitted`] does for a run.
    pub(crate) async fn may_read_agents(&self) -> Result<(), Problem> {
        match &self.signed_in {
            Some(signed_in) => self.ask_for(signed_in, scopes(TO_READ_AGENTS)).await,
            None => Ok(()),
        }
    }

    /// Whoever signed in was not granted to read agents. Of an application, which tells nothing, nobody knows.
    pub(crate) fn lacks_permission_for_agents(&self) -> bool {
        let lacks = |signed_in: &SignedIn| !signed_in.sign_in.lacks(&scopes(TO_READ_AGENTS)).is_empty();
        self.signed_in.as_ref().is_some_and(lacks)
    }

    /// What may be read about one person. With `ask` the sign-in is asked for what it lacks; a no is no error, and what was not granted is
    /// not read. Whoever cannot be asked may or may not; Graph says so.
    pub(crate) async fn may_read_people(&self, ask: bool) -> May {
        let Some(signed_in) = &self.signed_in else {
            return May {
                read_users: true,
                read_ties: true,
            };
        };
        if ask {
            let _ = self.ask_for(signed_in, scopes(TO_READ_PEOPLE)).await; // see above
        }
        let has = |permission| signed_in.sign_in.lacks(&scopes(&[permission])).is_empty();
        May {
            read_users: has(READ_USERS),
            read_ties: has(READ_TIES),
        }
    }

    /// The same for the provisioning log.
    pub(crate) async fn may_read_log(&self) -> Result<(), Problem> {
        match &self.signed_in {
            Some(signed_in) => self.ask_for(signed_in, scopes(TO_READ_LOG)).await,
            None => Ok(()),
        }
    }

    /// The same for finding people and groups.
    pub(crate) async fn may_find_assignable(&self) -> Result<(), Problem> {
        match &self.signed_in {
            Some(signed_in) => self.ask_for(signed_in, scopes(TO_FIND_ASSIGNABLE)).await,
            None => Ok(()),
        }
    }

    /// The same for uploading people.
    pub(crate) async fn may_upload_people(&self) -> Result<(), Problem> {
        match &self.signed_in {
            Some(signed_in) => self.ask_for(signed_in, scopes(&[UPLOAD_PEOPLE])).await,
            None => Ok(()),
        }
    }

    async fn ask_for(&self, signed_in: &SignedIn, wanted: Vec<String>) -> Result<(), Problem> {
        let sign_in = &signed_in.sign_in;
        if sign_in.lacks(&wanted).is_empty() {
            return Ok(());
        }
        let claims = match sign_in.add(&wanted).await {
            Ok(()) if sign_in.lacks(&wanted).is_empty() => return Ok(()),
            Ok(()) => None,
            Err(error) if !is_for_a_person(&error) => return Err(Problem::refused(&error, sign_in.client())),
            Err(AuthError::Refused { claims, .. }) => claims,
            Err(_) => None,
        };
        let more = ScopeRequest {
            signed_in: signed_in.clone(),
            permissions: wanted.clone(),
            claims,
        };
        self.asker.ask(more).await?;
        let lacking = sign_in.lacks(&wanted);
        if lacking.is_empty() {
            Ok(())
        } else {
            Err(Problem::not_granted(&lacking, sign_in.client()))
        }
    }

    pub(crate) async fn organization_or_refusal(&self, stop: &CancellationToken) -> Result<&Organization, Refusal> {
        self.organization(stop).await.map_err(|error| match error {
            Error::Stopped => Refusal::Stopped,
            error => Refusal::Problem(Problem::from(&error)),
        })
    }

    /// Who signed in.
    pub(crate) fn person(&self) -> Option<&AccountView> {
        self.person.as_ref()
    }

    /// The tenant itself (T1), asked for once.
    pub(crate) async fn organization(&self, stop: &CancellationToken) -> Result<&Organization, Error> {
        let client = self.client.bound(stop.clone(), Arc::new(NoWaits));
        let read = || async { self.first_reads.organization(&client, Freshness::Recent).await };
        self.organization.get_or_try_init(read).await.map(Arc::as_ref)
    }

    /// What was read when the tenant was connected.
    pub(crate) fn first_reads(&self) -> Arc<TenantReads> {
        Arc::clone(&self.first_reads)
    }

    /// Whether nothing is asked before this set-up may be worked on but which tenant this is. Of a person more permissions may be asked,
    /// and what was read before they are granted would be out of date.
    pub(crate) fn must_only_be_named(&self, setup: &Setup) -> bool {
        self.signed_in.is_none() && !setup.tenant().eq_ignore_ascii_case(self.client.tenant())
    }

    /// Whether the set-up is for this tenant: by its id, or by one of the domains the tenant itself names.
    pub(crate) async fn must_be_tenant_of(&self, setup: &Setup, stop: &CancellationToken) -> Result<(), Refusal> {
        let wanted = setup.tenant();
        if wanted.eq_ignore_ascii_case(self.client.tenant()) {
            return Ok(());
        }
        let organization = self.organization_or_refusal(stop).await?;
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

    /// Whether whoever signed in has an address of one of the tenant's own domains. Who tells no address is no guest.
    fn is_home(&self, organization: &Organization) -> bool {
        let address = self.person.as_ref().and_then(|person| person.address.rsplit_once('@'));
        let mut domains = organization.verified_domains.iter();
        address.is_none_or(|(_, domain)| domains.any(|own| own.name.eq_ignore_ascii_case(domain)))
    }

    pub(crate) fn view_of(&self, organization: &Organization) -> TenantView {
        let domain = initial_domain(organization);
        TenantView {
            id: self.client.tenant().to_owned(),
            name: organization.display_name.clone().unwrap_or_else(|| domain.clone()),
            domain,
            cloud: self.client.cloud().kind().into(),
            home: self.is_home(organization),
            graph: self.client.cloud().graph().origin().ascii_serialization(),
        }
    }
}

/// Whether somebody in a browser can do better than silence.
fn is_for_a_person(error: &AuthError) -> bool {
    matches!(
        error.remedy(),
        Remedy::Consent | Remedy::MoreFactors | Remedy::SignInAgain | Remedy::ConditionalAccess | Remedy::ManagedDevice
    )
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
