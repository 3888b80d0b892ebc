//! What the tests of several ways to sign in share.

use std::time::Duration;

use graph_simulator::{Options, Simulator, Timing};

/// A demo tenant without waits, whose tokens live this long.
pub(crate) fn simulator(token_lifetime: Duration) -> Simulator {
    let timing = Timing {
        token_lifetime,
        ..Timing::instant()
    };
    Simulator::start(Options {
        timing,
        ..Options::default()
    })
    .unwrap()
}
