//! Which configurations belong to a set-up (contract 6.2).

use std::borrow::Borrow;
use std::future::Future;

use graph_client::models::ServicePrincipal;
use graph_client::{Error, Secrets};
use step_engine::{ErrorKind, StepError};

use crate::cloud_sync::{Existing, Setup};
use crate::steps::domain_of;

/// The Active Directory domain in a configuration's settings; `None` where none can be read.
pub(crate) async fn domain_stored<S: Borrow<Secrets>>(
    secrets: impl Future<Output = Result<S, Error>>,
) -> Result<Option<String>, Error> {
    match secrets.await {
        Ok(secrets) => Ok(domain_of(secrets.borrow())),
        // It shows in the list before every server knows it.
        Err(error) if error.is_not_found() || error.is_conflict() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a configuration is for the set-up's domain: it stores that domain, or none that can be read and bears the set-up's
/// name.
pub(crate) fn is_of(setup: &Setup, found: &ServicePrincipal, domain: Option<&str>) -> bool {
    match domain {
        Some(domain) => domain.eq_ignore_ascii_case(setup.domain()),
        None => name_of(found).eq_ignore_ascii_case(setup.name()),
    }
}

/// The one to work on of those that are for the set-up's domain.
///
/// # Errors
/// Several, and the set-up names none of them.
pub(crate) fn chosen<'a>(setup: &Setup, ours: &'a [ServicePrincipal]) -> Result<&'a ServicePrincipal, StepError> {
    let chosen = match setup.existing() {
        Existing::This(id) => ours.iter().find(|found| found.id.eq_ignore_ascii_case(id)),
        Existing::Adopt | Existing::Leave => (ours.len() == 1).then(|| &ours[0]),
    };
    chosen.ok_or_else(|| several(ours, setup.domain()))
}

/// More than one where one belongs; a person chooses.
pub(crate) fn several(found: &[ServicePrincipal], domain: &str) -> StepError {
    let list: Vec<_> = found
        .iter()
        .map(|found| format!("{} ({})", name_of(found), found.id))
        .collect();
    StepError::new(
        ErrorKind::Conflict,
        "several-configurations",
        "choosing the configuration of the domain",
    )
    .with("domain", domain)
    .with("count", found.len().to_string())
    .with("configurations", list.join(", "))
}

/// Its display name.
pub(crate) fn name_of(found: &ServicePrincipal) -> String {
    found.display_name.clone().unwrap_or_default()
}
