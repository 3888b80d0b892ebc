//! What this computer knows of a feed, beside how it is doing in the tenant.

use app_core::FeedState;

use crate::words::Words;

/// Lines about a feed that was sent to from here.
pub(crate) fn lines(words: &Words, state: &FeedState) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(file) = &state.file {
        let at = file.at.strftime("%Y-%m-%d %H:%M UTC").to_string();
        let counts = [state.people, state.refused, state.waiting].map(|count| count.to_string());
        let [people, refused, waiting] = counts.each_ref().map(String::as_str);
        let values = [
            ("file", file.name.as_str()),
            ("at", &at),
            ("people", people),
            ("refused", refused),
            ("waiting", waiting),
        ];
        lines.push(words.say("cli.status.feed-last", &values));
    }
    if state.unfinished {
        lines.push(words.say("cli.status.feed-unfinished", &[]));
    }
    if state.damaged {
        lines.push(words.say("cli.status.feed-damaged", &[]));
    }
    lines.push(words.count("cli.status.feed-today", state.today as u64, &[]));
    lines
}

/// What a restart may throw away; nothing where nobody waits.
pub(crate) fn lost_by_restart(words: &Words, state: &FeedState) -> Option<String> {
    (state.waiting > 0).then(|| words.count("cli.act.feed-waits", state.waiting, &[]))
}
