//! Signing people in: an application without a secret, in the browser or by device code.

use std::fmt;
use std::sync::Arc;

use graph_client::Cloud;
use serde::Deserialize;
use tokio::sync::{Mutex, MutexGuard};
use url::Url;
use uuid::{Uuid, uuid};

use crate::claims::with_capability;
use crate::id_token::{Expected, refuse_another_tenant};
use crate::kept_token::now;
use crate::sign_in::{Received, SignIn};
use crate::transport::Transport;
use crate::{AccountKey, AuthError, Error, RefreshTokens, scopes};

/// An application that people sign in through, for one cloud and perhaps one tenant. Clones are the same application.
#[derive(Clone)]
pub struct PublicClient {
    pub(crate) cloud: Cloud,
    /// `None`: any organization, whichever the person is of.
    tenant: Option<Uuid>,
    pub(crate) client: Uuid,
    pub(crate) transport: Arc<Transport>,
    pub(crate) refresh: Arc<dyn RefreshTokens>,
    /// Held by the one sign-in that waits for a person.
    attempt: Arc<Mutex<()>>,
}

/// What is exchanged for tokens.
#[derive(Default)]
pub(crate) struct Exchange<'a> {
    /// `grant_type` and what it takes.
    pub(crate) grant: &'a [(&'a str, &'a str)],
    pub(crate) scope: &'a str,
    /// What a challenge demands, as JSON.
    pub(crate) claims: Option<&'a str>,
    /// What the id_token must bring back.
    pub(crate) nonce: Option<&'a str>,
}

/// The answer of a token endpoint. Has no `Debug`: nearly all of it is secret.
#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
    /// Seconds.
    expires_in: u64,
    #[serde(default)]
    scope: String,
    refresh_token: Option<String>,
    id_token: Option<String>,
}

impl PublicClient {
    /// Microsoft Graph Command Line Tools: known in every tenant, for a first try (contract 2.2).
    pub const COMMAND_LINE_TOOLS: Uuid = uuid!("14d82eec-204b-4c2f-b7e8-296a70dab67e");

    /// `tenant` is the tenant's id ([`crate::tenant_id`] finds it for a domain name); for a partner, the customer's. Sends
    /// nothing yet.
    ///
    /// # Errors
    /// [`Error::Setup`].
    pub fn new(
        cloud: &Cloud,
        tenant: Option<Uuid>,
        client: Uuid,
        refresh: Arc<dyn RefreshTokens>,
    ) -> Result<Self, Error> {
        Ok(Self {
            cloud: cloud.clone(),
            tenant,
            client,
            transport: Arc::new(Transport::new(cloud)?),
            refresh,
            attempt: Arc::default(),
        })
    }

    /// The same application for this tenant alone.
    #[must_use]
    pub fn of_tenant(&self, tenant: Uuid) -> Self {
        Self {
            tenant: Some(tenant),
            ..self.clone()
        }
    }

    /// Where it signs people in.
    #[must_use]
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    /// Goes on with a sign-in whose refresh token is kept; `None` when none is.
    ///
    /// # Errors
    /// [`AuthError`]. A refresh token that the service calls over is forgotten.
    pub async fn resume(&self, account: &AccountKey, permissions: &[String]) -> Result<Option<SignIn>, AuthError> {
        match self.refresh.load(account).await? {
            Some(token) => Ok(Some(SignIn::resume(self, account, token, permissions).await?)),
            None => Ok(None),
        }
    }

    /// Where somebody else, who may, consents to these permissions for the tenant (contract 2.3). Holds no secret and
    /// brings nothing back to this program.
    #[must_use]
    pub fn admin_consent_link(&self, permissions: &[String]) -> Url {
        let mut link = self.address("v2.0/adminconsent");
        let full: Vec<String> = permissions
            .iter()
            .map(|name| format!("{}{name}", self.cloud.graph()))
            .collect();
        link.query_pairs_mut()
            .append_pair("client_id", &self.client.to_string())
            .append_pair("scope", &full.join(" "))
            .append_pair("redirect_uri", "http://localhost");
        link
    }

    /// An address of the sign-in service, for this tenant.
    pub(crate) fn address(&self, path: &str) -> Url {
        let mut address = self.cloud.login().clone();
        address.set_path(&self.path(path));
        address
    }

    pub(crate) fn path(&self, path: &str) -> String {
        match self.tenant {
            Some(tenant) => format!("{tenant}/{path}"),
            None => format!("organizations/{path}"),
        }
    }

    /// Lets one sign-in at a time wait for a person.
    pub(crate) fn wait_alone(&self) -> Result<MutexGuard<'_, ()>, AuthError> {
        self.attempt.try_lock().map_err(|_| AuthError::UnderWay)
    }

    pub(crate) async fn redeem(&self, exchange: Exchange<'_>) -> Result<Received, AuthError> {
        let client = self.client.to_string();
        let claims = with_capability(exchange.claims);
        let mut form = vec![
            ("client_id", client.as_str()),
            ("scope", exchange.scope),
            ("claims", &claims),
        ];
        form.extend(exchange.grant);
        let path = self.path("oauth2/v2.0/token");
        let body = self.transport.form(&path, &form).await?;
        self.read(&body, exchange.nonce)
    }

    fn read(&self, body: &[u8], nonce: Option<&str>) -> Result<Received, AuthError> {
        // What serde would say of a wrong shape may quote it.
        let answer: TokenAnswer = serde_json::from_slice(body).map_err(|_| AuthError::unreadable(body))?;
        let expected = Expected {
            cloud: &self.cloud,
            client: self.client,
            tenant: self.tenant,
            nonce,
        };
        let id_token = answer.id_token.ok_or(AuthError::WrongAnswer {
            what: "it has no id_token",
        })?;
        let account = expected.read(&id_token, now())?;
        refuse_another_tenant(&answer.access_token, &account.tenant.to_string())?;
        Ok(Received {
            account,
            scopes: scopes::granted(&self.cloud, &answer.scope),
            access: answer.access_token.into(),
            lives: std::time::Duration::from_secs(answer.expires_in),
            refresh: answer.refresh_token.map(Into::into),
        })
    }
}

impl fmt::Debug for PublicClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicClient")
            .field("cloud", &self.cloud.kind())
            .field("tenant", &self.tenant)
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}
