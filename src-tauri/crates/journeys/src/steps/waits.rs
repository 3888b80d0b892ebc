//! Waiting for what was created to be known everywhere (contract 3.7).

use std::future::Future;

use graph_client::consistency::{Window, settle, settle_while};
use graph_client::{Error, WaitCause};
use step_engine::Cx;

use super::create_configuration::{Configuration, Standing};
use crate::CloudServices;
use crate::services::Tenant as _;

/// A call on a configuration or what belongs to it. While the configuration is new, refusals that pass are waited out; later
/// the same refusals mean what they say.
pub(super) async fn on<T, F>(
    cx: &Cx<CloudServices>,
    configuration: &Configuration,
    cause: WaitCause,
    mut call: impl FnMut() -> F,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    if configuration.standing == Standing::Settled {
        return call().await;
    }
    let graph = cx.graph();
    settle(&graph, cause, graph.cloud().first_writes_within(), call).await
}

/// A call on a job or what lies below it. A job can be newer than its configuration, so *not found* is waited out whatever the
/// standing of the configuration.
pub(super) async fn on_job<T, F>(
    cx: &Cx<CloudServices>,
    configuration: &Configuration,
    cause: WaitCause,
    window: impl Into<Window>,
    call: impl FnMut() -> F,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let passes = if configuration.standing == Standing::Settled {
        Error::is_not_found
    } else {
        Error::may_pass
    };
    settle_while(&cx.graph(), cause, window, passes, call).await
}
