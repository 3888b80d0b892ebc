//! The demo tenant seen from the application: who can sign in to it and who works there. Everything else goes by way of Graph.

use std::fmt;
use std::io;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use graph_client::Cloud;
use identity::DemoControl;
use journeys::checks::Grant;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;
use uuid::Uuid;

use crate::sign_in::{How, KnownAccount, SignInHost, SignInRequest, SignInStorage};
use crate::view::{AccountView, CloudName, Person};
use crate::{ConnectError, Connection, Problem};

/// Most people who are shown for one text.
const SHOWN: usize = 8;
/// What Active Directory calls people; groups and contacts are found too.
const PEOPLE: [&str; 2] = ["user", "inetOrgPerson"];
/// Enough to be left with as many people as are shown.
const ASKED: &str = "24";

/// A demo tenant on this machine.
#[derive(Clone)]
pub struct DemoTenant {
    cloud: Cloud,
    tenant: String,
    client: Uuid,
    control: DemoControl,
    ticket: String,
}

impl DemoTenant {
    /// The demo tenant at these origins; `client` is the application of its run, `control_key` opens its control address,
    /// `ticket` its sign-in pages. Sends nothing yet.
    ///
    /// # Errors
    /// The origins are not on this machine, or the HTTP client cannot be set up.
    pub fn new(
        graph: &str,
        login: &str,
        tenant: &str,
        client: Uuid,
        control_key: String,
        ticket: String,
    ) -> Result<Self, ConnectError> {
        let cloud = Cloud::demo(graph, login)?;
        let control = DemoControl::new(&cloud, tenant, control_key.into())?;
        Ok(Self {
            cloud,
            tenant: tenant.to_owned(),
            client,
            control,
            ticket,
        })
    }

    /// Signs somebody in on its sign-in pages, as in any other tenant.
    #[must_use]
    pub fn sign_in_request(&self, how: How, mut place: SignInStorage) -> SignInRequest {
        place.host = Arc::new(WithTicket {
            host: place.host,
            ticket: self.ticket.clone(),
        });
        SignInRequest {
            cloud: self.cloud.clone(),
            tenant: Some(self.tenant.clone()),
            client: self.client,
            how,
            place,
        }
    }

    /// Whether this sign-in was to this tenant, in this run of it.
    #[must_use]
    pub fn is_of(&self, known: &KnownAccount) -> bool {
        (known.cloud, known.client) == (CloudName::Demo, self.client)
    }

    /// Who can sign in; the first is recommended.
    ///
    /// # Errors
    /// The demo tenant did not answer.
    pub async fn accounts(&self) -> Result<Vec<AccountView>, Problem> {
        let Accounts { accounts } = self.ask("accounts", &[]).await?;
        Ok(accounts.into_iter().map(AccountView::from).collect())
    }

    /// Signs in as the account with this address.
    ///
    /// # Errors
    /// Nobody has this address, or the demo tenant did not answer.
    pub async fn connection(&self, address: &str) -> Result<Connection, Problem> {
        let accounts = self.accounts().await?;
        let named = |account: &AccountView| account.address.eq_ignore_ascii_case(address);
        let account = accounts.into_iter().find(named);
        let account = account.ok_or_else(|| Problem::unknown_account(address))?;
        let signed_in = self.control.sign_in(&account.address).await;
        let signed_in = signed_in.map_err(|error| Problem::from(&error))?;
        Ok(Connection {
            grant: Grant {
                roles: Some(account.roles.clone()),
                scopes: Some(signed_in.scopes),
                grows: false,
            },
            account: Some(account),
            ..Connection::of_an_app(self.tenant.clone(), signed_in.tokens)
        })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.tenant
    }

    /// Signs in as the account that is recommended.
    ///
    /// # Errors
    /// The demo tenant did not answer.
    pub async fn recommended_connection(&self) -> Result<Connection, Problem> {
        let accounts = self.accounts().await?;
        let first = accounts.first().ok_or_else(|| Problem::unknown_account(""))?;
        self.connection(&first.address).await
    }

    /// The page on which a person of an app signs in to it, as the admin center has one; by object id of the app.
    ///
    /// # Errors
    /// The id is none.
    pub fn provisioning_page(&self, app: &str) -> Result<Url, Problem> {
        let app: Uuid = app
            .parse()
            .map_err(|_| Problem::unreadable("an app whose id is none"))?;
        let mut address = self.cloud.login().clone();
        address.set_path(&format!("/{}/app-provisioning/{app}", self.tenant));
        address.query_pairs_mut().append_pair("ticket", &self.ticket);
        Ok(address)
    }

    pub(crate) fn control(&self) -> &DemoControl {
        &self.control
    }

    /// People whose name holds this text, a few at most.
    ///
    /// # Errors
    /// The demo tenant did not answer.
    pub async fn people(&self, text: &str) -> Result<Vec<Person>, Problem> {
        let Found { people } = self.ask("people", &[("search", text), ("limit", ASKED)]).await?;
        let people = people
            .into_iter()
            .filter(|found| PEOPLE.contains(&&*found.object_type_name));
        Ok(people.take(SHOWN).map(Person::from).collect())
    }

    /// What its HR department exports, in this language: a name and what is in it.
    ///
    /// # Errors
    /// It writes no such language, or the demo tenant did not answer.
    pub async fn hr_file(&self, language: &str) -> Result<(String, Vec<u8>), Problem> {
        let HrFile { name, base64 } = self.ask("hr-file", &[("language", language)]).await?;
        let bytes = STANDARD
            .decode(base64)
            .map_err(|_| Problem::unreadable("a file that is no Base64"))?;
        Ok((name, bytes))
    }

    /// Distinguished names of the organizational units in Active Directory.
    ///
    /// # Errors
    /// The demo tenant did not answer.
    pub async fn organizational_units(&self) -> Result<Vec<String>, Problem> {
        let Units { units } = self.ask("units", &[]).await?;
        Ok(units)
    }

    pub(crate) async fn ask<T: DeserializeOwned>(&self, route: &str, query: &[(&str, &str)]) -> Result<T, Problem> {
        let answer = self.control.get(route, query).await;
        answer.map_err(|error| Problem::from(&error))
    }
}

impl fmt::Debug for DemoTenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DemoTenant")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

/// A host whose links hold the ticket of the demo tenant's run.
struct WithTicket {
    host: Arc<dyn SignInHost>,
    ticket: String,
}

impl fmt::Debug for WithTicket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithTicket")
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

impl SignInHost for WithTicket {
    fn link(&self, address: &Url) -> Url {
        let mut address = self.host.link(address);
        address.query_pairs_mut().append_pair("ticket", &self.ticket);
        address
    }

    fn open(&self, address: &Url) {
        self.host.open(address);
    }

    fn signed_in(&self, known: &KnownAccount) -> io::Result<()> {
        self.host.signed_in(known)
    }

    fn tenant_named(&self, known: &KnownAccount, name: &str) {
        self.host.tenant_named(known, name);
    }

    fn signed_out(&self, known: &KnownAccount) {
        self.host.signed_out(known);
    }
}

#[derive(Deserialize)]
struct Accounts {
    accounts: Vec<TenantContext>,
}

#[derive(Deserialize)]
struct TenantContext {
    name: String,
    address: String,
    roles: Vec<String>,
}

#[derive(Deserialize)]
struct Found {
    people: Vec<FoundPerson>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FoundPerson {
    display_name: String,
    distinguished_name: String,
    object_type_name: String,
}

#[derive(Deserialize)]
struct HrFile {
    name: String,
    base64: String,
}

#[derive(Deserialize)]
struct Units {
    units: Vec<String>,
}

impl From<TenantContext> for AccountView {
    fn from(account: TenantContext) -> Self {
        let TenantContext { name, address, roles } = account;
        Self {
            name,
            address,
            roles,
            grows: false,
        }
    }
}

impl From<FoundPerson> for Person {
    fn from(found: FoundPerson) -> Self {
        Self {
            name: found.display_name,
            distinguished_name: found.distinguished_name,
        }
    }
}
