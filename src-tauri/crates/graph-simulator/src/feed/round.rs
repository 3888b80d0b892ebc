//! One cycle of an API-driven job: record after record as time passes, and the managers at the end.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::plan::Plan;
use super::population::Population;
use super::row::{Origin, Row};
use super::target::{Someone, Target};
use super::verdict::{Change, Deed, Judge, Outcome, REDUNDANT, Verdict};
use super::{Feed, Record};
use crate::clock::after;
use crate::jobs::Environment;
use crate::tenant::Tenant;
use crate::users::User;

/// What Exchange owns: the log tells of a change, and nothing changes (hr-user-update-issues).
const NOT_WRITTEN: &str = "mail";

/// A cycle that runs.
#[derive(Debug)]
pub(crate) struct Round {
    pub(crate) id: Uuid,
    pub(crate) began: Timestamp,
    pub(crate) ends: Timestamp,
    /// In the order they are looked at.
    queue: Vec<Arc<Record>>,
    pub(crate) done: usize,
    per_second: f64,
    target: Target,
    plan: Plan,
    population: Population,
    origin: Arc<Origin>,
    /// Too many would lose their account.
    holds: bool,
    pub(crate) tally: Tally,
    changes: HashMap<String, Uuid>,
    /// Nothing changed but perhaps the manager.
    open: Vec<(Arc<Record>, Uuid)>,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) exported: usize,
    pub(crate) failed: usize,
    pub(crate) held: usize,
}

/// Which job it is, and what is wanted of it.
#[derive(Debug)]
pub(crate) struct Subject<'j> {
    pub(crate) id: &'j str,
    pub(crate) template_id: &'j str,
    pub(crate) schema: &'j Value,
    pub(crate) has_null_flow: bool,
    pub(crate) deletes_allowed: bool,
}

impl Round {
    /// Looks at `queue` from `began` on.
    pub(crate) fn begin(
        job: &Subject<'_>,
        environment: &Environment,
        tenant: &Tenant,
        feed: &mut Feed,
        queue: Vec<Arc<Record>>,
        began: Timestamp,
    ) -> Self {
        let (id, target) = (Uuid::new_v4(), Target::of(job.template_id));
        let plan = Plan::of(job.schema, job.has_null_flow).unwrap_or_default();
        let per_second = environment.objects_per_second;
        let mut round = Self {
            population: population(tenant, feed.population.take(), target, &plan, began),
            origin: Arc::new(Origin::new(job.id, environment, id, &plan, target)),
            id,
            began,
            ends: began,
            done: 0,
            per_second,
            target,
            plan,
            holds: false,
            tally: Tally::default(),
            changes: HashMap::new(),
            open: Vec::new(),
            queue,
        };
        round.ends = round.time_of(round.queue.len());
        let judge = round.judge(tenant, feed, environment, began);
        let removals = round
            .queue
            .iter()
            .filter(|record| judge.judge(record).removes())
            .count();
        let reaches = environment
            .delete_threshold
            .is_some_and(|threshold| removals >= threshold);
        round.holds = removals > 0 && reaches && !job.deletes_allowed;
        round
    }

    pub(crate) fn size(&self) -> usize {
        self.queue.len()
    }

    /// Who was not looked at.
    pub(crate) fn rest(self) -> Vec<Arc<Record>> {
        self.queue.into_iter().skip(self.done).collect()
    }

    fn time_of(&self, count: usize) -> Timestamp {
        if self.per_second <= 0.0 {
            return self.began;
        }
        after(self.began, Duration::from_secs_f64(count as f64 / self.per_second))
    }

    fn judge<'j>(
        &'j self,
        tenant: &'j Tenant,
        feed: &'j Feed,
        environment: &'j Environment,
        now: Timestamp,
    ) -> Judge<'j> {
        Judge {
            tenant,
            target: self.target,
            plan: &self.plan,
            population: &self.population,
            pairs: &feed.pairs,
            verified: &environment.verified_domains,
            default_domain: &environment.default_domain,
            keeps_who_leaves_scope: environment.keeps_who_leaves_scope,
            now,
        }
    }

    /// Looks at everybody whose time has come; true when that was the last.
    pub(crate) fn go_on(
        &mut self,
        tenant: &mut Tenant,
        feed: &mut Feed,
        environment: &Environment,
        now: Timestamp,
    ) -> bool {
        // Between two requests anybody may have written.
        let known = std::mem::take(&mut self.population);
        self.population = population(tenant, Some(known), self.target, &self.plan, now);
        let is_over = self.look_until(tenant, feed, environment, now);
        self.population.is_up_to_date(tenant, self.target);
        if is_over {
            feed.population = Some(std::mem::take(&mut self.population));
        }
        is_over
    }

    fn look_until(&mut self, tenant: &mut Tenant, feed: &mut Feed, environment: &Environment, now: Timestamp) -> bool {
        while self.done < self.queue.len() {
            let at = self.time_of(self.done + 1);
            if at > now {
                return false;
            }
            let record = Arc::clone(&self.queue[self.done]);
            self.done += 1;
            self.look_at(&record, tenant, feed, environment, at);
        }
        self.set_managers(tenant, feed);
        true
    }

    fn look_at(
        &mut self,
        record: &Arc<Record>,
        tenant: &mut Tenant,
        feed: &mut Feed,
        environment: &Environment,
        at: Timestamp,
    ) {
        let mut verdict = self.judge(tenant, feed, environment, at).judge(record);
        if self.holds && verdict.removes() {
            verdict.outcome = Outcome::Held;
        }
        let was_met = feed.pairs.target(&record.external_id).is_some();
        let change = Uuid::new_v4();
        self.changes.insert(record.external_id.clone(), change);
        match &verdict.outcome {
            Outcome::Failed(_) => {
                self.tally.failed += 1;
                feed.refuse(record, at, environment.timing.next_cycle);
            }
            Outcome::Held => {
                self.tally.held += 1;
                feed.held.insert(record.external_id.clone(), Arc::clone(record));
            }
            Outcome::Done | Outcome::Skipped(_) => {
                feed.escrows.remove(&record.external_id);
                feed.held.remove(&record.external_id);
                if verdict.outcome == Outcome::Done {
                    self.write(&mut verdict, record, tenant, feed, at);
                }
            }
        }
        if verdict.outcome == Outcome::Skipped(REDUNDANT)
            && let Some(object) = verdict.object
        {
            feed.pairs.tie(&record.external_id, object);
        }
        let is_open = verdict.outcome == Outcome::Done && verdict.deed == Deed::Update && verdict.changes.is_empty();
        if is_open {
            self.open.push((Arc::clone(record), change));
        } else {
            let name = verdict.object.map(|object| self.name(tenant, object));
            tenant
                .log
                .add_row(Row::of(&self.origin, record, verdict, name, was_met, change, at));
        }
    }

    fn name(&self, tenant: &Tenant, object: Uuid) -> String {
        let someone = self.population.people.get(&object);
        someone.map_or_else(String::new, |someone| {
            self.target
                .value(tenant, object, someone, "displayName")
                .unwrap_or_default()
        })
    }

    fn write(&mut self, verdict: &mut Verdict, record: &Record, tenant: &mut Tenant, feed: &mut Feed, at: Timestamp) {
        let object = verdict.object.unwrap_or_else(Uuid::new_v4);
        verdict.object = Some(object);
        let account = self.target.accounts_mut(tenant).entry(object);
        if verdict.deed == Deed::Delete {
            account.deleted = Some(at);
            self.population.remove(object);
            feed.cut(&record.external_id);
            self.tally.exported += 1;
            return;
        }
        if verdict.deed == Deed::Create {
            account.created = Some(at);
            // Nothing is told of who sends no status.
            let (switch, on, _) = self.target.switch();
            account.values.insert(switch.to_owned(), Some(on.to_owned()));
            let someone = match self.target {
                Target::Entra => Someone::User(User::made(object)),
                Target::Ad => Someone::InAd(None),
            };
            self.population.add(object, someone);
        }
        for Change { attribute, old, new } in &verdict.changes {
            if attribute == "manager" {
                account.manager = None;
            } else if !(attribute == NOT_WRITTEN && self.target == Target::Entra) {
                account.values.insert(attribute.clone(), new.clone());
                self.population
                    .change(object, attribute, old.as_deref(), new.as_deref());
            }
        }
        self.tally.exported += usize::from(!verdict.changes.is_empty());
        feed.pairs.tie(&record.external_id, object);
        match &verdict.manager {
            Some(manager) => feed.managers.insert(record.external_id.clone(), manager.clone()),
            None => feed.managers.remove(&record.external_id),
        };
    }

    /// Only among people this job has met; who is not there yet is waited for.
    fn set_managers(&mut self, tenant: &mut Tenant, feed: &mut Feed) {
        let wanted = std::mem::take(&mut feed.managers);
        let mut set: HashMap<String, Change> = HashMap::new();
        for (source, named) in wanted {
            let (person, manager) = (feed.pairs.target(&source), feed.pairs.target(&named));
            let Some((person, manager)) = person.zip(manager) else {
                feed.managers.insert(source, named);
                continue;
            };
            let before = self.target.accounts_mut(tenant).entry(person).manager.replace(manager);
            if before != Some(manager) {
                let change = Change {
                    attribute: "manager".to_owned(),
                    old: before.map(|before| before.to_string()),
                    new: Some(manager.to_string()),
                };
                set.insert(source, change);
            }
        }
        for (record, change) in std::mem::take(&mut self.open) {
            if !set.contains_key(&record.external_id) {
                let object = feed.pairs.target(&record.external_id);
                self.tell(&record, tenant, change, Verdict::passed_over(REDUNDANT, object));
            }
        }
        let mut set: Vec<(String, Change)> = set.into_iter().collect();
        set.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (source, changed) in set {
            self.tally.exported += 1;
            let change = self.changes.get(&source).copied().unwrap_or_else(Uuid::new_v4);
            let record = self.queue.iter().rev().find(|record| record.external_id == source);
            let record = record.cloned().unwrap_or_else(|| Arc::new(Record::of(&source)));
            let verdict = Verdict {
                changes: vec![changed],
                ..Verdict::new(Deed::Update, Outcome::Done, feed.pairs.target(&source))
            };
            self.tell(&record, tenant, change, verdict);
        }
    }

    /// A row of the end of the cycle.
    fn tell(&self, record: &Arc<Record>, tenant: &mut Tenant, change: Uuid, verdict: Verdict) {
        let name = verdict.object.map(|object| self.name(tenant, object));
        let row = Row::of(&self.origin, record, verdict, name, true, change, self.ends);
        tenant.log.add_row(row);
    }
}

/// Everybody there; `known` where that is still right.
fn population(tenant: &Tenant, known: Option<Population>, target: Target, plan: &Plan, now: Timestamp) -> Population {
    let matched: Vec<&str> = plan.matching().iter().map(|mapping| mapping.target.as_str()).collect();
    let known = known.filter(|known| known.holds(tenant, target, &matched));
    known.unwrap_or_else(|| Population::of(tenant, target, &matched, now))
}
