//! One JSON object a line: the facts as the journal keeps them, then the report.

use std::fmt::Write as _;

use app_core::view::{Note, RunView, TenantView};
use app_core::{Checked, JobStatus, RowCounts, SessionEvent, Setup, Steering, Surroundings, TenantStatus, is_unseen};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::all::level;
use crate::exit::Exit;
use crate::looks::{Look, reason};
use crate::many::Ended;
use crate::output;
use crate::reporter::{Refusal, Reporter, Work};
use crate::rows::{RowResult, RowsResult};
use crate::sign_in::{Code, Prompt};
use crate::words::{Language, Words};

#[derive(Debug, Default)]
pub(crate) struct Json {
    /// The set-up file among several.
    file: Option<String>,
    tenant: Option<TenantView>,
    notices: Vec<Note>,
}

impl Json {
    pub(crate) fn of(file: Option<String>) -> Self {
        Self {
            file,
            ..Self::default()
        }
    }

    fn print(&self, mut value: Value) {
        if let (Some(file), Some(fields)) = (&self.file, value.as_object_mut()) {
            fields.insert("setup".to_owned(), json!(file));
        }
        print(&value);
    }
}

impl Reporter for Json {
    fn waits_for_sign_in(&mut self, prompt: &Prompt) {
        let mut line = json!({"event": "sign-in", "page": prompt.page});
        if let Some(Code { text, expires }) = &prompt.code {
            line["code"] = json!(text);
            line["expires"] = json!(expires);
        }
        self.print(line);
    }

    fn begins(&mut self, _: &Setup, _: Work) {}

    fn acts(&mut self, _: &Steering, _: Work) {}

    fn checked(&mut self, checked: &Checked, _: &Setup) {
        self.print(json!({"event": "check", "check": checked}));
    }

    fn notice(&mut self, key: &'static str) {
        self.print(json!({"event": "notice", "message": english(key, &[])}));
    }

    fn news(&mut self, news: &SessionEvent) {
        match news {
            SessionEvent::Fact(fact) => self.print(json!(fact)),
            SessionEvent::Tenant(tenant) => self.tenant = Some(tenant.clone()),
            SessionEvent::Notice(notice) => self.notices.push(notice.clone()),
            SessionEvent::Progress { .. } | SessionEvent::Over(_) => {}
        }
    }

    fn stopping(&mut self) {}

    fn ended(&mut self, run: &RunView, exit: Exit) {
        let Self { tenant, notices, .. } = &*self;
        self.print(json!({"event": "report", "exit": exit.code(), "tenant": tenant, "run": run, "notices": notices}));
    }

    fn row_counts(&mut self, counts: &RowCounts, need_you: usize) {
        self.print(json!({"event": "rows", "counts": counts, "needYou": need_you}));
    }

    fn row(&mut self, row: &RowResult, _: usize) {
        let mut line = json!(row);
        line["event"] = json!("row");
        self.print(line);
    }

    fn rows_ended(&mut self, result: &RowsResult, exit: Exit) {
        let Self { tenant, notices, .. } = &*self;
        self.print(json!({
            "event": "report",
            "exit": exit.code(),
            "tenant": tenant,
            "rows": result.rows,
            "obstacle": result.obstacle,
            "leftAlone": result.left_alone,
            "notices": notices,
        }));
    }

    fn status(&mut self, status: &TenantStatus, _: Option<&Setup>, exit: Exit) {
        self.print(json!({
            "event": "status",
            "exit": exit.code(),
            "worst": status.level(),
            "configurations": crate::status::configurations(status),
            "unseen": status.unseen,
            "feeds": status.feeds,
            // As it was before: kept for one release.
            "status": status,
        }));
    }

    fn result(&mut self, _: Option<&TenantView>, _: &[String], value: Value) {
        self.print(value);
    }

    fn job(&mut self, job: &JobStatus, _: Timestamp) {
        self.print(json!({"event": "job", "job": job}));
    }

    fn refused(&mut self, refusal: &Refusal) {
        let exit = refusal.exit().code();
        self.print(match refusal {
            Refusal::Problem(problem) => json!({"event": "refused", "exit": exit, "problem": problem}),
            Refusal::WrongSetup(file, problem) => {
                json!({"event": "refused", "exit": exit, "file": file, "problem": problem})
            }
            Refusal::Checks => json!({"event": "refused", "exit": exit, "message": english("cli.checks.stop", &[])}),
            Refusal::Stopped => json!({"event": "refused", "exit": exit, "message": english("cli.stopped", &[])}),
            Refusal::Usage(key, values) | Refusal::SignIn(key, values) | Refusal::Failed(key, values) => {
                let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                json!({"event": "refused", "exit": exit, "message": english(key, &values)})
            }
        });
    }
}

/// What of this computer takes part in the sign-in.
pub(crate) fn surroundings(around: &Surroundings, open_key_file: Option<&str>) {
    print(&json!({"event": "surroundings", "surroundings": around, "openKeyFile": open_key_file}));
}

fn english(key: &str, values: &[(&str, &str)]) -> String {
    Words::new(Language::English).say(key, values)
}

/// The last line about several set-ups.
pub(crate) fn summary(ended: &[Ended], exit: Exit) {
    let setups = ended.iter().map(|ended| {
        let Ended { among, setup, done } = ended;
        let mut line = json!({"setup": among.file.display().to_string(), "tenant": setup.as_ref().map(Setup::tenant)});
        if let Some(subject) = setup.as_ref().map(Setup::subject) {
            line[subject.kind] = json!(subject.name);
        }
        line["exit"] = json!(done.exit.code());
        line["changes"] = json!(done.changes);
        line["worst"] = json!(done.status.as_ref().map(TenantStatus::level));
        line
    });
    print(&json!({"event": "summary", "exit": exit.code(), "setups": setups.collect::<Vec<_>>()}));
}

/// Every tenant of a demo, each with a line as for one, and a last line about all.
pub(crate) fn tenants(seen: &[Look], exit: Exit) {
    for one in seen {
        let mut line = json!({"event": "status", "tenant": one.tenant, "worst": level(one)});
        match &one.seen {
            Ok(status) => {
                line["configurations"] = json!(crate::status::configurations(status));
                line["unseen"] = json!(status.unseen);
            }
            Err(refusal) => line["message"] = json!(reason(&Words::new(Language::English), refusal)),
        }
        print(&line);
    }
    let worst = seen
        .iter()
        .map(|one| json!({"tenant": one.tenant, "worst": level(one)}));
    print(&json!({"event": "summary", "exit": exit.code(), "tenants": worst.collect::<Vec<_>>()}));
}

fn print(value: &Value) {
    output::line(&escaped(&value.to_string()));
}

/// The same JSON without a character that acts on a terminal or turns the reading direction. Such characters stand in texts only, where
/// an escape means the same.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if is_unseen(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}"); // writing to a String cannot fail
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_holds_a_character_that_acts_and_every_line_is_the_same_json() {
        let unseen: String = (0..=0x10_ffff)
            .filter_map(char::from_u32)
            .filter(|c| is_unseen(*c))
            .collect();
        let value =
            json!({ "event": "report", "na\u{202e}me": format!("a{unseen}b"), "seen": "Zoë 株式会社 🏫 \\u202e" });
        let line = escaped(&value.to_string());
        assert!(!line.chars().any(is_unseen), "{line}");
        for text in [
            r"\u009b",
            r"\u007f",
            r"\u202e",
            r"\u2028",
            r"\udb40\udc01",
            "Zoë 株式会社 🏫",
        ] {
            assert!(line.contains(text), "{text}");
        }
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
