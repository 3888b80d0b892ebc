//! What people and applications meet when they sign in.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::read;
use crate::authority::{Authority, Demand};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    demand: Demand,
}

/// Without permissions what the scenario grants.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Granted {
    permissions: Option<BTreeSet<String>>,
}

/// `None` when there is no such route.
pub(super) fn answer(
    method: &str,
    route: &[&str],
    authority: &mut Authority,
    body: &[u8],
) -> Option<Result<Value, String>> {
    Some(match (method, route) {
        ("GET", []) => Ok(json!({"demand": authority.demand})),
        ("PUT", []) => read(body).map(|Change { demand }| {
            authority.demand = demand;
            Value::Null
        }),
        ("PUT", ["granted"]) => read(body).map(|Granted { permissions }| {
            authority.granted = permissions;
            Value::Null
        }),
        ("POST", ["revoke"]) => {
            authority.revoke_sign_ins();
            Ok(Value::Null)
        }
        ("DELETE", ["consents"]) => {
            authority.forget_consents();
            Ok(Value::Null)
        }
        ("POST", ["federated-credentials"]) => read(body).map(|credential| {
            authority.federate(credential);
            Value::Null
        }),
        ("POST", ["managed-identity"]) => Ok(json!({"path": "/msi/token", "header": authority.managed_identity()})),
        ("POST", ["certificates"]) => read(body).map(|certificate| {
            authority.trust(certificate);
            Value::Null
        }),
        _ => return None,
    })
}
