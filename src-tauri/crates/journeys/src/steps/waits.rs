//! Waiting for what was created to be known everywhere (contract 3.7).

use std::future::Future;

use graph_client::consistency::{Window, settle_while};
use graph_client::{Error, WaitCause};
use step_engine::Cx;

use super::instantiate::{Configuration, Standing};
use crate::services::{OnTenant, Tenant as _};

/// A call on a configuration or what belongs to it. While the configuration is new, refusals that pass are waited out; later
/// the same refusals mean what they say.
pub(super) async fn on<S, T, F>(
    cx: &Cx<S>,
    configuration: &Configuration,
    cause: WaitCause,
    mut call: impl FnMut() -> F,
) -> Result<T, Error>
where
    S: OnTenant,
    F: Future<Output = Result<T, Error>>,
{
    if configuration.standing == Standing::Settled {
        return call().await;
    }
    let graph = cx.graph();
    let passes = match cause {
        WaitCause::FirstWriteRefused => Error::may_pass_at_first,
        _ => Error::may_pass,
    };
    settle_while(&graph, cause, graph.cloud().first_writes_within(), passes, call).await
}

/// A call on a job or what lies below it. A job can be newer than its configuration, so *not found* is waited out whatever the
/// standing of the configuration.
pub(super) async fn on_job<S, T, F>(
    cx: &Cx<S>,
    configuration: &Configuration,
    cause: WaitCause,
    window: impl Into<Window>,
    call: impl FnMut() -> F,
) -> Result<T, Error>
where
    S: OnTenant,
    F: Future<Output = Result<T, Error>>,
{
    let passes = if configuration.standing == Standing::Settled {
        Error::is_not_found
    } else {
        Error::may_pass
    };
    settle_while(&cx.graph(), cause, window, passes, call).await
}
