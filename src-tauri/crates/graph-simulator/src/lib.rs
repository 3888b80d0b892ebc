//! A small fake Microsoft cloud over real HTTP: the demo tenant.
//!
//! Written from the Graph contract alone; it shares no type with any client and meets them on the wire.
//! [`Simulator::start`] listens on loopback; `docs/demo-tenant.md` lists what it answers.

pub mod accounts;
pub mod assignments;
pub mod audits;
pub mod authority;
pub mod call;
pub mod clock;
mod control;
pub mod directory;
pub mod faults;
pub mod feed;
pub mod gallery;
pub mod groups;
pub mod identity;
pub mod jobs;
pub mod log;
pub mod names;
pub mod odata;
pub mod open_files;
mod portal;
pub mod reply;
pub mod routes;
pub mod scenario;
pub mod schema;
mod server;
mod simulator;
mod sliding;
pub mod targets;
pub mod tenant;
pub mod throttle;
pub mod timing;
pub mod users;
mod violations;
mod world;

pub use clock::ClockMode;
pub use faults::{Fault, Recurring};
pub use scenario::{Company, Mix, Scenario, Variant};
pub use server::Limits;
pub use simulator::{Connection, Options, Simulator, StartError, TenantNames};
pub use tenant::{ConnectionPermission, SecretsMode, Switches};
pub use timing::{Lag, Timing};
