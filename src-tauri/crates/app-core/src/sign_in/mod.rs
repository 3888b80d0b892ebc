//! People sign in: what they ask for, who waits for them, and what is known afterwards.

mod attempt;
mod attempts;
mod permissions;
mod roles;
mod signed_in;
mod surroundings;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use graph_client::Cloud;
use identity::{Environment, PublicClient, RefreshTokens, TokenStore};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;
use uuid::Uuid;

use crate::state_dir::NAME;
use crate::view::CloudName;
use crate::{ConnectError, open_browser};

pub use permissions::{admin_consent_link, microsoft_cloud};
pub use surroundings::Surroundings;

pub(crate) use attempt::{ScopeRequest, in_silence};
pub(crate) use attempts::{Attempts, ConsentRequester, SignInEvent};
pub(crate) use permissions::scopes;
pub(crate) use signed_in::SignedIn;

/// What a sign-in needs of the program around it.
pub trait SignInHost: Send + Sync + fmt::Debug {
    /// The address as it is shown and opened. A demo tenant wants its ticket in it.
    fn link(&self, address: &Url) -> Url {
        address.clone()
    }
    /// Opens the system's browser. Whether that worked shows when somebody comes back.
    fn open(&self, address: &Url);
    /// Somebody has signed in, and the next start may offer to go on as them.
    ///
    /// # Errors
    /// The next start will not know them.
    fn signed_in(&self, known: &KnownAccount) -> io::Result<()>;
    /// The tenant of somebody who signed in calls itself this; a directory's text. Whoever is not known stays unknown.
    fn tenant_named(&self, known: &KnownAccount, name: &str);
    /// Nothing of this sign-in is kept any more.
    fn signed_out(&self, known: &KnownAccount);
}

/// Where sign-ins happen, and where what they leave behind lies.
#[derive(Debug, Clone)]
pub struct SignInStorage {
    pub(crate) tokens: Arc<dyn RefreshTokens>,
    /// The next start finds what is kept.
    pub(crate) lasting: bool,
    pub(crate) host: Arc<dyn SignInHost>,
    /// Journals of runs; absent: where those of the session lie.
    pub journals: Option<PathBuf>,
}

impl SignInStorage {
    /// Tokens go to the keychain of this computer, which is not touched before somebody signs in.
    #[must_use]
    pub fn of_this_computer(host: Arc<dyn SignInHost>, journals: Option<PathBuf>) -> Self {
        Self {
            tokens: Arc::new(TokenStore::of_this_computer(NAME).waiting(TokenStore::FOR_A_PERSON)),
            lasting: true,
            host,
            journals,
        }
    }

    /// Nothing is kept: for a tenant that lives no longer than the program.
    #[must_use]
    pub fn passing(host: Arc<dyn SignInHost>) -> Self {
        Self {
            tokens: Arc::new(TokenStore::in_memory()),
            lasting: false,
            host,
            journals: None,
        }
    }
}

/// Opens the browser and remembers nobody.
#[derive(Debug)]
struct NoHistory;

impl SignInHost for NoHistory {
    fn open(&self, address: &Url) {
        open_browser(address);
    }

    fn signed_in(&self, _: &KnownAccount) -> io::Result<()> {
        Ok(())
    }

    fn tenant_named(&self, _: &KnownAccount, _: &str) {}

    fn signed_out(&self, _: &KnownAccount) {}
}

/// How somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SignInWay {
    /// In the system's browser.
    Browser,
    /// With a code that is typed in a browser, here or elsewhere.
    DeviceCode,
    /// As whoever is signed in to the Azure CLI; good for looking.
    AzureCli,
}

/// What a sign-in is asked for.
#[derive(Debug, Clone)]
pub struct SignInRequest {
    /// Where.
    pub cloud: Cloud,
    /// Id or domain of the tenant; absent: whichever organization the person is of.
    pub tenant: Option<String>,
    /// The application that is signed in through.
    pub client: Uuid,
    /// How.
    pub how: How,
    /// With what.
    pub place: SignInStorage,
}

impl SignInRequest {
    /// Of a program that remembers nobody: the sign-in ends with it. The tenant, its id or a domain, is `tenant`, else
    /// `AZURE_TENANT_ID`, else `fallback`, else whichever the person is of; the application is that of `AZURE_CLIENT_ID`, else
    /// Microsoft's command line tools.
    ///
    /// # Errors
    /// `AZURE_CLIENT_ID` is no id, or [`SignInWay::AzureCli`] wants a tenant and none is named.
    pub fn of_environment(
        cloud: Cloud,
        way: SignInWay,
        tenant: Option<&str>,
        fallback: Option<&str>,
    ) -> Result<Self, ConnectError> {
        let environment = Environment::read();
        let client = match environment.client_id() {
            Ok(id) => id.parse().map_err(|_| ConnectError::NoApplication(id.to_owned()))?,
            Err(_) => PublicClient::COMMAND_LINE_TOOLS,
        };
        let tenant = tenant.or(environment.tenant.as_deref()).or(fallback).map(str::to_owned);
        if way == SignInWay::AzureCli && tenant.is_none() {
            return Err(ConnectError::NoTenant);
        }
        Ok(Self {
            cloud,
            tenant,
            client,
            how: How::Anew(way),
            place: SignInStorage::passing(Arc::new(NoHistory)),
        })
    }

    /// In a cloud that Microsoft runs; `None` for others.
    #[must_use]
    pub fn to_microsoft(
        cloud: CloudName,
        tenant: Option<String>,
        client: Uuid,
        how: How,
        place: SignInStorage,
    ) -> Option<Self> {
        Some(Self {
            cloud: microsoft_cloud(cloud)?,
            tenant,
            client,
            how,
            place,
        })
    }
}

/// How somebody signs in, or that they have before.
#[derive(Debug, Clone)]
pub enum How {
    /// A person does it.
    Anew(SignInWay),
    /// Goes on with what the keychain holds; nobody is asked.
    AsBefore(KnownAccount),
}

/// Somebody who has signed in on this computer. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KnownAccount {
    /// Which cloud.
    pub cloud: CloudName,
    /// The tenant's id.
    #[ts(type = "string")]
    pub tenant: Uuid,
    /// The person's object id in it.
    #[ts(type = "string")]
    pub object: Uuid,
    /// The application that was signed in through.
    #[ts(type = "string")]
    pub client: Uuid,
    /// Sign-in name.
    pub address: String,
    /// Display name; a directory's text, never markup.
    pub name: String,
    /// Display name of the tenant; empty until it has told it.
    #[serde(default)]
    pub tenant_name: String,
}

impl KnownAccount {
    /// The same sign-in, whatever the person is called by now.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let key = |known: &Self| (known.cloud, known.tenant, known.object, known.client);
        key(self) == key(other)
    }
}
