//! The client over real sockets, against a server that answers what a script says.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod answers;
mod apps;
mod batch;
mod calls;
mod in_the_way;
mod limits;
mod retry;
mod secrecy;
mod skip_wait;
mod support;
mod tokens;
mod uploads;
mod waits;
