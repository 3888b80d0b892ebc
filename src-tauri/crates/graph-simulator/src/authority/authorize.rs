//! The first request of a browser, and the code it ends with (contract 2.1, 2.3).

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;

use super::app::random;
use super::person::Person;
use super::refusal::Refusal;
use super::scopes::Scopes;
use super::visit::{Finish, Visit};
use super::{Authority, SignIn, pages};
use crate::call::Query;
use crate::clock::after;
use crate::reply::Reply;

const CODE_LIVES: Duration = Duration::from_secs(600);

/// An old code is told to be old for a while.
pub(super) const KEPT: Duration = Duration::from_secs(3600);

/// A code on its way back to the application.
pub(super) struct Code {
    pub(super) person: Person,
    pub(super) scopes: Scopes,
    pub(super) redirect: String,
    pub(super) challenge: String,
    pub(super) nonce: Option<String>,
    pub(super) issued: Timestamp,
    pub(super) redeemed: bool,
}

impl Authority {
    /// The account page, or a page that says what is wrong: to an address that is not the application's nothing is sent.
    pub(super) fn authorize(&mut self, known: bool, tenant: &str, sign_in: &SignIn<'_>) -> Reply {
        match self.begin(known, tenant, sign_in) {
            Ok((visit, Ok(()))) => self.enter(visit, sign_in),
            Ok((visit, Err(refusal))) => visit.finish.refuse(&refusal, sign_in),
            Err(refusal) => pages::refused(&refusal, sign_in, None),
        }
    }

    /// The visit. The outer error goes on a page, the inner one back to the application.
    fn begin(&self, known: bool, tenant: &str, sign_in: &SignIn<'_>) -> Result<(Visit, Result<(), Refusal>), Refusal> {
        let query = sign_in.query;
        if !known {
            return Err(Refusal::unknown_tenant(tenant));
        }
        let client = self.client(query.get("client_id"), sign_in)?;
        let redirect = loopback(query)?;
        let challenge = query.get("code_challenge").unwrap_or_default().to_owned();
        let finish = Finish::Redirect {
            redirect,
            state: query.get("state").map(str::to_owned),
            challenge,
            nonce: query.get("nonce").map(str::to_owned),
            fragment: query.get("response_mode") == Some("fragment"),
        };
        let mut visit = Visit::new(client, finish);
        let checked = check(query).and_then(|()| {
            visit.scopes = Scopes::read(query.get("scope").unwrap_or_default(), sign_in)?;
            Ok(())
        });
        // Who is named and need not choose is signed in already, as far as a demo can tell.
        if !matches!(query.get("prompt"), Some("select_account" | "login")) {
            visit.account = query
                .get("login_hint")
                .and_then(|hint| Self::account(hint, sign_in).ok());
        }
        visit.hint = query.get("login_hint").unwrap_or_default().to_owned();
        visit.asks_consent = query.get("prompt") == Some("consent");
        Ok((visit, checked))
    }

    /// `/{tenant}/v2.0/adminconsent`: for somebody else, who may consent.
    pub(super) fn admin_consent(&mut self, known: bool, tenant: &str, sign_in: &SignIn<'_>) -> Reply {
        let begun = || {
            let query = sign_in.query;
            if !known || tenant == "common" {
                return Err(Refusal::unknown_tenant(tenant));
            }
            let client = self.client(query.get("client_id"), sign_in)?;
            let finish = Finish::AdminConsent {
                redirect: loopback(query)?,
                state: query.get("state").map(str::to_owned),
            };
            let mut visit = Visit::new(client, finish);
            visit.scopes = Scopes::read(query.get("scope").unwrap_or_default(), sign_in)?;
            visit.asks_consent = true;
            Ok(visit)
        };
        match begun() {
            Ok(visit) => self.enter(visit, sign_in),
            Err(refusal) => pages::refused(&refusal, sign_in, None),
        }
    }

    pub(super) fn redeem_code(&mut self, form: &Query, sign_in: &SignIn<'_>) -> Result<Reply, Refusal> {
        let client = self.client(form.get("client_id"), sign_in)?;
        let given = form.get("code").ok_or_else(|| Refusal::missing("code"))?;
        let verifier = form
            .get("code_verifier")
            .ok_or_else(|| Refusal::missing("code_verifier"))?;
        let code = self
            .codes
            .get_mut(given, sign_in.now)
            .filter(|code| code.person.client == client);
        let code = code.ok_or_else(|| Refusal::grant(70000, "Provided grant is invalid or malformed."))?;
        if std::mem::replace(&mut code.redeemed, true) {
            let message = "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.";
            return Err(Refusal::grant(54005, message));
        }
        if sign_in.now >= after(code.issued, CODE_LIVES) {
            let message = "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.";
            return Err(Refusal::grant(70008, message));
        }
        if form.get("redirect_uri") != Some(&code.redirect) {
            let message = "The reply address does not match the one of the authorization request.";
            return Err(Refusal::grant(500_112, message));
        }
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, verifier.as_bytes());
        if URL_SAFE_NO_PAD.encode(digest) != code.challenge {
            let message = "The Code_Verifier does not match the code_challenge supplied in the authorization request.";
            return Err(Refusal::grant(501_481, message));
        }
        let (person, scopes, nonce) = (code.person.clone(), code.scopes.clone(), code.nonce.clone());
        Ok(self.tokens_for(&person, &scopes, nonce.as_deref(), sign_in))
    }

    pub(super) fn new_code(&mut self, code: Code) -> String {
        let name = format!("1.AX0A{}", random(24));
        let issued = code.issued;
        self.codes.insert(name.clone(), code, issued);
        name
    }
}

/// What is wrong with the request that its sender may be told.
fn check(query: &Query) -> Result<(), Refusal> {
    if query.get("response_type") != Some("code")
        || !matches!(query.get("response_mode"), None | Some("query" | "fragment"))
    {
        return Err(Refusal::malformed());
    }
    let s256 = query.get("code_challenge_method") == Some("S256");
    let challenged = query
        .get("code_challenge")
        .is_some_and(|challenge| challenge.len() == 43);
    if !s256 || !challenged {
        let message = "Proof Key for Code Exchange is required, with the S256 method.";
        return Err(Refusal::new(400, "invalid_request", 9_002_325, message));
    }
    Ok(())
}

/// The one reply address that is registered: `http://localhost`, any port.
fn loopback(query: &Query) -> Result<String, Refusal> {
    let given = query.get("redirect_uri").unwrap_or_default();
    let rest = given
        .strip_prefix("http://localhost")
        .map(|rest| rest.trim_end_matches('/'));
    let registered = rest
        .is_some_and(|rest| rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok()));
    if registered {
        return Ok(given.to_owned());
    }
    let message = format!(
        "The redirect URI '{given}' specified in the request does not match the redirect URIs configured for the application."
    );
    Err(Refusal::new(400, "invalid_request", 50011, message))
}
