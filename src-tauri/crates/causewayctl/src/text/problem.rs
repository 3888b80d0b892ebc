//! A problem told to a person.

use app_core::Problem;

use super::{Text, serde_name};
use crate::terminal::harmless;

impl Text<'_> {
    pub(super) fn title(&self, problem: &Problem) -> String {
        self.words
            .say(&format!("problems.{}.title", serde_name(&problem.code)), &[])
    }

    /// What happened, what it means, what to do; then what support asks for. A problem is told in full once.
    pub(super) fn problem(&mut self, problem: &Problem) {
        let code = serde_name(&problem.code);
        if !self.problems.insert(problem.code) {
            self.labelled("common.problem.happened", &self.title(problem));
            self.for_support(problem, &code);
            return;
        }
        let facts: Vec<(&str, &str)> = problem
            .facts
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        for part in ["happened", "means", "todo"] {
            let sentences = self.words.say_all(&format!("problems.{code}.{part}"), &facts);
            self.labelled(&format!("common.problem.{part}"), &sentences);
        }
        for (name, value) in &facts {
            if self.words.find(&format!("common.fact.{name}")).is_some() {
                self.labelled(&format!("common.fact.{name}"), value);
            }
        }
        self.for_support(problem, &code);
    }

    fn for_support(&mut self, problem: &Problem, code: &str) {
        self.labelled("common.problem.code", code);
        if let Some(id) = &problem.request_id {
            self.labelled("common.problem.request", id);
        }
        self.labelled("common.problem.cause", &problem.details);
    }

    fn labelled(&mut self, label: &str, text: &str) {
        self.line(format!("    {}: {}", self.words.say(label, &[]), harmless(text)));
    }
}
