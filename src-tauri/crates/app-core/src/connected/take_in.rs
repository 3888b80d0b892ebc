//! What the tasks of a tenant tell becomes what is known of it.

use jiff::Timestamp;

use super::{Connected, Working};
use crate::journal_file::SetAside;
use crate::run::{Ending, RunTold};
use crate::session::News;
use crate::told::Told;
use crate::trial::TrialTold;
use crate::view::{Note, RunKind, RunView, TrialView};

impl Connected {
    /// Takes in what a task told. The result is for those who listen.
    pub(crate) fn take_in(&mut self, told: Told, now: Timestamp) -> Vec<News> {
        match told {
            Told::Tenant(Ok(())) => return self.account.view().map(News::Tenant).into_iter().collect(),
            Told::Tenant(Err(problem)) => return vec![no_tenant(problem.details)],
            Told::Unfinished(runs) => self.unfinished = runs,
            Told::Run(told) => return self.take_in_run(told, now),
            Told::Check(told) => {
                if let Some(view) = &mut self.check {
                    view.take_in(told, now);
                }
            }
            Told::Status(told) => {
                if let Some(look) = &mut self.status {
                    look.take_in(told, now);
                }
            }
            Told::Trial(told) => {
                if let TrialTold::Over(_) = told {
                    self.working = None;
                }
                self.trial = TrialView::after(told, self.trial.take());
            }
        }
        Vec::new()
    }

    fn take_in_run(&mut self, told: RunTold, now: Timestamp) -> Vec<News> {
        match told {
            RunTold::Began { mut picture, set_aside } => {
                if let Some(Working::Run {
                    kind, stop, has_begun, ..
                }) = &mut self.working
                {
                    *has_begun = true;
                    if stop.is_cancelled() {
                        picture.stopping();
                    }
                    if *kind == RunKind::SetUp {
                        self.removal = None;
                    }
                }
                *self.place_at_work() = Some(*picture);
                let told = |SetAside { name, file }| notice("journal-set-aside", [("name", name), ("file", file)]);
                set_aside.map(told).into_iter().collect()
            }
            RunTold::Fact(fact) => {
                self.at_work().into_iter().for_each(|picture| picture.fact(&fact));
                vec![News::Fact(fact)]
            }
            RunTold::Progress { step, progress } => {
                let picture = self.at_work().into_iter();
                picture.for_each(|picture| picture.progress(step, &progress));
                vec![News::Progress { step, progress }]
            }
            RunTold::Over(ending) => {
                let broken = match &ending {
                    Ending::Ran(Err(error)) => Some(notice("run-broke-off", [("details", error.to_failure().details)])),
                    _ => None,
                };
                let over = News::Over(self.end(ending, now));
                self.working = None;
                self.read_the_journals();
                broken.into_iter().chain([over]).collect()
            }
        }
    }

    fn end(&mut self, ending: Ending, now: Timestamp) -> Option<RunView> {
        let picture = self.at_work()?;
        match ending {
            Ending::Refused => return None,
            Ending::Planned(steps) => picture.planned(steps),
            Ending::Ran(done) => picture.over(done.ok()),
        }
        let view = picture.view(now);
        if picture.took_all_away()
            && let Some(run) = &mut self.picture
        {
            run.is_removed();
        }
        Some(view)
    }
}

/// Code of the notice that there is no tenant to look at.
pub(crate) const NO_TENANT: &str = "tenant-did-not-answer";

/// The tenant does not answer.
fn no_tenant(details: String) -> News {
    notice(NO_TENANT, [("details", details)])
}

/// Code of the notice that the next start will not find this sign-in.
pub(crate) const NOT_REMEMBERED: &str = "sign-in-not-remembered";

/// The refresh token lies in memory, because the keychain would not take it.
pub(crate) fn not_remembered() -> News {
    notice(NOT_REMEMBERED, [])
}

fn notice<const N: usize>(code: &str, values: [(&str, String); N]) -> News {
    News::Notice(Note {
        code: code.to_owned(),
        values: values.map(|(name, value)| (name.to_owned(), value)).into(),
    })
}
