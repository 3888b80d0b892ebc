//! Secrets that a person types for a set-up. They are in memory alone.

use app_core::{SecretText, Setup};

use crate::gallery;
use crate::reporter::Refusal;
use crate::rows::RowChoice;
use crate::terminal;
use crate::words::Words;

/// Asks for each value that the set-up says a person types, of the rows that are meant; none is shown. One that is left empty stays
/// unknown.
pub(crate) async fn typed(words: &Words, rows: &RowChoice, setup: Setup) -> Result<Setup, Refusal> {
    let chosen = rows.keys(&setup)?;
    let is_meant = |key: &str| chosen.is_empty() || chosen.contains(key);
    let mut typed: Vec<(String, String, SecretText)> = Vec::new();
    for (key, name) in setup.prompts().into_iter().filter(|(key, _)| is_meant(key)) {
        let label = gallery::label(words, name).unwrap_or(name);
        let values = [("field", label), ("name", name), ("row", key)];
        let answer = terminal::ask_hidden(words.say("cli.secret.question", &values)).await;
        let answer = answer.ok_or(Refusal::Stopped)?;
        if !answer.is_empty() {
            typed.push((key.to_owned(), name.to_owned(), SecretText::new(&answer)));
        }
    }
    Ok(setup.typed(|key, name| {
        let mut known = typed.iter();
        let known = known.find(|(row, field, _)| (row.as_str(), field.as_str()) == (key, name));
        known.map(|(_, _, value)| value.clone())
    }))
}
