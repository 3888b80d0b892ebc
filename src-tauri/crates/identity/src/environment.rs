//! The names that every tool for Azure reads. None of them decides where anything is sent.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use secrecy::SecretString;

use crate::{AppProof, ClientCertificate, Error};

/// How an application shows that it is the one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppWay {
    /// By the secret in `AZURE_CLIENT_SECRET`.
    ClientSecret,
    /// By the certificate that `AZURE_CLIENT_CERTIFICATE_PATH` names.
    ClientCertificate,
}

/// What the environment says of tenant and application. What is empty there is absent here.
#[derive(Debug, Clone)]
pub struct Environment {
    /// `AZURE_TENANT_ID`: the tenant's id, or a domain of it.
    pub tenant: Option<String>,
    client_id: Option<String>,
    secret: Option<SecretString>,
    certificate: Option<PathBuf>,
}

impl Environment {
    /// Reads the variables; no file yet.
    #[must_use]
    pub fn read() -> Self {
        Self::of(|name| std::env::var_os(name))
    }

    fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let value = |name| variable(name).filter(|value| !value.is_empty());
        let text = |name| value(name).and_then(|value| value.into_string().ok());
        Self {
            tenant: text("AZURE_TENANT_ID"),
            client_id: text("AZURE_CLIENT_ID"),
            secret: text("AZURE_CLIENT_SECRET").map(Into::into),
            certificate: value("AZURE_CLIENT_CERTIFICATE_PATH").map(Into::into),
        }
    }

    /// `AZURE_CLIENT_ID`: the application (client) id.
    ///
    /// # Errors
    /// [`Error::Environment`].
    pub fn client_id(&self) -> Result<&str, Error> {
        let missing = Error::Environment {
            name: "AZURE_CLIENT_ID",
        };
        self.client_id.as_deref().ok_or(missing)
    }

    /// What the application signs in with in this way; when none is said, a certificate where that is all there is.
    ///
    /// # Errors
    /// [`Error::Environment`], [`Error::Certificate`].
    pub fn proof(&self, way: Option<AppWay>) -> Result<AppProof, Error> {
        let way = way.unwrap_or(match (&self.secret, &self.certificate) {
            (None, Some(_)) => AppWay::ClientCertificate,
            _ => AppWay::ClientSecret,
        });
        let missing = |name| Error::Environment { name };
        Ok(match way {
            AppWay::ClientSecret => {
                let secret = self.secret.clone();
                AppProof::Secret(secret.ok_or(missing("AZURE_CLIENT_SECRET"))?)
            }
            AppWay::ClientCertificate => {
                let file = self.certificate.as_deref();
                let file = file.ok_or(missing("AZURE_CLIENT_CERTIFICATE_PATH"))?;
                AppProof::Certificate(Arc::new(ClientCertificate::from_file(file)?))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CertificateError;

    /// An environment with these variables, each with a value of its own.
    fn with(names: &[&str]) -> Environment {
        Environment::of(|name| names.contains(&name).then(|| format!("value of {name}").into()))
    }

    #[test]
    fn names_what_is_missing_and_shows_no_secret() {
        let all = with(&["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"]);
        assert_eq!(all.tenant.as_deref(), Some("value of AZURE_TENANT_ID"));
        assert_eq!(all.client_id().unwrap(), "value of AZURE_CLIENT_ID");
        let shown = format!("{all:?} {:?}", all.proof(None).unwrap());
        assert!(!shown.contains("value of AZURE_CLIENT_SECRET"), "{shown}");

        let empty = Environment::of(|_| Some(OsString::new()));
        assert_eq!(empty.tenant, None);
        let missing = |name| Error::Environment { name };
        assert_eq!(empty.client_id().unwrap_err(), missing("AZURE_CLIENT_ID"));
        assert_eq!(empty.proof(None).unwrap_err(), missing("AZURE_CLIENT_SECRET"));
    }

    #[test]
    fn a_certificate_is_used_where_it_is_all_there_is_or_is_wanted() {
        let certificate = "AZURE_CLIENT_CERTIFICATE_PATH";
        let (alone, both) = (with(&[certificate]), with(&[certificate, "AZURE_CLIENT_SECRET"]));
        // There is no such file, so whether it is looked for shows.
        let looked_for = |proof: Result<AppProof, Error>| {
            matches!(proof, Err(Error::Certificate(CertificateError::Unreadable { .. })))
        };
        assert!(looked_for(alone.proof(None)));
        assert!(matches!(both.proof(None), Ok(AppProof::Secret(_))));
        assert!(looked_for(both.proof(Some(AppWay::ClientCertificate))));
        let missing = |name| Error::Environment { name };
        let secret = alone.proof(Some(AppWay::ClientSecret)).unwrap_err();
        assert_eq!(secret, missing("AZURE_CLIENT_SECRET"));
        let file = with(&["AZURE_CLIENT_SECRET"]).proof(Some(AppWay::ClientCertificate));
        assert_eq!(file.unwrap_err(), missing(certificate));
    }
}
