//! The demo tenant as clients meet it: over real sockets, with a client that knows nothing of the simulator's types.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as expected")]

mod answers;
mod applications;
mod audits;
mod batch;
mod begun;
mod binary;
mod client;
mod cloud_sync;
mod connections;
mod control;
mod drift;
mod failing;
mod faults;
mod feed_schema;
mod feeds;
mod golden;
mod guards;
mod jobs;
mod log;
mod organization;
mod permissions;
mod person;
mod quarantine;
mod queries;
mod scenarios;
mod schema;
mod secrets;
mod shapes;
mod sign_in;
mod sign_in_app;
mod sign_in_browser;
mod sign_in_device;
mod sign_in_refresh;
mod strangers;
mod tenants;
mod throttling;
mod upload;
mod upload_limits;
mod users;
mod variants;
mod variants_of_rounds;
mod violations;
mod visibility;
mod wire;
