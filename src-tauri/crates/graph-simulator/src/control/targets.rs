//! The apps at the other end.

use jiff::Timestamp;
use serde_json::Value;

use super::read;
use crate::targets::{Refusing, Told};
use crate::tenant::Tenant;

/// `None` when there is no such route.
pub(super) fn answer(
    method: &str,
    route: &[&str],
    tenant: &mut Tenant,
    now: Timestamp,
    body: &[u8],
) -> Option<Result<Value, String>> {
    Some(match (method, route) {
        ("GET", []) => Ok(serde_json::json!({"accounts": tenant.targets.attempts()})),
        ("POST", []) => read::<Told>(body).map(|told| {
            tenant.targets.tell(told);
            Value::Null
        }),
        ("POST", ["refusals"]) => read::<Refusing>(body).map(|refusing| {
            tenant.targets.refuse(refusing);
            Value::Null
        }),
        ("DELETE", []) => {
            tenant.targets.forget_attempts();
            Ok(Value::Null)
        }
        ("POST", [sp, "authorize"]) => match tenant.authorize(sp, now) {
            true => Ok(Value::Null),
            false => Err(format!("no app {sp:?}")),
        },
        _ => return None,
    })
}
