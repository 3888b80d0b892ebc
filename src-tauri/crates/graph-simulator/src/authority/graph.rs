//! Access tokens: how they are made, and what Graph says to those who bring one.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Authority, Issued, SignIn};
use crate::accounts::Account;
use crate::clock::after;
use crate::identity::{Caller, CallerKind};
use crate::reply::Reply;

impl Authority {
    /// Makes a token for `caller`, which tells who the `person` is. It has the look of a JWT; nothing but this simulator can
    /// tell whether it is good.
    pub fn issue(&mut self, caller: Caller, person: Option<&Account>, sign_in: &SignIn<'_>) -> String {
        let expires = after(sign_in.now, sign_in.tenant.timing.token_lifetime);
        let mut claims = json!({
            "aud": sign_in.origin, "iss": format!("{}/{}/v2.0", sign_in.origin, caller.tenant), "iat": sign_in.now.as_second(), "nbf": sign_in.now.as_second(),
            "exp": expires.as_second(), "appid": caller.client_id, "tid": caller.tenant, "ver": "1.0", "uti": Uuid::new_v4().simple().to_string(),
        });
        let permissions: Vec<&str> = caller.permissions.iter().map(String::as_str).collect();
        match caller.kind {
            CallerKind::App => {
                claims["idtyp"] = json!("app");
                claims["roles"] = json!(permissions);
            }
            CallerKind::Delegated => claims["scp"] = json!(permissions.join(" ")),
        }
        if let (Some(claims), Some(Value::Object(about))) = (claims.as_object_mut(), person.map(Account::claims)) {
            claims.extend(about);
        }
        let token = jwt(&claims);
        let issued = Issued {
            caller,
            expires,
            revoked: false,
        };
        self.tokens.insert(token.clone(), issued);
        token
    }

    /// The identity behind the `Authorization` header.
    ///
    /// # Errors
    /// 401 `InvalidAuthenticationToken` in the words of contract 3.3, or the challenge of 2.7 once it was revoked.
    pub fn caller(&self, authorization: Option<&str>, origin: &str, now: Timestamp) -> Result<Caller, Reply> {
        let token = bearer(authorization).ok_or_else(|| unauthenticated("Access token is empty.", origin))?;
        let issued = self
            .tokens
            .get(token)
            .ok_or_else(|| unauthenticated("CompactToken parsing failed with error code: 80049217", origin))?;
        if now >= issued.expires {
            return Err(token_expired(origin));
        }
        if issued.revoked {
            return Err(claims_challenge(origin, now));
        }
        Ok(issued.caller.clone())
    }

    /// Whether this token was made here, whatever became of it.
    pub(crate) fn issued(&self, authorization: Option<&str>) -> bool {
        bearer(authorization).is_some_and(|token| self.tokens.contains_key(token))
    }

    pub(super) fn revoke_access(&mut self) {
        let people = |issued: &&mut Issued| issued.caller.kind == CallerKind::Delegated;
        self.tokens
            .values_mut()
            .filter(people)
            .for_each(|issued| issued.revoked = true);
    }
}

fn bearer(authorization: Option<&str>) -> Option<&str> {
    let (scheme, token) = authorization?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// These claims as a token whose signature is noise.
pub(super) fn jwt(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = json!({"typ": "JWT", "alg": "RS256", "kid": "demo"});
    format!("{}.{}.{}", part(&header), part(claims), super::app::random(2))
}

/// 401 of Graph itself.
#[must_use]
pub fn unauthenticated(message: &str, origin: &str) -> Reply {
    Reply::error(401, "InvalidAuthenticationToken", message).header("WWW-Authenticate", challenge(origin))
}

/// 401 of a token whose time is over.
#[must_use]
pub fn token_expired(origin: &str) -> Reply {
    unauthenticated("Lifetime validation failed, the token is expired.", origin)
}

/// Where to sign in, and for what: libraries find the sign-in service by it (contract 2.7).
fn challenge(origin: &str) -> String {
    format!(
        "Bearer realm=\"\", authorization_uri=\"{origin}/common/oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\""
    )
}

/// 401 with a claims challenge (contract 2.7).
pub(crate) fn claims_challenge(origin: &str, now: Timestamp) -> Reply {
    let claims = json!({"access_token": {"nbf": {"essential": true, "value": now.as_second().to_string()}}});
    let claims = STANDARD.encode(claims.to_string());
    let header = format!(
        "{}, error=\"insufficient_claims\", claims=\"{claims}\"",
        challenge(origin)
    );
    Reply::error(401, "InvalidAuthenticationToken", "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies")
        .header("WWW-Authenticate", header)
}
