//! The end of a command on several set-ups: one line each.

use crate::exit::Exit;
use crate::many::Ended;
use crate::printed;
use crate::task::Task;
use crate::terminal::harmless;
use crate::words::Words;

/// Tells it to a person.
pub(crate) fn tell(words: &Words, task: Task, ended: &[Ended]) {
    let heading = ["setup", "subject", "result", "changes"].map(|column| words.say(&format!("cli.many.{column}"), &[]));
    let rows = ended.iter().map(|ended| row(words, task, ended));
    printed::line("");
    for line in lines(&std::iter::once(heading).chain(rows).collect::<Vec<_>>()) {
        printed::line(&line);
    }
    let done = ended.iter().filter(|ended| ended.done.exit == Exit::Done).count();
    let total = ended.len().to_string();
    printed::line("");
    printed::line(&words.say("cli.many.ends", &[("done", &done.to_string()), ("total", &total)]));
}

fn row(words: &Words, task: Task, ended: &Ended) -> [String; 4] {
    let result = match (ended.done.exit, task) {
        (Exit::Done, Task::Plan { .. }) => "planned",
        (Exit::Done, _) => "done",
        (Exit::Failed, _) => "failed",
        (Exit::Blocked, _) => "blocked",
        (Exit::SignIn, _) => "sign-in",
        (Exit::Usage, _) => "wrong",
        (Exit::Stopped, _) => "stopped",
    };
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    [
        harmless(&ended.among.mark),
        or_dash(ended.setup.as_ref().map(|setup| setup.subject().name.to_owned())),
        words.say(&format!("cli.many.is-{result}"), &[]),
        or_dash(ended.done.changes.map(|changes| changes.to_string())),
    ]
}

/// Columns as wide as their widest cell.
fn lines(rows: &[[String; 4]]) -> Vec<String> {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    let line = |row: &[String; 4]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
