//! A run that is over: the plan it made, or how far it came.

use app_core::StepId;
use app_core::view::{RunView, StepState, StepView};

use super::{LEFT_ALONE, Text, WILL_CHANGE, WILL_LOOK};
use crate::exit::{Exit, problems};
use crate::reporter::changes;

impl Text<'_> {
    pub(super) fn plan(&mut self, run: &RunView) {
        for step in &run.steps {
            self.planned_step(step);
        }
        if problems(run).next().is_some() {
            self.line(String::new());
            self.say("cli.plan-open", &[]);
            return;
        }
        let changes = changes(run);
        let ending = if changes == 0 { "nothing" } else { "ends" };
        let key = format!("{}.{ending}", self.work.words());
        self.line(String::new());
        self.line(self.words.count(&key, changes, &[]));
    }

    fn planned_step(&mut self, step: &StepView) {
        let notes = &step.notes;
        match &step.state {
            StepState::WillChange if step.id.only_looks() => self.step(WILL_LOOK, step.id, "toCome", None, notes),
            StepState::WillChange if !step.would_change() => self.step(LEFT_ALONE, step.id, "toCome", None, notes),
            StepState::WillChange => self.step(WILL_CHANGE, step.id, "toCome", None, notes),
            StepState::Done { .. } => self.already_done(step.id, notes),
            StepState::NotWanted => self.step(LEFT_ALONE, step.id, "toCome", Some("not-wanted"), notes),
            StepState::Failed { problem, looking } => {
                self.failed_step(step.id, *looking);
                self.problem(problem);
            }
            StepState::ToCome { after } => self.still_to_come(step.id, after),
            _ => self.step(LEFT_ALONE, step.id, "toCome", Some("to-come"), notes),
        }
    }

    /// Not begun, since it waits for another step.
    fn still_to_come(&mut self, id: StepId, after: &[StepId]) {
        let state = match after.first() {
            Some(need) => {
                let need = self.words.say(&format!("steps.{}.name", need.as_str()), &[]);
                self.words.say("common.step.after", &[("step", &need)])
            }
            None => self.words.say("common.state.to-come", &[]),
        };
        let title = self.words.say(&format!("steps.{}.toCome", id.as_str()), &[]);
        let values = [("step", title.as_str()), ("state", &state)];
        self.line(format!(
            "{LEFT_ALONE} {}",
            self.words.say("cli.step-with-state", &values)
        ));
    }

    pub(super) fn run_is_over(&mut self, run: &RunView, exit: Exit) {
        for step in &run.steps {
            if let StepState::ToCome { after } = &step.state {
                self.still_to_come(step.id, after);
            }
        }
        let is_done = |step: &&StepView| matches!(step.state, StepState::Done { .. } | StepState::NotWanted);
        let done = run.steps.iter().filter(is_done).count().to_string();
        let total = run.steps.len().to_string();
        let key = match (exit, run.changes_made) {
            (Exit::Done, 0) => "nothing",
            (Exit::Done, _) if kept_for_others(run) => "kept",
            (Exit::Done, _) => "done",
            (Exit::Stopped, _) => "stopped",
            _ => "failed",
        };
        let key = format!("{}.{key}", self.work.words());
        let changes = match run.changes_made {
            0 => self.words.say("cli.changes.none", &[]),
            made => self.words.count("cli.changes.made", u64::from(made), &[]),
        };
        let journey = self.words.find(&format!("journeys.{}.name", run.journey));
        let journey = journey.unwrap_or_default().to_owned();
        let name = self.acts_on.clone().unwrap_or_else(|| run.name.clone());
        self.line(String::new());
        self.say(
            &key,
            &[
                ("journey", &journey),
                ("done", &done),
                ("total", &total),
                ("changes", &changes),
                ("name", &name),
            ],
        );
    }
}

/// A removal left a configuration, since there are jobs of others in it.
fn kept_for_others(run: &RunView) -> bool {
    let mut notes = run.steps.iter().flat_map(|step| &step.notes);
    notes.any(|note| note.code == "configuration-kept-for-other-jobs")
}
