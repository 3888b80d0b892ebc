//! What reaches the terminal, and what comes from it.

use std::io::{BufRead, IsTerminal, stderr, stdin, stdout};

use inquire::Password;
use inquire::ui::RenderConfig;

use crate::output;
use crate::reporter::Refusal;

/// A person sits there and can answer.
pub(crate) fn can_ask() -> bool {
    stdin().is_terminal() && stdout().is_terminal() && stderr().is_terminal()
}

/// What the person answers, without blanks around it; nothing at all is Ctrl-C.
pub(crate) async fn ask(question: &str) -> Option<String> {
    output::question(question);
    tokio::select! {
        answer = answer() => Some(answer.trim().to_owned()),
        _ = tokio::signal::ctrl_c() => None,
    }
}

/// One line typed by the person; empty when there is none. Does not hold up anything else.
async fn answer() -> String {
    let read = tokio::task::spawn_blocking(|| {
        let mut line = String::new();
        let _ = stdin().lock().read_line(&mut line); // no answer is no
        line
    });
    read.await.unwrap_or_default()
}

/// The same for a secret: what is typed or pasted is not shown.
pub(crate) async fn ask_hidden(question: String) -> Option<String> {
    let read = tokio::task::spawn_blocking(move || {
        let prompt = Password::new(&question)
            .without_confirmation()
            .with_render_config(RenderConfig::empty());
        prompt.prompt().ok()
    });
    let answer = read.await.ok().flatten()?;
    Some(answer.trim().to_owned())
}

/// What comes of work that changes nothing, unless Ctrl-C comes first.
pub(crate) async fn unless_stopped<T>(work: impl Future<Output = Result<T, Refusal>>) -> Result<T, Refusal> {
    tokio::select! {
        biased;
        done = work => done,
        Ok(()) = tokio::signal::ctrl_c() => Err(Refusal::Stopped),
    }
}

/// Text from elsewhere without what could move the cursor or turn the reading direction.
pub(crate) fn harmless(text: &str) -> String {
    let replaced = |c: char| {
        let turns =
            matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let breaks = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        if turns || breaks { '\u{fffd}' } else { c }
    };
    text.chars().map(replaced).collect()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn names_cannot_play_with_the_terminal() {
        assert_eq!(
            harmless("Contoso \u{1b}[2J\u{9b}31m\r\nx"),
            "Contoso \u{fffd}[2J\u{fffd}31m\u{fffd}\u{fffd}x"
        );
        assert_eq!(harmless("a\u{202e}cod.exe\u{2066}"), "a\u{fffd}cod.exe\u{fffd}");
        assert_eq!(harmless("Zoë 株式会社 👩‍🏫"), "Zoë 株式会社 👩‍🏫");
    }
}
