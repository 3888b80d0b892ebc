//! How a set-up file names a credential: what is no secret stands in it, a secret is named by where it is.

use graph_client::secrets::keys;

/// One credential of an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// No secret: the value itself.
    Clear(String),
    /// In a variable of the environment. `{KEY}` in its name stands for the instance's key.
    Env(String),
    /// In this computer's key store.
    Keychain,
    /// A person types it.
    Prompt,
    /// What is stored at Microsoft stays.
    Saved,
    /// A person of the app signs in to it; there is nothing to send.
    Authorize,
}

/// Where the value of a secret is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueSource {
    /// In the variable of this name.
    Env(String),
    /// In the key store.
    Keychain,
    /// In a person's head.
    Prompt,
}

/// Settings that are answers of their own.
const NO_CREDENTIALS: [&str; 3] = ["SyncAll", "SyncNotificationSettings", "SkipOutOfScopeDeletions"];

/// The names that a credential can have.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    keys().filter(|key| !NO_CREDENTIALS.contains(key))
}

/// The words for where a value is, as the file has them.
pub(super) const FROM: [&str; 5] = ["env", "keychain", "prompt", "saved", "authorize"];

impl Credential {
    /// Stands in the name of a variable for the instance's key.
    pub(super) const KEY: &str = "{KEY}";

    /// What a word of the file alone means.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        match word {
            "keychain" => Some(Self::Keychain),
            "prompt" => Some(Self::Prompt),
            "saved" => Some(Self::Saved),
            "authorize" => Some(Self::Authorize),
            _ => None,
        }
    }

    /// It comes from a variable that each instance has for itself.
    pub(super) fn is_named_by_key(&self) -> bool {
        matches!(self, Self::Env(name) if name.contains(Self::KEY))
    }

    /// It is sent: what is all at the app or at Microsoft needs no sending.
    pub(crate) fn is_sent(&self) -> bool {
        !matches!(self, Self::Saved | Self::Authorize)
    }

    /// Where its value is to be had; `None` where it stands in the file or is stored.
    pub(super) fn source(&self, key: &str) -> Option<ValueSource> {
        match self {
            Self::Clear(_) | Self::Saved | Self::Authorize => None,
            Self::Env(name) => Some(ValueSource::Env(variable(name, key))),
            Self::Keychain => Some(ValueSource::Keychain),
            Self::Prompt => Some(ValueSource::Prompt),
        }
    }

    /// The word of the file for where it is; with the name of a variable.
    pub(super) fn comes_from(&self, key: &str) -> String {
        match self {
            Self::Env(name) => format!("env {}", variable(name, key)),
            other => other.word().to_owned(),
        }
    }

    /// The word of the file for where it is; empty where the value stands in it.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Clear(_) => "",
            Self::Env(_) => "env",
            Self::Keychain => "keychain",
            Self::Prompt => "prompt",
            Self::Saved => "saved",
            Self::Authorize => "authorize",
        }
    }
}

/// The key in capitals, and `_` for what cannot stand in the name of a variable.
fn variable(name: &str, key: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    name.replace(Credential::KEY, &key.chars().map(plain).collect::<String>())
}

/// Whether a variable can have this name, once the key is filled in.
pub(super) fn names_a_variable(name: &str) -> bool {
    let filled = name.replace(Credential::KEY, "K");
    let starts_well = filled.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts_well && filled.len() <= 200 && filled.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_is_named_by_the_key() {
        let source = |name: &str, key: &str| Credential::Env(name.to_owned()).source(key);
        let is = |name: &str| Some(ValueSource::Env(name.to_owned()));
        assert_eq!(source("SCIM_{KEY}", "nl-prod 2"), is("SCIM_NL_PROD_2"));
        assert_eq!(source("SCIM_{KEY}", "Köln"), is("SCIM_K_LN"));
        assert_eq!(source("TOKEN", "x"), is("TOKEN"));
        for (name, can) in [
            ("SCIM_{KEY}", true),
            ("{KEY}", true),
            ("a1", true),
            ("1a", false),
            ("A-B", false),
            ("", false),
            ("{key}", false),
        ] {
            assert_eq!(names_a_variable(name), can, "{name}");
        }
    }
}
