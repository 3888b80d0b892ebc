//! One person on demand, before everybody follows (contract 7.8). This really writes. From Active Directory the scope does not count.

mod into_app;

use graph_client::consistency::wait_until;
use graph_client::models::{OnDemandResult, ServicePrincipal};
use graph_client::{Error, GraphClient, RawSchema, Subject, WaitCause};
use provisioning::log::Kind;
use provisioning::{Freshness, TenantReads};
use step_engine::{ErrorKind, StepError};

use crate::configurations::{chosen, concerns, select};
use crate::error::{known_trouble, refused};
use crate::permissions::READ_USERS;
use crate::steps::{PROVISIONING, of_template, unreadable};
use crate::{Setup, cloud_sync};

/// What Active Directory calls a person, and the rarer kind that is mapped to a person in the cloud too.
const PERSON: &str = "user";
const RARER_PERSON: &str = "inetOrgPerson";
/// Where people come from, nobody has that name.
const NOBODY: &str = "person-not-found";

/// Whether somebody can be tried with this set-up now. For Cloud Sync the trial itself says what is in the way.
///
/// # Errors
/// For an app: no app or several of the name, no job, a rule that is not for people on demand (`trial-not-offered`), a job that must rest
/// first (`trial-needs-pause`), or a call that failed.
pub async fn may_try(client: &GraphClient, setup: &Setup) -> Result<(), StepError> {
    match setup {
        Setup::CloudSync(_) => Ok(()),
        Setup::GalleryApp(setup) => into_app::way(client, setup).await.map(drop),
        Setup::PeopleFeed(_) => Err(nobody_is_tried()),
    }
}

/// Provisions this person with what the set-up made, which must exist: a distinguished name for Cloud Sync, a sign-in name or object id
/// for an app. The request may take minutes, told as the wait `provisioning`.
///
/// # Errors
/// Those of [`may_try`]; no or several configurations of the domain, no provisioning job, no agent that answers, nobody of that name
/// (`person-not-found`), or a call that failed. After `outcome-unknown` the person may be there: trying again then skips.
pub async fn try_person(client: &GraphClient, setup: &Setup, person: &str) -> Result<OnDemandResult, StepError> {
    let answer = match setup {
        Setup::CloudSync(setup) => provision(client, setup, person).await,
        Setup::GalleryApp(setup) => into_app::provision(client, setup, person).await,
        Setup::PeopleFeed(_) => Err(nobody_is_tried()),
    };
    answer.map_err(|error| error.with("person", person))
}

/// What trying somebody takes besides the permissions of the set-up.
#[must_use]
pub fn permissions(setup: &Setup) -> &'static [&'static str] {
    match setup {
        Setup::GalleryApp(_) => &[READ_USERS],
        Setup::CloudSync(_) | Setup::PeopleFeed(_) => &[],
    }
}

/// People of a feed are the sender's; the service refuses to try them (contract 14.3).
fn nobody_is_tried() -> StepError {
    StepError::new(
        ErrorKind::Bug,
        "unexpected-answer",
        "provisioning one person of this journey",
    )
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
    answer.map_err(|error| error.with("domain", setup.domain()))
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
    answer.map_err(not_provisioned)
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

fn not_provisioned(error: Error) -> StepError {
    let nobody = is_nobody(&error);
    let mut step_error = refused("provisioning one person")(error);
    if nobody {
        (step_error.kind, step_error.code) = (ErrorKind::Missing, NOBODY);
    }
    step_error
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
