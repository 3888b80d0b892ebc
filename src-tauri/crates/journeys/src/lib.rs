//! What Causeway sets up: one file per step, one list per journey, and the set-up file.
//!
//! Steps reach the tenant through their services and nothing else: no window, no account, no journal.

pub mod checks;
mod cloud_sync;
pub mod configurations;
mod error;
mod export;
pub mod removal;
mod services;
mod setup;
mod step_id;
mod steps;
pub mod trial;

pub use cloud_sync::cloud_sync;
pub use error::{Meaning, in_the_way, meaning};
pub use export::{ExportForm, export};
pub use provisioning::CLOUD_SYNC_TEMPLATE;
pub use services::CloudServices;
pub use setup::{Existing, Scope, Setup, SetupError, is_unseen};
pub use step_id::StepId;
