//! Sign-in to the demo tenant as one of its people, without a password.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use graph_client::{AccessToken, Cloud, TokenError, TokenErrorKind, TokenRequest, TokenSource};
use serde::{Deserialize, Serialize};

use crate::kept_token::{KeptToken, ends_in};
use crate::{DemoControl, DemoError};

/// A person of the demo tenant who has signed in.
#[derive(Debug)]
pub struct DemoSignIn {
    /// Where the person's tokens come from.
    pub tokens: Arc<dyn TokenSource>,
    /// The permissions in them.
    pub scopes: Vec<String>,
}

impl DemoControl {
    /// Signs in as this account, an address such as `ann@contoso.com`.
    ///
    /// # Errors
    /// [`DemoError`]; the tenant refuses an address that is none of its accounts.
    pub async fn sign_in(&self, account: &str) -> Result<DemoSignIn, DemoError> {
        let mut tokens = DemoTokens {
            control: self.clone(),
            account: account.to_owned(),
            kept: KeptToken::default(),
        };
        let issued = tokens.ask().await?;
        let scopes = issued.scope.split_whitespace().map(str::to_owned).collect();
        tokens.kept = KeptToken::holding(tokens.token_of(issued));
        Ok(DemoSignIn {
            tokens: Arc::new(tokens),
            scopes,
        })
    }
}

/// Tokens of one account, for the Graph of the one demo tenant that gave them.
struct DemoTokens {
    control: DemoControl,
    account: String,
    kept: KeptToken,
}

#[derive(Serialize)]
struct Wanted<'a> {
    account: &'a str,
}

#[derive(Deserialize)]
struct Issued {
    access_token: String,
    /// Seconds.
    expires_in: u64,
    scope: String,
}

impl DemoTokens {
    async fn ask(&self) -> Result<Issued, DemoError> {
        let wanted = Wanted { account: &self.account };
        self.control.post("tokens", &wanted).await
    }

    fn token_of(&self, issued: Issued) -> AccessToken {
        AccessToken {
            secret: issued.access_token.into(),
            expires: ends_in(Duration::from_secs(issued.expires_in)),
            tenant: Some(self.control.tenant().to_owned()),
        }
    }
}

impl TokenSource for DemoTokens {
    fn cloud(&self) -> &Cloud {
        self.control.cloud()
    }

    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        let ask = async { Ok(self.token_of(self.ask().await?)) };
        async move {
            self.kept
                .get(&request, ask)
                .await
                .map_err(|error: DemoError| error.into())
        }
        .boxed()
    }
}

impl From<DemoError> for TokenError {
    fn from(error: DemoError) -> Self {
        let kind = match error {
            DemoError::Unreachable { .. } => TokenErrorKind::Unreachable,
            DemoError::Refused { .. } => TokenErrorKind::Refused { aadsts: None },
            DemoError::Unreadable { .. } => TokenErrorKind::Unreadable,
        };
        Self::new(kind, error.to_string())
    }
}

impl fmt::Debug for DemoTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DemoTokens")
            .field("account", &self.account)
            .field("tenant", &self.control.tenant())
            .finish_non_exhaustive()
    }
}
