//! The names that every tool for Azure reads.

use secrecy::SecretString;

use crate::Error;

/// An application that signs in as itself, with a client secret.
#[derive(Debug, Clone)]
pub struct AppCredentials {
    /// Tenant id or a domain of the tenant; absent when the environment does not say.
    pub tenant: Option<String>,
    /// Application (client) id.
    pub client_id: String,
    /// Client secret.
    pub secret: SecretString,
}

impl AppCredentials {
    /// Reads `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET`.
    ///
    /// # Errors
    /// [`Error::Environment`] names the first one of the last two that is missing or empty.
    pub fn from_environment() -> Result<Self, Error> {
        Self::read(|name| std::env::var(name).ok())
    }

    fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let value = |name| variable(name).filter(|value| !value.is_empty());
        let needed = |name| value(name).ok_or(Error::Environment { name });
        Ok(Self {
            tenant: value("AZURE_TENANT_ID"),
            client_id: needed("AZURE_CLIENT_ID")?,
            secret: needed("AZURE_CLIENT_SECRET")?.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_is_missing_and_shows_no_secret() {
        let all = |name: &str| Some(format!("value of {name}"));
        let read = AppCredentials::read(all).unwrap();
        assert_eq!(read.client_id, "value of AZURE_CLIENT_ID");
        assert!(!format!("{read:?}").contains("value of AZURE_CLIENT_SECRET"));

        let no_tenant = AppCredentials::read(|name| all(name).filter(|_| name != "AZURE_TENANT_ID")).unwrap();
        assert_eq!(no_tenant.tenant, None);

        let empty = AppCredentials::read(|name| {
            Some(String::new())
                .filter(|_| name == "AZURE_CLIENT_SECRET")
                .or_else(|| all(name))
        });
        assert_eq!(
            empty.unwrap_err(),
            Error::Environment {
                name: "AZURE_CLIENT_SECRET"
            }
        );
    }
}
