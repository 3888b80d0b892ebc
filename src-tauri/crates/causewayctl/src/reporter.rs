//! How the work is told: to a person or to a program.

use app_core::view::{RunView, TenantView};
use app_core::{Checked, JobStatus, Problem, RowCounts, SessionEvent, Steering, TenantStatus};
use jiff::Timestamp;

use crate::exit::Exit;
use crate::rows::{RowResult, RowsResult};
use crate::sign_in::Prompt;

/// Why nothing, or nothing more, was done.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The command line or a file is wrong: key of the sentence, with its values.
    Usage(&'static str, Vec<(&'static str, String)>),
    /// A sign-in is missing: key of the sentence, with its values.
    SignIn(&'static str, Vec<(&'static str, String)>),
    /// The person stopped before anything was changed.
    Stopped,
    /// Something of this computer failed: key of the sentence, with its values.
    Failed(&'static str, Vec<(&'static str, String)>),
    /// The checks before the work say that something is wrong.
    Checks,
    /// This set-up cannot be used: that of a file, or one whose answers were given otherwise.
    WrongSetup(Option<String>, Box<Problem>),
    /// What the session says.
    Problem(Box<Problem>),
}

impl Refusal {
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Usage(..) | Self::WrongSetup(..) => Exit::Usage,
            Self::Checks => Exit::Blocked,
            Self::SignIn(..) => Exit::SignIn,
            Self::Stopped => Exit::Stopped,
            Self::Failed(..) => Exit::Failed,
            Self::Problem(problem) => Exit::of_problem(problem),
        }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

/// What a reporter hears about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    Plan,
    Apply,
    /// The look before a removal.
    PlanRemoval,
    Remove,
    /// The look before an act on what runs.
    PlanAct,
    Act,
}

impl Work {
    /// The sentences about it in the words of the terminal.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Plan => "cli.plan",
            Self::Apply => "cli.apply",
            Self::PlanRemoval => "cli.remove.plan",
            Self::Remove => "cli.remove",
            Self::PlanAct => "cli.act.plan",
            Self::Act => "cli.act",
        }
    }

    pub(crate) fn removes(self) -> bool {
        matches!(self, Self::PlanRemoval | Self::Remove)
    }

    pub(crate) fn only_looks(self) -> bool {
        matches!(self, Self::Plan | Self::PlanRemoval | Self::PlanAct)
    }
}

/// Tells what happens.
pub(crate) trait Reporter {
    /// Somebody must sign in, there.
    fn waits_for_sign_in(&mut self, prompt: &Prompt);
    /// The work begins.
    fn begins(&mut self, setup: &app_core::Setup, work: Work);
    /// An act on what runs begins, or the look before it.
    fn acts(&mut self, steering: &Steering, work: Work);
    /// A finding of the look before a plan or a run.
    fn checked(&mut self, checked: &Checked, setup: &app_core::Setup);
    /// Something to know about the call itself: key of the sentence.
    fn notice(&mut self, key: &'static str);
    /// News of it, in order.
    fn news(&mut self, news: &SessionEvent);
    /// The person asked to stop.
    fn stopping(&mut self);
    /// A plan or run at its end.
    fn ended(&mut self, run: &RunView, exit: Exit);
    /// How far the work on rows is; so many need somebody.
    fn row_counts(&mut self, counts: &RowCounts, need_you: usize);
    /// One row of so many has ended.
    fn row(&mut self, row: &RowResult, of: usize);
    /// All rows have ended, or are not begun any more.
    fn rows_ended(&mut self, result: &RowsResult, exit: Exit);
    /// How the tenant is doing, or what in it is for this set-up.
    fn status(&mut self, status: &TenantStatus, setup: Option<&app_core::Setup>, exit: Exit);
    /// What a look came to: in lines for a person, as a value for a program.
    fn result(&mut self, tenant: Option<&TenantView>, lines: &[String], value: serde_json::Value);
    /// One job is doing something else than before, by the service's time.
    fn job(&mut self, job: &JobStatus, now: Timestamp);
    /// Nothing, or nothing more, was done.
    fn refused(&mut self, refusal: &Refusal);
}

/// How many steps of a plan would change something.
pub(crate) fn changes(plan: &RunView) -> u64 {
    plan.steps.iter().filter(|step| step.would_change()).count() as u64
}
