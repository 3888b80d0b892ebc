//! The work told to a person, line by line.

mod checked;
mod ending;
mod problem;
mod rows;

use std::collections::BTreeSet;

use app_core::view::{Note, RunPhase, RunView, TenantView};
use app_core::{
    Checked, Event, Fact, JobStatus, Outcome, Problem, ProblemCode, Progress, RowCounts, SessionEvent, Setup, Steering,
    StepId, TenantStatus, Wait,
};
use jiff::Timestamp;

use crate::exit::Exit;
use crate::mistakes::mistake_words;
use crate::output::Lines;
use crate::reporter::{Refusal, Reporter, Work};
use crate::rows::{RowResult, RowsResult};
use crate::sign_in::Prompt;
use crate::words::Words;

const WILL_LOOK: &str = "?";
const WILL_CHANGE: &str = "+";
const DONE: &str = "✓";
const ALREADY: &str = "=";
const LEFT_ALONE: &str = "-";
const NEEDS_YOU: &str = "!";
const WAITS: &str = "…";

#[derive(Debug)]
pub(crate) struct Text<'a> {
    words: &'a Words,
    lines: Lines,
    /// What was last found for each step, until its end is told.
    found: Vec<(String, Vec<Note>)>,
    /// Steps that are about to change something, until their end is told.
    changing: BTreeSet<String>,
    /// Waits told already: each step and cause once.
    waits: BTreeSet<(&'static str, String)>,
    /// Problems told in full already.
    problems: BTreeSet<ProblemCode>,
    work: Work,
    /// What an act is done to.
    acts_on: Option<String>,
    heading_told: bool,
    /// Lines that wait for the heading; absent once it is not waited for any more.
    held: Option<Vec<String>>,
}

impl<'a> Text<'a> {
    pub(crate) fn new(words: &'a Words, lines: Lines) -> Self {
        Self {
            words,
            lines,
            found: Vec::new(),
            changing: BTreeSet::new(),
            waits: BTreeSet::new(),
            problems: BTreeSet::new(),
            work: Work::Apply,
            acts_on: None,
            heading_told: false,
            held: Some(Vec::new()),
        }
    }
}

impl Reporter for Text<'_> {
    fn waits_for_sign_in(&mut self, prompt: &Prompt) {
        let page = ("page", prompt.page.as_str());
        let said = match &prompt.code {
            Some(code) => self.words.say("cli.sign-in.code", &[page, ("code", &code.text)]),
            None => self.words.say("cli.sign-in.browser", &[page]),
        };
        self.lines.print_error(self.words, &said);
    }

    fn begins(&mut self, setup: &Setup, work: Work) {
        self.turns_to(work);
        let key = format!("{}.begins", work.words());
        let journey = self
            .words
            .say(&format!("journeys.{}.name", setup.journey().as_str()), &[]);
        let subject = setup.subject().name;
        self.say(
            &key,
            &[("name", setup.name()), ("journey", &journey), ("subject", subject)],
        );
    }

    fn acts(&mut self, steering: &Steering, work: Work) {
        self.turns_to(work);
        let target = &steering.target;
        let name = target.domain.as_ref().unwrap_or(&target.name).clone();
        let act = self
            .words
            .say(&format!("cli.act.is.{}", steering.act.as_str()), &[("name", &name)]);
        self.say(&format!("{}.begins", work.words()), &[("act", &act)]);
        self.acts_on = Some(name);
    }

    fn checked(&mut self, checked: &Checked, setup: &Setup) {
        self.finding(checked, setup);
    }

    fn notice(&mut self, key: &'static str) {
        self.say(key, &[]);
    }

    fn news(&mut self, news: &SessionEvent) {
        match news {
            SessionEvent::Tenant(tenant) => self.heading(tenant),
            SessionEvent::Notice(notice) => self.line(self.words.note(&notice.code, &notice.values)),
            SessionEvent::Fact(fact) if !self.work.only_looks() => self.fact(fact),
            SessionEvent::Progress {
                step,
                progress: Progress::Waiting(wait),
            } => self.wait(step, wait),
            SessionEvent::Fact(_) | SessionEvent::Progress { .. } | SessionEvent::Over(_) => {}
        }
    }

    fn stopping(&mut self) {
        self.say("cli.stopping", &[]);
    }

    fn ended(&mut self, run: &RunView, exit: Exit) {
        self.release();
        match run.phase {
            RunPhase::Planned => self.plan(run),
            _ => self.run_is_over(run, exit),
        }
    }

    fn row_counts(&mut self, counts: &RowCounts, need_you: usize) {
        self.counts(counts, need_you);
    }

    fn row(&mut self, row: &RowResult, of: usize) {
        self.one_row(row, of);
    }

    fn rows_ended(&mut self, result: &RowsResult, _: Exit) {
        self.release();
        self.all_rows(result);
    }

    fn status(&mut self, status: &TenantStatus, setup: Option<&Setup>, _: Exit) {
        if self.heading_told {
            self.line(String::new());
        }
        self.heading(&status.tenant);
        self.release();
        crate::status::tell(self.words, &self.lines, status, setup);
    }

    fn result(&mut self, tenant: Option<&TenantView>, lines: &[String], _: serde_json::Value) {
        if let Some(tenant) = tenant {
            self.heading(tenant);
        }
        self.release();
        lines.iter().for_each(|line| self.lines.line(line));
    }

    fn job(&mut self, job: &JobStatus, now: Timestamp) {
        self.line(format!("    {}", crate::status::line_of(self.words, job, "", now)));
    }

    fn refused(&mut self, refusal: &Refusal) {
        match refusal {
            Refusal::Stopped => self.lines.print_error(self.words, &self.words.say("cli.stopped", &[])),
            Refusal::Usage(key, values) | Refusal::SignIn(key, values) | Refusal::Failed(key, values) => {
                let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                self.lines.print_error(self.words, &self.words.say(key, &values));
            }
            Refusal::Checks => {
                self.release();
                self.lines
                    .print_error(self.words, &self.words.say("cli.checks.stop", &[]));
            }
            Refusal::WrongSetup(file, problem) => {
                self.mistakes(file.as_deref(), problem);
            }
            Refusal::Problem(problem) if !problem.mistakes.is_empty() => self.mistakes(None, problem),
            Refusal::Problem(problem) if problem.code == ProblemCode::SetupInvalid => {
                let fact = |name: &str| problem.facts.get(name).map(String::as_str).unwrap_or_default();
                let values = [
                    ("field", fact("field")),
                    ("found", fact("found")),
                    ("allowed", fact("allowed")),
                ];
                self.lines
                    .print_error(self.words, &self.words.say("cli.setup-invalid", &values));
            }
            Refusal::Problem(problem) => {
                self.lines.print_error(self.words, &self.title(problem));
                self.release();
                self.problem(problem);
            }
        }
    }
}

impl Text<'_> {
    fn turns_to(&mut self, work: Work) {
        self.work = work;
        self.problems.clear();
        self.waits.clear();
    }

    /// As compilers tell theirs, so that editors find the place.
    fn mistakes(&self, file: Option<&str>, problem: &Problem) {
        for mistake in &problem.mistakes {
            let said = mistake_words(self.words, file, mistake);
            self.lines.print_error(self.words, &said);
        }
    }

    fn say(&mut self, key: &str, values: &[(&str, &str)]) {
        self.line(self.words.say(key, values));
    }

    /// Where everything happens: above all else where the tenant says its name in time, and once.
    fn heading(&mut self, tenant: &TenantView) {
        if std::mem::replace(&mut self.heading_told, true) {
            return;
        }
        let cloud = self
            .words
            .say(&format!("common.cloud.{}", serde_name(&tenant.cloud)), &[]);
        let values = [
            ("tenant", tenant.name.as_str()),
            ("domain", &tenant.domain),
            ("cloud", &cloud),
        ];
        self.lines.line(&self.words.say("cli.heading", &values));
        self.release();
    }

    /// Prints what was held back.
    fn release(&mut self) {
        for line in self.held.take().into_iter().flatten() {
            self.lines.line(&line);
        }
    }

    fn line(&mut self, line: String) {
        match &mut self.held {
            Some(held) => held.push(line),
            None => self.lines.line(&line),
        }
    }

    fn fact(&mut self, fact: &Fact) {
        match &fact.event {
            Event::Found { step, notes, .. } => {
                let notes = notes.iter().map(|note| Note {
                    code: note.code.clone(),
                    values: note.values.clone(),
                });
                self.found.retain(|(known, _)| known != step);
                self.found.push((step.clone(), notes.collect()));
            }
            Event::Applying { step } => {
                self.changing.insert(step.clone());
            }
            Event::StepEnded { step, outcome } => {
                let notes = self
                    .found
                    .iter()
                    .position(|(known, _)| known == step)
                    .map(|at| self.found.swap_remove(at).1);
                let changing = self.changing.remove(step);
                if let Some(id) = StepId::of(step) {
                    let changing = changing && !id.only_looks();
                    self.ended_step(id, outcome, &notes.unwrap_or_default(), changing);
                }
            }
            _ => {}
        }
    }

    fn ended_step(&mut self, id: StepId, outcome: &Outcome, notes: &[Note], changing: bool) {
        match outcome {
            Outcome::Succeeded { .. } => self.step(DONE, id, "done", None, notes),
            Outcome::AlreadyDone { .. } => self.already_done(id, notes),
            Outcome::Skipped => self.step(LEFT_ALONE, id, "toCome", Some("not-wanted"), notes),
            Outcome::Stopped => self.step(LEFT_ALONE, id, "toCome", Some("stopped"), &[]),
            Outcome::Failed { failure } => {
                self.failed_step(id, failure.kind.is_failed_look() && !changing);
                self.problem(&failure.into());
            }
        }
    }

    /// What was only looked at was not tried to change.
    fn failed_step(&mut self, id: StepId, looking: bool) {
        if !looking {
            self.step(NEEDS_YOU, id, "failed", None, &[]);
            return;
        }
        let name = self.words.say(&format!("steps.{}.name", id.as_str()), &[]);
        let title = self.words.say("common.step.lookFailed", &[("step", &name)]);
        self.line(format!("{NEEDS_YOU} {title}"));
    }

    /// Steps that only look, and those that take away, find nothing that could have been there before.
    fn already_done(&mut self, id: StepId, notes: &[Note]) {
        if id.only_looks() || self.work.removes() {
            self.step(DONE, id, "done", None, notes);
        } else {
            self.step(ALREADY, id, "done", Some("already"), notes);
        }
    }

    /// Its title, the state in words where the title does not say it, and its notes.
    fn step(&mut self, mark: &str, id: StepId, title: &str, state: Option<&str>, notes: &[Note]) {
        let title = self.words.say(&format!("steps.{}.{title}", id.as_str()), &[]);
        let line = match state {
            Some(state) => {
                let state = self.words.say(&format!("common.state.{state}"), &[]);
                self.words
                    .say("cli.step-with-state", &[("step", &title), ("state", &state)])
            }
            None => title,
        };
        self.line(format!("{mark} {line}"));
        for note in notes {
            self.line(format!("    {}", self.words.note(&note.code, &note.values)));
        }
    }

    fn wait(&mut self, step: &'static str, wait: &Wait) {
        if !self.waits.insert((step, wait.cause.clone())) {
            return;
        }
        let title = self.words.say(&format!("steps.{step}.waiting"), &[]);
        let cause = self
            .words
            .find(&format!("waits.{}", wait.cause))
            .or_else(|| self.words.find("waits.other"));
        let longest = self.words.duration(wait.longest.as_secs());
        let normal = self.words.say("common.wait.normal", &[("longest", &longest)]);
        self.line(format!("{WAITS} {title}"));
        self.line(format!("    {} {normal}", cause.unwrap_or_default()));
        self.release(); // a wait is news even when the tenant itself has not answered
    }
}

/// The name a value has in JSON, which is the key of its words.
pub(crate) fn serde_name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|name| Some(name.as_str()?.to_owned()))
        .unwrap_or_default()
}
