//! Typed calls to Microsoft Graph with retry by knowledge and visible waits.
//!
//! One [`GraphClient`] serves one tenant of one [`Cloud`]. Every call runs the
//! same pipeline: token → correlation id → retry → log → transport. Schema and
//! secrets stay raw JSON, so what this crate does not understand survives.

mod api;
mod budget;
mod client;
mod cloud;
pub mod consistency;
mod error;
mod http;
mod interception;
mod json_reader;
mod looking;
pub mod models;
mod page;
mod pause;
mod pipeline;
mod redacted_error;
mod request_log;
mod schema;
pub mod secrets;
pub mod spelled;
mod token;
mod wait;

pub use client::{GraphClient, ReadClient};
pub use cloud::{Cloud, CloudError, CloudKind, Version};
pub use error::{ApiError, Error, InnerError, UnknownOutcome};
pub use http::{CERTIFICATE_FILE, CERTIFICATE_FOLDERS, certificates, proxy, proxy_script};
pub use interception::Interception;
pub use page::{NextPage, Page};
pub use pipeline::{MOST_TOGETHER, UploadMeter};
pub use request_log::{NoLog, RequestLog, RequestOutcome, RequestRecord};
pub use schema::spans;
pub use schema::{Mapping, MappingSource, ObjectMapping, RawSchema, SchemaError, SchemaUpload, ScopeFilters};
pub use secrets::{Secret, SecretText, Secrets};
pub use token::{AccessToken, TokenError, TokenErrorKind, TokenRequest, TokenSource};
pub use wait::{NoWaits, Wait, WaitCause, WaitObserver};

pub use api::{Accepted, CredentialTest, LogPage, LogQuery, LoggedEntry, StartAgain, Subject, Tested};

#[cfg(test)]
mod tests;
