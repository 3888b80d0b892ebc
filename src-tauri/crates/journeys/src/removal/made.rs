//! What is to be taken away: what a run created, by the facts of that run alone, or what a person has chosen.

use jiff::Timestamp;
use serde_json::Value;
use step_engine::{Outcome, RunState, StepRecord};

use crate::steering::Target;
use crate::{CLOUD_SYNC_TEMPLATE, Setup, StepId};

/// What a run created in its tenant. What it found there is not in here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// The configurations it created; more than one only where an earlier one was taken away by hand.
    pub(super) configurations: Vec<MadeConfiguration>,
    /// The jobs it created.
    pub(super) jobs: Vec<MadeJob>,
    /// Service principal of a configuration that was there before and that the run completed.
    pub(super) found: Option<String>,
    /// It asked for something to be created and never learned whether that happened.
    pub(super) unknown: bool,
    /// When the run last did something.
    pub(super) at: Option<Timestamp>,
    /// Not by the facts of a run: a person has chosen this configuration, whoever created it, and all of it goes or nothing.
    pub(super) chosen: bool,
    /// The application template that what it created was made from, as the set-up says or else its journal.
    pub(super) template: Option<String>,
}

/// A configuration by its two halves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MadeConfiguration {
    /// Object id of the application; unknown where the answer to the creation got lost.
    pub(super) application: Option<String>,
    /// Object id of the service principal.
    pub(super) service_principal: Option<String>,
    /// When the run first noted that it would create one; absent in a journal that was changed by others.
    pub(super) since: Option<Timestamp>,
    /// That note lists it as there before.
    pub(super) was_before: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MadeJob {
    pub(super) id: String,
    pub(super) template: String,
    /// The note of its creation lists it as there before, or there is no such note.
    pub(super) was_before: bool,
}

impl Made {
    /// Reads it from the facts of a run of this set-up.
    #[must_use]
    pub fn of(state: &RunState, setup: &Setup) -> Self {
        let steps = [StepId::CreateConfiguration, StepId::CreateApp, StepId::CreateFeedApp];
        let creation = steps.into_iter().find_map(|step| state.step(step.as_str()));
        let configurations = creation.map(configurations).unwrap_or_default();
        let created = state
            .steps
            .iter()
            .flat_map(|step| step.created.iter().map(move |created| (step, created)));
        let jobs = created
            .filter(|(_, created)| created.kind == "job")
            .map(|(step, created)| MadeJob {
                id: created.id.clone(),
                template: created.name.clone(),
                was_before: first_intent(step, |intent| asked_for(intent).any(|name| name == created.name))
                    .is_none_or(|(_, intent)| known(intent).any(|known| known == created.id)),
            });
        Self {
            found: creation
                .and_then(worked_on)
                .filter(|found| !configurations.iter().any(|made| made.is(found))),
            jobs: jobs.collect(),
            unknown: state.steps.iter().any(is_unknown),
            at: state.at,
            chosen: false,
            template: setup
                .template()
                .map(str::to_owned)
                .or_else(|| creation.and_then(template)),
            configurations,
        }
    }

    /// What a person has chosen to take away, with the jobs that they were shown.
    #[must_use]
    pub fn chosen(target: &Target) -> Self {
        let job = |id: &String| MadeJob {
            id: id.clone(),
            template: id.split('.').next().unwrap_or_default().to_owned(),
            was_before: false,
        };
        Self {
            configurations: vec![MadeConfiguration {
                application: None,
                service_principal: Some(target.service_principal.clone()),
                since: None,
                was_before: false,
            }],
            jobs: target.jobs.iter().map(job).collect(),
            chosen: true,
            template: Some(CLOUD_SYNC_TEMPLATE.to_owned()),
            ..Self::default()
        }
    }

    /// Nothing was created.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.configurations.is_empty() && self.jobs.is_empty() && !self.unknown
    }

    /// It created a configuration.
    #[must_use]
    pub fn has_configuration(&self) -> bool {
        !self.configurations.is_empty()
    }

    /// Whether an application or its service principal was made from the template.
    pub(super) fn is_of_template(&self, template: Option<&str>) -> bool {
        let pair = self.template.as_deref().zip(template);
        pair.is_some_and(|(wanted, found)| wanted.eq_ignore_ascii_case(found))
    }

    /// Where its jobs can be: service principals it created or worked on.
    pub(super) fn places(&self) -> impl Iterator<Item = &str> {
        let made = self
            .configurations
            .iter()
            .filter_map(|made| made.service_principal.as_deref());
        made.chain(self.found.iter().map(String::as_str))
    }
}

impl MadeConfiguration {
    fn is(&self, id: &str) -> bool {
        self.service_principal.as_deref() == Some(id)
    }
}

/// An application is noted right before its service principal.
fn configurations(creation: &StepRecord) -> Vec<MadeConfiguration> {
    let intent = first_intent(creation, |_| true);
    let new = |application: Option<&str>, service_principal: Option<&str>| MadeConfiguration {
        application: application.map(str::to_owned),
        service_principal: service_principal.map(str::to_owned),
        since: intent.map(|(at, _)| *at),
        was_before: false,
    };
    let mut made: Vec<MadeConfiguration> = Vec::new();
    for created in &creation.created {
        match (created.kind.as_str(), made.last_mut()) {
            ("application", _) => made.push(new(Some(&created.id), None)),
            ("configuration", Some(half)) if half.service_principal.is_none() => {
                half.service_principal = Some(created.id.clone());
            }
            ("configuration", _) => made.push(new(None, Some(&created.id))),
            _ => {}
        }
    }
    for made in &mut made {
        made.was_before = intent.is_some_and(|(_, intent)| known(intent).any(|known| made.is(known)));
    }
    made
}

/// The template that the first creation asked for.
fn template(creation: &StepRecord) -> Option<String> {
    let (_, intent) = first_intent(creation, |_| true)?;
    Some(intent.get("template")?.as_str()?.to_owned())
}

/// Before its first intent of a kind a run has created nothing of that kind, so that what is known there is not its own.
fn first_intent(step: &StepRecord, is_meant: impl Fn(&Value) -> bool) -> Option<&(Timestamp, Value)> {
    step.intents.iter().find(|(_, intent)| is_meant(intent))
}

/// Names of what an intent asks for: a configuration by its name, jobs by their templates. `beside` lists the jobs that are created
/// side by side with the first.
fn asked_for(intent: &Value) -> impl Iterator<Item = &str> {
    let first = intent.get("name").or_else(|| intent.get("template"));
    let beside = intent.get("beside").and_then(Value::as_array);
    first
        .into_iter()
        .chain(beside.into_iter().flatten())
        .filter_map(Value::as_str)
}

/// Ids of what was there before the intent.
fn known(intent: &Value) -> impl Iterator<Item = &str> {
    let known = intent.get("known").and_then(Value::as_array);
    known.into_iter().flatten().filter_map(Value::as_str)
}

/// The configuration that the run ended up with.
fn worked_on(creation: &StepRecord) -> Option<String> {
    let output = match creation.outcome.as_ref()? {
        Outcome::Succeeded { output } | Outcome::AlreadyDone { output } => output,
        Outcome::Skipped | Outcome::Failed { .. } | Outcome::Stopped => return None,
    };
    Some(output.get("id")?.as_str()?.to_owned())
}

/// What it was about to create has not been seen since.
fn is_unknown(step: &StepRecord) -> bool {
    let Some(interrupted) = step.interrupted() else {
        return false;
    };
    // One that takes a creation back asks for nothing new.
    let Some(intent) = interrupted.intent.filter(|intent| intent.get("withdraws").is_none()) else {
        return false;
    };
    let is_created = |name: &str| {
        let mut created = interrupted.created.iter();
        created.any(|created| created.name == name && known(&intent).all(|known| known != created.id))
    };
    !asked_for(&intent).all(is_created)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use step_engine::{Fact, RunState};

    use super::*;

    /// The facts of a run by their events.
    fn made(events: &[Value]) -> Made {
        let facts = events.iter().enumerate().map(|(at, event)| {
            let mut fact = event.clone();
            fact["seq"] = json!(at + 1);
            fact["at"] = json!("2026-01-01T00:00:00Z");
            serde_json::from_value::<Fact>(fact).unwrap()
        });
        let setup =
            json!({ "causeway": 1, "journey": "cloud-sync", "tenant": "contoso.com", "domain": "corp.contoso.com" });
        let setup = Setup::parse(&setup.to_string()).unwrap();
        Made::of(&RunState::fold(facts.collect::<Vec<_>>().iter()).unwrap(), &setup)
    }

    fn begun(step: &str) -> Vec<Value> {
        vec![
            json!({ "event": "run-started", "steps": ["create-configuration", "create-jobs"] }),
            json!({ "event": "step-started", "step": step, "attempt": 1 }),
            json!({ "event": "found", "step": step, "finding": "needed", "notes": [] }),
            json!({ "event": "applying", "step": step }),
        ]
    }

    fn created(step: &str, kind: &str, id: &str, name: &str) -> Value {
        json!({ "event": "created", "step": step, "created": { "kind": kind, "id": id, "name": name } })
    }

    const CREATION: &str = "create-configuration";

    #[test]
    fn what_was_found_is_not_what_was_made() {
        let mut events = begun("create-jobs");
        events.push(created("create-jobs", "job", "j", "AD2AADPasswordHash"));
        events.push(json!({ "event": "step-started", "step": CREATION, "attempt": 1 }));
        let output = json!({ "id": "theirs", "name": "n" });
        events.push(
            json!({ "event": "step-ended", "step": CREATION, "outcome": { "is": "already-done", "output": output } }),
        );
        let made = made(&events);
        assert!(!made.has_configuration() && !made.is_nothing());
        assert_eq!(made.found.as_deref(), Some("theirs"));
        assert_eq!(made.places().collect::<Vec<_>>(), ["theirs"]);
    }

    #[test]
    fn an_application_and_its_service_principal_are_one() {
        let mut events = begun(CREATION);
        events.push(created(CREATION, "application", "a", "n"));
        events.push(created(CREATION, "configuration", "s", "n"));
        events.push(created(CREATION, "configuration", "lost", "n"));
        let output = json!({ "id": "lost", "name": "n" });
        events.push(
            json!({ "event": "step-ended", "step": CREATION, "outcome": { "is": "succeeded", "output": output } }),
        );
        let made = made(&events);
        let halves: Vec<_> = made
            .configurations
            .iter()
            .map(|made| (made.application.as_deref(), made.service_principal.as_deref()))
            .collect();
        assert_eq!(halves, [(Some("a"), Some("s")), (None, Some("lost"))]);
        assert_eq!(made.found, None);
    }

    #[test]
    fn what_an_intent_knows_was_there_before() {
        let intended = |step: &str, intent: Value| json!({ "event": "intended", "step": step, "intent": intent });
        let mut events = begun(CREATION);
        events.push(intended(
            CREATION,
            json!({ "template": "t", "name": "n", "known": ["theirs"] }),
        ));
        events.push(created(CREATION, "configuration", "theirs", "n"));
        events.push(created(CREATION, "configuration", "ours", "n"));
        let configurations = made(&events).configurations;
        assert_eq!(
            configurations.iter().map(|made| made.was_before).collect::<Vec<_>>(),
            [true, false]
        );
        assert!(configurations.iter().all(|made| made.since.is_some()));

        let mut events = begun("create-jobs");
        events.push(created("create-jobs", "job", "unannounced", "other"));
        events.push(intended("create-jobs", json!({ "template": "t", "known": ["theirs"] })));
        events.push(created("create-jobs", "job", "theirs", "t"));
        events.push(created("create-jobs", "job", "ours", "t"));
        // A second job of the template: what is known now is the run's own.
        events.push(intended(
            "create-jobs",
            json!({ "template": "t", "known": ["theirs", "ours"] }),
        ));
        let made = made(&events);
        let before: Vec<_> = made.jobs.iter().map(|job| job.was_before).collect();
        assert_eq!(before, [true, true, false]);
    }

    #[test]
    fn an_intent_without_what_it_intended_is_unknown() {
        let mut events = begun(CREATION);
        events.push(json!({ "event": "intended", "step": CREATION, "intent": { "template": "t", "name": "n", "known": ["before"] } }));
        assert!(made(&events).unknown);
        events.push(created(CREATION, "configuration", "before", "n"));
        assert!(made(&events).unknown, "that one was there before");
        events.push(created(CREATION, "configuration", "new", "n"));
        assert!(!made(&events).unknown);

        let mut events = begun("create-jobs");
        for (template, id) in [("AD2AADProvisioning", "1"), ("AD2AADPasswordHash", "2")] {
            events.push(
                json!({ "event": "intended", "step": "create-jobs", "intent": { "template": template, "known": [] } }),
            );
            assert!(made(&events).unknown);
            events.push(created("create-jobs", "job", id, template));
            assert!(!made(&events).unknown);
        }
    }

    #[test]
    fn what_was_taken_back_is_not_what_was_made() {
        let mut events = begun("create-jobs");
        events.push(created("create-jobs", "job", "1", "AD2AADPasswordHash"));
        events.push(json!({ "event": "intended", "step": "create-jobs",
            "intent": { "template": "AD2AADPasswordHash", "known": ["0"], "withdraws": "1" } }));
        assert_eq!((made(&events).unknown, made(&events).jobs.len()), (false, 1));
        let mut withdrawn = created("create-jobs", "job", "1", "AD2AADPasswordHash");
        withdrawn["withdrawn"] = json!(true);
        events.push(withdrawn);
        assert!(made(&events).is_nothing());
    }
}
