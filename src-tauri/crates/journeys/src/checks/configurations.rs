//! Configurations that exist already.

use futures::future::{try_join, try_join_all};
use graph_client::models::ServicePrincipal;
use graph_client::{Error, GraphClient};

use super::{CheckId, Checked, Verdict};
use crate::configurations::{domain_stored, name_of};
use crate::services::CLOUD_SYNC_TEMPLATE;

/// One configuration as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Existing {
    name: String,
    /// Absent until it is stored.
    domain: Option<String>,
    is_quarantined: bool,
}

/// Each configuration with its settings and jobs.
pub(super) async fn read(client: &GraphClient) -> Result<Vec<Existing>, Error> {
    let found = client.service_principals_by_template(CLOUD_SYNC_TEMPLATE).await?;
    try_join_all(found.iter().map(|found| existing(client, found))).await
}

pub(super) fn check(found: &[Existing]) -> Checked {
    let id = CheckId::Configurations;
    let names = |found: &[&Existing]| found.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join(", ");
    if let Some((domain, twins)) = twins(found) {
        return Checked::new(id, Verdict::NeedsYou, "duplicated")
            .with("names", names(&twins))
            .with("domain", domain);
    }
    if let Some(held) = found.iter().find(|one| one.is_quarantined) {
        return Checked::new(id, Verdict::WorthKnowing, "quarantined").with("name", &held.name);
    }
    if found.is_empty() {
        return Checked::new(id, Verdict::Ready, "none");
    }
    let domains = found.iter().filter_map(|one| one.domain.as_deref());
    Checked::new(id, Verdict::WorthKnowing, "exists")
        .with_names("names", found.iter().map(|one| one.name.as_str()))
        .with_names("domains", domains)
}

/// The first domain that several have, and which these are.
fn twins(found: &[Existing]) -> Option<(&str, Vec<&Existing>)> {
    found.iter().find_map(|one| {
        let domain = one.domain.as_deref()?;
        let is_of = |other: &&Existing| {
            other
                .domain
                .as_ref()
                .is_some_and(|other| other.eq_ignore_ascii_case(domain))
        };
        let twins: Vec<&Existing> = found.iter().filter(is_of).collect();
        (twins.len() > 1).then_some((domain, twins))
    })
}

async fn existing(client: &GraphClient, found: &ServicePrincipal) -> Result<Existing, Error> {
    let jobs = async {
        match client.jobs(&found.id).await {
            // It shows in the list before every server knows it; then it has no jobs that could be held back.
            Err(error) if error.is_not_found() || error.is_conflict() => Ok(Vec::new()),
            jobs => jobs,
        }
    };
    let (domain, jobs) = try_join(domain_stored(client.secrets(&found.id)), jobs).await?;
    Ok(Existing {
        name: name_of(found),
        domain,
        is_quarantined: jobs.iter().any(graph_client::models::Job::is_in_quarantine),
    })
}
