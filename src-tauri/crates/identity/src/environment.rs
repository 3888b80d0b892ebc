//! The names that every tool for Azure reads. None of them decides where anything is sent, but for the place of a managed identity, which is
//! on this computer or its own link.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use crate::certificate::is_open_to_others;
use crate::{AppProof, ClientCertificate, Error, FederatedToken, ManagedIdentity};

/// How an application shows that it is the one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppWay {
    /// By the secret in `AZURE_CLIENT_SECRET`.
    ClientSecret,
    /// By the certificate that `AZURE_CLIENT_CERTIFICATE_PATH` names.
    ClientCertificate,
    /// By the token of another identity provider in the file that `AZURE_FEDERATED_TOKEN_FILE` names.
    WorkloadIdentity,
    /// By the identity that Azure gives this computer; `AZURE_CLIENT_ID` chooses where there are several. Never without being asked for.
    ManagedIdentity,
}

/// What the environment says of tenant and application. What is empty there is absent here.
#[derive(Debug, Clone)]
pub struct Environment {
    /// `AZURE_TENANT_ID`: the tenant's id, or a domain of it.
    pub tenant: Option<String>,
    client_id: Option<String>,
    secret: Option<SecretString>,
    certificate: Option<PathBuf>,
    federated_token: Option<PathBuf>,
    identity_endpoint: Option<String>,
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
            federated_token: value("AZURE_FEDERATED_TOKEN_FILE").map(Into::into),
            identity_endpoint: text("IDENTITY_ENDPOINT"),
        }
    }

    /// `AZURE_CLIENT_ID`: the application (client) id. A managed identity needs none.
    ///
    /// # Errors
    /// [`Error::Environment`].
    pub fn client_id(&self) -> Result<&str, Error> {
        let missing = Error::Environment {
            name: "AZURE_CLIENT_ID",
        };
        self.client_id.as_deref().ok_or(missing)
    }

    /// The file with the certificate's key, where that is what the application signs in with and others on this computer may read it.
    #[must_use]
    pub fn open_key_file(&self, way: Option<AppWay>) -> Option<&Path> {
        let file = self.certificate.as_deref()?;
        let used = self.way(way) == AppWay::ClientCertificate;
        Some(file).filter(|file| used && is_open_to_others(file))
    }

    fn way(&self, way: Option<AppWay>) -> AppWay {
        way.unwrap_or(match (&self.secret, &self.certificate, &self.federated_token) {
            (None, Some(_), _) => AppWay::ClientCertificate,
            (None, None, Some(_)) => AppWay::WorkloadIdentity,
            _ => AppWay::ClientSecret,
        })
    }

    /// What the application signs in with in this way; when none is said, a certificate where there is no secret, and the
    /// token of another identity provider where there is neither.
    ///
    /// # Errors
    /// [`Error::Environment`], [`Error::Certificate`], [`Error::FederatedToken`], [`Error::ManagedIdentity`],
    /// [`Error::Around`].
    pub fn proof(&self, way: Option<AppWay>) -> Result<AppProof, Error> {
        let missing = |name| Error::Environment { name };
        Ok(match self.way(way) {
            AppWay::ClientSecret => {
                let name = "AZURE_CLIENT_SECRET";
                let secret = self.secret.clone().ok_or(missing(name))?;
                if let Some(around) = around(secret.expose_secret()) {
                    return Err(Error::Around { name, around });
                }
                AppProof::Secret(secret)
            }
            AppWay::ClientCertificate => {
                let file = self.certificate.as_deref();
                let file = file.ok_or(missing("AZURE_CLIENT_CERTIFICATE_PATH"))?;
                AppProof::Certificate(Arc::new(ClientCertificate::from_file(file)?))
            }
            AppWay::WorkloadIdentity => {
                let file = self.federated_token.as_deref();
                let file = file.ok_or(missing("AZURE_FEDERATED_TOKEN_FILE"))?;
                AppProof::Federated(FederatedToken::of_file(file)?)
            }
            AppWay::ManagedIdentity => {
                let place = self.identity_endpoint.as_deref();
                AppProof::Managed(ManagedIdentity::at(place, self.client_id.clone())?)
            }
        })
    }
}

/// What does not belong to a secret and comes along where one is copied or read from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// A line end before, within or behind it.
    LineEnd,
    /// Blanks, or characters that do not show, before or behind it.
    Blanks,
    /// Quotation marks on both sides.
    Quotes,
}

/// Microsoft makes secrets of printed letters alone, without quotation marks at both ends.
fn around(secret: &str) -> Option<Around> {
    let hidden = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
    let marks = [
        ('"', '"'),
        ('\'', '\''),
        ('`', '`'),
        ('“', '”'),
        ('‘', '’'),
        ('„', '“'),
        ('«', '»'),
    ];
    if secret.contains(['\n', '\r']) {
        return Some(Around::LineEnd);
    }
    if secret.starts_with(hidden) || secret.ends_with(hidden) {
        return Some(Around::Blanks);
    }
    let quoted = |(open, close)| secret.chars().count() > 1 && secret.starts_with(open) && secret.ends_with(close);
    marks.into_iter().any(quoted).then_some(Around::Quotes)
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
    fn what_stands_around_a_secret_is_told_and_the_secret_is_not() {
        let proof = |secret: &str| {
            let environment = Environment::of(|name| (name == "AZURE_CLIENT_SECRET").then(|| secret.into()));
            environment.proof(None)
        };
        for (secret, found) in [
            ("s3n~tinel\n", Around::LineEnd),
            ("s3n~tinel\r\n", Around::LineEnd),
            ("\"s3n~tinel\"\n", Around::LineEnd),
            (" s3n~tinel", Around::Blanks),
            ("s3n~tinel\t", Around::Blanks),
            ("s3n~tinel\u{a0}", Around::Blanks),
            ("\u{feff}s3n~tinel", Around::Blanks),
            ("\"s3n~tinel\"", Around::Quotes),
            ("'s3n~tinel'", Around::Quotes),
            ("“s3n~tinel”", Around::Quotes),
        ] {
            let error = proof(secret).unwrap_err();
            let name = "AZURE_CLIENT_SECRET";
            assert_eq!(error, Error::Around { name, around: found }, "{secret:?}");
            assert!(!format!("{error} {error:?}").contains("s3n"));
        }
        for secret in ["s3n~tinel", "\"s3n", "s3n'", "'", "a b"] {
            assert!(proof(secret).is_ok(), "{secret:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_that_others_may_read_is_known_as_such() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("app.pem");
        std::fs::write(&file, "key").unwrap();
        let certificate = Environment {
            certificate: Some(file.clone()),
            ..Environment::of(|_| None)
        };
        for (mode, is_open) in [
            (0o644, true),
            (0o640, true),
            (0o604, true),
            (0o600, false),
            (0o400, false),
        ] {
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(
                certificate.open_key_file(None),
                is_open.then_some(file.as_path()),
                "{mode:o}"
            );
        }
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(certificate.open_key_file(Some(AppWay::ClientSecret)), None);
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
