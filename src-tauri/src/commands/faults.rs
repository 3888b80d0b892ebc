//! What a presenter lets go wrong. Refused wherever the tenant is no demo.

use app_core::view::{FaultName, FaultPlace, FaultsView};
use app_core::{Problem, SessionHandle};
use tauri::State;

use super::demo::is_about_demo;
use crate::{Demo, problems};

/// What is still to go wrong, and what did.
#[tauri::command]
pub(crate) async fn faults(demo: State<'_, Demo>, session: State<'_, SessionHandle>) -> Result<FaultsView, Problem> {
    only_in_demo(&session)?;
    demo.tenant().await?.faults().await
}

/// Lets this go wrong once; what is to go wrong now.
#[tauri::command]
pub(crate) async fn arm_fault(
    demo: State<'_, Demo>,
    session: State<'_, SessionHandle>,
    fault: FaultName,
    place: FaultPlace,
) -> Result<FaultsView, Problem> {
    only_in_demo(&session)?;
    let tenant = demo.tenant().await?;
    tenant.arm(fault, place).await?;
    tenant.faults().await
}

/// Calls off everything that is still to go wrong.
#[tauri::command]
pub(crate) async fn clear_faults(
    demo: State<'_, Demo>,
    session: State<'_, SessionHandle>,
) -> Result<FaultsView, Problem> {
    only_in_demo(&session)?;
    let tenant = demo.tenant().await?;
    tenant.clear_faults().await?;
    tenant.faults().await
}

fn only_in_demo(session: &SessionHandle) -> Result<(), Problem> {
    if is_about_demo(&session.view()) {
        Ok(())
    } else {
        Err(problems::no_demo_tenant())
    }
}
