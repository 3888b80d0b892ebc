//! From a tenant's domain name to its id, without signing in (contract 2.1, discovery).

use graph_client::Cloud;
use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use crate::transport::Transport;
use crate::{AuthError, Error};

/// The tenant's id: `tenant` itself when it is one, else what the sign-in service says of this domain.
///
/// # Errors
/// [`Error::Tenant`] when it is neither; [`Error::SignIn`] when the service does not know it or does not answer.
pub async fn tenant_id(cloud: &Cloud, tenant: &str) -> Result<String, Error> {
    if let Ok(id) = Uuid::try_parse(tenant) {
        return Ok(id.to_string());
    }
    if !is_domain(tenant) {
        return Err(Error::Tenant {
            found: tenant.to_owned(),
        });
    }
    let path = format!("{tenant}/v2.0/.well-known/openid-configuration");
    let (status, body) = Transport::new(cloud)?.get(&path).await?;
    if !(200..300).contains(&status) {
        return Err(AuthError::read(status, &body, &[]).into());
    }
    serde_json::from_slice::<Discovery>(&body)
        .ok()
        .and_then(|discovery| issued_for(&discovery.issuer))
        .ok_or_else(|| {
            AuthError::NotASignInService {
                status,
                html: body.trim_ascii_start().starts_with(b"<"),
            }
            .into()
        })
}

/// Whether this is the id of a tenant, not one of its domains.
#[must_use]
pub fn is_tenant_id(text: &str) -> bool {
    Uuid::try_parse(text).is_ok()
}

#[derive(Deserialize)]
struct Discovery {
    issuer: String,
}

/// The id in `{login}/{tenant id}/v2.0`.
fn issued_for(issuer: &str) -> Option<String> {
    let issuer = Url::parse(issuer).ok()?;
    let id = Uuid::try_parse(issuer.path_segments()?.next()?).ok()?;
    Some(id.to_string())
}

/// Only what can stand in an address; the words `common` and `organizations` have no dot.
pub(crate) fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_domains_reach_the_address() {
        for good in ["contoso.onmicrosoft.com", "a.b"] {
            assert!(is_domain(good));
        }
        for bad in [
            "organizations",
            "common",
            "",
            "a..b",
            "a/b.c",
            "a.b?x",
            "a.b:1",
            "..",
            "ä.b",
        ] {
            assert!(!is_domain(bad), "{bad}");
        }
    }

    #[test]
    fn the_issuer_names_the_tenant() {
        let id = "9188040d-6c67-4c5b-b112-36a304b66dad";
        assert_eq!(
            issued_for(&format!("https://login.example/{id}/v2.0")).as_deref(),
            Some(id)
        );
        assert_eq!(issued_for("https://login.example/{tenantid}/v2.0"), None);
        assert_eq!(issued_for("nothing"), None);
    }
}
