//! Configurations of the tenant with the domain of each (contract 6.2).

use graph_client::models::ServicePrincipal;
use graph_client::{Error, Secrets};

/// The application template of Cloud Sync, the same in every tenant (contract 6.1).
pub const CLOUD_SYNC_TEMPLATE: &str = "1a4721b3-e57f-4451-ae87-ef078703ec94";

/// The Active Directory domain in the settings of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Domain {
    /// None is stored yet, and none of its jobs runs.
    Absent,
    /// One is stored and cannot be read: masked, plain text or another form of JSON. Or none is to be seen though jobs run.
    Unreadable,
    /// Its FQDN.
    Known(String),
}

impl Domain {
    /// Of the settings in clear.
    #[must_use]
    pub fn of(secrets: &Secrets) -> Self {
        let Some(stored) = secrets
            .get("Domain")
            .filter(|stored| !stored.expose().trim().is_empty())
        else {
            return Self::Absent;
        };
        let json = stored.json();
        let name = json.as_ref().and_then(|json| json.get("domain")?.as_str());
        name.map_or(Self::Unreadable, |name| Self::Known(name.to_owned()))
    }

    /// The FQDN where it can be read.
    #[must_use]
    pub fn readable(&self) -> Option<&str> {
        match self {
            Self::Known(domain) => Some(domain),
            Self::Absent | Self::Unreadable => None,
        }
    }
}

/// A configuration with its domain.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its service principal.
    pub configuration: ServicePrincipal,
    /// Its domain.
    pub domain: Domain,
}

impl Found {
    /// Its display name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.configuration.display_name.as_deref().unwrap_or_default()
    }
}

/// What belongs to a configuration. It shows in the list before every server knows it.
pub(crate) fn if_known<T>(answer: Result<T, Error>) -> Result<Option<T>, Error> {
    match answer {
        Err(error) if error.is_not_found() || error.is_conflict() => Ok(None),
        answer => answer.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(domain: &str) -> Domain {
        let mut secrets = Secrets(Vec::new());
        secrets.set("Domain", domain);
        Domain::of(&secrets)
    }

    #[test]
    fn a_domain_is_known_in_the_form_that_the_service_writes_only() {
        let known = Domain::Known("corp.contoso.com".to_owned());
        assert_eq!(stored(r#"{"domain":"corp.contoso.com"}"#), known);
        for unreadable in [
            "*",
            "corp.contoso.com",
            r#"{"fqdn":"corp.contoso.com"}"#,
            r#"["corp.contoso.com"]"#,
        ] {
            assert_eq!(stored(unreadable), Domain::Unreadable, "{unreadable}");
        }
        assert_eq!(stored(" "), Domain::Absent);
    }
}
