//! How a sending is told: in lines for a person, as values for a program. People are named by their number alone.

use std::collections::BTreeMap;
use std::path::Path;

use app_core::view::TenantView;
use app_core::{
    Aside, FeedEnd, FeedEnding, FeedMappingChange, FeedNews, FeedReview, FeedUnfinished, Finding, Followed, Problem,
    Why,
};
use people_file::Weight;
use serde_json::{Value, json};

use super::{ending, report};
use crate::exit::Exit;
use crate::feed_columns;
use crate::reporter::{Refusal, Reporter};
use crate::terminal;
use crate::text::serde_name;
use crate::words::Words;

/// So many people of a kind are named in a line.
const NAMED: usize = 10;

/// How far a sending came is told in so many steps.
const STEPS: u32 = 10;

const NO_TENANT: Option<&TenantView> = None;

pub(super) struct Telling<'c> {
    words: &'c Words,
    reporter: &'c mut dyn Reporter,
    /// Of the feed.
    name: &'c str,
    /// What was last told of how far it came.
    step: u32,
}

impl<'c> Telling<'c> {
    pub(super) fn new(words: &'c Words, reporter: &'c mut dyn Reporter, name: &'c str) -> Self {
        Self {
            words,
            reporter,
            name,
            step: 0,
        }
    }

    pub(super) fn reporter(&mut self) -> &mut dyn Reporter {
        &mut *self.reporter
    }

    fn tell(&mut self, lines: &[String], value: Value) {
        self.reporter.result(NO_TENANT, lines, value);
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.say(&format!("cli.feed.{key}"), values)
    }

    fn count(&self, key: &str, count: u64, values: &[(&str, &str)]) -> String {
        self.words.count(&format!("cli.feed.{key}"), count, values)
    }

    /// A review, or a sending, with what needs a person.
    pub(super) fn exit_of_look(&self, review: &FeedReview) -> Exit {
        if review.is_blocked() || review.aside.iter().any(|aside| aside.why.needs_somebody()) {
            Exit::Blocked
        } else {
            Exit::Done
        }
    }

    pub(super) fn review(&mut self, review: &FeedReview) {
        let file = &review.file;
        let path = file.path.display().to_string();
        let read = json!({ "event": "read", "file": path, "people": file.people, "sha256": file.sha256 });
        self.tell(&[self.count("file", file.people, &[("file", &path)])], read);
        for problem in &review.problems {
            let column = problem.column.and_then(|column| file.columns.get(column));
            let line = feed_columns::problem_line(self.words, problem, column.map_or("", String::as_str));
            let value = json!({
                "event": "problem", "code": problem.code, "weight": problem.weight, "count": problem.count,
                "column": column, "places": problem.places,
            });
            self.tell(&[line], value);
        }
        let counts = &review.counts;
        let texts: Vec<(&str, String)> = [
            ("new", counts.new),
            ("found", counts.found),
            ("changed", counts.changed),
            ("unchanged", counts.unchanged),
            ("leaving", counts.leaving),
            ("leftOut", counts.left_out + counts.own),
            ("kept", counts.kept),
            ("aside", counts.aside),
        ]
        .map(|(name, count)| (name, count.to_string()))
        .into();
        let values: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let key = if review.enriches() { "counts-enrich" } else { "counts" };
        let mut lines = vec![self.say(key, &values)];
        if counts.kept > 0 && review.keeps_the_absent() {
            lines.push(self.count("kept", counts.kept, &[]));
        }
        if counts.repeated > 0 {
            lines.push(self.count("repeated", counts.repeated, &[]));
        }
        let value = json!({
            "event": "changes", "new": counts.new, "found": counts.found, "changed": counts.changed, "unchanged": counts.unchanged,
            "leaving": counts.leaving, "leftOut": counts.left_out, "repeated": counts.repeated, "own": counts.own, "kept": counts.kept,
            "aside": counts.aside, "people": review.people, "calls": review.calls, "pilot": review.pilot,
            "today": review.today, "aDay": review.a_day, "enriches": review.enriches(),
        });
        self.tell(&lines, value);
        self.asides(&review.aside);
        self.mapping(&review.mapping);
        for finding in &review.findings {
            self.finding(finding);
        }
        let exit = self.exit_of_look(review);
        let mut lines = Vec::new();
        if review.is_blocked() {
            lines.push(self.say("blocked", &[("mark", "!")]));
        } else if review.people > 0 {
            let (calls, today, a_day) = (
                review.calls.to_string(),
                review.today.to_string(),
                review.a_day.to_string(),
            );
            let values = [("calls", calls.as_str()), ("today", &today), ("aDay", &a_day)];
            lines.push(self.count("would-send", review.people, &values));
            if review.pilot > 0 {
                lines.push(self.count("pilot-first", review.pilot as u64, &[]));
            }
        } else {
            lines.push(self.say("nothing-new", &[]));
        }
        let ready = json!({ "event": "look", "exit": exit.code(), "ready": !review.is_blocked() });
        self.tell(&lines, ready);
    }

    fn asides(&mut self, asides: &[Aside]) {
        let mut by_why: BTreeMap<Why, Vec<&Aside>> = BTreeMap::new();
        for aside in asides {
            by_why.entry(aside.why).or_default().push(aside);
        }
        for (why, people) in by_why {
            let numbers: Vec<&str> = people.iter().map(|aside| aside.number.as_str()).collect();
            let named = named(&numbers);
            let said = self.count(
                &format!("aside.{}", why.as_str()),
                people.len() as u64,
                &[("numbers", &named)],
            );
            let mark = if why.needs_somebody() { "!" } else { "-" };
            let rows: Vec<Value> = people
                .iter()
                .map(|aside| json!({ "number": aside.number, "row": aside.row }))
                .collect();
            let value = json!({ "event": "aside", "code": why.as_str(), "count": people.len(), "people": rows });
            self.tell(&[format!("{mark} {said}")], value);
        }
    }

    /// Where the mapping in the tenant is not as the set-up says.
    fn mapping(&mut self, changes: &[FeedMappingChange]) {
        for change in changes {
            let nothing = self.say("mapping.nothing", &[]);
            let or_nothing = |text: &str| {
                if text.is_empty() {
                    nothing.clone()
                } else {
                    text.to_owned()
                }
            };
            let (found, wanted) = (or_nothing(&change.found), or_nothing(&change.wanted));
            let what = self.say(&format!("mapping.{}", change.key()), &[("name", &change.name)]);
            let values = [("what", what.as_str()), ("is", &found), ("should", &wanted)];
            let line = format!("- {}", self.say("mapping.differs", &values));
            let value = json!({
                "event": "mapping", "what": change.what, "name": change.name, "is": change.found, "should": change.wanted,
            });
            self.tell(&[line], value);
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let mark = if finding.blocks { "!" } else { "-" };
        let line = format!("{mark} {}", self.sentence(finding));
        let weight = if finding.blocks { Weight::Blocks } else { Weight::Warns };
        let value = json!({ "event": "finding", "code": finding.code, "weight": weight, "values": finding.values });
        self.tell(&[line], value);
    }

    fn sentence(&self, finding: &Finding) -> String {
        let values: Vec<(&str, &str)> = finding
            .values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.say(&format!("finding.{}", finding.code.as_str()), &values)
    }

    /// The one thing for which there was not even a review.
    pub(super) fn stopped_by(&mut self, finding: &Finding, exit: Exit) {
        let line = format!("! {}", self.sentence(finding));
        let value = json!({
            "event": "refused", "exit": exit.code(), "code": finding.code, "values": finding.values,
        });
        self.tell(&[line], value);
    }

    pub(super) fn unfinished(&mut self, unfinished: &FeedUnfinished) {
        let line = self.count("unfinished", unfinished.people.into(), &[("file", &unfinished.file)]);
        let value = json!({ "event": "unfinished", "file": unfinished.file, "people": unfinished.people });
        self.tell(&[line], value);
    }

    pub(super) fn nothing_sent(&mut self) {
        let line = self.say("nothing-sent", &[]);
        self.tell(&[line], json!({ "event": "nothing-sent" }));
    }

    pub(super) fn forgot(&mut self, was: bool) {
        let line = self.say(if was { "forgot" } else { "nothing-to-forget" }, &[]);
        self.tell(
            &[line],
            json!({ "event": "forgot", "exit": Exit::Done.code(), "unfinished": was }),
        );
    }

    pub(super) fn renewed(&mut self, aside: Option<&Path>) {
        let file = aside.map(|aside| aside.display().to_string());
        let line = match &file {
            Some(file) => self.say("new-ledger", &[("file", file)]),
            None => self.say("ledger-is-whole", &[]),
        };
        self.tell(
            &[line],
            json!({ "event": "new-ledger", "exit": Exit::Done.code(), "aside": file }),
        );
    }

    pub(super) async fn ask_to_send(&self, people: u64) -> Option<bool> {
        let answer = terminal::ask(&self.count("question", people, &[("name", self.name)])).await?;
        let yes = self.words.say("cli.apply.yes", &[]);
        Some(yes.split(' ').any(|yes| yes == answer.to_lowercase()))
    }

    pub(super) async fn ask_how_many_leave(&self, leaving: u64) -> Option<String> {
        terminal::ask(&self.count("question-leaving", leaving, &[])).await
    }

    pub(super) fn news(&mut self, news: &FeedNews) {
        match news {
            FeedNews::Pilot { people } => {
                let line = self.count("pilot", u64::from(*people), &[]);
                self.tell(&[line], json!({ "event": "pilot", "people": people }));
            }
            FeedNews::Sent {
                accepted,
                refused,
                people,
            } => {
                let step = (accepted + refused) * STEPS / (*people).max(1);
                let (of, was) = (people.to_string(), std::mem::replace(&mut self.step, step));
                let lines = match step > was {
                    true => vec![self.count("sent", u64::from(*accepted), &[("people", &of)])],
                    false => Vec::new(),
                };
                let value = json!({ "event": "batch", "accepted": accepted, "refused": refused, "people": people });
                self.tell(&lines, value);
            }
            FeedNews::Followed(followed) => {
                let line = self.followed(followed);
                self.tell(&[line], following("followed", followed));
            }
        }
    }

    fn followed(&self, followed: &Followed) -> String {
        let texts = [
            ("done", followed.done),
            ("alreadyRight", followed.already_right),
            ("createdOff", followed.created_off),
            ("leftOut", followed.left_out),
            ("refused", followed.refused),
            ("open", followed.open),
        ]
        .map(|(name, count)| (name, count.to_string()));
        let values: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        self.say("followed", &values)
    }

    pub(super) fn ended(&mut self, end: &FeedEnd, exit: Exit, folder: Option<&Path>) -> Result<(), Refusal> {
        let (file, unwritten) = match folder.map(|folder| report::write(folder, end)).transpose() {
            Ok(file) => (file, None),
            Err(refusal) => (None, Some(refusal)),
        };
        if folder.is_some() {
            for line in report::lines(end) {
                let value = json!({
                    "event": "person", "number": line.number, "result": line.result, "code": line.code,
                });
                self.tell(&[], value);
            }
        }
        let mut lines = Vec::new();
        let (key, values) = ending::words(&end.ending);
        if end.accepted > 0 {
            lines.push(self.count("accepted", end.accepted.into(), &[]));
        }
        if end.again > 0 {
            lines.push(self.count("again", end.again, &[]));
        }
        lines.extend(self.refusals(end));
        if let Some(problem) = &end.unread {
            lines.push(self.say("unread", &[("why", &self.happened(problem))]));
        }
        if let FeedEnding::Failed(problem) = &end.ending {
            lines.push(self.say("ending.failed", &[("why", &self.happened(problem))]));
        } else if let Some(key) = key {
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            lines.push(self.say(&format!("ending.{key}"), &values));
        }
        if end.open > 0 {
            lines.push(self.count("open", end.open.into(), &[]));
        }
        if let Some(file) = &file {
            lines.push(self.say("report", &[("file", &file.display().to_string())]));
        }
        let problem = match &end.ending {
            FeedEnding::Failed(problem) => Some(problem),
            _ => None,
        };
        let until = match &end.ending {
            FeedEnding::Later(until) => Some(until),
            _ => None,
        };
        let mut value = following("report", &end.followed.unwrap_or_default());
        value["exit"] = json!(exit.code());
        value["ending"] = json!(key.unwrap_or("done"));
        value["accepted"] = json!(end.accepted);
        value["notTaken"] = json!(end.refused.len());
        value["notSent"] = json!(end.open);
        value["unknown"] = json!(end.unknown);
        value["again"] = json!(end.again);
        value["until"] = json!(until);
        value["problem"] = json!(problem);
        value["unread"] = json!(end.unread);
        self.tell(&lines, value);
        unwritten.map_or(Ok(()), Err)
    }

    fn happened(&self, problem: &Problem) -> String {
        let values = problem.facts.iter();
        let values: Vec<(&str, &str)> = values.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let key = format!("problems.{}.happened", serde_name(&problem.code));
        self.words.say(&key, &values)
    }

    /// Those who were refused, by code.
    fn refusals(&self, end: &FeedEnd) -> Vec<String> {
        let mut by_code: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in report::lines(end).filter(|line| ["refused", "not-taken"].contains(&line.result)) {
            by_code.entry(line.code).or_default().push(line.number);
        }
        let lines = by_code.into_iter().map(|(code, numbers)| {
            let named = named(&numbers);
            match code {
                "" => self.count("not-taken", numbers.len() as u64, &[("numbers", &named)]),
                code => self.count("refused", numbers.len() as u64, &[("numbers", &named), ("code", code)]),
            }
        });
        lines.collect()
    }
}

fn named(numbers: &[&str]) -> String {
    let more = if numbers.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", numbers[..numbers.len().min(NAMED)].join(", "))
}

fn following(event: &str, followed: &Followed) -> Value {
    json!({
        "event": event, "done": followed.done, "alreadyRight": followed.already_right,
        "createdOff": followed.created_off, "leftOut": followed.left_out, "refused": followed.refused,
        "open": followed.open,
    })
}
