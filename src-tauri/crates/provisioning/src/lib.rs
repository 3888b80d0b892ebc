//! What exists in a tenant and how it is doing. Reads only: it asks through a [`graph_client::ReadClient`], which has no call that
//! writes.

mod apps;
mod configurations;
mod deed;
pub mod drift;
mod held_deletes;
mod judge;
pub mod log;
pub mod person;
mod read_cache;
mod reads;
mod settings;
mod state;
mod surroundings;
mod vocabulary;

pub use apps::{App, AppJobs, all_apps, each_once, jobs_of_apps};
pub use configurations::{CLOUD_SYNC_TEMPLATE, Domain, Found};
pub use deed::{Deed, last_deed};
pub use held_deletes::held_deletes;
pub use judge::{
    GIVES_UP_AFTER, Progress, Verdict, begins_late, brings_hashes, failing, is_first_rank, is_of_app, judge,
    worst_first,
};
pub use read_cache::{Cached, CachedById, Freshness};
pub use reads::TenantReads;
pub use settings::{NOTIFICATION, Notification, notification};
pub use state::{Choice, Level, State};
pub use surroundings::{
    Around, Beside, BesideCode, Configured, Job as JobAround, Rounds, TenantGuard, Unread, Weight, beside,
};
