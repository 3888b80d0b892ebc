//! What a person types out before an act begins that takes people, passwords, pairs or a configuration away.

use serde::Serialize;
use ts_rs::TS;

use super::{Act, Steering};

/// A text to type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Asked {
    /// What it is.
    pub what: AskedFor,
    /// The text; blanks around it do not count.
    pub text: String,
}

/// What is typed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AskedFor {
    /// How many deletes are let go.
    Deletes,
    /// The tenant's name.
    Tenant,
    /// The configuration's name; its id where it has none.
    Configuration,
}

impl Asked {
    fn new(what: AskedFor, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { what, text }
    }

    /// The tenant's name.
    #[must_use]
    pub fn tenant(name: impl Into<String>) -> Self {
        Self::new(AskedFor::Tenant, name)
    }

    /// Whether this was typed.
    #[must_use]
    pub fn is(&self, typed: &str) -> bool {
        typed.trim() == self.text.trim()
    }
}

impl Steering {
    /// What is to be typed before it begins, in order; most acts ask for nothing. `tenant` is the tenant's name.
    #[must_use]
    pub fn asks(&self, tenant: &str) -> Vec<Asked> {
        let tenant = || Asked::tenant(tenant);
        match &self.act {
            Act::LetGo { held } => vec![Asked::new(AskedFor::Deletes, held.to_string())],
            Act::ForgetPairs | Act::TakeOutHashes => vec![tenant()],
            Act::Remove => vec![tenant(), Asked::new(AskedFor::Configuration, self.target.called())],
            Act::Pause
            | Act::GoOn
            | Act::Everybody
            | Act::ForgetPair { .. }
            | Act::Keep
            | Act::RaiseOnce
            | Act::ExchangeOff
            | Act::PauseHashes => Vec::new(),
        }
    }

    /// It asks for the tenant's name.
    #[must_use]
    pub fn asks_for_tenant(&self) -> bool {
        self.asks("").iter().any(|asked| asked.what == AskedFor::Tenant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steering::Target;

    fn asked(act: Act, name: &str) -> Vec<String> {
        let target = Target {
            service_principal: "the-id".to_owned(),
            jobs: Vec::new(),
            name: name.to_owned(),
            domain: None,
        };
        let asked = Steering { act, target }.asks("Contoso");
        asked.into_iter().map(|asked| asked.text).collect()
    }

    #[test]
    fn what_cannot_be_taken_back_is_typed_out() {
        assert_eq!(asked(Act::Pause, "corp"), [""; 0]);
        assert_eq!(asked(Act::LetGo { held: 599 }, "corp"), ["599"]);
        assert_eq!(asked(Act::ForgetPairs, "corp"), ["Contoso"]);
        assert_eq!(asked(Act::TakeOutHashes, "corp"), ["Contoso"]);
        assert_eq!(asked(Act::Remove, "corp"), ["Contoso", "corp"]);
        assert_eq!(asked(Act::Remove, " "), ["Contoso", "the-id"]);
    }

    #[test]
    fn blanks_around_it_do_not_count() {
        let asked = Asked::new(AskedFor::Tenant, " Contoso");
        assert!(asked.is("Contoso  "));
        assert!(!asked.is("contoso") && !asked.is(""));
    }
}
