//! The calls, one file for each resource. Numbers such as A3 are rows of contract 4.

mod agents;
mod app_roles;
mod applications;
mod audits;
mod bulk_upload;
mod credentials;
mod deleted_items;
mod expressions;
mod groups;
mod jobs;
mod object_connections;
mod organization;
mod provisioning_log;
mod schema;
mod secrets;
mod service_principals;
mod templates;
mod users;

pub use bulk_upload::Accepted;
pub use credentials::{CredentialTest, Tested};
pub use jobs::{StartAgain, Subject};
pub use provisioning_log::{LogPage, LogQuery, LoggedEntry};
