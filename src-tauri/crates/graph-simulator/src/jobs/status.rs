//! A job as Graph shows it (contract 7.2–7.4, Appendix A).

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::cycle::Execution;
use super::quarantine::Quarantine;
use super::store::Store;
use super::{Environment, Job, Phase};
use crate::directory::{Counts, ObjectIndex};

/// What .NET writes for a time that never was.
const NEVER: &str = "0001-01-01T00:00:00Z";

impl Job {
    /// The synchronizationJob at `now`; catch up first.
    #[must_use]
    pub fn to_json(&self, environment: &Environment, internal_template_id: bool, now: Timestamp) -> Value {
        let template_id = match (internal_template_id, self.template_id.as_str()) {
            (true, "AD2AADProvisioning") => "ADDCInPassthrough",
            (_, id) => id,
        };
        json!({
            "id": self.id,
            "templateId": template_id,
            "schedule": {"expiration": null, "interval": self.interval(environment), "state": if self.is_idle() { "Disabled" } else { "Active" }},
            "status": self.status(environment, now),
            "synchronizationJobSettings": environment.job_settings(self),
        })
    }

    /// Neither paused nor held back.
    #[must_use]
    pub fn is_on_its_way(&self) -> bool {
        !self.is_idle() && !matches!(self.phase, Phase::Quarantined)
    }

    #[must_use]
    pub fn is_in_a_round(&self) -> bool {
        matches!(self.phase, Phase::Running(_) | Phase::Feeding(_))
    }

    /// Its schedule is not active.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.paused || matches!(self.phase, Phase::Idle)
    }

    /// Held back, or trying whether it still is.
    fn is_quarantined(&self) -> bool {
        self.quarantine.is_some() && !self.is_idle()
    }

    fn is_from_or_to_ad(&self) -> bool {
        self.template_id.starts_with("AD2AAD") || self.template_id.starts_with("AAD2AD")
    }

    fn interval(&self, environment: &Environment) -> &'static str {
        match &self.phase {
            _ if self.quarantine.as_ref().is_some_and(Quarantine::is_tried_soon) && !self.is_idle() => "PT40M",
            _ if self.is_quarantined() => "P1D",
            _ if self.is_idle() && self.template_id == "Azure2Azure" => "PT40M",
            Phase::Idle if !self.is_from_or_to_ad() && !environment.configured(self) => "P10675199DT2H48M5.4775807S",
            Phase::Idle => "PT40M",
            _ if self.is_from_or_to_ad() => "PT2M",
            _ => "PT40M",
        }
    }

    fn code(&self, environment: &Environment) -> &'static str {
        match &self.phase {
            _ if self.is_quarantined() => "Quarantine",
            Phase::Idle if self.template_id == "Azure2Azure" => "Paused",
            _ if !environment.configured(self) => "NotConfigured",
            _ if self.is_idle() => "Paused",
            Phase::Waiting { .. } if self.history.last.is_none() => "NotRun",
            Phase::Idle | Phase::Waiting { .. } | Phase::Running(_) | Phase::Feeding(_) | Phase::Quarantined => {
                "Active"
            }
        }
    }

    fn status(&self, environment: &Environment, now: Timestamp) -> Value {
        let started = !self.is_idle() || self.paused;
        let quarantine = self.quarantine.as_ref();
        let mut last = match &self.history.last {
            Some(run) => run.to_json(),
            None if started => husk(),
            None => Value::Null,
        };
        // While a cycle runs, the last one has its beginning (contract 7.3).
        let running = match &self.phase {
            Phase::Running(cycle) => Some((cycle.id, cycle.began)),
            Phase::Feeding(round) => Some((round.id, round.began)),
            _ => None,
        };
        if let (Some((id, began)), Value::Object(members)) = (running, &mut last) {
            members.insert("activityIdentifier".to_owned(), json!(id));
            members.insert("timeBegan".to_owned(), json!(began.to_string()));
        }
        json!({
            "countSuccessiveCompleteFailures": quarantine.map_or(0, |quarantine| quarantine.series_count),
            "escrowsPruned": self.history.escrows_pruned,
            "code": self.code(environment),
            "lastExecution": last,
            "lastSuccessfulExecution": self.history.last_successful.as_ref().map(Execution::to_json),
            "lastSuccessfulExecutionWithExports": self.history.last_with_exports.as_ref().map(Execution::to_json),
            "quarantine": quarantine.map(Quarantine::to_json),
            "steadyStateFirstAchievedTime": self.history.first_steady.map_or(NEVER.to_owned(), |time| time.to_string()),
            "steadyStateLastAchievedTime": self.history.last_steady.map_or(NEVER.to_owned(), |time| time.to_string()),
            "troubleshootingUrl": if started { json!("") } else { Value::Null },
            "progress": self.progress(now),
            "synchronizedEntryCountByType": self.counts(environment, now),
        })
    }

    fn progress(&self, now: Timestamp) -> Value {
        let (done, all) = match &self.phase {
            Phase::Running(cycle) => (cycle.completed(now), cycle.entries.len()),
            Phase::Feeding(round) => (round.done, round.size()),
            _ => return json!([]),
        };
        json!([{
            "completedUnits": done,
            "progressObservationDateTime": now.to_string(),
            "totalUnits": all,
            "units": "Objects",
        }])
    }

    /// What it remembers by now, a running cycle included.
    pub(super) fn store_by(&self, now: Timestamp) -> Cow<'_, Store> {
        match &self.phase {
            Phase::Running(cycle) => {
                let mut store = self.store.clone();
                store.apply(cycle, now);
                Cow::Owned(store)
            }
            _ => Cow::Borrowed(&self.store),
        }
    }

    /// How many the target holds because of this job, which Graph does not tell.
    #[must_use]
    pub fn in_target(&self, environment: &Environment) -> Value {
        self.by_type(environment, self.store.linked.all()).into_iter().collect()
    }

    fn by_type(&self, environment: &Environment, objects: &[ObjectIndex]) -> Vec<(&'static str, usize)> {
        let counts = match self.sends {
            true => {
                let (users, groups) = self.sources.count(objects);
                Counts {
                    users,
                    groups,
                    ..Counts::default()
                }
            }
            false => environment.company.count(objects),
        };
        counts.by_type()
    }

    /// Contract 7.3: `{key: "user to User", value: 784}` and so on; rises while a cycle runs, and does not fall when people go.
    fn counts(&self, environment: &Environment, now: Timestamp) -> Value {
        if self.is_fed() {
            return self.fed_counts();
        }
        let store = self.store_by(now);
        let known = store.known.all();
        let by_type = match self.template_id.starts_with("AAD2AD") {
            true => {
                let counts = environment.company.count(known);
                vec![("User to user", counts.users + counts.inet_org_persons)]
            }
            false => self.by_type(environment, known),
        };
        by_type
            .into_iter()
            .map(|(key, value)| json!({"key": key, "value": value}))
            .collect()
    }
}

impl Execution {
    fn to_json(&self) -> Value {
        let state = match (&self.failure, self.failed) {
            (Some(_), _) => "Failed",
            (None, 0) => "Succeeded",
            (None, _) => "EntryLevelErrors",
        };
        let error = self
            .failure
            .as_ref()
            .map(|failure| json!({"code": failure.code, "message": failure.message, "tenantActionable": true}));
        execution(
            &[self.entitled, self.failed, self.exported, self.exports, self.imported],
            state,
            &Some(self.id.to_string()),
            &[&self.began.to_string(), &self.ended.to_string()],
            error,
        )
    }
}

/// What stands there before the first cycle: not null, and no failure either (contract 7.3).
fn husk() -> Value {
    execution(
        &[0; 5],
        "Failed",
        &None,
        &[NEVER, NEVER],
        Some(json!({"code": "None", "message": "", "tenantActionable": false})),
    )
}

fn execution(
    [entitled, escrowed, exported, exports, imported]: &[usize; 5],
    state: &str,
    id: &Option<String>,
    [began, ended]: &[&str; 2],
    error: Option<Value>,
) -> Value {
    json!({
        "activityIdentifier": id,
        "countEntitled": entitled,
        "countEntitledForProvisioning": entitled,
        "countEscrowed": escrowed,
        "countEscrowedRaw": escrowed,
        "countExported": exported,
        "countExports": exports,
        "countImported": imported,
        "countImportedDeltas": imported,
        "countImportedReferenceDeltas": 0,
        "state": state,
        "timeBegan": began,
        "timeEnded": ended,
        "error": error,
    })
}

impl Quarantine {
    fn to_json(&self) -> Value {
        json!({
            "currentBegan": self.current_began.to_string(),
            "nextAttempt": self.next_attempt.to_string(),
            "reason": self.failure.reason,
            "seriesBegan": self.series_began.to_string(),
            "seriesCount": self.series_count,
            "error": {"code": self.failure.code, "message": self.failure.message, "tenantActionable": true},
        })
    }
}
