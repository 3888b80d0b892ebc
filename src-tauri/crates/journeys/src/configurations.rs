//! Which configurations belong to a set-up (contract 6.2), the same for plan, trial and status.

use graph_client::models::{ApplicationTemplate, ServicePrincipal};
use graph_client::{Error, ReadClient};
use provisioning::{Domain, Found, Freshness, TenantReads};
use step_engine::{ErrorKind, StepError};

use crate::cloud_sync::{Existing, Setup};
use crate::gallery_app;

/// The instances of an app that bear the name of the set-up, in whatever case; none where the gallery has several apps of its name.
///
/// # Errors
/// The tenant did not answer.
pub(crate) async fn instances_of(
    setup: &gallery_app::Setup,
    client: &ReadClient,
    reads: &TenantReads,
    freshness: Freshness,
) -> Result<Vec<ServicePrincipal>, Error> {
    let app = setup.app();
    let template = match (&app.template, &app.name) {
        (Some(id), _) => Some(id.clone()),
        (None, Some(name)) => {
            let named = client.application_templates_named(name).await?;
            let only = <[ApplicationTemplate; 1]>::try_from(named).ok();
            only.map(|[template]| template.id)
        }
        (None, None) => None,
    };
    let Some(template) = template else {
        return Ok(Vec::new());
    };
    let all = reads.instances(client, freshness, &template).await?;
    let is_named = |found: &&ServicePrincipal| is_called(found, setup.instance());
    Ok(all.iter().filter(is_named).cloned().collect())
}

/// Two names that differ in case or in blanks around them are the same to people.
pub(crate) fn is_called(found: &ServicePrincipal, name: &str) -> bool {
    name_of(found).trim().to_lowercase() == name.trim().to_lowercase()
}

/// What a set-up is about.
#[derive(Debug, Clone)]
pub(crate) struct Selected {
    /// Configurations of its domain, or the one that it names.
    pub ours: Vec<Found>,
    /// Without a domain that can be read, under another name: they may be for its domain.
    pub unclear: Vec<Found>,
}

/// Those that a set-up is about.
///
/// # Errors
/// `named-configuration-unfit`: the one that it names does not exist or is for something else.
pub(crate) fn select(setup: &Setup, all: Vec<Found>) -> Result<Selected, StepError> {
    if let Existing::This(id) = setup.existing() {
        let found = all
            .into_iter()
            .find(|found| found.configuration.id.eq_ignore_ascii_case(id));
        let named = found.filter(|found| found.domain.readable().is_none_or(|domain| is_domain(setup, domain)));
        return Ok(Selected {
            ours: vec![named.ok_or_else(|| unfit(setup, id))?],
            unclear: Vec::new(),
        });
    }
    let (ours, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|found| is_of(setup, found));
    let is_unclear = |found: &Found| found.domain == Domain::Unreadable && *setup.existing() != Existing::New;
    let unclear = others.into_iter().filter(is_unclear).collect();
    Ok(Selected { ours, unclear })
}

fn is_domain(setup: &Setup, domain: &str) -> bool {
    domain.eq_ignore_ascii_case(setup.domain())
}

/// It stores the set-up's domain, or none that can be read and bears the set-up's name.
fn is_of(setup: &Setup, found: &Found) -> bool {
    match found.domain.readable() {
        Some(domain) => is_domain(setup, domain),
        None => found.name().eq_ignore_ascii_case(setup.name()),
    }
}

/// It is the one that the set-up names or is of its domain, or may be.
pub(crate) fn concerns(setup: &Setup, found: &Found) -> bool {
    match setup.existing() {
        Existing::This(id) => found.configuration.id.eq_ignore_ascii_case(id),
        Existing::New => is_of(setup, found),
        Existing::Adopt | Existing::Leave => is_of(setup, found) || found.domain == Domain::Unreadable,
    }
}

/// The one to work on; `None` where there is none.
///
/// # Errors
/// Several, or some that may be the domain's: a person chooses.
pub(crate) fn chosen<'a>(setup: &Setup, selected: &'a Selected) -> Result<Option<&'a ServicePrincipal>, StepError> {
    let list =
        |found: &[Found]| -> Vec<ServicePrincipal> { found.iter().map(|one| one.configuration.clone()).collect() };
    match (selected.ours.as_slice(), selected.unclear.as_slice()) {
        ([one], _) => Ok(Some(&one.configuration)),
        ([], []) => Ok(None),
        ([], unclear) => Err(choice("configuration-unclear", &list(unclear), setup.domain())),
        (ours, _) => Err(several(&list(ours), setup.domain())),
    }
}

/// More than one where one belongs; a person chooses.
pub(crate) fn several(found: &[ServicePrincipal], domain: &str) -> StepError {
    choice("several-configurations", found, domain)
}

fn choice(code: &'static str, found: &[ServicePrincipal], domain: &str) -> StepError {
    let list: Vec<_> = found
        .iter()
        .map(|found| format!("{} ({})", name_of(found), found.id))
        .collect();
    StepError::new(ErrorKind::Conflict, code, "choosing the configuration of the domain")
        .with("domain", domain)
        .with("count", found.len().to_string())
        .with("configurations", list.join(", "))
}

fn unfit(setup: &Setup, id: &str) -> StepError {
    let doing = "looking for the configuration that the set-up names";
    StepError::new(ErrorKind::Conflict, "named-configuration-unfit", doing)
        .with("configuration", id)
        .with("domain", setup.domain())
}

/// Its display name.
pub(crate) fn name_of(found: &ServicePrincipal) -> String {
    found.display_name.clone().unwrap_or_default()
}
