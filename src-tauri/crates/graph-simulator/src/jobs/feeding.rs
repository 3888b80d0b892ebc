//! Cycles of API-driven jobs: they wait for what senders upload, and look at it record by record.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::cycle::Execution;
use super::{Environment, Job, Phase, RestartScope};
use crate::feed::Round;
use crate::feed::round::Subject;
use crate::tenant::Tenant;
use crate::timing::Timing;

impl Job {
    /// A cycle begins with everything that waits; without anything it is over at once.
    pub(super) fn begin_round(
        &mut self,
        environment: &Environment,
        tenant: &mut Tenant,
        tick: Timestamp,
        now: Timestamp,
    ) -> bool {
        let queue = self.feed.take(tick);
        let allowed = std::mem::take(&mut self.deletes_allowed);
        if queue.is_empty() {
            // Nothing wakes it before somebody is tried again.
            let until = self.feed.next_attempt().map_or(now, |next| next.clamp(tick, now));
            self.nothing_changed(environment, &mut tenant.log, tick, until);
            return until < now;
        }
        let schema: Value = serde_json::from_slice(&self.schema.render("", "", "")).unwrap_or_default();
        let subject = Subject {
            id: &self.id,
            template_id: &self.template_id,
            schema: &schema,
            has_null_flow: self.null_flow_member,
            deletes_allowed: allowed,
        };
        let round = Round::begin(&subject, environment, tenant, &mut self.feed, queue, tick);
        self.phase = Phase::Feeding(Box::new(round));
        true
    }

    /// Goes on with the cycle that runs; true when it came to its end.
    pub(super) fn go_on(&mut self, environment: &Environment, tenant: &mut Tenant, now: Timestamp) -> bool {
        let Phase::Feeding(mut round) = std::mem::replace(&mut self.phase, Phase::Idle) else {
            return false;
        };
        if !round.go_on(tenant, &mut self.feed, environment, now) {
            self.phase = Phase::Feeding(round);
            return false;
        }
        self.watermark_lost = false;
        let tally = &round.tally;
        let run = Execution {
            id: round.id,
            began: round.began,
            ended: round.ends,
            entitled: self.feed.met() + self.feed.refused(),
            imported: round.size(),
            exports: tally.exported + tally.failed + tally.held,
            exported: tally.exported,
            failed: tally.failed,
            failure: None,
        };
        self.conclude(environment, run, round.tally.held);
        true
    }

    /// What was uploaded is lost unless a cycle runs, and that goes on (known-issues, contract 14.3).
    pub(super) fn restart_feed(&mut self, scope: RestartScope, now: Timestamp, timing: &Timing) {
        let is_running = matches!(self.phase, Phase::Feeding(_));
        self.feed.restart(scope, is_running);
        if is_running {
            self.paused = false;
        } else {
            self.leave_quarantine(scope, now, timing);
        }
    }

    /// Contract 7.3, of people that senders sent.
    pub(super) fn fed_counts(&self) -> Value {
        json!([{"key": "User to User", "value": self.feed.met()}])
    }
}
