//! Which configurations belong to a set-up (contract 6.2), the same for plan, trial and status.

use std::collections::HashSet;

use graph_client::consistency::if_found;
use graph_client::models::{ApplicationTemplate, ServicePrincipal};
use graph_client::{Error, ReadClient};
use provisioning::{Domain, Found, Freshness, TenantReads};
use step_engine::{ErrorKind, StepError};

use crate::cloud_sync::{Existing, Setup};
use crate::gallery_app;
use crate::people_feed::{self, Directory};

/// The instances of an app that bear a name of the set-up, in whatever case; none where the gallery has several apps of its name.
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
    let wanted: HashSet<String> = setup.names().map(to_people).collect();
    let is_wanted = |found: &&ServicePrincipal| wanted.contains(&to_people(&name_of(found)));
    Ok(all.iter().filter(is_wanted).cloned().collect())
}

/// What the names of the templates for people feeds have in common, whatever Microsoft calls the rest (contract 6.1).
pub(crate) const FEEDS: &str = "API-driven";

/// The application templates that a feed can be made from: the one that the set-up names, else those whose name tells that they are for
/// feeds into the directory. Their ids are not published.
///
/// # Errors
/// The gallery did not answer.
pub(crate) async fn feed_templates(
    setup: &people_feed::Setup,
    client: &ReadClient,
) -> Result<Vec<ApplicationTemplate>, Error> {
    if let Some(id) = setup.template() {
        let found = if_found(client.application_template(id).await)?;
        return Ok(found.into_iter().collect());
    }
    let filter = format!("contains(displayName,'{FEEDS}')");
    let named = client.application_templates(Some(&filter)).await?;
    Ok(for_directory(named, setup.directory()))
}

fn for_directory(mut named: Vec<ApplicationTemplate>, directory: Directory) -> Vec<ApplicationTemplate> {
    named.retain(|template| {
        let name = template.display_name.as_deref().unwrap_or_default().to_lowercase();
        template.can_provision() && name.contains("on-prem") == (directory == Directory::ActiveDirectory)
    });
    named
}

/// The applications of a feed's template that bear its name; none where it is not clear which template that is.
///
/// # Errors
/// The tenant did not answer.
pub(crate) async fn feeds_of(
    setup: &people_feed::Setup,
    client: &ReadClient,
    reads: &TenantReads,
    freshness: Freshness,
) -> Result<Vec<ServicePrincipal>, Error> {
    let Ok([template]) = <[ApplicationTemplate; 1]>::try_from(feed_templates(setup, client).await?) else {
        return Ok(Vec::new());
    };
    let all = reads.instances(client, freshness, &template.id).await?;
    let is_named = |found: &&ServicePrincipal| is_called(found, setup.name());
    Ok(all.iter().filter(is_named).cloned().collect())
}

/// Two names that differ in case or in blanks around them are the same to people.
pub(crate) fn is_called(found: &ServicePrincipal, name: &str) -> bool {
    to_people(&name_of(found)) == to_people(name)
}

fn to_people(name: &str) -> String {
    name.trim().to_lowercase()
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

/// The same of apps that bear one name.
pub(crate) fn several_apps(found: &[ServicePrincipal], name: &str, doing: &'static str) -> StepError {
    StepError::new(ErrorKind::Conflict, "several-apps", doing)
        .with("name", name)
        .with("count", found.len().to_string())
        .with("apps", listed(found))
}

fn choice(code: &'static str, found: &[ServicePrincipal], domain: &str) -> StepError {
    StepError::new(ErrorKind::Conflict, code, "choosing the configuration of the domain")
        .with("domain", domain)
        .with("count", found.len().to_string())
        .with("configurations", listed(found))
}

fn listed(found: &[ServicePrincipal]) -> String {
    let each = found.iter().map(|found| format!("{} ({})", name_of(found), found.id));
    each.collect::<Vec<_>>().join(", ")
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_template_is_told_by_its_name_of_today_and_of_yesterday() {
        let template = |id: &str, name: &str, types: &[&str]| {
            serde_json::from_value::<ApplicationTemplate>(
                json!({ "id": id, "displayName": name, "supportedProvisioningTypes": types }),
            )
            .unwrap()
        };
        let ids = |all: &[ApplicationTemplate], directory| {
            let found = for_directory(all.to_vec(), directory);
            found.into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        for all in [
            [
                template("entra", "API-driven provisioning to Microsoft Entra ID", &["sync"]),
                template(
                    "ad",
                    "API-driven provisioning to on-premises Active Directory",
                    &["sync"],
                ),
                template("other", "API-driven thing without accounts", &[]),
            ],
            [
                template("entra", "API-driven Inbound User Provisioning to Azure AD", &["sync"]),
                template(
                    "ad",
                    "API-driven Inbound User Provisioning to On-Premises AD",
                    &["sync"],
                ),
                template("other", "API-driven thing without accounts", &[]),
            ],
        ] {
            assert_eq!(ids(&all, Directory::Entra), ["entra"]);
            assert_eq!(ids(&all, Directory::ActiveDirectory), ["ad"]);
        }
    }
}
