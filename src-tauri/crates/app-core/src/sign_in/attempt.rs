//! One attempt to sign in, from the first request to the connection. It tells where it stands and knows nothing of the session.

use std::sync::Arc;

use graph_client::{Cloud, TokenRequest};
use identity::{AccountKey, AuthError, AzureCli, BrowserSignIn, Place, PublicClient, SignIn};
use journeys::permissions::TO_LOOK;
use url::Url;
use uuid::Uuid;

use super::permissions::scopes;
use super::{How, KnownAccount, NoHistory, SignInHost, SignInRequest, SignInWay, SignedIn};
use crate::view::AccountView;
use crate::{Connection, Problem};

/// Where an attempt stands.
#[derive(Debug)]
pub(crate) enum Stage {
    /// The browser was opened at this address.
    Browser(Url),
    /// Somebody types this code on this page.
    Code {
        user_code: String,
        page: Url,
        expires: String,
    },
}

/// What an attempt came to.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// There is somebody to connect as.
    New(Box<Connection>),
    /// Whoever was signed in is so anew, and everything goes on.
    Same,
}

/// What somebody who is signed in is asked for.
#[derive(Debug)]
pub(crate) struct ScopeRequest {
    pub(crate) signed_in: SignedIn,
    pub(crate) permissions: Vec<String>,
    /// What a challenge demands, as JSON.
    pub(crate) claims: Option<String>,
}

/// Signs somebody in; goes on with `current` should it be the same sign-in.
pub(crate) async fn sign_in(
    request: SignInRequest,
    current: Option<SignedIn>,
    tell: impl Fn(Stage),
) -> Result<Outcome, Problem> {
    let tenant = tenant(&request).await?;
    if let How::Anew(SignInWay::AzureCli) = request.how {
        let tenant = tenant.ok_or_else(Problem::tenant_needed)?;
        return azure_cli(&request.cloud, tenant).await;
    }
    let client = PublicClient::new(&request.cloud, tenant, request.client, request.place.tokens.clone());
    let client = client.map_err(|error| Problem::from(&error))?;
    let signed_in = person(&request, &client, tell).await;
    let signed_in = signed_in.map_err(|error| Problem::refused(&error, &client))?;
    if let Some(current) = current.filter(|current| current.sign_in.key() == signed_in.key()) {
        let taken = current.sign_in.take_over(signed_in).await;
        taken.map_err(|error| Problem::from(&error))?;
        return Ok(Outcome::Same);
    }
    // Whoever cannot open a browser here cannot do so later either.
    let way = match request.how {
        How::Anew(way) => way,
        How::AsBefore(_) => SignInWay::Browser,
    };
    let signed_in = SignedIn::new(signed_in, way, request.place.host);
    // Where the next start finds nothing there is nobody to be offered either.
    let lasting = request.place.lasting;
    let forgetful =
        lasting && (signed_in.sign_in.remembered().is_err() || signed_in.host.signed_in(&signed_in.known).is_err());
    let (tenant, tokens) = (signed_in.known.tenant.to_string(), signed_in.sign_in.tokens());
    Ok(Outcome::New(Box::new(Connection {
        account: Some(signed_in.view()),
        forgetful,
        signed_in: Some(signed_in),
        journals: request.place.journals,
        ..Connection::of_an_app(tenant, tokens)
    })))
}

/// Goes on as somebody who signed in before. Nobody is asked, and nobody is offered first at the next start for it.
pub(crate) async fn in_silence(mut request: SignInRequest) -> Result<Connection, Problem> {
    request.place.host = Arc::new(NoHistory);
    match sign_in(request, None, |_| {}).await? {
        Outcome::New(connection) => Ok(*connection),
        Outcome::Same => Err(Problem::not_connected()),
    }
}

/// Asks somebody who is signed in for more, in the way in which they signed in.
pub(crate) async fn ask_more(more: &ScopeRequest, tell: impl Fn(Stage)) -> Result<(), Problem> {
    let client = more.signed_in.sign_in.client();
    let asked = ask(more, client, tell).await;
    asked.map_err(|error| Problem::refused(&error, client))
}

async fn ask(more: &ScopeRequest, client: &PublicClient, tell: impl Fn(Stage)) -> Result<(), AuthError> {
    let sign_in = &more.signed_in.sign_in;
    let mut permissions = sign_in.scopes();
    permissions.extend(sign_in.lacks(&more.permissions));
    let newer = if more.signed_in.way == SignInWay::DeviceCode {
        by_code(client, &permissions, more.signed_in.host.as_ref(), tell).await?
    } else {
        let wanted = BrowserSignIn {
            permissions,
            login_hint: Some(sign_in.account().address.clone()),
            claims: more.claims.clone(),
            same_account: true,
            ..BrowserSignIn::default()
        };
        by_browser(client, &wanted, more.signed_in.host.as_ref(), tell).await?
    };
    sign_in.take_over(newer).await
}

async fn by_code(
    client: &PublicClient,
    permissions: &[String],
    host: &dyn SignInHost,
    tell: impl Fn(Stage),
) -> Result<SignIn, AuthError> {
    let code = client.begin_device_code(permissions).await?;
    tell(Stage::Code {
        user_code: code.user_code().to_owned(),
        page: host.link(code.page()),
        expires: code.expires().to_string(),
    });
    code.wait().await
}

async fn by_browser(
    client: &PublicClient,
    wanted: &BrowserSignIn,
    host: &dyn SignInHost,
    tell: impl Fn(Stage),
) -> Result<SignIn, AuthError> {
    let open = |address: &Url| {
        let address = host.link(address);
        tell(Stage::Browser(address.clone()));
        host.open(&address);
    };
    client.sign_in_by_browser(wanted, open).await
}

async fn person(request: &SignInRequest, client: &PublicClient, tell: impl Fn(Stage)) -> Result<SignIn, AuthError> {
    Ok(match &request.how {
        How::AsBefore(known) => {
            let key = key(&request.cloud, known);
            let before = client.resume(&key, &scopes(TO_LOOK)).await?;
            before.ok_or(AuthError::SignedOut)?
        }
        How::Anew(SignInWay::DeviceCode) => {
            by_code(client, &scopes(TO_LOOK), request.place.host.as_ref(), tell).await?
        }
        How::Anew(_) => {
            let wanted = BrowserSignIn {
                permissions: scopes(TO_LOOK),
                ..BrowserSignIn::default()
            };
            by_browser(client, &wanted, request.place.host.as_ref(), tell).await?
        }
    })
}

fn key(cloud: &Cloud, known: &KnownAccount) -> AccountKey {
    AccountKey {
        place: Place::from(cloud),
        tenant: known.tenant,
        object: known.object,
        client: known.client,
    }
}

/// The tenant's id, looked up where a domain names it.
async fn tenant(request: &SignInRequest) -> Result<Option<Uuid>, Problem> {
    let Some(named) = &request.tenant else { return Ok(None) };
    let id = identity::tenant_id(&request.cloud, named).await;
    let id = id.map_err(|error| Problem::from(&error))?;
    Ok(Uuid::try_parse(&id).ok())
}

/// Whoever is signed in to the Azure CLI. A first token tells whether there is somebody.
async fn azure_cli(cloud: &Cloud, tenant: Uuid) -> Result<Outcome, Problem> {
    let tokens = AzureCli::signed_in(cloud, Some(tenant)).map_err(|error| Problem::from(&error))?;
    let first = tokens.token(TokenRequest::default()).await;
    first.map_err(|error| Problem::from(&error))?;
    Ok(Outcome::New(Box::new(Connection {
        account: Some(AccountView {
            name: "Azure CLI".to_owned(),
            address: tenant.to_string(),
            roles: Vec::new(),
            grows: false,
        }),
        ..Connection::of_an_app(tenant.to_string(), tokens)
    })))
}
