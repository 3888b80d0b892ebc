//! Catching up with the time that passed.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::cycle::{Cycle, Execution};
use super::{Environment, Failure, Job, Phase, Quarantine};
use crate::clock::after;
use crate::directory::{Class, ObjectIndex, Scope};
use crate::log::{Deed, Entry, LoggedRun, ProvisioningLog};
use crate::tenant::Tenant;

const HOUR: u64 = 3600;

/// A job in quarantine is tried again so long after the first failure, then daily (application-provisioning-quarantine-status).
const RETRIES: [u64; 3] = [6 * HOUR, 12 * HOUR, 24 * HOUR];

/// After that it is switched off.
const GIVE_UP: Duration = Duration::from_secs(28 * 24 * HOUR);

/// How often a steady job meets a change.
const EVERYDAY: Duration = Duration::from_secs(4 * HOUR);

/// Lets every job do what it did up to `now`. Call before anything is read or changed: between two calls nothing but time changes.
pub fn catch_up(tenant: &mut Tenant, now: Timestamp) {
    for place in 0..tenant.service_principals.len() {
        let configuration = &tenant.service_principals[place];
        if configuration.jobs.is_empty() || configuration.deleted.is_some() {
            continue;
        }
        let environment = Environment::of(tenant, configuration);
        let mut jobs = std::mem::take(&mut tenant.service_principals[place].jobs);
        for job in &mut jobs {
            while job.step(&environment, &mut tenant.log, now) {}
            let synced = job
                .history
                .last_complete
                .as_ref()
                .filter(|_| job.template_id == "AD2AADProvisioning");
            if let Some(run) = synced {
                tenant.organization.last_sync = tenant.organization.last_sync.max(Some(run.ended));
            }
        }
        tenant.service_principals[place].jobs = jobs;
    }
}

impl Job {
    /// Goes on to the next phase if its time has come; false when there is none before `now`.
    fn step(&mut self, environment: &Environment, log: &mut ProvisioningLog, now: Timestamp) -> bool {
        match &self.phase {
            Phase::Idle => false,
            Phase::Waiting { until } if *until <= now => {
                let tick = *until;
                self.tick(environment, log, tick, now)
            }
            Phase::Running(cycle) if cycle.ends <= now => {
                self.finish(environment);
                true
            }
            Phase::Quarantined(quarantine) if quarantine.next_attempt <= now => {
                let (quarantine, attempt) = (quarantine.clone(), quarantine.next_attempt);
                self.try_again(environment, log, quarantine, attempt, now);
                true
            }
            Phase::Waiting { .. } | Phase::Running(_) | Phase::Quarantined(_) => false,
        }
    }

    /// A cycle begins at `tick`.
    fn tick(&mut self, environment: &Environment, log: &mut ProvisioningLog, tick: Timestamp, now: Timestamp) -> bool {
        if let Some(failure) = environment.failure(self) {
            self.quarantine("EncounteredQuarantineException", failure, tick, None);
            return true;
        }
        if !environment.configured(self) {
            self.phase = Phase::Waiting {
                until: after(now, environment.timing.next_cycle),
            };
            return false;
        }
        let scope = environment.scope(self);
        let sight = sight(environment, scope.as_ref());
        if self.seen == Some(sight) && !self.watermark_lost && !self.escrows_lost && !self.deletes_allowed {
            return self.nothing_changed(environment, log, tick, now);
        }
        self.seen = Some(sight);
        let objects = scope
            .map(|scope| environment.company.in_scope(&scope))
            .unwrap_or_default();
        if self.template_id == "AD2AADPasswordHash" {
            // Hashes are written and never deleted: removed people are the business of the job beside it.
            self.linked.retain(|object| objects.binary_search(object).is_ok());
        }
        let cycle = Cycle::plan(self, environment, &objects, tick);
        if self.template_id == "AD2AADProvisioning" {
            log.add(LoggedRun::of_cycle(
                self,
                environment,
                cycle.id,
                cycle.began,
                cycle.ends,
                cycle.entries.clone(),
            ));
        }
        self.phase = Phase::Running(Box::new(cycle));
        true
    }

    /// All cycles up to `now` in one go: they find nothing to do, but for what changes in any company now and then.
    fn nothing_changed(
        &mut self,
        environment: &Environment,
        log: &mut ProvisioningLog,
        tick: Timestamp,
        now: Timestamp,
    ) -> bool {
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
            self.ended(Execution::quiet(self.history.last_complete.as_ref(), last));
        }
        self.phase = Phase::Waiting {
            until: after(last, interval),
        };
        false
    }

    /// Since the last cycle: every few hours after the first one somebody's data changed.
    fn everyday_changes(&mut self, environment: &Environment, log: &mut ProvisioningLog, until: Timestamp) {
        let (Some(first), Some(since)) = (self.history.first_steady, self.history.last_steady) else {
            return;
        };
        if self.template_id != "AD2AADProvisioning" || self.linked.is_empty() {
            return;
        }
        let number = |time: Timestamp| {
            Duration::try_from(time.duration_since(first))
                .unwrap_or_default()
                .as_secs()
                / EVERYDAY.as_secs()
        };
        let news = number(since) + 1..=number(until);
        if news.is_empty() {
            return;
        }
        let company = &environment.company;
        let everybody = environment
            .scope(self)
            .map(|scope| company.in_scope(&scope))
            .unwrap_or_default();
        let failing: Vec<ObjectIndex> = everybody
            .into_iter()
            .filter(|&object| company.clashes(object))
            .collect();
        let person = |object: &ObjectIndex| matches!(company.class(*object), Some(Class::User | Class::InetOrgPerson));
        let disabled = self
            .linked
            .iter()
            .copied()
            .filter(|object| person(object) && !company.enabled(*object));
        let disabled: Vec<ObjectIndex> = disabled.collect();
        for number in news {
            let at = after(first, Duration::from_secs(number * EVERYDAY.as_secs()));
            let any = |of: &[ObjectIndex]| {
                let place = usize::try_from(number.wrapping_mul(2_654_435_761)).unwrap_or(0);
                of.get(place.checked_rem(of.len())?).copied()
            };
            // Most are updates; now and then an account is disabled, and what failed is tried again and fails.
            let (object, deed) = match (number % 9, any(&disabled), any(&failing)) {
                (4, Some(object), _) => (object, Deed::Disable),
                (7, _, Some(object)) => (object, Deed::Fail),
                _ => (any(&self.linked).unwrap_or_default(), Deed::Update),
            };
            let failed = usize::from(deed == Deed::Fail);
            let run = Execution {
                imported: 1,
                exports: 1,
                failed,
                ..Execution::quiet(self.history.last_complete.as_ref(), at)
            };
            log.add(LoggedRun::of_cycle(
                self,
                environment,
                run.id,
                at,
                at,
                Arc::new([Entry { object, deed }]),
            ));
            self.history.last_with_exports = Some(run);
        }
    }

    fn finish(&mut self, environment: &Environment) {
        let Phase::Running(cycle) = std::mem::replace(&mut self.phase, Phase::Idle) else {
            return;
        };
        cycle.apply(&mut self.linked, cycle.ends);
        self.watermark_lost = false;
        self.escrows_lost = false;
        let held = cycle.staged_deletes > 0;
        self.deletes_allowed = false;
        if held {
            let message = format!(
                "{} deletes were held back because the accidental deletion threshold was reached.",
                cycle.staged_deletes
            );
            let failure = Failure {
                code: "TooManyDeletes",
                message,
            };
            self.watermark_lost = true;
            self.quarantine("TooManyDeletes", failure, cycle.ends, None);
        } else {
            self.ended(cycle.execution());
            self.phase = Phase::Waiting {
                until: after(cycle.ends, environment.timing.next_cycle),
            };
        }
        // Paused meanwhile: this cycle was the last one.
        if self.paused
            && let Phase::Quarantined(quarantine) = std::mem::replace(&mut self.phase, Phase::Idle)
        {
            self.history.given_up = Some(quarantine);
        }
    }

    fn ended(&mut self, run: Execution) {
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

    fn try_again(
        &mut self,
        environment: &Environment,
        log: &mut ProvisioningLog,
        quarantine: Quarantine,
        attempt: Timestamp,
        now: Timestamp,
    ) {
        if attempt >= after(quarantine.series_began, GIVE_UP) {
            self.phase = Phase::Idle;
            self.paused = true;
            self.history.given_up = Some(quarantine);
            return;
        }
        match environment.failure(self) {
            Some(failure) => self.quarantine(quarantine.reason, failure, attempt, Some(&quarantine)),
            None if quarantine.reason == "TooManyDeletes" => self.quarantine(
                quarantine.reason,
                quarantine.failure.clone(),
                attempt,
                Some(&quarantine),
            ),
            None => {
                self.tick(environment, log, attempt, now);
            }
        }
    }

    fn quarantine(&mut self, reason: &'static str, failure: Failure, at: Timestamp, before: Option<&Quarantine>) {
        let count = before.map_or(1, |quarantine| quarantine.series_count + 1);
        let series_began = before.map_or(at, |quarantine| quarantine.series_began);
        let daily = u64::from(count).saturating_sub(RETRIES.len() as u64);
        let wait = RETRIES[(count as usize - 1).min(RETRIES.len() - 1)] + daily * 24 * HOUR;
        self.history.last = Some(Execution::failed(failure.clone(), at));
        self.phase = Phase::Quarantined(Quarantine {
            reason,
            failure,
            current_began: at,
            series_began,
            series_count: count,
            next_attempt: after(series_began, Duration::from_secs(wait)),
        });
    }
}

fn cycles(passed: Duration, interval: Duration) -> u32 {
    u32::try_from(passed.as_millis() / interval.as_millis().max(1)).unwrap_or(u32::MAX)
}

/// A number that changes when other objects could be in scope.
fn sight(environment: &Environment, scope: Option<&Scope>) -> u64 {
    let mut hasher = DefaultHasher::new();
    environment.company.changes().hash(&mut hasher);
    if let Some(scope) = scope {
        (&scope.containers, &scope.groups, scope.classes.len()).hash(&mut hasher);
    }
    hasher.finish()
}
