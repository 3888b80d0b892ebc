//! An application that signs in as itself.

use std::error::Error as _;
use std::fmt;
use std::sync::Arc;

use azure_core::cloud::{CloudConfiguration, CustomConfiguration};
use azure_core::credentials::{Secret, TokenCredential};
use azure_core::error::ErrorKind;
use azure_core::http::{ClientMethodOptions, ClientOptions, RetryOptions, Transport as AzureTransport};
use azure_identity::{
    ClientAssertion, ClientAssertionCredential, ClientAssertionCredentialOptions, ClientSecretCredential,
    ClientSecretCredentialOptions, ManagedIdentityCredential, ManagedIdentityCredentialOptions, UserAssignedId,
    WorkloadIdentityCredential, WorkloadIdentityCredentialOptions,
};
use futures::FutureExt;
use futures::future::BoxFuture;
use graph_client::{AccessToken, Cloud, TokenError, TokenErrorKind, TokenRequest, TokenSource};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::id_token::refuse_another_tenant;
use crate::kept_token::KeptToken;
use crate::tenant::is_domain;
use crate::transport::{Transport, authority, into_azure};
use crate::{AuthError, ClientCertificate, Error, FederatedToken, ManagedIdentity, Remedy, is_tenant_id, tenant_id};

/// Tokens of an application, for one tenant of one cloud.
pub struct AppOnly {
    cloud: Cloud,
    tenant: String,
    client_id: String,
    proof: AppProof,
    transport: Arc<Transport>,
    kept: KeptToken,
}

/// What shows that an application is the one.
#[derive(Debug, Clone)]
pub enum AppProof {
    /// A client secret.
    Secret(SecretString),
    /// A certificate with its key.
    Certificate(Arc<ClientCertificate>),
    /// A token that another identity provider issues.
    Federated(FederatedToken),
    /// What Azure says of the computer.
    Managed(ManagedIdentity),
}

impl AppProof {
    /// It looks like the id that stands beside a secret in the portal. No secret has that form.
    fn is_an_id(&self) -> bool {
        match self {
            Self::Secret(secret) => Uuid::try_parse(secret.expose_secret()).is_ok(),
            Self::Certificate(_) | Self::Federated(_) | Self::Managed(_) => false,
        }
    }

    /// What is signed names the address it is for, and Microsoft documents that address with the tenant's id alone.
    fn names_its_tenant(&self) -> bool {
        matches!(self, Self::Certificate(_))
    }
}

impl AppOnly {
    /// The tokens of an application with this proof. `tenant` is the tenant's id; [`crate::tenant_id`] finds it for a
    /// domain name. Sends nothing yet.
    ///
    /// # Errors
    /// [`Error::TenantId`], [`Error::Credentials`], [`Error::Setup`].
    pub fn tokens(
        cloud: &Cloud,
        tenant: &str,
        client_id: &str,
        proof: AppProof,
    ) -> Result<Arc<dyn TokenSource>, Error> {
        if !is_tenant_id(tenant) {
            return Err(Error::TenantId {
                found: tenant.to_owned(),
            });
        }
        Ok(Arc::new(Self::new(cloud, tenant, client_id, proof)?))
    }

    /// The same for a tenant's id or domain, with its id and the first token in hand. While the sign-in service says whose a domain is,
    /// the token is asked for by the domain (contract 2.1); it counts once it is of that tenant.
    ///
    /// # Errors
    /// Those of [`crate::tenant_id`], [`Error::Credentials`], [`Error::Setup`]; [`Error::Token`] when the application is refused.
    pub async fn sign_in(
        cloud: &Cloud,
        tenant: &str,
        client_id: &str,
        proof: AppProof,
    ) -> Result<(String, Arc<dyn TokenSource>), Error> {
        let mut app = Self::new(cloud, tenant, client_id, proof)?;
        let token = if is_domain(tenant) && !app.proof.names_its_tenant() {
            let (id, token) = futures::join!(tenant_id(cloud, tenant), app.request());
            app.tenant = id?;
            token
        } else {
            app.tenant = tenant_id(cloud, tenant).await?;
            app.request().await
        };
        let token = token.and_then(|token| app.own(&token));
        let token = token.map_err(|error| Error::Token(Box::new(app.refused(error))))?;
        app.kept = KeptToken::holding(token);
        Ok((app.tenant.clone(), Arc::new(app)))
    }

    fn new(cloud: &Cloud, tenant: &str, client_id: &str, proof: AppProof) -> Result<Self, Error> {
        let no_secret = matches!(&proof, AppProof::Secret(secret) if secret.expose_secret().is_empty());
        let no_client = client_id.is_empty() && !matches!(&proof, AppProof::Managed(_));
        if no_client || no_secret {
            return Err(Error::Credentials);
        }
        Ok(Self {
            cloud: cloud.clone(),
            tenant: tenant.to_ascii_lowercase(),
            client_id: client_id.to_owned(),
            proof,
            transport: Arc::new(Transport::new(cloud)?),
            kept: KeptToken::default(),
        })
    }

    /// Each request has a credential of its own: it has a cache that cannot be told to forget, and no way to pass claims.
    async fn request(&self) -> Result<azure_core::credentials::AccessToken, AuthError> {
        let mut custom = CustomConfiguration::default();
        authority(self.cloud.login())
            .as_str()
            .clone_into(&mut custom.authority_host);
        let client_options = ClientOptions {
            // Always said, or an environment variable would name the host that receives the secret.
            cloud: Some(Arc::new(CloudConfiguration::Custom(custom))),
            transport: Some(AzureTransport::new(Arc::clone(&self.transport) as _)),
            retry: RetryOptions::none(),
            ..ClientOptions::default()
        };
        if let AppProof::Federated(token) = &self.proof {
            token.look().map_err(|error| AuthError::Here {
                reason: error.to_string(),
            })?;
        }
        let credential = self.credential(client_options).map_err(|error| from_azure(&error))?;
        let mut scope = self.cloud.graph().clone();
        scope.set_path(".default");
        let token = credential.get_token(&[scope.as_str()], None).await;
        token.map_err(|error| from_azure(&error))
    }

    /// A token that was received, unless it is another tenant's.
    fn own(&self, token: &azure_core::credentials::AccessToken) -> Result<AccessToken, AuthError> {
        refuse_another_tenant(token.token.secret(), &self.tenant)?;
        Ok(AccessToken {
            expires: Timestamp::from_second(token.expires_on.unix_timestamp()).unwrap_or(Timestamp::MAX),
            secret: token.token.secret().to_owned().into(),
            tenant: Some(self.tenant.clone()),
        })
    }

    /// Nobody sits at the sign-in of an application: whatever a person would be asked for is a refusal.
    fn refused(&self, error: AuthError) -> TokenError {
        let code = match &error {
            AuthError::Refused { codes, .. } => codes.first().copied(),
            _ => None,
        };
        let mut error = error.of_an_app(self.proof.is_an_id());
        // The token of the other provider is over; the clock of this computer has no part in it.
        if let (AuthError::Refused { remedy, .. }, AppProof::Federated(_)) = (&mut error, &self.proof)
            && *remedy == Remedy::Clock
        {
            *remedy = Remedy::Federation;
        }
        let mut refused = TokenError::from(error);
        if refused.code == TokenErrorKind::InteractionRequired {
            refused.code = TokenErrorKind::Refused { aadsts: code };
        }
        refused
    }

    fn credential(&self, client_options: ClientOptions) -> azure_core::Result<Arc<dyn TokenCredential>> {
        let client = self.client_id.clone();
        Ok(match &self.proof {
            AppProof::Secret(secret) => {
                let secret = Secret::new(secret.expose_secret().to_owned());
                let options = ClientSecretCredentialOptions { client_options };
                ClientSecretCredential::new(&self.tenant, client, secret, Some(options))?
            }
            AppProof::Certificate(certificate) => {
                let assertion = Assertion {
                    certificate: Arc::clone(certificate),
                    client: client.clone(),
                    endpoint: format!("{}{}/oauth2/v2.0/token", self.cloud.login(), self.tenant),
                };
                let options = ClientAssertionCredentialOptions { client_options };
                ClientAssertionCredential::new(self.tenant.clone(), client, assertion, Some(options))?
            }
            AppProof::Federated(token) => WorkloadIdentityCredential::new(Some(WorkloadIdentityCredentialOptions {
                credential_options: ClientAssertionCredentialOptions { client_options },
                client_id: Some(client),
                tenant_id: Some(self.tenant.clone()),
                token_file_path: Some(token.file().to_owned()),
            }))?,
            AppProof::Managed(identity) => {
                let metadata = identity.transport().map_err(|error| {
                    let reason = error.to_string();
                    into_azure(AuthError::Here { reason })
                })?;
                let chosen = identity.client_id().map(str::to_owned);
                ManagedIdentityCredential::new(Some(ManagedIdentityCredentialOptions {
                    user_assigned_id: chosen.map(UserAssignedId::ClientId),
                    client_options: ClientOptions {
                        transport: Some(AzureTransport::new(Arc::new(metadata))),
                        ..client_options
                    },
                }))?
            }
        })
    }
}

/// Statements for one token endpoint.
#[derive(Debug)]
struct Assertion {
    certificate: Arc<ClientCertificate>,
    client: String,
    endpoint: String,
}

#[async_trait::async_trait]
impl ClientAssertion for Assertion {
    async fn secret(&self, _: Option<ClientMethodOptions<'_>>) -> azure_core::Result<String> {
        let made = self.certificate.assertion(&self.client, &self.endpoint);
        made.map_err(|error| azure_core::Error::with_error(ErrorKind::Credential, error, "signing a statement"))
    }
}

impl TokenSource for AppOnly {
    fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        async move {
            self.kept
                .get(&request, async { self.own(&self.request().await?) })
                .await
                .map_err(|error| self.refused(error))
        }
        .boxed()
    }
}

impl fmt::Debug for AppOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppOnly")
            .field("cloud", &self.cloud.kind())
            .field("tenant", &self.tenant)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Finds our own error inside azure's; what azure itself finds wrong has no answer of a service in it.
fn from_azure(error: &azure_core::Error) -> AuthError {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(found) = error.downcast_ref::<AuthError>() {
            return found.clone();
        }
        cause = error.source();
    }
    AuthError::Unreachable {
        reason: error.to_string(),
    }
}
