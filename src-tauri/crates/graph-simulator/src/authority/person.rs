//! Tokens for a person who has signed in.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use super::graph::jwt;
use super::scopes::Scopes;
use super::{Authority, SignIn};
use crate::accounts::Account;
use crate::identity::{Caller, CallerKind, granted};
use crate::reply::Reply;

/// A person in front of one application.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) account: Account,
    pub(super) client: Uuid,
    /// Signed in with more than a password.
    pub(super) more_factors: bool,
}

impl Authority {
    /// What `client` may do in the name of its people: everything ever consented to, not only what is asked now.
    pub(super) fn consented(&self, client: Uuid) -> BTreeSet<String> {
        self.consents.get(&client).cloned().unwrap_or_default()
    }

    /// The permissions of `scopes` that nobody consented to yet.
    pub(super) fn lacking(&self, client: Uuid, scopes: &Scopes) -> BTreeSet<String> {
        scopes.graph.difference(&self.consented(client)).cloned().collect()
    }

    pub(super) fn consent(&mut self, client: Uuid, scopes: &Scopes) {
        self.consents
            .entry(client)
            .or_default()
            .extend(scopes.graph.iter().cloned());
    }

    /// Whether this person's word is enough: the tenant lets everyone consent to what its scenario grants, writing
    /// including reading, and some roles to anything.
    pub(super) fn may_consent(account: &Account, wanted: &BTreeSet<String>, sign_in: &SignIn<'_>) -> bool {
        let allowed = granted(sign_in.tenant.scenario.variant);
        let covered =
            |name: &String| allowed.contains(name) || allowed.contains(&name.replace(".Read.", ".ReadWrite."));
        account.role.consents() || wanted.iter().all(covered)
    }

    /// The answer of the token endpoint.
    pub(super) fn tokens_for(
        &mut self,
        person: &Person,
        scopes: &Scopes,
        nonce: Option<&str>,
        sign_in: &SignIn<'_>,
    ) -> Reply {
        let permissions = self.consented(person.client);
        let scope = scopes.granted(&permissions, sign_in.origin);
        let caller = Caller {
            kind: CallerKind::Delegated,
            tenant: sign_in.tenant.id,
            client_id: person.client,
            permissions,
            has_role: person.account.role.sets_up_cloud_sync(),
            person: Some(person.account.clone()),
        };
        let lifetime = sign_in.tenant.timing.token_lifetime.as_secs();
        let mut body = json!({
            "token_type": "Bearer", "scope": scope, "expires_in": lifetime, "ext_expires_in": lifetime,
            "access_token": self.issue(caller, Some(&person.account), sign_in),
        });
        if scopes.offline {
            body["refresh_token"] = json!(self.new_refresh(person.clone(), sign_in.now));
        }
        if scopes.openid {
            body["id_token"] = json!(id_token(person, scopes.profile, nonce, sign_in));
        }
        Reply::ok(body).header("Cache-Control", "no-store, no-cache")
    }
}

fn id_token(person: &Person, profile: bool, nonce: Option<&str>, sign_in: &SignIn<'_>) -> String {
    let now = sign_in.now.as_second();
    let tenant = sign_in.tenant.id;
    let mut claims = json!({
        "aud": person.client, "iss": format!("{}/{tenant}/v2.0", sign_in.origin), "iat": now, "nbf": now, "exp": now + 3600,
        "oid": person.account.object_id(), "sub": format!("{}-{}", person.account.object_id(), person.client),
        "tid": tenant, "uti": Uuid::new_v4().simple().to_string(), "ver": "2.0", "wids": [person.account.role.template()],
    });
    if profile {
        claims["name"] = json!(person.account.name);
        claims["preferred_username"] = json!(person.account.address);
    }
    claims["nonce"] = nonce.map_or(Value::Null, |nonce| json!(nonce));
    if nonce.is_none()
        && let Some(claims) = claims.as_object_mut()
    {
        claims.remove("nonce");
    }
    jwt(&claims)
}
