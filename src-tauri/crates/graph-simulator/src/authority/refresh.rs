//! Refresh tokens: 90 days, replaced at each use, refused when policies or consent changed meanwhile.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;

use super::app::random;
use super::person::Person;
use super::refusal::Refusal;
use super::scopes::Scopes;
use super::{Authority, Demand, SignIn};
use crate::call::Query;
use crate::clock::after;
use crate::reply::Reply;

/// As for public clients.
const LIVES: Duration = Duration::from_secs(90 * 24 * 3600);
/// Random parts; the whole token is as long as the real ones, about 1 KB.
const PARTS: usize = 48;

pub(super) struct Refresh {
    person: Person,
    issued: Timestamp,
    revoked: bool,
    exchanged: bool,
}

impl Authority {
    pub(super) fn new_refresh(&mut self, person: Person, now: Timestamp) -> String {
        let token = format!("1.AX0A{}", random(PARTS));
        let refresh = Refresh {
            person,
            issued: now,
            revoked: false,
            exchanged: false,
        };
        self.refresh.insert(token.clone(), refresh);
        token
    }

    pub(super) fn revoke_refresh(&mut self) {
        self.refresh.values_mut().for_each(|refresh| refresh.revoked = true);
    }

    pub(super) fn redeem_refresh(&mut self, form: &Query, sign_in: &SignIn<'_>) -> Result<Reply, Refusal> {
        let client = self.client(form.get("client_id"), sign_in)?;
        let given = form
            .get("refresh_token")
            .ok_or_else(|| Refusal::missing("refresh_token"))?;
        let scopes = Scopes::read(form.get("scope").unwrap_or("openid profile offline_access"), sign_in)?;
        let unusable = || Refusal::grant(70000, "Provided grant is invalid or malformed.");
        let demand = self.demand;
        let kept = self
            .refresh
            .get_mut(given)
            .filter(|kept| kept.person.client == client)
            .ok_or_else(unusable)?;
        if kept.revoked {
            let message = "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.";
            return Err(Refusal::grant(50173, message).with_suberror("bad_token"));
        }
        if sign_in.now >= after(kept.issued, LIVES) {
            let message = format!(
                "The refresh token has expired due to inactivity. The token was issued on {} and was inactive for 90.00:00:00.",
                kept.issued
            );
            return Err(Refusal::grant(700_082, message).with_suberror("bad_token"));
        }
        if kept.exchanged && demand == Demand::RotatedRefused {
            return Err(unusable());
        }
        let person = kept.person.clone();
        demanded(demand, &person)?;
        if !self.lacking(client, &scopes).is_empty() {
            let message = format!(
                "The user or administrator has not consented to use the application with ID '{client}'. Send an interactive authorization request for this user and resource."
            );
            return Err(Refusal::grant(65001, message).with_suberror("consent_required"));
        }
        if let Some(kept) = self.refresh.get_mut(given) {
            kept.exchanged = true;
        }
        Ok(self.tokens_for(&person, &scopes, None, sign_in))
    }
}

/// Policies that changed since the person signed in.
fn demanded(demand: Demand, person: &Person) -> Result<(), Refusal> {
    let code = match demand {
        Demand::Mfa if !person.more_factors => 50076,
        Demand::MfaRegistration if !person.more_factors => 50079,
        Demand::Blocked => return Err(Refusal::blocked()),
        _ => return Ok(()),
    };
    let message = "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.";
    let claims =
        json!({"access_token": {"capolids": {"essential": true, "values": ["b1f8f8f0-6f3a-4f0e-9a3e-6d1f0c6d5a11"]}}});
    Err(Refusal::new(400, "interaction_required", code, message)
        .with_suberror("basic_action")
        .with_claims(claims.to_string()))
}
