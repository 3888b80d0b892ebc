//! The calls, one file for each resource. Numbers such as A3 are rows of contract 4.

mod agents;
mod applications;
mod audits;
mod bulk_upload;
mod deleted_items;
mod expressions;
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
pub use jobs::{StartAgain, Subject};
pub use provisioning_log::{LogPage, LogQuery, LoggedEntry};
