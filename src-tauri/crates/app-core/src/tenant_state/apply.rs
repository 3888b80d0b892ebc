//! What the tasks of a tenant tell becomes what is known of it.

use jiff::Timestamp;

use super::{TenantState, Working};
use crate::events::TenantEvent;
use crate::journal_file::SetAside;
use crate::run::{Ending, RunEvent};
use crate::session::SessionEvent;
use crate::status_look::StatusPlace;
use crate::trial::TrialEvent;
use crate::view::{Note, RunKind, RunView, TrialView};
use crate::watch::Watch;

impl TenantState {
    /// Takes in what a task event. The result is for those who listen.
    pub(crate) fn apply(&mut self, event: TenantEvent, now: Timestamp) -> Vec<SessionEvent> {
        match event {
            TenantEvent::Tenant(Ok(())) => return self.context.view().map(SessionEvent::Tenant).into_iter().collect(),
            TenantEvent::Tenant(Err(problem)) => return vec![no_tenant(problem.details)],
            TenantEvent::Unfinished(runs) => self.unfinished = runs,
            TenantEvent::Run(event) => return self.apply_run(event, now),
            TenantEvent::RowsOver(over) => {
                self.rows_are_over();
                // Whoever gets the answer may ask for the next work at once.
                if let Some((end, answer)) = over {
                    let _ = answer.send(Ok(end)); // whoever asked may be gone
                }
            }
            TenantEvent::Rows(event) => self.apply_rows(event),
            TenantEvent::Check(event) => {
                if let Some(view) = &mut self.check {
                    view.apply(event, now);
                }
            }
            TenantEvent::Status(mut event) => {
                let note = event.note.take();
                if let Some(look) = &mut self.status {
                    let is_watched = |watch: &&mut Watch| StatusPlace::from(watch.what()) == event.place;
                    let watch = self.watch.as_mut().filter(is_watched);
                    let is_news = look.apply(*event, now);
                    if let Some(watch) = watch {
                        watch.ended(look.moves());
                    }
                    if is_news {
                        // What stands around the jobs may be why.
                        self.look_anew();
                    }
                }
                return note.map(SessionEvent::Notice).into_iter().collect();
            }
            TenantEvent::Log(event) => {
                if let Some(log) = &mut self.log {
                    log.apply(event);
                }
            }
            TenantEvent::Apps(mut event) => {
                let note = event.note.take();
                self.apps.apply(event);
                return note.map(SessionEvent::Notice).into_iter().collect();
            }
            TenantEvent::People(event) => {
                if let Some(people) = &mut self.people {
                    people.apply(event);
                }
            }
            TenantEvent::Feed(event) => self.apply_feed(*event, now),
            TenantEvent::Gallery(event) => self.gallery.apply(event),
            TenantEvent::Trial(event) => {
                if let TrialEvent::Over(_) = event {
                    self.working = None;
                }
                self.trial = TrialView::after(event, self.trial.take());
            }
        }
        Vec::new()
    }

    fn apply_run(&mut self, event: RunEvent, now: Timestamp) -> Vec<SessionEvent> {
        match event {
            RunEvent::Began {
                mut projection,
                set_aside,
            } => {
                if let Some(Working::Run {
                    kind, stop, has_begun, ..
                }) = &mut self.working
                {
                    *has_begun = true;
                    if stop.is_cancelled() {
                        projection.stopping();
                    }
                    if *kind == RunKind::SetUp {
                        self.removal = None;
                        let before = self.projection.as_ref();
                        if before.is_some_and(|before| before.key() != projection.key()) {
                            // Who was tried was tried with the set-up of before.
                            self.trial = None;
                        }
                    }
                }
                *self.place_at_work() = Some(*projection);
                let notes = set_aside.map(SetAside::note).into_iter();
                notes.map(SessionEvent::Notice).collect()
            }
            RunEvent::Fact(fact) => {
                self.at_work().into_iter().for_each(|projection| projection.fact(&fact));
                self.credentials_after(&fact.event);
                vec![SessionEvent::Fact(fact)]
            }
            RunEvent::Progress { step, progress } => {
                let projection = self.at_work().into_iter();
                projection.for_each(|projection| projection.progress(step, &progress));
                vec![SessionEvent::Progress { step, progress }]
            }
            RunEvent::Over(ending) => {
                let broken = match &ending {
                    Ending::Ran(Err(error)) => Some(notice("run-broke-off", [("details", error.to_failure().details)])),
                    _ => None,
                };
                let over = SessionEvent::Over(self.end(ending, now));
                self.working = None;
                self.look_anew();
                self.read_the_journals();
                broken.into_iter().chain([over]).collect()
            }
        }
    }

    fn end(&mut self, ending: Ending, now: Timestamp) -> Option<RunView> {
        let projection = self.at_work()?;
        if matches!(ending, Ending::Refused) {
            return None;
        }
        projection.ends(ending);
        let view = projection.view(now);
        if projection.took_all_away()
            && let Some(run) = &mut self.projection
        {
            run.is_removed();
        }
        Some(view)
    }
}

/// Code of the notice that there is no tenant to look at.
pub(crate) const NO_TENANT: &str = "tenant-did-not-answer";

/// The tenant does not answer.
fn no_tenant(details: String) -> SessionEvent {
    notice(NO_TENANT, [("details", details)])
}

/// Code of the notice that the next start will not find this sign-in.
pub(crate) const NOT_REMEMBERED: &str = "sign-in-not-remembered";

/// The refresh token lies in memory, because the keychain would not take it.
pub(crate) fn not_remembered() -> SessionEvent {
    notice(NOT_REMEMBERED, [])
}

fn notice<const N: usize>(code: &str, values: [(&str, String); N]) -> SessionEvent {
    SessionEvent::Notice(Note {
        code: code.to_owned(),
        values: values.map(|(name, value)| (name.to_owned(), value)).into(),
    })
}
