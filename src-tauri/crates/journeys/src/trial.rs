//! One person on demand, before everybody follows (contract 7.8). This really writes, and the scope does not count.

use graph_client::consistency::wait_until;
use graph_client::models::{OnDemandResult, ServicePrincipal};
use graph_client::{Error, GraphClient, RawSchema, Subject, WaitCause};
use provisioning::log::Kind;
use provisioning::{Freshness, TenantReads};
use step_engine::{ErrorKind, StepError};

use crate::configurations::{chosen, concerns, select};
use crate::error::{known_trouble, refused};
use crate::steps::{PROVISIONING, of_template, unreadable};
use crate::{Setup, cloud_sync};

/// What Active Directory calls a person, and the rarer kind that is mapped to a person in the cloud too.
const PERSON: &str = "user";
const RARER_PERSON: &str = "inetOrgPerson";

/// Provisions the person with this distinguished name with the configuration of the set-up, which must exist. The request may
/// take minutes, told as the wait `provisioning`.
///
/// # Errors
/// No or several configurations of the domain, no provisioning job, no agent that answers, nobody of that name
/// (`person-not-found`), or a call that failed. After `outcome-unknown` the person may be there: trying again then skips.
pub async fn try_person(
    client: &GraphClient,
    setup: &Setup,
    distinguished_name: &str,
) -> Result<OnDemandResult, StepError> {
    match setup {
        Setup::CloudSync(setup) => provision(client, setup, distinguished_name).await,
        // Its people are Entra's; no page and no command asks for one of them.
        // Those of a feed are the sender's; its service refuses this (contract 14.3).
        Setup::GalleryApp(_) | Setup::PeopleFeed(_) => Err(StepError::new(
            ErrorKind::Bug,
            "unexpected-answer",
            "provisioning one person of this journey",
        )),
    }
}

async fn provision(
    client: &GraphClient,
    setup: &cloud_sync::Setup,
    distinguished_name: &str,
) -> Result<OnDemandResult, StepError> {
    let sp = configuration(client, setup).await?.id;
    let jobs = client.jobs(&sp).await.map_err(refused("reading the jobs"))?;
    let job = of_template(&jobs, PROVISIONING).ok_or_else(|| not_visible("looking for the provisioning job"))?;
    let answer = on_demand(client, &sp, &job.id, distinguished_name, Kind::User).await;
    answer.map_err(|error| error.with("domain", setup.domain()).with("person", distinguished_name))
}

/// Provisions what has this distinguished name, now, with a job of Cloud Sync.
///
/// # Errors
/// As [`try_person`].
pub(crate) async fn on_demand(
    client: &GraphClient,
    sp: &str,
    job: &str,
    distinguished_name: &str,
    kind: Kind,
) -> Result<OnDemandResult, StepError> {
    let schema = client.schema(sp, job).await.map_err(refused("reading the schema"))?;
    let rule = schema.rule_id().map_err(unreadable)?;
    let provision = async |kind: &str| {
        let subject = Subject::new(distinguished_name, kind);
        client.provision_on_demand(sp, job, &rule, &[subject]).await
    };
    let mut answer = provision(match kind {
        Kind::Group => "group",
        Kind::Contact => "contact",
        _ => PERSON,
    })
    .await;
    // A distinguished name does not tell the kind of a person. The service wrote nothing when it found nobody.
    if answer.as_ref().is_err_and(is_nobody) && is_mapped(&schema, RARER_PERSON) {
        answer = provision(RARER_PERSON).await;
    }
    answer.map_err(|error| {
        let nobody = is_nobody(&error);
        let mut step_error = refused("provisioning one person")(error);
        if nobody {
            (step_error.kind, step_error.code) = (ErrorKind::Missing, "person-not-found");
        }
        step_error
    })
}

/// The configuration of the set-up. What a run has just finished may be missing from the list for a while.
async fn configuration(client: &GraphClient, setup: &cloud_sync::Setup) -> Result<ServicePrincipal, StepError> {
    let doing = "looking for the configuration of the domain";
    let reads = TenantReads::default();
    let window = client.cloud().seen_within();
    let seen = wait_until(client, WaitCause::ListLags, window, || async {
        let all = reads.configurations(client, Freshness::Now).await?;
        Ok(all.iter().any(|found| concerns(setup, found)).then_some(all))
    });
    let all = match seen.await.map_err(refused(doing))? {
        Some(all) => all,
        None => reads
            .configurations(client, Freshness::Recent)
            .await
            .map_err(refused(doing))?,
    };
    let selected = select(setup, all)?;
    chosen(setup, &selected)?.cloned().ok_or_else(|| not_visible(doing))
}

/// The service knows nobody of that name and kind. Its code is not documented; the demo tenant says `EntryNotFound`.
fn is_nobody(error: &Error) -> bool {
    error.api().is_some_and(|api| {
        let code = api.effective_code();
        api.status == 400 && known_trouble(code).is_none() && code.ends_with("NotFound") && !code.contains("Rule")
    })
}

fn is_mapped(schema: &RawSchema, source: &str) -> bool {
    schema.object_mappings().is_ok_and(|mappings| {
        mappings.iter().any(|mapping| {
            mapping.enabled
                && mapping.source_object.eq_ignore_ascii_case(source)
                && mapping.target_object.eq_ignore_ascii_case("User")
        })
    })
}

fn not_visible(doing: &'static str) -> StepError {
    StepError::new(ErrorKind::Unavailable, "not-visible", doing)
}
