//! Configurations that exist already.

use futures::future::{try_join, try_join_all};
use graph_client::models::{Job, ServicePrincipal};
use graph_client::{Error, ReadClient};
use provisioning::{Freshness, TenantReads};

use super::{CheckId, Checked, Verdict};

/// One configuration as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Existing {
    name: String,
    /// Absent until it is stored.
    domain: Option<String>,
    is_quarantined: bool,
}

/// Each configuration with its settings and jobs.
pub(super) async fn read(client: &ReadClient, reads: &TenantReads) -> Result<Vec<Existing>, Error> {
    let list = reads.service_principals(client, Freshness::Recent).await?;
    let looks = list.iter().cloned().map(|one| existing(client, reads, one));
    try_join_all(looks).await
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
    let checked = Checked::new(id, Verdict::WorthKnowing, "exists")
        .with_names("names", found.iter().map(|one| one.name.as_str()))
        .with_names("domains", domains);
    let unreadable: Vec<_> = found.iter().filter(|one| one.domain.is_none()).collect();
    if unreadable.is_empty() {
        return checked;
    }
    checked.with("unreadable", names(&unreadable))
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

async fn existing(
    client: &ReadClient,
    reads: &TenantReads,
    configuration: ServicePrincipal,
) -> Result<Existing, Error> {
    let id = configuration.id.clone();
    let (found, jobs) = try_join(
        reads.with_domain(client, Freshness::Recent, configuration),
        reads.jobs_of(client, Freshness::Recent, &id),
    )
    .await?;
    Ok(Existing {
        name: found.name().to_owned(),
        domain: found.domain.readable().map(str::to_owned),
        is_quarantined: jobs.iter().any(Job::is_in_quarantine),
    })
}
