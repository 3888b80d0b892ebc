//! Catching up with the time that passed.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::cycle::{Cycle, Execution};
use super::quarantine::too_many_fail;
use super::{Environment, Failure, Job, Phase, sources};
use crate::audits::Audit;
use crate::clock::after;
use crate::directory::Scope;
use crate::log::{LoggedRun, ProvisioningLog};
use crate::tenant::Tenant;

/// Reason and code of held deletes.
const TOO_MANY_DELETES: &str = "TooManyDeletes";

/// Lets every job do what it did up to `now`. Call before anything is read or changed: between two calls nothing but time changes.
pub fn catch_up(tenant: &mut Tenant, now: Timestamp) {
    let delay = Duration::from_secs(tenant.switches.role_import_delay);
    for place in 0..tenant.service_principals.len() {
        advance(tenant, place, now);
        // The first cycle has brought them.
        let found = &mut tenant.service_principals[place];
        let firsts = found.jobs.iter().filter_map(|job| job.history.first_steady);
        let imported = firsts.min().is_some_and(|first| after(first, delay) <= now);
        found.roles_imported |= imported;
    }
}

fn advance(tenant: &mut Tenant, place: usize, now: Timestamp) {
    let configuration = &tenant.service_principals[place];
    if configuration.deleted.is_some() || !configuration.jobs.iter().any(|job| job.is_due(now)) {
        return;
    }
    let environment = Environment::of(tenant, configuration);
    let mut jobs = std::mem::take(&mut tenant.service_principals[place].jobs);
    for job in &mut jobs {
        while job.step(&environment, tenant, now) {}
        let ended = job.history.last_complete.as_ref().map(|run| run.ended);
        let organization = &mut tenant.organization;
        match job.template_id.as_str() {
            "AD2AADProvisioning" => organization.last_sync = organization.last_sync.max(ended),
            "AD2AADPasswordHash" => organization.last_password_sync = organization.last_password_sync.max(ended),
            _ => {}
        }
    }
    let configuration = &tenant.service_principals[place];
    for job in &mut jobs {
        let told = job
            .untold
            .drain(..)
            .map(|(at, failure)| Audit::of_quarantine(configuration, &job.id, &failure, at));
        tenant.audits.extend(told);
    }
    tenant.service_principals[place].jobs = jobs;
}

impl Job {
    /// Would [`Job::step`] change it, or has it something to tell?
    fn is_due(&self, now: Timestamp) -> bool {
        let next = match &self.phase {
            Phase::Idle => None,
            Phase::Waiting { until } => Some(*until),
            Phase::Running(cycle) => Some(cycle.ends),
            // Person by person, as time goes on.
            Phase::Feeding(_) => Some(now),
            Phase::Quarantined => self.quarantine.as_ref().map(|quarantine| quarantine.next_attempt),
        };
        !self.untold.is_empty() || next.is_some_and(|next| next <= now)
    }

    /// Goes on to the next phase if its time has come; false when there is none before `now`.
    fn step(&mut self, environment: &Environment, tenant: &mut Tenant, now: Timestamp) -> bool {
        match &self.phase {
            Phase::Idle => false,
            Phase::Waiting { until } if *until <= now => {
                let tick = *until;
                self.tick(environment, tenant, tick, now)
            }
            Phase::Feeding(_) => self.go_on(environment, tenant, now),
            Phase::Running(cycle) if cycle.ends <= now => {
                self.finish(environment);
                true
            }
            Phase::Quarantined => {
                let attempt = self.quarantine.as_ref().map(|quarantine| quarantine.next_attempt);
                let due = attempt.filter(|attempt| *attempt <= now);
                due.inspect(|attempt| self.try_again(environment, tenant, *attempt, now))
                    .is_some()
            }
            Phase::Waiting { .. } | Phase::Running(_) => false,
        }
    }

    /// A cycle begins at `tick`.
    fn tick(&mut self, environment: &Environment, tenant: &mut Tenant, tick: Timestamp, now: Timestamp) -> bool {
        if let Some(failure) = environment.failure(self, tick) {
            let run = self.nothing_done(tick);
            self.quarantine(failure, run);
            return true;
        }
        if !environment.configured(self) {
            self.phase = Phase::Waiting {
                until: after(now, environment.timing.next_cycle),
            };
            return false;
        }
        if self.is_fed() {
            return self.begin_round(environment, tenant, tick, now);
        }
        let scope = environment.scope(self);
        let sight = self.sight(environment, tenant, scope.as_ref());
        let log = &mut tenant.log;
        if self.seen == Some(sight) && !self.watermark_lost && !self.deletes_allowed && self.is_well(environment) {
            let good_until = environment.good_until().map_or(now, |until| until.min(now));
            self.nothing_changed(environment, log, tick, good_until);
            return good_until < now;
        }
        self.seen = Some(sight);
        if self.sends {
            let entitled = sources::entitled(tenant, environment, now);
            let met = Arc::make_mut(&mut self.sources).meet(entitled);
            let cycle = self.sending(environment, &met, tick);
            let run = LoggedRun::of_cycle(
                self,
                environment,
                cycle.id,
                cycle.began,
                cycle.ends,
                cycle.entries.clone(),
            );
            tenant.log.add(run.to_app(&self.sources, environment.application()));
            self.store.keep_failures_of(&met);
            self.phase = Phase::Running(Box::new(cycle));
            return true;
        }
        let company = &environment.company;
        if self.watermark_lost {
            self.names_of = company.changes();
        }
        let objects = scope
            .map(|scope| company.in_scope_by_names_of(&scope, self.names_of))
            .unwrap_or_default();
        if self.template_id == "AD2AADPasswordHash" {
            // Hashes are written and never deleted: removed people are the business of the job beside it.
            self.store.linked.keep(&objects);
        }
        let cycle = Cycle::plan(self, environment, &objects, tick);
        if self.template_id == "AD2AADProvisioning" {
            let aside = self.left_aside(company, &objects, &cycle.leaving, cycle.holds_who_leaves());
            let logged = |entries| LoggedRun::of_cycle(self, environment, cycle.id, cycle.began, cycle.ends, entries);
            log.add(logged(cycle.entries.clone()));
            if !aside.is_empty() {
                log.add(logged(aside.into()).beside());
            }
        }
        self.store.keep_failures_of(&objects);
        self.phase = Phase::Running(Box::new(cycle));
        true
    }

    /// A number that changes when other objects could be in scope.
    fn sight(&self, environment: &Environment, tenant: &Tenant, scope: Option<&Scope>) -> u64 {
        let mut hasher = DefaultHasher::new();
        (environment.company.changes(), environment.tenant_guard).hash(&mut hasher);
        if let Some(scope) = scope {
            (&scope.containers, &scope.groups, scope.classes.len()).hash(&mut hasher);
        }
        if self.sends {
            sources::sight(tenant, environment, &mut hasher);
        }
        hasher.finish()
    }

    /// Nothing is wrong that a cycle without news would not show.
    fn is_well(&self, environment: &Environment) -> bool {
        let (failing, entitled) = (self.failing(), self.entitled());
        self.quarantine.is_none() && too_many_fail(failing, entitled, environment).is_none()
    }

    /// All cycles up to `now` in one go: they find nothing to do, but for what changes in any company now and then.
    pub(super) fn nothing_changed(
        &mut self,
        environment: &Environment,
        log: &mut ProvisioningLog,
        tick: Timestamp,
        now: Timestamp,
    ) {
        let interval = environment.timing.next_cycle;
        let passed = Duration::try_from(now.duration_since(tick)).unwrap_or_default();
        let whole = if interval.is_zero() {
            passed
        } else {
            interval.saturating_mul(cycles(passed, interval))
        };
        let last = after(tick, whole);
        self.everyday_changes(environment, log, last);
        // Where cycles follow each other without a pause, one that found nothing does not hide the one that did.
        if self.history.last_steady != Some(last) {
            self.ended(self.nothing_done(last));
        }
        self.phase = Phase::Waiting {
            until: after(last, interval),
        };
    }

    fn finish(&mut self, environment: &Environment) {
        let Phase::Running(cycle) = std::mem::replace(&mut self.phase, Phase::Idle) else {
            return;
        };
        self.store.apply(&cycle, cycle.ends);
        self.watermark_lost = false;
        self.deletes_allowed = false;
        self.conclude(environment, cycle.execution(), cycle.staged_deletes);
    }

    /// A cycle came to its end; `staged_deletes` were held.
    pub(super) fn conclude(&mut self, environment: &Environment, run: Execution, staged_deletes: usize) {
        let ends = run.ended;
        let failing = too_many_fail(self.failing(), run.entitled, environment);
        if staged_deletes > 0 {
            self.watermark_lost = true;
            self.quarantine(held(staged_deletes), run);
        } else if failing.is_some() && self.history.first_steady.is_none() {
            // In the first cycle there is no quarantine for it: the list is dropped, and the job pauses itself (contract 7.3).
            self.store.drop_escrows();
            self.feed.drop_refused();
            self.history.escrows_pruned = true;
            self.paused = true;
            self.ended(run);
        } else if let Some(failure) = failing {
            self.quarantine(failure, run);
        } else {
            self.ended(run);
            self.phase = Phase::Waiting {
                until: after(ends, environment.timing.next_cycle),
            };
        }
        // Paused meanwhile: this cycle was the last one.
        if self.paused {
            self.phase = Phase::Idle;
        }
    }

    fn ended(&mut self, run: Execution) {
        self.quarantine = None;
        self.history.first_steady.get_or_insert(run.ended);
        self.history.last_steady = Some(run.ended);
        if run.exports > 0 {
            self.history.last_with_exports = Some(run.clone());
        }
        // "The last execution of this job, which didn't have any errors" (synchronizationStatus).
        if run.failed == 0 {
            self.history.last_successful = Some(run.clone());
        }
        self.history.last_complete = Some(run.clone());
        self.history.last = Some(run);
    }

    /// A cycle that came to nothing, or found nothing: what is in scope and what fails stays what it was.
    pub(super) fn nothing_done(&self, at: Timestamp) -> Execution {
        Execution::quiet(self.entitled(), self.failing(), at)
    }

    /// Objects that fail and are tried again.
    fn failing(&self) -> usize {
        self.store.escrows.all().len() + self.feed.refused()
    }

    /// Objects in scope when a cycle last looked.
    fn entitled(&self) -> usize {
        self.history.last_complete.as_ref().map_or(0, |run| run.entitled)
    }

    fn try_again(&mut self, environment: &Environment, tenant: &mut Tenant, attempt: Timestamp, now: Timestamp) {
        let Some(quarantine) = &self.quarantine else {
            return;
        };
        if quarantine.is_over(attempt) {
            self.phase = Phase::Idle;
            self.paused = true;
            return;
        }
        let held = Some(&quarantine.failure)
            .filter(|failure| failure.code == TOO_MANY_DELETES)
            .cloned();
        match environment.failure(self, attempt).or(held) {
            Some(failure) => {
                let run = self.nothing_done(attempt);
                self.quarantine(failure, run);
            }
            None => {
                self.tick(environment, tenant, attempt, now);
            }
        }
    }
}

fn held(deletes: usize) -> Failure {
    Failure {
        reason: TOO_MANY_DELETES.into(),
        code: TOO_MANY_DELETES.into(),
        message: format!("{deletes} deletes were held back because the accidental deletion threshold was reached."),
    }
}

fn cycles(passed: Duration, interval: Duration) -> u32 {
    u32::try_from(passed.as_millis() / interval.as_millis().max(1)).unwrap_or(u32::MAX)
}
