//! Sign-in: every way to get a Microsoft Graph token.
//!
//! `graph-client` sees only its own trait `TokenSource`. Every request to a sign-in service leaves through one
//! transport, which knows the one origin it may talk to; those to the demo tenant's control address through another.

mod account;
mod app_only;
mod auth_error;
mod demo_control;
mod demo_sign_in;
mod environment;
mod error;
mod kept_token;
mod refresh_tokens;
mod tenant;
pub mod token_store;
mod transport;

pub use account::{Account, AccountKey};
pub use app_only::AppOnly;
pub use auth_error::AuthError;
pub use demo_control::{DemoControl, DemoError};
pub use demo_sign_in::DemoSignIn;
pub use environment::AppCredentials;
pub use error::Error;
pub use refresh_tokens::{InMemory, KeepError, RefreshTokens};
pub use tenant::{is_tenant_id, tenant_id};
pub use token_store::TokenStore;
