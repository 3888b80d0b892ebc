//! What was typed.

use uuid::Uuid;

use super::people::FoundPerson;
use crate::log::dn;

/// What somebody is looked for by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Needle {
    /// An object id of either side, in lower case.
    Id(String),
    /// A distinguished name.
    Place(String),
    /// A whole address.
    Address(String),
    /// A name, or a part of one.
    Name(String),
}

impl Needle {
    /// `None` where nothing was typed.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let whole_address = |text: &str| matches!(text.split_once('@'), Some((name, domain)) if !name.is_empty() && domain.contains('.'));
        Some(match Uuid::try_parse(text) {
            _ if text.is_empty() => return None,
            Ok(id) => Self::Id(id.to_string()),
            Err(_) if dn::is_one(text) => Self::Place(text.to_owned()),
            Err(_) if !text.contains(' ') && whole_address(text) => Self::Address(text.to_owned()),
            Err(_) => Self::Name(text.to_owned()),
        })
    }
}

impl Needle {
    /// Somebody of whom nothing else is known.
    pub(super) fn person(&self) -> FoundPerson {
        let named = |name: &str| FoundPerson {
            name: name.to_owned(),
            ..FoundPerson::default()
        };
        match self {
            Self::Id(id) => FoundPerson {
                source_id: Some(id.clone()),
                ..named(id)
            },
            Self::Place(place) => FoundPerson {
                distinguished_name: Some(place.clone()),
                ..named(&dn::first_value(place).unwrap_or_else(|| place.clone()))
            },
            Self::Address(address) => FoundPerson {
                address: Some(address.clone()),
                ..named(address)
            },
            Self::Name(name) => named(name),
        }
    }
}

/// The log compares with case: as it was typed, as a name is written, and in capitals; each once.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
        first.unwrap_or_default() + &letters.as_str().to_lowercase()
    };
    let words: Vec<String> = name.split(' ').map(word).collect();
    let mut spellings = vec![name.to_owned()];
    for other in [words.join(" "), name.to_uppercase()] {
        if !spellings.contains(&other) {
            spellings.push(other);
        }
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_known_by_its_form() {
        let id = "6ea5c15e-0d5b-4f0c-9d71-6cf6d0c4b0a1";
        for (typed, needle) in [
            (format!(" {{{}}} ", id.to_uppercase()), Needle::Id(id.to_owned())),
            (
                r"CN=Vries\, Anna,OU=x".to_owned(),
                Needle::Place(r"CN=Vries\, Anna,OU=x".to_owned()),
            ),
            (
                "anna@contoso.com".to_owned(),
                Needle::Address("anna@contoso.com".to_owned()),
            ),
            ("anna@".to_owned(), Needle::Name("anna@".to_owned())),
            ("Anna = 3".to_owned(), Needle::Name("Anna = 3".to_owned())),
            ("  anna de vries".to_owned(), Needle::Name("anna de vries".to_owned())),
            ("O'Neil".to_owned(), Needle::Name("O'Neil".to_owned())),
        ] {
            assert_eq!(Needle::of(&typed), Some(needle), "{typed}");
        }
        assert_eq!(Needle::of(" "), None);
    }

    #[test]
    fn a_name_is_asked_for_in_three_spellings_at_most() {
        assert_eq!(
            spellings("anna DE vries"),
            ["anna DE vries", "Anna De Vries", "ANNA DE VRIES"]
        );
        assert_eq!(spellings("Anna"), ["Anna", "ANNA"]);
        assert_eq!(spellings("ANNA"), ["ANNA", "Anna"]);
        assert_eq!(spellings("ß"), ["ß", "SS"]);
        assert_eq!(spellings("李"), ["李"]);
    }
}
