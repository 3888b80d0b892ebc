//! What becomes of one record (contract 14.4): scope, match, compare. It looks only; a round does what it says.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::Record;
use super::flat::Flat;
use super::pairs::Pairs;
use super::plan::{Mapping, Plan, Unevaluated};
use super::population::Population;
use super::refusal::{Problem, Writing};
use super::target::{Someone, Target};
use crate::tenant::Tenant;

/// Why a row says skipped.
pub(super) const REDUNDANT: &str = "RedundantExport";
const NOT_ENTITLED: &str = "NotEffectivelyEntitled";
const NO_MATCH_VALUE: &str = "ImportSkipped";

/// One target attribute, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) attribute: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

/// What is to be done in the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Create,
    Update,
    Disable,
    Delete,
    /// Nothing.
    Pass,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    Skipped(&'static str),
    /// Kept back by the guard against accidental deletions.
    Held,
    Failed(Problem),
}

#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) deed: Deed,
    pub(super) outcome: Outcome,
    /// Who it is in the target, where it is anybody.
    pub(super) object: Option<Uuid>,
    pub(super) in_scope: bool,
    pub(super) changes: Vec<Change>,
    /// Whom the record names as manager, by their externalId, where that is not the manager already.
    pub(super) manager: Option<String>,
}

/// What a record is judged by.
pub(super) struct Judge<'j> {
    pub(super) tenant: &'j Tenant,
    pub(super) target: Target,
    pub(super) plan: &'j Plan,
    pub(super) population: &'j Population,
    pub(super) pairs: &'j Pairs,
    pub(super) verified: &'j [String],
    pub(super) default_domain: &'j str,
    /// `SkipOutOfScopeDeletions`.
    pub(super) keeps_who_leaves_scope: bool,
    pub(super) now: Timestamp,
}

impl Change {
    pub(super) fn is_empty(&self) -> bool {
        self.new.as_deref().is_none_or(str::is_empty)
    }
}

impl Verdict {
    pub(super) fn new(deed: Deed, outcome: Outcome, object: Option<Uuid>) -> Self {
        Self {
            deed,
            outcome,
            object,
            in_scope: true,
            changes: Vec::new(),
            manager: None,
        }
    }

    pub(super) fn passed_over(why: &'static str, object: Option<Uuid>) -> Self {
        Self::new(Deed::Pass, Outcome::Skipped(why), object)
    }

    fn out_of_scope(object: Option<Uuid>) -> Self {
        Self {
            in_scope: false,
            ..Self::passed_over(NOT_ENTITLED, object)
        }
    }

    /// Does somebody lose their account?
    pub(super) fn removes(&self) -> bool {
        matches!(self.deed, Deed::Disable | Deed::Delete) && matches!(self.outcome, Outcome::Done)
    }
}

impl Judge<'_> {
    pub(super) fn judge(&self, record: &Record) -> Verdict {
        let flat = Flat::of(&record.data);
        if !self.plan.read.iter().all(|filter| filter.passes(&flat)) {
            return Verdict::out_of_scope(None);
        }
        let object = match self.find(record, &flat) {
            Ok(object) => object,
            Err(verdict) => return *verdict,
        };
        if !self.plan.scope.passes(&flat) {
            let is_ours = object.is_some() && self.pairs.target(&record.external_id) == object;
            return match object.filter(|_| is_ours && self.plan.deletes && !self.keeps_who_leaves_scope) {
                Some(object) => self.switched_off(object),
                None => Verdict::out_of_scope(object),
            };
        }
        if record.deletes {
            return match object.filter(|_| self.plan.deletes) {
                Some(object) => self.refused_or(Verdict::new(Deed::Delete, Outcome::Done, Some(object))),
                None => Verdict::passed_over(NOT_ENTITLED, object),
            };
        }
        let is_wanted = if object.is_some() {
            self.plan.updates
        } else {
            self.plan.adds
        };
        if !is_wanted {
            return Verdict::passed_over(NOT_ENTITLED, object);
        }
        self.compare(&flat, object).unwrap_or_else(|problem| {
            let deed = if object.is_some() { Deed::Update } else { Deed::Create };
            Verdict::new(deed, Outcome::Failed(problem), object)
        })
    }

    /// Whom the record is about in the target: who it was before, else whoever matches.
    fn find(&self, record: &Record, flat: &Flat) -> Result<Option<Uuid>, Box<Verdict>> {
        let failed = |code, reason: String| {
            let outcome = Outcome::Failed(Problem::new(code, reason));
            Box::new(Verdict::new(Deed::Update, outcome, None))
        };
        if let Some(object) = self.pairs.target(&record.external_id) {
            return match self.population.people.contains_key(&object) {
                true => Ok(Some(object)),
                false => Err(failed(
                    "InvalidAnchor",
                    "A user that was previously created or matched by the provisioning service no longer exists."
                        .to_owned(),
                )),
            };
        }
        let (input, mut has_value) = (flat.input(self.default_domain, self.now), false);
        for mapping in self.plan.matching() {
            let value = mapping.value(flat, &input);
            let value = value.map_err(|problem| failed("AttributeMappingFailed", problem.reason()))?;
            let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
                continue;
            };
            has_value = true;
            if mapping.target.starts_with("extensionAttribute") {
                let reason = format!("The attribute {} cannot be used for joining.", mapping.target);
                return Err(failed("InvalidMatchingValue", reason));
            }
            if !value
                .chars()
                .all(|letter| letter.is_alphanumeric() || " -_.@".contains(letter))
            {
                let reason = format!(
                    "Special characters are not supported on joining properties: {}.",
                    mapping.target
                );
                return Err(failed("InvalidMatchingValue", reason));
            }
            match self.population.with(&mapping.target, &value) {
                [] => {}
                [object] => return self.unpaired(*object).map(Some),
                _ => {
                    let reason = "The operation failed because more than one user in the target was found with the configured matching attributes.";
                    return Err(failed("DuplicateTargetEntries", reason.to_owned()));
                }
            }
        }
        match has_value {
            true => Ok(None),
            false => Err(Box::new(Verdict::passed_over(NO_MATCH_VALUE, None))),
        }
    }

    /// One account is of one record.
    fn unpaired(&self, object: Uuid) -> Result<Uuid, Box<Verdict>> {
        if self.pairs.source(object).is_none() {
            return Ok(object);
        }
        let problem = Problem::new(
            "DuplicateSourceEntries",
            "The operation could not be completed because more than one user of the source matches this user.",
        );
        Err(Box::new(Verdict::new(
            Deed::Update,
            Outcome::Failed(problem),
            Some(object),
        )))
    }

    fn value(&self, object: Uuid, attribute: &str) -> Option<String> {
        let someone = self.population.people.get(&object)?;
        self.target.value(self.tenant, object, someone, attribute)
    }

    fn manager_of(&self, object: Uuid) -> Option<Uuid> {
        self.target.accounts(self.tenant).get(object)?.manager
    }

    fn switched_off(&self, object: Uuid) -> Verdict {
        let (attribute, on, off) = self.target.switch();
        let now = self.value(object, attribute);
        if now.as_deref() == Some(off) {
            return Verdict::out_of_scope(Some(object));
        }
        self.refused_or(Verdict {
            in_scope: false,
            changes: vec![Change {
                attribute: attribute.to_owned(),
                old: now.or(Some(on.to_owned())),
                new: Some(off.to_owned()),
            }],
            ..Verdict::new(Deed::Disable, Outcome::Done, Some(object))
        })
    }

    fn compare(&self, flat: &Flat, object: Option<Uuid>) -> Result<Verdict, Problem> {
        let input = flat.input(self.default_domain, self.now);
        let mut verdict = Verdict::new(Deed::Create, Outcome::Done, object);
        let mut changes = BTreeMap::new();
        for mapping in &self.plan.mappings {
            let value = mapping.value(flat, &input);
            let value = value.map_err(|problem| Problem::new("AttributeMappingFailed", problem.reason()))?;
            if mapping.target == "manager" {
                // An expression names nobody (hr-manager-update-issues).
                let named = value.as_deref().filter(|_| mapping.is_direct());
                verdict.manager = self.wanted_manager(object, named);
                let has_one = object.and_then(|object| self.manager_of(object));
                if let Some(manager) = has_one.filter(|_| value.is_none() && mapping.clears_for(flat)) {
                    changes.insert("manager", (Some(manager.to_string()), None));
                }
                continue;
            }
            let now = object.and_then(|object| self.value(object, &mapping.target));
            if let Some(new) = due(mapping, flat, object.is_some(), now.as_deref(), value) {
                changes.insert(&mapping.target, (now, new));
            }
        }
        verdict.changes = changes
            .into_iter()
            .map(|(attribute, (old, new))| Change {
                attribute: attribute.to_owned(),
                old,
                new,
            })
            .collect();
        if let Some(object) = object {
            let (switch, _, off) = self.target.switch();
            let is_off = |change: &Change| change.attribute == switch && change.new.as_deref() == Some(off);
            let was_on = self.value(object, switch).as_deref() != Some(off);
            verdict.deed = match verdict.changes.iter().any(is_off) && was_on {
                true => Deed::Disable,
                false => Deed::Update,
            };
            if verdict.changes.is_empty() && verdict.manager.is_none() {
                return Ok(Verdict::passed_over(REDUNDANT, Some(object)));
            }
        }
        Ok(self.refused_or(verdict))
    }

    /// The externalId that is named as manager, unless that one is the manager.
    fn wanted_manager(&self, object: Option<Uuid>, named: Option<&str>) -> Option<String> {
        let named = named.filter(|named| !named.is_empty())?;
        let now = object.and_then(|object| self.manager_of(object));
        let is_so = now.is_some() && self.pairs.target(named) == now;
        (!is_so).then(|| named.to_owned())
    }

    fn refused_or(&self, verdict: Verdict) -> Verdict {
        let someone = verdict.object.and_then(|object| self.population.people.get(&object));
        let writing = Writing {
            target: self.target,
            population: self.population,
            verified: self.verified,
            object: verdict.object,
            is_managed_by_ad: someone
                .is_some_and(|someone: &Someone| self.target.is_managed_by_ad(self.tenant, someone)),
        };
        match writing.refusal(&verdict.changes) {
            Some(problem) => Verdict {
                outcome: Outcome::Failed(problem),
                ..verdict
            },
            None => verdict,
        }
    }
}

/// The new value of an attribute, where there is one: `Some(None)` clears it.
fn due(
    mapping: &Mapping,
    flat: &Flat,
    is_there: bool,
    now: Option<&str>,
    value: Option<String>,
) -> Option<Option<String>> {
    if is_there && !mapping.flows_over(now) {
        return None;
    }
    let clears = mapping.clears_for(flat);
    match value {
        // With the gates open an empty text is nothing, too.
        Some(value) if !(value.is_empty() && clears) => (now != Some(&value)).then_some(Some(value)),
        _ if !is_there => mapping.default().map(|default| Some(default.to_owned())),
        _ if clears => now.map(|_| None),
        _ => None,
    }
}

impl Unevaluated {
    fn reason(&self) -> String {
        format!("The mapping of '{}' cannot be evaluated: {}", self.target, self.why)
    }
}
