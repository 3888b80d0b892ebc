//! What exists in a tenant and how it is doing. Reads only: it asks through a [`graph_client::ReadClient`], which has no call that
//! writes.

mod cause;
mod configurations;
pub mod health;
mod read_cache;
mod reads;

pub use cause::Cause;
pub use configurations::{CLOUD_SYNC_TEMPLATE, Domain, Found};
pub use read_cache::{Cached, CachedById, Freshness};
pub use reads::TenantReads;
