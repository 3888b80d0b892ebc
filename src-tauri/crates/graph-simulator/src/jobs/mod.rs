//! Synchronization jobs (contract 7, 17). A job does nothing by itself: before every request it catches up with the time that passed.

mod advance;
mod connections;
mod cycle;
mod environment;
mod everyday;
mod feeding;
mod left_aside;
mod on_demand;
mod on_demand_app;
mod quarantine;
mod restart;
mod sources;
mod status;
mod store;
mod target;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

pub use advance::catch_up;
pub use connections::Pair;
pub use environment::{Environment, Failure, agent_failure};
pub use on_demand::provision_on_demand;
pub use on_demand_app::provision_in_app;
pub use quarantine::{EscrowThreshold, Trouble};
pub use restart::RestartScope;
pub use sources::{Source, Sources};

use crate::clock::after;
use crate::directory::ObjectIndex;
use crate::feed::{Feed, Round};
use crate::gallery;
use crate::log::Deed;
use crate::schema::{Document, default_document};
use crate::timing::Timing;
use cycle::{Cycle, Execution};
use quarantine::Quarantine;
use store::Store;

/// One job of a configuration.
#[derive(Debug)]
pub struct Job {
    pub id: String,
    pub template_id: String,
    pub created: Timestamp,
    schema: Arc<Document>,
    /// Its own schema has the mappings' gate of clearing values.
    null_flow_member: bool,
    schema_version: String,
    /// The schema as text for one `@odata.context`, kept because it is large.
    rendered: Option<(String, Arc<[u8]>)>,
    phase: Phase,
    /// Switched off by `pause`, or by the service after four weeks in quarantine.
    paused: bool,
    history: History,
    /// The next cycle looks at every object again.
    watermark_lost: bool,
    deletes_allowed: bool,
    store: Store,
    /// It brings people of the cloud to an app.
    sends: bool,
    /// Whom it met there, by number.
    sources: Arc<Sources>,
    /// What its senders uploaded, and what became of it; of API-driven jobs.
    pub feed: Feed,
    /// Whom it met and left, and how the log told it last.
    left: HashMap<ObjectIndex, Deed>,
    /// Change of the directory that the last full round saw: it knows units by the names they had then.
    names_of: u32,
    /// Kept while the job is paused and while an attempt runs; it ends with a good run or a start.
    quarantine: Option<Quarantine>,
    trouble: Option<Trouble>,
    /// Quarantines that the audit log does not know yet.
    untold: Vec<(Timestamp, Failure)>,
    /// State of the directory and its scope the last cycle saw.
    seen: Option<u64>,
}

/// Where a job is (contract 17).
#[derive(Debug)]
enum Phase {
    /// Created, paused, or switched off.
    Idle,
    /// Started; the next cycle begins then.
    Waiting {
        until: Timestamp,
    },
    Running(Box<Cycle>),
    /// A cycle of an API-driven job.
    Feeding(Box<Round>),
    /// Until the next attempt.
    Quarantined,
}

#[derive(Debug, Default)]
struct History {
    last: Option<Execution>,
    /// It came to its end, whatever became of single objects.
    last_complete: Option<Execution>,
    /// It had no errors at all.
    last_successful: Option<Execution>,
    last_with_exports: Option<Execution>,
    first_steady: Option<Timestamp>,
    last_steady: Option<Timestamp>,
    /// So many objects failed in the first cycle that they are not tried again (contract 7.3).
    escrows_pruned: bool,
}

impl Job {
    /// A job as POST creates it: paused, nothing done (contract 7.2).
    #[must_use]
    pub fn new(template_id: &str, tenant: Uuid, null_flow_member: bool, now: Timestamp) -> Self {
        Self {
            id: format!("{template_id}.{}.{}", tenant.simple(), Uuid::new_v4()),
            template_id: template_id.to_owned(),
            created: now,
            schema: default_document(template_id, null_flow_member),
            null_flow_member,
            schema_version: version(now),
            rendered: None,
            phase: Phase::Idle,
            paused: false,
            history: History::default(),
            watermark_lost: true,
            deletes_allowed: false,
            store: Store::default(),
            sends: gallery::job(template_id).is_some_and(|template| template.kind.sends_people()),
            sources: Arc::default(),
            feed: Feed::default(),
            left: HashMap::new(),
            names_of: 0,
            quarantine: None,
            trouble: None,
            untold: Vec::new(),
            seen: None,
        }
    }

    /// Does it bring people of the cloud to an app?
    #[must_use]
    pub fn sends(&self) -> bool {
        self.sends
    }

    /// The source of a pair with an app.
    #[must_use]
    pub fn source(&self, number: ObjectIndex) -> Option<&Source> {
        self.sources.get(number)
    }

    /// Do senders bring it its people?
    #[must_use]
    pub fn is_fed(&self) -> bool {
        matches!(self.template_id.as_str(), "API2AAD" | "API2AD")
    }

    /// Starts it, or lets it leave quarantine; a job on its way is left alone (contract 7.5).
    pub fn start(&mut self, now: Timestamp, timing: &Timing) {
        if matches!(self.phase, Phase::Idle | Phase::Quarantined) {
            self.begin_soon(now, timing);
        }
        self.paused = false;
    }

    /// Stops it; the position is kept. A cycle that runs comes to its end (known-issues: "the current cycle continues running until
    /// completion").
    pub fn pause(&mut self) {
        if !self.is_in_a_round() {
            self.phase = Phase::Idle;
        }
        self.paused = true;
    }

    /// Stops it for good, in the middle of a cycle too; the id of that cycle, for the log.
    pub fn end(&mut self, now: Timestamp) -> Option<Uuid> {
        let stopped = self.stop_cycle(now);
        self.phase = Phase::Idle;
        stopped
    }

    /// Starts over as far as the scope says (contract 7.6).
    pub fn restart(&mut self, scope: RestartScope, now: Timestamp, timing: &Timing) -> Option<Uuid> {
        self.watermark_lost |= scope.has(RestartScope::WATERMARK);
        self.deletes_allowed |= scope.has(RestartScope::FORCE_DELETES);
        if self.is_fed() {
            self.restart_feed(scope, now, timing);
            return None;
        }
        let stopped = self.stop_cycle(now);
        self.store.forget(scope);
        self.leave_quarantine(scope, now, timing);
        stopped
    }

    /// Begins again, unless it is in quarantine and the restart leaves it there.
    fn leave_quarantine(&mut self, scope: RestartScope, now: Timestamp, timing: &Timing) {
        let quarantined = matches!(self.phase, Phase::Quarantined);
        if !quarantined || scope.has(RestartScope::QUARANTINE_STATE) || scope.has(RestartScope::FORCE_DELETES) {
            self.begin_soon(now, timing);
        }
    }

    fn begin_soon(&mut self, now: Timestamp, timing: &Timing) {
        self.phase = Phase::Waiting {
            until: after(now, timing.first_tick),
        };
        self.paused = false;
        self.quarantine = None;
        self.history.escrows_pruned = false;
    }

    /// Ends a running cycle where it is; its id, for the log.
    fn stop_cycle(&mut self, now: Timestamp) -> Option<Uuid> {
        if let Phase::Feeding(_) = &self.phase
            && let Phase::Feeding(round) = std::mem::replace(&mut self.phase, Phase::Idle)
        {
            self.feed.give_back(round.rest());
        }
        let Phase::Running(cycle) = &self.phase else {
            return None;
        };
        let id = cycle.id;
        self.store.apply(cycle, now);
        self.watermark_lost = true;
        Some(id)
    }

    /// The schema the job works by.
    #[must_use]
    pub fn schema(&self) -> &Document {
        &self.schema
    }

    /// The schema as GET answers it.
    pub fn schema_text(&mut self, context: &str) -> Arc<[u8]> {
        match &self.rendered {
            Some((rendered_for, text)) if rendered_for == context => text.clone(),
            _ => {
                let text: Arc<[u8]> = self.schema.render(context, &self.id, &self.schema_version).into();
                self.rendered = Some((context.to_owned(), text.clone()));
                text
            }
        }
    }

    /// PUT: another schema. Every object is looked at again in the next cycle (contract 9.1).
    pub fn replace_schema(&mut self, schema: Arc<Document>, now: Timestamp) {
        self.schema = schema;
        self.schema_version = version(now);
        self.rendered = None;
        self.watermark_lost = true;
    }

    /// DELETE: the template's schema again.
    pub fn restore_schema(&mut self, now: Timestamp) {
        self.replace_schema(default_document(&self.template_id, self.null_flow_member), now);
    }
}

/// A version no other PUT has.
fn version(now: Timestamp) -> String {
    format!("Date:{now}, ActivityId:{}", Uuid::new_v4())
}
