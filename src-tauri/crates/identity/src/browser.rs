//! Signing in with the system's browser: authorization code with PKCE, answered on this machine.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;
use url::Url;

use crate::claims::with_capability;
use crate::loopback::{Answer, Loopback};
use crate::public_client::Exchange;
use crate::random::{Pkce, random_text};
use crate::sign_in::Received;
use crate::{AuthError, PublicClient, SignIn, scopes};

/// How long a person may take on the sign-in pages.
const WITHIN: Duration = Duration::from_secs(5 * 60);

/// What a person is asked to sign in for.
#[derive(Debug, Clone, Default)]
pub struct BrowserSignIn {
    /// Permissions of Graph by short name, such as `Organization.Read.All`.
    pub permissions: Vec<String>,
    /// The account that is meant, if one is.
    pub login_hint: Option<String>,
    /// The domain of the person's own organization, when it is known to be that.
    pub domain_hint: Option<String>,
    /// What a challenge or a refusal demands, as JSON.
    pub claims: Option<String>,
    /// Goes on as the account of `login_hint` where possible. Otherwise the page always asks which account.
    pub same_account: bool,
}

impl PublicClient {
    /// Lets a person sign in with a browser, which `open` opens at the address it is given. Waits five minutes at most;
    /// dropping the future ends the attempt and closes the listener.
    ///
    /// # Errors
    /// [`AuthError`]; [`AuthError::UnderWay`] while another one waits.
    pub async fn sign_in_by_browser(
        &self,
        wanted: &BrowserSignIn,
        open: impl FnOnce(&Url),
    ) -> Result<SignIn, AuthError> {
        self.sign_in_by_browser_within(WITHIN, wanted, open).await
    }

    /// The same with another time to wait.
    ///
    /// # Errors
    /// As [`PublicClient::sign_in_by_browser`].
    pub async fn sign_in_by_browser_within(
        &self,
        at_most: Duration,
        wanted: &BrowserSignIn,
        open: impl FnOnce(&Url),
    ) -> Result<SignIn, AuthError> {
        let _only_one = self.wait_alone()?;
        let (state, nonce) = (random_text(16)?, random_text(16)?);
        let pkce = Pkce::new()?;
        let mut loopback = Loopback::open(SecretString::from(state.as_str())).await?;
        let redirect = loopback.redirect_uri();
        let scope = scopes::asked(&self.cloud, &wanted.permissions);
        open(&self.authorize(wanted, &scope, &redirect, &state, &nonce, &pkce));

        let answer = timeout(at_most, loopback.answer())
            .await
            .map_err(|_| AuthError::TimedOut)??;
        let received = self
            .redeem_answer(answer, wanted, &scope, &redirect, &nonce, &pkce)
            .await;
        if received.is_err() {
            // A program that ends over it would leave the browser with an error of its own.
            loopback.last_page().await;
        }
        Ok(SignIn::begin(self, received?).await)
    }

    async fn redeem_answer(
        &self,
        answer: Answer,
        wanted: &BrowserSignIn,
        scope: &str,
        redirect: &str,
        nonce: &str,
        pkce: &Pkce,
    ) -> Result<Received, AuthError> {
        let code = match answer {
            Answer::Code(code) => code,
            Answer::TooLarge => return Err(AuthError::TooLarge),
            Answer::Refused { error, description } => return Err(AuthError::redirected(&error, &description)),
        };
        let (code, verifier) = (code.expose_secret(), pkce.verifier.expose_secret());
        let grant = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("code_verifier", verifier),
            ("redirect_uri", redirect),
        ];
        self.redeem(Exchange {
            grant: &grant,
            scope,
            claims: wanted.claims.as_deref(),
            nonce: Some(nonce),
        })
        .await
    }

    fn authorize(
        &self,
        wanted: &BrowserSignIn,
        scope: &str,
        redirect: &str,
        state: &str,
        nonce: &str,
        pkce: &Pkce,
    ) -> Url {
        let mut address = self.address("oauth2/v2.0/authorize");
        {
            let mut query = address.query_pairs_mut();
            query
                .append_pair("client_id", &self.client.to_string())
                .append_pair("response_type", "code")
                .append_pair("redirect_uri", redirect)
                .append_pair("response_mode", "query")
                .append_pair("scope", scope)
                .append_pair("state", state)
                .append_pair("nonce", nonce)
                .append_pair("code_challenge", &pkce.challenge)
                .append_pair("code_challenge_method", "S256")
                .append_pair("claims", &with_capability(wanted.claims.as_deref()));
            if !wanted.same_account {
                query.append_pair("prompt", "select_account");
            }
            for (name, hint) in [("login_hint", &wanted.login_hint), ("domain_hint", &wanted.domain_hint)] {
                if let Some(hint) = hint {
                    query.append_pair(name, hint);
                }
            }
        }
        address
    }
}
