//! What people sign in by, where a rule makes it of their names.

use people_file::Target;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::Person;

/// Letters before the `@` (RFC 5321, 4.5.3.1.1).
const LONGEST: usize = 64;

/// What the name before the `@` is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRule {
    /// `anna.smith`
    FirstLast,
    /// `a.smith`
    InitialLast,
    /// The number.
    Number,
}

/// Makes names of one domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMaker {
    pub rule: NameRule,
    /// What stands behind the `@`.
    pub domain: String,
}

impl NameMaker {
    /// The name of somebody before anybody else is looked at. Of a name without one letter that a sign-in name may have, the number
    /// is taken; `None` where that has none either.
    #[must_use]
    pub fn first_choice(&self, person: &Person<'_>) -> Option<String> {
        let local = match self.rule {
            NameRule::Number => String::new(),
            NameRule::FirstLast | NameRule::InitialLast => self.of_names(person),
        };
        let local = match local.as_str() {
            "" => folded(person.get(Target::Number)),
            _ => local,
        };
        (!local.is_empty()).then(|| self.whole(&local, ""))
    }

    /// The name that somebody gets when others have the choices before: the second choice is 2.
    #[must_use]
    pub fn choice(&self, first: &str, nth: u32) -> String {
        let local = first.split('@').next().unwrap_or(first);
        match nth {
            0 | 1 => self.whole(local, ""),
            nth => self.whole(local, &nth.to_string()),
        }
    }

    fn of_names(&self, person: &Person<'_>) -> String {
        let (first, last) = names(person);
        let (mut first, last) = (folded(&first), folded(&last));
        if self.rule == NameRule::InitialLast && !last.is_empty() {
            first.truncate(1);
        }
        // Who has one name has it in both columns of some systems.
        match (first.as_str(), last.as_str()) {
            (only, "") | ("", only) => only.to_owned(),
            (first, last) if first == last => last.to_owned(),
            (first, last) => format!("{first}.{last}"),
        }
    }

    fn whole(&self, local: &str, suffix: &str) -> String {
        // Folded texts are ASCII.
        let room = LONGEST - suffix.len();
        let local = local.get(..room.min(local.len())).unwrap_or(local);
        let local = local.trim_end_matches(['.', '-']);
        format!("{local}{suffix}@{}", self.domain)
    }
}

/// First and last name; of a whole name `Smith, Anna (On leave)` and `Anna Smith (1001)`, where nothing else is given.
fn names(person: &Person<'_>) -> (String, String) {
    let text = |target| person.get(target).to_owned();
    let first = match text(Target::GivenName) {
        first if first.is_empty() => text(Target::PreferredName),
        first => first,
    };
    let last = text(Target::FamilyName);
    if !(first.is_empty() && last.is_empty()) {
        return (first, last);
    }
    let whole = person.get(Target::FullName);
    let whole = whole.split('(').next().unwrap_or_default().trim();
    if let Some((last, first)) = whole.split_once(',') {
        return (first.trim().to_owned(), last.trim().to_owned());
    }
    let (first, last) = whole.split_once(char::is_whitespace).unwrap_or((whole, ""));
    (first.to_owned(), last.trim().to_owned())
}

/// Small letters and digits of ASCII, and the hyphen between them: `Ångström-Łoś` is `angstrom-los`. Accents go as Microsoft's
/// `NormalizeDiacritics` takes them away; blanks and apostrophes are left out.
fn folded(text: &str) -> String {
    let mut out = String::new();
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'a'..='z' | '0'..='9' => out.push(letter),
            'A'..='Z' => out.push(letter.to_ascii_lowercase()),
            // Hyphens of other kinds stand in names that were typed elsewhere.
            '-' | '\u{2010}' | '\u{2011}' if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            other => out.push_str(without_stroke(other)),
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Letters that no normal form takes apart.
fn without_stroke(letter: char) -> &'static str {
    match letter {
        'Æ' | 'æ' => "ae",
        'Œ' | 'œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'Þ' | 'þ' => "th",
        'Ø' | 'ø' => "o",
        'Ł' | 'ł' => "l",
        'Đ' | 'đ' | 'Ð' | 'ð' => "d",
        'Ħ' | 'ħ' => "h",
        'Ŧ' | 'ŧ' => "t",
        'ı' => "i",
        'ĸ' => "k",
        'Ŋ' | 'ŋ' => "n",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(rule: NameRule, values: &[(Target, &'static str)]) -> Option<String> {
        let mut person = Person::new(1, true);
        person.set(Target::Number, "00012".into());
        values
            .iter()
            .for_each(|(target, value)| person.set(*target, (*value).into()));
        let maker = NameMaker {
            rule,
            domain: "x.nl".to_owned(),
        };
        maker.first_choice(&person)
    }

    #[test]
    fn names_of_the_world_become_names_to_sign_in_by() {
        use NameRule::{FirstLast, InitialLast};
        for (rule, first, last, made) in [
            (FirstLast, "Anna", "Smith", "anna.smith"),
            (InitialLast, "Anna", "Smith", "a.smith"),
            (FirstLast, "José", "Núñez", "jose.nunez"),
            (FirstLast, "Jose\u{301}", "Nu\u{301}n\u{303}ez", "jose.nunez"),
            (FirstLast, "Søren", "Ærø", "soren.aero"),
            (FirstLast, "Łukasz", "Groß", "lukasz.gross"),
            (FirstLast, "Nguyễn", "Đặng", "nguyen.dang"),
            (FirstLast, "İbrahim", "Işık", "ibrahim.isik"),
            (FirstLast, "Jan", "van der Meulen", "jan.vandermeulen"),
            (FirstLast, "Siobhán", "O’Neil", "siobhan.oneil"),
            (FirstLast, "Siobhan", "O'Neil", "siobhan.oneil"),
            (FirstLast, "Anne-Marie", "Smith\u{2010}Jones", "anne-marie.smith-jones"),
            (FirstLast, "- Anna -", "Smith.", "anna.smith"),
            (FirstLast, "ﬁona", "Ｓmith", "fiona.smith"),
            // One name, in one column or in both.
            (FirstLast, "Suharto", "", "suharto"),
            (FirstLast, "", "Suharto", "suharto"),
            (FirstLast, "Suharto", "Suharto", "suharto"),
            (InitialLast, "Suharto", "", "suharto"),
            // Nothing is left: the number.
            (FirstLast, "伟", "张", "00012"),
            (InitialLast, "Ольга", "Иванова", "00012"),
            (FirstLast, "", "", "00012"),
            (InitialLast, "伟", "Zhang", "zhang"),
            (NameRule::Number, "Anna", "Smith", "00012"),
        ] {
            let made_of = name(rule, &[(Target::GivenName, first), (Target::FamilyName, last)]);
            assert_eq!(made_of, Some(format!("{made}@x.nl")), "{first} {last}");
        }
    }

    #[test]
    fn a_whole_name_is_taken_apart_where_it_is_all_there_is() {
        for (whole, made) in [
            ("Anna Smith", "anna.smith"),
            ("Smith, Anna (On Leave)", "anna.smith"),
            ("Anna Smith (1001)", "anna.smith"),
            ("Siti Nur Haliza", "siti.nurhaliza"),
            ("Suharto", "suharto"),
        ] {
            let made_of = name(NameRule::FirstLast, &[(Target::FullName, whole)]);
            assert_eq!(made_of, Some(format!("{made}@x.nl")), "{whole}");
        }
        let called = [
            (Target::PreferredName, "An"),
            (Target::FamilyName, "Smit"),
            (Target::FullName, "Johanna Smit"),
        ];
        assert_eq!(name(NameRule::FirstLast, &called).unwrap(), "an.smit@x.nl");
    }

    #[test]
    fn a_name_is_never_longer_than_it_may_be_and_ends_in_a_letter() {
        let long: &'static str = "abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi-abc-abcdefghi";
        let first = name(NameRule::FirstLast, &[(Target::FamilyName, long)]).unwrap();
        let maker = NameMaker {
            rule: NameRule::FirstLast,
            domain: "x.nl".to_owned(),
        };
        assert_eq!(first.split('@').next().unwrap(), &long[..63]);
        let twelfth = maker.choice(&first, 12);
        assert_eq!(twelfth.split('@').next().unwrap(), format!("{}12", &long[..62]));
        assert_eq!(maker.choice("anna.smith@x.nl", 1), "anna.smith@x.nl");
        assert_eq!(maker.choice("anna.smith@x.nl", 2), "anna.smith2@x.nl");
    }

    proptest::proptest! {
        #[test]
        fn whatever_somebody_is_called_it_can_be_signed_in_by(first in "\\PC{0,80}", last in "\\PC{0,80}") {
            let mut person = Person::new(1, true);
            person.set(Target::Number, "12".into());
            person.set(Target::GivenName, first.into());
            person.set(Target::FamilyName, last.into());
            let maker = NameMaker { rule: NameRule::FirstLast, domain: "x.nl".to_owned() };
            let name = maker.first_choice(&person).unwrap();
            let (local, _) = name.split_once('@').unwrap();
            proptest::prop_assert!((1..=LONGEST).contains(&local.len()), "{}", local);
            let fits = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '.' | '-');
            proptest::prop_assert!(local.chars().all(fits) && !local.contains("..") && !local.ends_with('.'), "{}", local);
        }
    }
}
