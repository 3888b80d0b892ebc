//! Which look a request belongs to, so that the request log can tell what is expected from what is not.

use std::future::Future;

use crate::wait::WaitCause;

tokio::task_local! {
    static LOOKING: Option<WaitCause>;
}

/// One look of a wait with this cause: refusals that may pass are what it expects. `None` for the last look, whose refusal is
/// the result.
pub(crate) async fn looking<T>(cause: Option<WaitCause>, look: impl Future<Output = T>) -> T {
    LOOKING.scope(cause, look).await
}

/// The cause of the wait that the present task looks for.
pub(crate) fn looked_for() -> Option<WaitCause> {
    LOOKING.try_with(|cause| *cause).ok().flatten()
}
