//! Which configurations exist and which belong to a set-up (contract 6.2). One reader for plan, trial and status.

use std::borrow::Borrow;
use std::future::Future;

use futures::future::try_join_all;
use graph_client::models::{Job, ServicePrincipal};
use graph_client::{Error, GraphClient, Secrets};
use step_engine::{ErrorKind, StepError};

use crate::services::CLOUD_SYNC_TEMPLATE;
use crate::{Existing, Setup};

/// The Active Directory domain in the settings of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Domain {
    /// None is stored yet, and none of its jobs runs.
    Absent,
    /// One is stored and cannot be read: masked, plain text or another form of JSON. Or none is to be seen though jobs run.
    Unreadable,
    /// Its FQDN.
    Known(String),
}

impl Domain {
    /// Of the settings in clear.
    #[must_use]
    pub fn of(secrets: &Secrets) -> Self {
        let Some(stored) = secrets
            .get("Domain")
            .filter(|stored| !stored.expose().trim().is_empty())
        else {
            return Self::Absent;
        };
        let json = stored.json();
        let name = json.as_ref().and_then(|json| json.get("domain")?.as_str());
        name.map_or(Self::Unreadable, |name| Self::Known(name.to_owned()))
    }

    /// The FQDN where it can be read.
    #[must_use]
    pub fn readable(&self) -> Option<&str> {
        match self {
            Self::Known(domain) => Some(domain),
            Self::Absent | Self::Unreadable => None,
        }
    }
}

/// A configuration with its domain.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its service principal.
    pub configuration: ServicePrincipal,
    /// Its domain.
    pub domain: Domain,
}

impl Found {
    /// Its display name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.configuration.display_name.as_deref().unwrap_or_default()
    }
}

/// What a set-up is about.
#[derive(Debug, Clone)]
pub struct Selected {
    /// Configurations of its domain, or the one that it names.
    pub ours: Vec<Found>,
    /// Without a domain that can be read, under another name: they may be for its domain.
    pub unclear: Vec<Found>,
}

/// All configurations of the tenant with their domains.
///
/// # Errors
/// A list, settings or jobs that cannot be read.
pub async fn all(client: &GraphClient) -> Result<Vec<Found>, Error> {
    let list = client.service_principals_by_template(CLOUD_SYNC_TEMPLATE).await?;
    let found = list.into_iter().map(|configuration| async {
        let domain = domain_stored(client.secrets(&configuration.id)).await?;
        looked_at(configuration, domain, |id| async move { client.jobs(&id).await }).await
    });
    try_join_all(found).await
}

/// The configuration with its domain. What another set-up is just making stores its domain in a moment and runs nothing before, so
/// one that runs has a domain that is not to be seen.
pub(crate) async fn looked_at<J: Borrow<Vec<Job>>, F: Future<Output = Result<J, Error>>>(
    configuration: ServicePrincipal,
    domain: Domain,
    jobs: impl FnOnce(String) -> F,
) -> Result<Found, Error> {
    let runs = domain == Domain::Absent
        && if_known(jobs(configuration.id.clone()).await)?
            .is_some_and(|jobs| jobs.borrow().iter().any(Job::is_running));
    let domain = if runs { Domain::Unreadable } else { domain };
    Ok(Found { configuration, domain })
}

/// Those that a set-up is about.
///
/// # Errors
/// `named-configuration-unfit`: the one that it names does not exist or is for something else.
pub fn select(setup: &Setup, all: Vec<Found>) -> Result<Selected, StepError> {
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

/// The domain in a configuration's settings.
pub(crate) async fn domain_stored<S: Borrow<Secrets>>(
    secrets: impl Future<Output = Result<S, Error>>,
) -> Result<Domain, Error> {
    let known = if_known(secrets.await)?;
    Ok(known.map_or(Domain::Absent, |secrets| Domain::of(secrets.borrow())))
}

/// What belongs to a configuration. It shows in the list before every server knows it.
fn if_known<T>(answer: Result<T, Error>) -> Result<Option<T>, Error> {
    match answer {
        Err(error) if error.is_not_found() || error.is_conflict() => Ok(None),
        answer => answer.map(Some),
    }
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
