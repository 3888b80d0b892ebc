//! A person who has signed in, and the tokens that come of it.

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use graph_client::{AccessToken, Cloud, TokenError, TokenRequest, TokenSource};
use secrecy::{ExposeSecret, SecretString};

use crate::kept_token::{KeptToken, ends_in};
use crate::public_client::Exchange;
use crate::{Account, AccountKey, AuthError, KeepError, Place, PublicClient, Remedy, scopes};

/// A person who has signed in. Clones are the same sign-in: scopes and tokens that one gains, all have.
#[derive(Clone)]
pub struct SignIn(Arc<Person>);

struct Person {
    client: PublicClient,
    account: Account,
    key: AccountKey,
    kept: KeptToken,
    standing: Mutex<Standing>,
}

/// What changes while somebody is signed in.
struct Standing {
    scopes: Vec<String>,
    remembered: Result<(), KeepError>,
    /// What the last challenge wanted that could not be answered in silence, as JSON.
    demanded: Option<String>,
}

/// What a token endpoint gave.
pub(crate) struct Received {
    pub(crate) account: Account,
    pub(crate) scopes: Vec<String>,
    pub(crate) access: SecretString,
    pub(crate) lives: Duration,
    pub(crate) refresh: Option<SecretString>,
}

impl SignIn {
    /// Begins with what was received, and keeps its refresh token.
    pub(crate) async fn begin(client: &PublicClient, received: Received) -> Self {
        let key = AccountKey {
            place: Place::from(&client.cloud),
            tenant: received.account.tenant,
            object: received.account.object,
            client: client.client,
        };
        let remembered = match received.refresh.clone() {
            Some(token) => client.refresh.save(&key, token).await,
            None => Ok(()),
        };
        Self(Arc::new(Person {
            client: client.of_tenant(received.account.tenant),
            key,
            kept: KeptToken::holding(received.access_token()),
            standing: Mutex::new(Standing {
                scopes: received.scopes,
                remembered,
                demanded: None,
            }),
            account: received.account,
        }))
    }

    pub(crate) async fn resume(
        client: &PublicClient,
        key: &AccountKey,
        token: SecretString,
        permissions: &[String],
    ) -> Result<Self, AuthError> {
        let client = client.of_tenant(key.tenant);
        let received = refresh(&client, key, &token, permissions, None).await?;
        Ok(Self::begin(&client, received).await)
    }

    /// Who it is.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.0.account
    }

    /// The application it came through, for the person's tenant alone: where to ask for more.
    #[must_use]
    pub fn client(&self) -> &PublicClient {
        &self.0.client
    }

    /// What its refresh token is filed under.
    #[must_use]
    pub fn key(&self) -> &AccountKey {
        &self.0.key
    }

    /// The permissions that were granted, by short name; may be more than were asked for, or fewer.
    #[must_use]
    pub fn scopes(&self) -> Vec<String> {
        self.0.standing(|standing| standing.scopes.clone())
    }

    /// Those of `wanted` that were not granted.
    #[must_use]
    pub fn lacks(&self, wanted: &[String]) -> Vec<String> {
        let granted = self.scopes();
        wanted.iter().filter(|name| !granted.contains(name)).cloned().collect()
    }

    /// Whether the next start of the program finds this sign-in, and why not.
    ///
    /// # Errors
    /// [`KeepError`]: it ends with the program.
    pub fn remembered(&self) -> Result<(), KeepError> {
        self.0.standing(|standing| standing.remembered.clone())
    }

    /// What the next interactive sign-in must satisfy, as JSON, when a challenge could not be answered in silence.
    #[must_use]
    pub fn demanded(&self) -> Option<String> {
        self.0.standing(|standing| standing.demanded.clone())
    }

    /// Where Graph's tokens come from.
    #[must_use]
    pub fn tokens(&self) -> Arc<dyn TokenSource> {
        Arc::clone(&self.0) as _
    }

    /// Asks for further permissions without a person: works where somebody has consented.
    ///
    /// # Errors
    /// [`AuthError`]; with [`Remedy::Consent`] or [`Remedy::MoreFactors`] a person must be asked, see
    /// [`PublicClient::sign_in_by_browser`] and [`SignIn::take_over`].
    pub async fn add(&self, permissions: &[String]) -> Result<(), AuthError> {
        let wanted = scopes::together(&self.scopes(), permissions);
        self.0
            .kept
            .replace(async { self.0.renew(&wanted, None).await.map(Some) })
            .await
    }

    /// Goes on with what a newer sign-in of the same person brought: its token, its permissions.
    ///
    /// # Errors
    /// [`AuthError::AnotherAccount`]; the newer sign-in is then signed out.
    pub async fn take_over(&self, newer: Self) -> Result<(), AuthError> {
        if newer.0.key != self.0.key {
            newer.sign_out().await?;
            return Err(AuthError::AnotherAccount);
        }
        let token = newer
            .0
            .kept
            .get(&TokenRequest::default(), newer.0.renew(&newer.scopes(), None))
            .await?;
        let (scopes, remembered) = (newer.scopes(), newer.remembered());
        self.0.standing(|standing| {
            *standing = Standing {
                scopes,
                remembered,
                demanded: None,
            };
        });
        self.0.kept.replace(async { Ok(Some(token)) }).await
    }

    /// Forgets the tokens, here and where they are kept.
    ///
    /// # Errors
    /// [`KeepError`]: the refresh token may still be kept. The access token is gone in any case.
    pub async fn sign_out(&self) -> Result<(), KeepError> {
        let mut forgotten = Ok(());
        // A refresh that is under way ends first, and none begins meanwhile: its token would be kept after all.
        let cleared = self.0.kept.replace(async {
            forgotten = self.0.client.refresh.forget(&self.0.key).await;
            Ok::<_, Infallible>(None)
        });
        let Ok(()) = cleared.await;
        forgotten
    }
}

impl Person {
    fn standing<T>(&self, look: impl FnOnce(&mut Standing) -> T) -> T {
        look(&mut self.standing.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A new access token by refresh token, which is read only now and dropped again.
    async fn renew(&self, permissions: &[String], claims: Option<&str>) -> Result<AccessToken, AuthError> {
        let store = &self.client.refresh;
        let token = store.load(&self.key).await?.ok_or(AuthError::SignedOut)?;
        let received = refresh(&self.client, &self.key, &token, permissions, claims).await?;
        let access = received.access_token();
        let saved = match received.refresh {
            Some(token) => Some(store.save(&self.key, token).await),
            None => None,
        };
        self.standing(|standing| {
            standing.scopes = received.scopes;
            standing.demanded = None;
            if let Some(saved) = saved {
                standing.remembered = saved;
            }
        });
        Ok(access)
    }
}

/// One refresh. What the service calls over is forgotten.
async fn refresh(
    client: &PublicClient,
    key: &AccountKey,
    token: &SecretString,
    permissions: &[String],
    claims: Option<&str>,
) -> Result<Received, AuthError> {
    let grant = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token.expose_secret()),
    ];
    let scope = scopes::asked(&client.cloud, permissions);
    let exchange = Exchange {
        grant: &grant,
        scope: &scope,
        claims,
        nonce: None,
    };
    match client.redeem(exchange).await {
        Ok(received) if (received.account.tenant, received.account.object) != (key.tenant, key.object) => {
            Err(AuthError::AnotherAccount)
        }
        Err(refused) if refused.remedy() == Remedy::SignInAgain => {
            // Should it stay, the service says the same again next time.
            let _ = client.refresh.forget(key).await;
            Err(refused)
        }
        received => received,
    }
}

impl Received {
    fn access_token(&self) -> AccessToken {
        AccessToken {
            secret: self.access.clone(),
            expires: ends_in(self.lives),
            tenant: Some(self.account.tenant.to_string()),
        }
    }
}

impl TokenSource for Person {
    fn cloud(&self) -> &Cloud {
        self.client.cloud()
    }

    /// A challenge is tried once without a person; when that does not do, the error tells what an interactive sign-in
    /// must satisfy.
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        async move {
            let scopes = self.standing(|standing| standing.scopes.clone());
            let renewed = self.renew(&scopes, request.claims.as_deref());
            self.kept.get(&request, renewed).await.map_err(|error| {
                let mut error = TokenError::from(error);
                error.claims = error.claims.or_else(|| request.claims.clone());
                self.standing(|standing| standing.demanded.clone_from(&error.claims));
                error
            })
        }
        .boxed()
    }
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn")
            .field("account", &self.account)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}
