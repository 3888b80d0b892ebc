//! The end of a command on several set-ups: one line each.

use crate::exit::Exit;
use crate::many::{Ended, Seen};
use crate::output;
use crate::status::headline;
use crate::task::Task;
use crate::terminal::harmless;
use crate::words::Words;

/// Tells it to a person.
pub(crate) fn tell(words: &Words, task: Task, ended: &[Ended]) {
    let heading = |columns: &[&str]| columns.iter().map(|column| words.say(column, &[])).collect();
    let mut rows: Vec<Vec<String>> = match task {
        Task::Status { .. } => vec![heading(&["cli.many.setup", "cli.many.subject", "cli.status.standing"])],
        _ => vec![heading(&[
            "cli.many.setup",
            "cli.many.subject",
            "cli.many.result",
            "cli.many.changes",
        ])],
    };
    match task {
        Task::Status { .. } => rows.extend(ended.iter().flat_map(|ended| seen(words, ended))),
        _ => rows.extend(ended.iter().map(|ended| row(words, task, ended).to_vec())),
    }
    output::line("");
    for line in lines(&rows) {
        output::line(&line);
    }
    output::line("");
    output::line(&ending(words, task, ended));
}

fn ending(words: &Words, task: Task, ended: &[Ended]) -> String {
    let total = ended.len().to_string();
    if task.is_status() {
        let count = |seen: Seen| ended.iter().filter(|ended| ended.seen() == seen).count().to_string();
        let values = [
            ("total", total.as_str()),
            ("stuck", &count(Seen::Stuck)),
            ("needs", &count(Seen::NeedsYou)),
            ("fine", &count(Seen::Fine)),
            ("unseen", &count(Seen::Not)),
        ];
        return words.say("cli.status.ends", &values);
    }
    let done = ended.iter().filter(|ended| ended.done.exit == Exit::Done).count();
    words.say("cli.many.ends", &[("done", &done.to_string()), ("total", &total)])
}

/// One line for each configuration of a set-up.
fn seen(words: &Words, ended: &Ended) -> Vec<Vec<String>> {
    let subject = ended.setup.as_ref().map_or("-", |setup| setup.subject().name);
    let line = |how: String| vec![harmless(&ended.among.mark), subject.to_owned(), how];
    match &ended.done.status {
        None => {
            let why = words.say(&format!("cli.many.is-{}", result(ended.done.exit)), &[]);
            vec![line(words.say("cli.status.unseen", &[("why", &why)]))]
        }
        Some(status) if status.configurations.is_empty() && status.unseen.is_empty() => {
            vec![line(words.say("cli.status.none", &[]))]
        }
        Some(status) => {
            let seen = status.configurations.iter();
            let seen = seen.map(|found| line(harmless(&headline(words, found, status.at))));
            let unseen = status
                .unseen
                .iter()
                .map(|_| line(words.say("operate.level.cannot-see", &[])));
            seen.chain(unseen).collect()
        }
    }
}

fn row(words: &Words, task: Task, ended: &Ended) -> [String; 4] {
    let result = match (ended.done.exit, task) {
        (Exit::Done, Task::Plan { .. }) => "planned",
        (exit, _) => result(exit),
    };
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    [
        harmless(&ended.among.mark),
        or_dash(ended.setup.as_ref().map(|setup| setup.subject().name.to_owned())),
        words.say(&format!("cli.many.is-{result}"), &[]),
        or_dash(ended.done.changes.map(|changes| changes.to_string())),
    ]
}

fn result(exit: Exit) -> &'static str {
    match exit {
        Exit::Done | Exit::Watched(_) => "done",
        Exit::Failed => "failed",
        Exit::Blocked => "blocked",
        Exit::SignIn => "sign-in",
        Exit::Usage => "wrong",
        Exit::Stopped => "stopped",
    }
}

/// Columns as wide as their widest cell.
pub(crate) fn lines(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
