use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::{GraphClient, ReadClient};
use crate::cloud::Version;
use crate::error::Error;
use crate::models::{Job, OnDemandResult};
use crate::page::{decode, unreadable};
use crate::pipeline::{Call, Effect};
use crate::redacted_error::redacted_error;
use crate::wait::WaitCause;

/// What a restart is for. It decides what the service forgets (contract 7.6). There is no other way to restart a job, since the
/// service takes scopes that leave people out in silence (`Escrows`), fall back at once (`Watermark`), or are documented as not to be
/// used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartAgain {
    /// Every object is looked at again; what failed is tried again, and a quarantine is over.
    Everybody,
    /// The deletes that the delete guard holds are carried out.
    LetDeletesGo,
    /// The pairs of source and target are forgotten and matched anew.
    ForgetPairs,
}

impl StartAgain {
    fn scope(self) -> &'static str {
        match self {
            Self::Everybody => "Watermark, Escrows, QuarantineState",
            Self::LetDeletesGo => "ForceDeletes",
            Self::ForgetPairs => "Full",
        }
    }

    /// The body of the request.
    pub fn body(self) -> Value {
        json!({"criteria": {"resetScope": self.scope()}})
    }
}

/// An object to provision on demand (contract 7.8).
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Distinguished name for Active Directory, object id for Entra.
    pub object_id: String,
    /// As the schema names the source object: `user`, `User`, `Group`…
    pub object_type_name: String,
    /// `links` with members or a manager, where the kind of object wants them.
    pub links: Option<Value>,
}

#[derive(Deserialize)]
struct KeyAndValue {
    key: String,
    #[serde(default)]
    value: Option<String>,
}

impl ReadClient {
    /// J1: all jobs of a service principal. A new one may be missing for some seconds.
    pub async fn jobs(&self, sp: &str) -> Result<Vec<Job>, Error> {
        let path = ["servicePrincipals", sp, "synchronization", "jobs"];
        self.list(Call::get("list jobs", Version::V1, path)).await
    }

    /// J1 of several service principals in one request, [`MOST_TOGETHER`] at most (contract 3.5): the jobs of each or why they cannot be
    /// read, in their order.
    ///
    /// [`MOST_TOGETHER`]: crate::MOST_TOGETHER
    pub async fn jobs_of_each(&self, sps: &[&str]) -> Result<Vec<Result<Vec<Job>, Error>>, Error> {
        let reads = sps.iter().map(|sp| {
            let path = ["servicePrincipals", sp, "synchronization", "jobs"];
            Call::get("list jobs", Version::V1, path)
        });
        self.lists("list jobs", reads.collect()).await
    }

    /// J3: one job.
    pub async fn job(&self, sp: &str, id: &str) -> Result<Job, Error> {
        self.fetch(Call::get("read job", Version::V1, job_path(sp, id, [])))
            .await
    }
}

impl GraphClient {
    /// J2: makes a job. Each call may make another one: after [`Error::OutcomeUnknown`]
    /// look at the list before calling again.
    pub async fn create_job(&self, sp: &str, template_id: &str) -> Result<Job, Error> {
        let path = ["servicePrincipals", sp, "synchronization", "jobs"];
        let call = Call::post("create job", Effect::Once, Version::V1, path);
        self.fetch(call.json(&json!({"templateId": template_id}))).await
    }

    /// J4: deletes a job and its state; accounts in the target stay.
    pub async fn delete_job(&self, sp: &str, id: &str) -> Result<(), Error> {
        self.remove(Call::delete("delete job", Version::V1, job_path(sp, id, [])))
            .await
    }

    /// J5: starts a job, or takes it out of quarantine. Never call it in a loop (contract 7.5).
    pub async fn start_job(&self, sp: &str, id: &str) -> Result<(), Error> {
        let path = job_path(sp, id, ["start"]);
        self.tell(Call::post("start job", Effect::Repeatable, Version::V1, path))
            .await
    }

    /// J6: pauses a job; its position is kept.
    pub async fn pause_job(&self, sp: &str, id: &str) -> Result<(), Error> {
        let path = job_path(sp, id, ["pause"]);
        self.tell(Call::post("pause job", Effect::Repeatable, Version::V1, path))
            .await
    }

    /// J7: restarts a job. Each call is another restart: after [`Error::OutcomeUnknown`] look at the job.
    pub async fn restart_job(&self, sp: &str, id: &str, how: StartAgain) -> Result<(), Error> {
        let path = job_path(sp, id, ["restart"]);
        let call = Call::post("restart job", Effect::Once, Version::V1, path);
        self.tell(call.json(&how.body())).await
    }

    /// J9: provisions some objects now. This really writes, and Cloud Sync ignores its
    /// scoping filters here. `rule_id` comes from the schema.
    pub async fn provision_on_demand(
        &self,
        sp: &str,
        job: &str,
        rule_id: &str,
        subjects: &[Subject],
    ) -> Result<OnDemandResult, Error> {
        const CALL: &str = "provision on demand";
        let subjects: Vec<_> = subjects.iter().map(Subject::body).collect();
        let path = job_path(sp, job, ["provisionOnDemand"]);
        let call = Call::post(CALL, Effect::Once, Version::V1, path)
            .json(&json!({"parameters": [{"ruleId": rule_id, "subjects": subjects}]}))
            .long(WaitCause::Provisioning);
        let answer = self.send(call).await?;
        let texts: KeyAndValue = decode(CALL, &answer)?;
        OnDemandResult::unwrap(&texts.key, texts.value.as_deref())
            .map_err(|error| unreadable(CALL, redacted_error(&error), answer.request_id))
    }
}

impl Subject {
    pub fn new(object_id: impl Into<String>, object_type_name: impl Into<String>) -> Self {
        Self {
            object_id: object_id.into(),
            object_type_name: object_type_name.into(),
            links: None,
        }
    }

    fn body(&self) -> Value {
        let mut body = json!({"objectId": self.object_id, "objectTypeName": self.object_type_name});
        if let Some(links) = &self.links {
            body["links"] = links.clone();
        }
        body
    }
}

/// Path of a job, with what lies below it.
pub(super) fn job_path<'a, const N: usize>(
    sp: &'a str,
    job: &'a str,
    below: [&'a str; N],
) -> impl Iterator<Item = &'a str> {
    ["servicePrincipals", sp, "synchronization", "jobs", job]
        .into_iter()
        .chain(below)
}
