//! Where a configuration is not as its set-up file and Microsoft's defaults have it. Reads only.

mod since;

use std::sync::Arc;

use futures::future::try_join;
use graph_client::models::Job;
use graph_client::{Error, ReadClient};
use jiff::Timestamp;
use journeys::{RunSpec, Setup, SetupSetting, StepId};
use provisioning::drift::{MappingDrift, mappings};
use provisioning::{Found, Freshness, TenantReads, is_first_rank};
use serde::Serialize;
use step_engine::{ErrorKind, StepError, Unobserved};
use ts_rs::TS;

use crate::looks::Looks;
use crate::session_handle::Message;
use crate::tenant_context::{Refusal, TenantContext};
use crate::view::{DifferenceView, Note};
use crate::{Problem, SessionHandle};

pub use since::{SettingChange, SinceLastLook};

/// What is compared, and with what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DriftAsked {
    /// The set-up whose answers count; without one only Microsoft's defaults do.
    pub setup: Option<Setup>,
    /// Object id of the configuration's service principal; otherwise that of the set-up, or the only one.
    pub configuration: Option<String>,
}

/// What is not as it should be.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftView {
    /// When it was looked, by the service's time.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The configuration.
    pub configuration: DriftConfiguration,
    /// Where it is not as the set-up file says; absent without one.
    pub settings: Option<Vec<SettingDrift>>,
    /// Steps of the set-up that could not be looked at, or that a person must act for first.
    pub unseen: Vec<UnseenStep>,
    /// Where its mappings are not as Microsoft's template has them.
    pub mappings: Vec<MappingDrift>,
    /// Why the mappings were not compared; absent when they were.
    pub mappings_problem: Option<Problem>,
    /// What is not as it was when this computer compared it in an earlier visit; absent where it never did.
    pub since: Option<SinceLastLook>,
    /// What went wrong with the file that keeps that.
    pub note: Option<Note>,
}

/// Which configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftConfiguration {
    /// Object id of its service principal; absent where there is none.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its Active Directory domain, where that is known.
    pub domain: Option<String>,
    /// Id of the job whose mappings are compared.
    pub job: Option<String>,
}

/// One setting that is not as the set-up file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingDrift {
    /// The step that would set it.
    pub step: StepId,
    /// What it is, and what the file says.
    #[serde(flatten)]
    pub difference: DifferenceView,
}

/// A step that tells nothing.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnseenStep {
    /// Which.
    pub step: StepId,
    /// Why.
    pub problem: Problem,
}

impl DriftView {
    /// Anything differs.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.settings.as_ref().is_some_and(|settings| !settings.is_empty()) || !self.mappings.is_empty()
    }
}

impl SessionHandle {
    /// Where a configuration is not as its set-up file and Microsoft's defaults have it.
    ///
    /// # Errors
    /// No tenant, it is another than the set-up's, or it did not answer.
    pub async fn drift(&self, asked: DriftAsked) -> Result<DriftView, Problem> {
        self.ask(|answer| Message::Drift(Box::new(asked), answer)).await
    }
}

/// Looks and compares.
pub(crate) async fn drift(context: &TenantContext, looks: Arc<Looks>, asked: DriftAsked) -> Result<DriftView, Problem> {
    if let Some(setup) = &asked.setup
        && let Err(Refusal::Problem(problem)) = context.must_be_tenant_of(setup, context.left()).await
    {
        return Err(problem);
    }
    let client: &ReadClient = context.client();
    let reads = Arc::new(TenantReads::default());
    let all = match &asked.setup {
        Some(setup) => setup.candidates(client, &reads, Freshness::Recent).await,
        None => reads.configurations(client, Freshness::Recent).await,
    };
    let all = all.map_err(|error| Problem::from(&error))?;
    let subject = subject(all, &asked)?;
    let settings = async {
        match &asked.setup {
            Some(setup) => Some(settings(context, &reads, setup, &subject).await),
            None => None,
        }
    };
    let (settings, (job, compared)) = futures::join!(settings, of_mappings(client, &reads, &subject));
    let (settings, unseen) = settings.map_or((None, Vec::new()), |(settings, unseen)| (Some(settings), unseen));
    let (mappings, mappings_problem) = match compared {
        Ok(mut mappings) => {
            let setup = asked.setup.as_ref();
            mappings.retain(|mapping| !setup.is_some_and(|setup| setup.decides_about(mapping)));
            (mappings, None)
        }
        Err(problem) => (Vec::new(), Some(problem)),
    };
    let found = subject.found();
    let (since, note) = match found {
        Some(found) => {
            let (job, mappings) = (job.as_ref(), mappings_problem.is_none().then_some(mappings.as_slice()));
            let reads = reads.as_ref();
            let subject = since::Subject {
                found,
                reads,
                job,
                mappings,
            };
            since::since(context, looks, subject).await
        }
        None => (None, None),
    };
    let name = found.map(Found::name).or(asked.setup.as_ref().map(Setup::name));
    Ok(DriftView {
        at: client.now(),
        configuration: DriftConfiguration {
            id: found.map(|found| found.configuration.id.clone()),
            name: name.unwrap_or_default().to_owned(),
            domain: found.and_then(|found| found.domain.readable()).map(str::to_owned),
            job: job.map(|job| job.id),
        },
        settings,
        unseen,
        mappings,
        mappings_problem,
        since,
        note,
    })
}

/// What is compared.
enum Compared {
    /// The configuration that is meant.
    This(Found),
    /// The one of the set-up's name: it serves another domain now.
    OtherDomain(Found),
    /// There is none.
    Nothing,
}

impl Compared {
    fn found(&self) -> Option<&Found> {
        match self {
            Self::This(found) | Self::OtherDomain(found) => Some(found),
            Self::Nothing => None,
        }
    }
}

fn subject(mut all: Vec<Found>, asked: &DriftAsked) -> Result<Compared, Problem> {
    all.sort_by(|a, b| a.name().cmp(b.name()));
    if let Some(id) = &asked.configuration {
        let named = all.into_iter().find(|found| found.configuration.id == *id);
        return Ok(named.map_or(Compared::Nothing, Compared::This));
    }
    let Some(setup) = &asked.setup else {
        return Ok(all.into_iter().next().map_or(Compared::Nothing, Compared::This));
    };
    let selected = setup.select(all.clone()).map_err(|error| Problem::from(&error))?;
    let mut named = all.into_iter().filter(|found| found.name() == setup.name());
    Ok(match (selected.into_iter().next(), named.next()) {
        (Some(found), _) => Compared::This(found),
        (None, Some(found)) => Compared::OtherDomain(found),
        (None, None) => Compared::Nothing,
    })
}

/// What every step of the set-up finds other than wanted. Where there is no configuration to look at, that alone is told: its steps
/// would tell of everything that it does not have.
async fn settings(
    context: &TenantContext,
    reads: &Arc<TenantReads>,
    setup: &Setup,
    subject: &Compared,
) -> (Vec<SettingDrift>, Vec<UnseenStep>) {
    let run = RunSpec::set_up(context.client(), setup, Arc::clone(reads));
    let planned = run.plan(Arc::new(Unobserved), context.left().child_token()).await;
    let (mut settings, mut unseen) = (Vec::new(), Vec::new());
    for planned in planned {
        let Some(step) = StepId::of(planned.id) else { continue };
        match planned.finding {
            Ok((_, preview)) => settings.extend(
                DifferenceView::of(&preview.differences)
                    .into_iter()
                    .map(|difference| SettingDrift { step, difference }),
            ),
            Err(error) if error.kind == ErrorKind::Stopped => {}
            Err(error) => unseen.push(UnseenStep {
                step,
                problem: Problem::from(&error),
            }),
        }
    }
    if let Compared::OtherDomain(found) = subject {
        let is = found.domain.readable().unwrap_or_default().to_owned();
        let domain = DifferenceView {
            setting: SetupSetting::Domain,
            which: None,
            is,
            should: setup.subject().name.to_owned(),
        };
        settings.retain(|drift| drift.difference.setting == SetupSetting::TenantSync);
        settings.push(SettingDrift {
            step: StepId::Secrets,
            difference: domain,
        });
    } else if subject.found().is_none() {
        let alone = [SetupSetting::TenantSync, SetupSetting::Configuration];
        settings.retain(|drift| alone.contains(&drift.difference.setting));
    }
    (settings, unseen)
}

/// The job that brings people, and where its mappings are not as its template has them.
async fn of_mappings(
    client: &ReadClient,
    reads: &TenantReads,
    subject: &Compared,
) -> (Option<Job>, Result<Vec<MappingDrift>, Problem>) {
    let Some(found) = subject.found() else {
        return (None, Ok(Vec::new()));
    };
    let sp = &found.configuration.id;
    let jobs = match reads.jobs_of(client, Freshness::Recent, sp).await {
        Ok(jobs) => jobs,
        Err(error) => return (None, Err(Problem::from(&error))),
    };
    let Some(job) = jobs.into_iter().find(is_first_rank) else {
        return (None, Ok(Vec::new()));
    };
    let compared = compare(client, reads, sp, &job).await;
    (Some(job), compared)
}

async fn compare(client: &ReadClient, reads: &TenantReads, sp: &str, job: &Job) -> Result<Vec<MappingDrift>, Problem> {
    let own = reads.schema(client, Freshness::Recent, sp, &job.id);
    let template = client.template_schema(sp, job.template());
    let read: Result<_, Error> = try_join(own, template).await;
    let (own, template) = read.map_err(|error| Problem::from(&error))?;
    mappings(&own, &template).map_err(|error| {
        let doing = "comparing the mappings with the template's";
        Problem::from(&StepError::new(ErrorKind::Bug, "schema-not-understood", doing).because(error))
    })
}
