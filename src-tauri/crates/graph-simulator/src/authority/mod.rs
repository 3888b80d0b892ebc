//! The sign-in side: pages for people, device codes, the token endpoint, discovery (contract 2).

mod app;
mod authorize;
mod device;
mod discovery;
mod expiring;
mod graph;
mod managed;
pub(crate) mod pages;
mod person;
mod refresh;
mod refusal;
mod scopes;
mod visit;

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use jiff::Timestamp;
use uuid::{Uuid, uuid};

use crate::call::Query;
use crate::identity::{self, Caller};
use crate::reply::Reply;
use crate::scenario::Variant;
use crate::tenant::Tenant;
use expiring::Expiring;
use refusal::Refusal;

pub(crate) use app::{Certificate, FederatedCredential};
pub(crate) use discovery::knows;
pub(crate) use graph::claims_challenge;
pub use graph::{token_expired, unauthenticated};

/// Microsoft Graph Command Line Tools, known in every tenant (contract 2.2).
const COMMAND_LINE_TOOLS: Uuid = uuid!("14d82eec-204b-4c2f-b7e8-296a70dab67e");

/// The applications that may sign in during this run, who has signed in, and the tokens they got.
pub struct Authority {
    pub client_id: Uuid,
    pub client_secret: String,
    /// What the sign-in pages want to see before they show who can sign in: a link of this run holds it.
    pub ticket: String,
    /// What stands in the way of signing in.
    pub(crate) demand: Demand,
    /// What the application was granted, where it is not what the scenario says.
    pub(crate) granted: Option<BTreeSet<String>>,
    certificates: Vec<Certificate>,
    federated: Vec<FederatedCredential>,
    /// What whoever asks the place of the managed identity must show, where the application is one.
    managed: Option<String>,
    tokens: HashMap<String, Issued>,
    /// Application → delegated permissions its people consented to.
    consents: HashMap<Uuid, BTreeSet<String>>,
    visits: Expiring<visit::Visit>,
    codes: Expiring<authorize::Code>,
    devices: Expiring<device::Device>,
    refresh: HashMap<String, refresh::Refresh>,
}

/// What people meet when they sign in besides name and consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Demand {
    #[default]
    Nothing,
    /// More factors: the page asks, and what was signed in without them is refused (50076).
    Mfa,
    /// The same before anything is registered (50079).
    MfaRegistration,
    /// Conditional Access lets nobody in (53003).
    Blocked,
    /// Conditional Access refuses device codes only (53003).
    NoDeviceCode,
    /// The application's secret is over (7000222).
    SecretExpired,
    /// A refresh token that was exchanged once is refused (70000). Entra itself lets it live.
    RotatedRefused,
}

struct Issued {
    caller: Caller,
    expires: Timestamp,
    /// Graph wants another one, by claims challenge.
    revoked: bool,
}

impl fmt::Debug for Authority {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Authority")
            .field("client_id", &self.client_id)
            .field("tokens", &self.tokens.len())
            .finish_non_exhaustive()
    }
}

/// A sign-in request below `/{tenant}/`.
#[derive(Debug)]
pub struct SignIn<'a> {
    pub tenant: &'a Tenant,
    pub origin: &'a str,
    pub now: Timestamp,
    /// `authorization` header, for clients that send id and secret in it.
    pub authorization: Option<&'a str>,
    /// `x-identity-header`, for the place of a managed identity.
    pub identity_header: Option<&'a str>,
    pub query: &'a Query,
    pub body: &'a [u8],
    pub correlation: Uuid,
}

impl Authority {
    #[must_use]
    pub fn new() -> Self {
        // A secret looks like the real ones: 40 characters, with `~` and `.` in it.
        let random = Uuid::new_v4().simple().to_string();
        let more = Uuid::new_v4().simple().to_string();
        Self {
            client_id: Uuid::new_v4(),
            client_secret: format!("{}8Q~{}.{}", &random[..3], &random[3..], &more[..4]),
            ticket: app::random(2),
            demand: Demand::default(),
            granted: None,
            certificates: Vec::new(),
            federated: Vec::new(),
            managed: None,
            tokens: HashMap::new(),
            consents: HashMap::new(),
            visits: Expiring::new(visit::LIVES),
            codes: Expiring::new(authorize::KEPT),
            devices: Expiring::new(device::KEPT),
            refresh: HashMap::new(),
        }
    }

    /// The same application, registered in another tenant as well.
    #[must_use]
    pub fn in_another_tenant(&self) -> Self {
        Self {
            client_id: self.client_id,
            client_secret: self.client_secret.clone(),
            ticket: self.ticket.clone(),
            ..Self::new()
        }
    }

    /// Whether the form presents something that was given out here: a page's ticket, a code, a refresh token.
    pub(crate) fn gave_out(&self, form: &Query) -> bool {
        let has = |name, known: &dyn Fn(&str) -> bool| form.get(name).is_some_and(known);
        has("ctx", &|ticket| self.visits.contains(ticket))
            || has("code", &|code| self.codes.contains(code))
            || has("refresh_token", &|token| self.refresh.contains_key(token))
            || has("device_code", &|code| self.devices.contains(code))
            || has("otc", &|typed| self.is_user_code(typed))
    }

    /// Answers one address of the sign-in host; `path` holds its segments in lower case.
    pub fn answer(&mut self, post: bool, path: &[&str], sign_in: &SignIn<'_>) -> Reply {
        let Some((tenant, rest)) = path.split_first() else {
            return Reply::not_implemented("/");
        };
        let named = discovery::knows(sign_in.tenant, tenant);
        let known = named || discovery::is_any(tenant);
        let is_page = matches!(
            rest,
            ["oauth2", "v2.0", "authorize"] | ["v2.0", "adminconsent"] | ["oauth2", "deviceauth"]
        );
        if is_page && !self.admits(sign_in) {
            return pages::ticket(&format!("/{}", path.join("/")), sign_in.query);
        }
        if (post, path) == (false, ["msi", "token"].as_slice()) {
            return self.managed_token(sign_in);
        }
        match (post, rest) {
            (_, ["oauth2", "v2.0", "authorize"]) if !post => self.authorize(known, tenant, sign_in),
            (false, ["v2.0", "adminconsent"]) => self.admin_consent(known, tenant, sign_in),
            (true, ["login"]) => self.visit(sign_in),
            (_, ["oauth2", "deviceauth"]) => self.device_page(post, sign_in),
            (false, ["oauth2", "v2.0", "logout"]) => pages::signed_out(),
            (true, ["oauth2", "v2.0", "token"]) => self.json(sign_in, known, tenant, |own| own.token(named, sign_in)),
            (true, ["oauth2", "v2.0", "devicecode"]) => {
                self.json(sign_in, known, tenant, |own| own.device_code(sign_in))
            }
            (false, ["v2.0", ".well-known", "openid-configuration"]) => {
                self.json(sign_in, known, tenant, |_| Ok(discovery::document(sign_in)))
            }
            // A version of Graph that there is not, or none at all.
            _ if tenant
                .strip_prefix('v')
                .is_some_and(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit())) =>
            {
                Reply::error(400, "BadRequest", &format!("Invalid version: {tenant}"))
            }
            _ => Reply::not_implemented(&format!("/{}", path.join("/"))),
        }
    }

    /// Whether the ticket of this run is in the address or the form: other users of the computer find the port, but not the ticket.
    fn admits(&self, sign_in: &SignIn<'_>) -> bool {
        let form = sign_in.form();
        self.is_ticket(sign_in.query.get("ticket").or(form.get("ticket")).unwrap_or_default())
    }

    /// Is it the ticket of this run?
    pub(crate) fn is_ticket(&self, given: &str) -> bool {
        aws_lc_rs::constant_time::verify_slices_are_equal(given.as_bytes(), self.ticket.as_bytes()).is_ok()
    }

    fn json(
        &mut self,
        sign_in: &SignIn<'_>,
        known: bool,
        tenant: &str,
        answer: impl FnOnce(&mut Self) -> Result<Reply, Refusal>,
    ) -> Reply {
        let answered = if known {
            answer(self)
        } else {
            Err(Refusal::unknown_tenant(tenant))
        };
        answered.unwrap_or_else(|refusal| refusal.json(sign_in))
    }

    fn token(&mut self, tenant_named: bool, sign_in: &SignIn<'_>) -> Result<Reply, Refusal> {
        let form = sign_in.form();
        match form.get("grant_type") {
            Some("client_credentials") if tenant_named => self.app_token(&form, sign_in),
            // Which tenant an application is of, nobody can guess.
            Some("client_credentials") => Err(Refusal::unknown_tenant("organizations")),
            Some("authorization_code") => self.redeem_code(&form, sign_in),
            Some("refresh_token") => self.redeem_refresh(&form, sign_in),
            Some("urn:ietf:params:oauth:grant-type:device_code") => self.poll_device(&form, sign_in),
            Some(other) => {
                let message = format!("The app requested an unsupported grant type '{other}'.");
                Err(Refusal::new(400, "unsupported_grant_type", 70003, message))
            }
            None => Err(Refusal::missing("grant_type")),
        }
    }

    /// The application people sign in through, if there is one of this id.
    fn client(&self, id: Option<&str>, sign_in: &SignIn<'_>) -> Result<Uuid, Refusal> {
        let id = id.ok_or_else(|| Refusal::missing("client_id"))?;
        let known = id
            .parse()
            .ok()
            .filter(|id| [self.client_id, COMMAND_LINE_TOOLS].contains(id));
        known.ok_or_else(|| Refusal::unknown_app(id, sign_in))
    }

    /// What a token holds that nobody chose the permissions of.
    pub(crate) fn granted(&self, variant: Variant) -> BTreeSet<String> {
        self.granted.clone().unwrap_or_else(|| identity::granted(variant))
    }

    /// Nobody's sign-in is good any more: refresh tokens are refused (50173), access tokens of people challenged.
    pub(crate) fn revoke_sign_ins(&mut self) {
        self.revoke_access();
        self.revoke_refresh();
    }

    /// People must consent again (65001 until they do).
    pub(crate) fn forget_consents(&mut self) {
        self.consents.clear();
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl SignIn<'_> {
    fn form(&self) -> Query {
        Query::parse(&String::from_utf8_lossy(self.body))
    }
}
