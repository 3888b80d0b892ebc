//! What Causeway sets up: one file per step, one list per journey, and the set-up file.
//!
//! Steps reach the tenant through their services and nothing else: no window, no account, no journal.

pub mod checks;
pub mod cloud_sync;
mod configurations;
mod error;
pub mod gallery_app;
pub mod people_feed;
pub mod permissions;
mod questions;
pub mod removal;
mod run_spec;
mod services;
mod setting;
mod setup;
mod setup_file;
pub mod steering;
mod step_id;
mod steps;
pub mod trial;

pub use error::{Meaning, in_the_way, meaning};
pub use gallery_app::{Grid, NEW_TABLE, RowIds, ValueSource};
pub use provisioning::CLOUD_SYNC_TEMPLATE;
pub use questions::{AnswerForm, Question};
pub use run_spec::{RunSpec, StepInfo};
pub(crate) use services::CloudServices;
pub use setting::SetupSetting;
pub use setup::{ExportForm, Journey, Setup, SetupFile, Subject};
pub use setup_file::{Allowed, Found, SetupError, is_unseen, nearest};
pub use step_id::{StepId, StepPart};
pub use steps::usual_job_template;
