//! Sign-in: every way to get a Microsoft Graph token.
//!
//! `graph-client` sees only its own trait `TokenSource`. Every request to a sign-in service leaves through one
//! transport, which knows the one origin it may talk to.

mod app_only;
mod auth_error;
mod environment;
mod error;
mod tenant;
mod transport;

pub use app_only::AppOnly;
pub use auth_error::AuthError;
pub use environment::AppCredentials;
pub use error::Error;
pub use tenant::{is_tenant_id, tenant_id};
