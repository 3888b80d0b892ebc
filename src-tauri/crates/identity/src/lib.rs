//! Sign-in: every way to get a Microsoft Graph token.
//!
//! `graph-client` sees only its own trait `TokenSource`. Every request to a sign-in service leaves through one
//! transport, which knows the one origin it may talk to; those to the demo tenant's control address through another.

mod account;
mod app_only;
mod auth_error;
mod azure_cli;
mod browser;
mod certificate;
mod claims;
mod demo_control;
mod demo_sign_in;
mod device_code;
mod environment;
mod error;
mod federated;
mod id_token;
mod kept_token;
mod loopback;
mod managed_identity;
mod public_client;
mod random;
mod refresh_tokens;
mod remedy;
mod scopes;
mod sign_in;
mod tenant;
pub mod token_store;
mod transport;

pub use account::{Account, AccountKey, Place};
pub use app_only::{AppOnly, AppProof};
pub use auth_error::AuthError;
pub use azure_cli::AzureCli;
pub use browser::BrowserSignIn;
pub use certificate::{CertificateError, ClientCertificate};
pub use demo_control::{DemoControl, DemoError};
pub use demo_sign_in::DemoSignIn;
pub use device_code::DeviceCode;
pub use environment::{AppWay, Around, Environment};
pub use error::Error;
pub use federated::{FederatedToken, FederatedTokenError};
pub use managed_identity::{ManagedIdentity, ManagedIdentityError};
pub use public_client::PublicClient;
pub use refresh_tokens::{KeepError, RefreshTokens};
pub use remedy::Remedy;
pub use sign_in::SignIn;
pub use tenant::{is_tenant_id, tenant_id};
pub use token_store::TokenStore;
