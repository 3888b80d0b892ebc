//! Rows of a set-up told to a person: where there are many, those that need somebody, and counts.

use app_core::RowCounts;

use super::{ALREADY, DONE, LEFT_ALONE, NEEDS_YOU, Text, WAITS, WILL_CHANGE};
use crate::rows::{RowResult, RowState, RowsResult};
use crate::terminal::harmless;

/// Of more rows only those are told one by one that need somebody.
const FEW: usize = 30;

impl Text<'_> {
    pub(super) fn counts(&mut self, counts: &RowCounts, need_you: usize) {
        let number = |count: usize| count.to_string();
        let values = [
            ("ended", number(counts.ended)),
            ("total", number(counts.total)),
            ("waiting", number(counts.waiting)),
            ("needs", number(need_you)),
        ];
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let said = self.words.say("cli.rows.progress", &values);
        self.line(format!("{WAITS} {said}"));
    }

    pub(super) fn one_row(&mut self, row: &RowResult, of: usize) {
        if of > FEW && row.is_good() {
            return;
        }
        let mark = match row.state {
            RowState::WillChange => WILL_CHANGE,
            RowState::Done => DONE,
            RowState::AsWanted => ALREADY,
            RowState::NeedsYou | RowState::Failed => NEEDS_YOU,
            RowState::Stopped | RowState::NotBegun => LEFT_ALONE,
        };
        let how = match (row.state, &row.problem) {
            (_, Some(problem)) => self.title(problem),
            (RowState::WillChange, None) => self.words.count("cli.rows.will-change", row.changes, &[]),
            (RowState::Done, None) => self.words.count("cli.rows.changed", row.changes, &[]),
            (RowState::AsWanted, None) => self.words.say("cli.rows.as-wanted", &[]),
            (RowState::NotBegun, None) => self.words.say("cli.rows.not-begun", &[]),
            (_, None) => self.words.say("common.state.stopped", &[]),
        };
        let (number, name) = (row.row.to_string(), harmless(&row.name));
        let values = [("row", number.as_str()), ("name", &name), ("how", &how)];
        let said = self.words.say("cli.rows.row", &values);
        self.line(format!("{mark} {said}"));
        if let Some(problem) = &row.problem {
            self.problem(problem);
        }
    }

    pub(super) fn all_rows(&mut self, result: &RowsResult) {
        self.line(String::new());
        if let Some(problem) = &result.obstacle {
            let said = self
                .words
                .say("cli.rows.obstacle", &[("problem", &self.title(problem))]);
            self.line(format!("{NEEDS_YOU} {said}"));
        }
        if !result.left_alone.is_empty() {
            let names = harmless(&result.left_alone.join(", "));
            let count = result.left_alone.len() as u64;
            let said = self.words.count("cli.rows.left-alone", count, &[("names", &names)]);
            self.line(format!("{LEFT_ALONE} {said}"));
        }
        let count = |states: &[RowState]| result.count(|state| states.contains(&state)).to_string();
        let changed = if self.work.only_looks() {
            RowState::WillChange
        } else {
            RowState::Done
        };
        let values = [
            ("total", result.rows.len().to_string()),
            ("changed", count(&[changed])),
            ("wanted", count(&[RowState::AsWanted])),
            ("needs", count(&[RowState::NeedsYou, RowState::Failed])),
            ("left", count(&[RowState::NotBegun, RowState::Stopped])),
        ];
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let key = if self.work.only_looks() {
            "cli.rows.planned"
        } else {
            "cli.rows.ended"
        };
        self.say(key, &values);
    }
}
