//! Tokens without a sign-in page: for one of the tenant's accounts, or with chosen permissions.

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::accounts::{Account, accounts};
use crate::authority::SignIn;
use crate::call::Query;
use crate::identity::{Caller, CallerKind, granted};
use crate::scenario::Variant;
use crate::tenant::Tenant;
use crate::world::{Hosted, State};

/// Either an account, or what is to be in the token.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Wanted {
    account: Option<String>,
    #[serde(default)]
    delegated: bool,
    permissions: Option<Vec<String>>,
}

/// Everyone who can sign in; the first is the one for setting up Cloud Sync.
pub(super) fn list(state: &State) -> Value {
    let shown = accounts(&state.tenant)
        .into_iter()
        .map(|Account { name, address, role }| json!({"name": name, "address": address, "roles": [role.name()]}));
    json!({"accounts": shown.collect::<Vec<_>>()})
}

/// The answer of a token endpoint.
pub(super) fn issue(hosted: &Hosted, state: &mut State, wanted: Wanted) -> Result<Value, String> {
    let scenario = state.tenant.scenario;
    let (kind, person) = match &wanted.account {
        Some(address) => (CallerKind::Delegated, Some(account(&state.tenant, address)?)),
        None if wanted.delegated => (CallerKind::Delegated, None),
        None => (CallerKind::App, None),
    };
    let permissions = match (wanted.permissions, &person) {
        (Some(names), _) => names.into_iter().collect(),
        (None, Some(_)) => state.authority.granted(scenario.variant),
        (None, None) => granted(Variant::Fresh),
    };
    let has_role = match &person {
        Some(person) => person.role.sets_up_cloud_sync(),
        None => scenario.variant != Variant::RoleMissing,
    };
    let scope = permissions.iter().cloned().collect::<Vec<_>>().join(" ");
    let State { tenant, authority, .. } = state;
    let caller = Caller {
        kind,
        tenant: tenant.id,
        client_id: authority.client_id,
        permissions,
        has_role,
        person: person.clone(),
    };
    let sign_in = SignIn {
        identity_header: None,
        tenant,
        origin: &hosted.origin,
        now: hosted.clock.now(),
        authorization: None,
        query: &Query::default(),
        body: &[],
        correlation: Uuid::new_v4(),
    };
    let token = authority.issue(caller, person.as_ref(), &sign_in);
    Ok(json!({
        "token_type": "Bearer",
        "access_token": token,
        "expires_in": tenant.timing.token_lifetime.as_secs(),
        "scope": scope,
    }))
}

fn account(tenant: &Tenant, address: &str) -> Result<Account, String> {
    accounts(tenant)
        .into_iter()
        .find(|account| account.address.eq_ignore_ascii_case(address))
        .ok_or_else(|| format!("no account {address:?}"))
}
