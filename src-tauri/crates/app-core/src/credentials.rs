//! The secrets that a set-up names by where they are.

use graph_client::SecretText;
use journeys::ValueSource;

/// The value, where this program can have it: of a variable that holds one. What is in a key store, or in a person's head, it does not
/// ask for; the step that needs the value says so.
#[must_use]
pub fn value(source: &ValueSource) -> Option<SecretText> {
    match source {
        ValueSource::Env(name) => {
            let value = std::env::var(name).ok().filter(|value| !value.is_empty());
            value.map(SecretText::new)
        }
        ValueSource::Keychain | ValueSource::Prompt => None,
    }
}
