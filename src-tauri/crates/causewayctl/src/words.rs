//! The same words as the window: all text people read comes from `ui/src/locales`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use crate::terminal::harmless;

/// The languages Causeway speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Dutch,
    Indonesian,
}

macro_rules! locale {
    ($language:literal) => {
        &[
            (
                "check",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/check.json")),
            ),
            (
                "cli",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/cli.json")),
            ),
            (
                "common",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/common.json")),
            ),
            (
                "drift",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/drift.json")),
            ),
            (
                "galleryApp",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/galleryApp.json")),
            ),
            (
                "journeys",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/journeys.json")),
            ),
            (
                "log",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/log.json")),
            ),
            (
                "mistakes",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/mistakes.json")),
            ),
            (
                "notes",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/notes.json")),
            ),
            (
                "operate",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/operate.json")),
            ),
            (
                "peopleFile",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/peopleFile.json")),
            ),
            (
                "person",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/person.json")),
            ),
            (
                "problems",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/problems.json")),
            ),
            (
                "signIn",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/signIn.json")),
            ),
            (
                "steps",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/steps.json")),
            ),
            (
                "waits",
                include_str!(concat!("../../../../ui/src/locales/", $language, "/waits.json")),
            ),
        ]
    };
}

impl Language {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 3] = [Self::English, Self::Dutch, Self::Indonesian];

    /// The one that the environment asks for; English when it asks for none that we speak.
    fn asked_for(variable: impl Fn(&str) -> Option<String>) -> Self {
        let asked = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|value| !value.is_empty())
            .unwrap_or_default();
        match asked.split(['_', '-', '.', '@']).next() {
            Some("nl") => Self::Dutch,
            Some("id") => Self::Indonesian,
            _ => Self::English,
        }
    }

    fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::English => locale!("en"),
            Self::Dutch => locale!("nl"),
            Self::Indonesian => locale!("id"),
        }
    }
}

/// The words of one language. A file is read when the first of its sentences is wanted: most calls want few, and one that tells in JSON
/// none at all.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    language: Language,
    files: BTreeMap<&'static str, File>,
}

#[derive(Debug, Clone)]
struct File {
    text: &'static str,
    sentences: OnceLock<Value>,
}

impl File {
    fn sentences(&self) -> &Value {
        self.sentences
            .get_or_init(|| serde_json::from_str(self.text).unwrap_or_default())
    }
}

impl Words {
    pub(crate) fn of_this_person() -> Self {
        Self::new(Language::asked_for(|name| std::env::var(name).ok()))
    }

    pub(crate) fn new(language: Language) -> Self {
        let files = language.files().iter().map(|&(name, text)| {
            let sentences = OnceLock::new();
            (name, File { text, sentences })
        });
        Self {
            language,
            files: files.collect(),
        }
    }

    /// The sentence of that key (`file.path.to.it`) with its values filled in; the key itself when there is none.
    pub(crate) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        match self.find(key) {
            Some(sentence) => filled(sentence, values),
            None => key.to_owned(),
        }
    }

    /// The same for a key that may hold several sentences: one after the other.
    pub(crate) fn say_all(&self, key: &str, values: &[(&str, &str)]) -> String {
        match self.at(key) {
            Some(Value::Array(sentences)) => {
                let sentences = sentences.iter().filter_map(Value::as_str);
                let said: Vec<String> = sentences.map(|sentence| filled(sentence, values)).collect();
                said.join(" ")
            }
            _ => self.say(key, values),
        }
    }

    /// The sentences of that key, one by one; none where there are none.
    pub(crate) fn list(&self, key: &str) -> Vec<String> {
        let sentences = self.at(key).and_then(Value::as_array);
        let said = sentences.into_iter().flatten().filter_map(Value::as_str);
        said.map(str::to_owned).collect()
    }

    /// The sentence of that key if there is one.
    pub(crate) fn find(&self, key: &str) -> Option<&str> {
        self.at(key)?.as_str()
    }

    /// Something is said of that key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.at(key).is_some()
    }

    fn file(&self, name: &str) -> Option<&Value> {
        self.files.get(name).map(File::sentences)
    }

    fn at(&self, key: &str) -> Option<&Value> {
        let mut parts = key.split('.');
        let file = self.file(parts.next()?)?;
        parts.try_fold(file, |value, part| value.get(part))
    }

    /// The sentence for so many.
    pub(crate) fn count(&self, key: &str, count: u64, values: &[(&str, &str)]) -> String {
        let form = if count == 1 && self.language != Language::Indonesian {
            "one"
        } else {
            "other"
        };
        let number = count.to_string();
        let values: Vec<_> = values.iter().copied().chain([("count", number.as_str())]).collect();
        self.say(&format!("{key}_{form}"), &values)
    }

    /// A note as a sentence; Microsoft's names of jobs and settings become the words people know.
    pub(crate) fn note(&self, code: &str, values: &BTreeMap<String, String>) -> String {
        let spoken: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| {
                let known = self
                    .file("common")
                    .and_then(|words| words.get("value")?.get(name)?.get(value)?.as_str());
                (name.as_str(), known.unwrap_or(value))
            })
            .collect();
        match self.file("notes").and_then(|notes| notes.get(code)?.as_str()) {
            Some(sentence) => filled(sentence, &spoken),
            None => harmless(code),
        }
    }

    /// A length of time, rounded as people say it.
    pub(crate) fn duration(&self, seconds: u64) -> String {
        if seconds < 100 {
            self.count("cli.seconds", seconds, &[])
        } else {
            self.count("operate.time.minutes", seconds.div_ceil(60), &[])
        }
    }
}

/// Values come from directories and answers, so they are made harmless here, once.
fn filled(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once("{{")
        && let Some((name, behind)) = after.split_once("}}")
    {
        text.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name.trim());
        text.push_str(&value.map(|(_, value)| harmless(value)).unwrap_or_default());
        rest = behind;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use app_core::{Journey, ProblemCode, StepId};

    #[test]
    fn the_environment_chooses_the_language() {
        let speaks = |name: &'static str, value: &'static str| {
            Language::asked_for(move |asked| (asked == name).then(|| value.to_owned()))
        };
        assert_eq!(speaks("LANG", "nl_NL.UTF-8"), Language::Dutch);
        assert_eq!(speaks("LC_ALL", "id_ID"), Language::Indonesian);
        assert_eq!(speaks("LANG", "C.UTF-8"), Language::English);
        assert_eq!(speaks("LANG", "fr_FR"), Language::English);
        let both = |asked: &str| Some(if asked == "LANG" { "nl" } else { "" }.to_owned());
        assert_eq!(Language::asked_for(both), Language::Dutch);
    }

    #[test]
    fn values_are_filled_in_once_and_harmless() {
        assert_eq!(
            filled("a {{x}} b {{ y }}{{z}}", &[("x", "{{y}}"), ("y", "\u{1b}[0m")]),
            "a {{y}} b \u{fffd}[0m"
        );
        assert_eq!(filled("open {{x", &[("x", "1")]), "open {{x");
    }

    #[test]
    fn plurals_follow_the_language() {
        assert_eq!(Words::new(Language::English).duration(1), "1 second");
        assert_eq!(Words::new(Language::English).duration(150), "3 minutes");
        assert_eq!(Words::new(Language::Indonesian).duration(1), "1 detik");
    }

    /// Every sentence by its path.
    fn sentences(words: &Words) -> BTreeMap<String, String> {
        fn walk(path: &str, value: &Value, into: &mut BTreeMap<String, String>) {
            match value {
                Value::String(text) => {
                    into.insert(path.to_owned(), text.clone());
                }
                Value::Object(parts) => {
                    parts
                        .iter()
                        .for_each(|(name, part)| walk(&format!("{path}.{name}"), part, into));
                }
                Value::Array(parts) => {
                    let parts = parts.iter().enumerate();
                    parts.for_each(|(place, part)| walk(&format!("{path}.{place}"), part, into));
                }
                other => panic!("{path} is no sentence: {other}"),
            }
        }
        let mut all = BTreeMap::new();
        let files = words.files.iter();
        files.for_each(|(name, file)| walk(name, file.sentences(), &mut all));
        all
    }

    fn placeholders(sentence: &str) -> Vec<&str> {
        let mut found: Vec<&str> = sentence
            .split("{{")
            .skip(1)
            .filter_map(|rest| rest.split_once("}}"))
            .map(|(name, _)| name.trim())
            .collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn every_language_says_the_same_things() {
        let english = sentences(&Words::new(Language::English));
        for language in Language::ALL {
            let own = sentences(&Words::new(language));
            assert!(own.keys().eq(english.keys()), "{language:?}");
            for (path, sentence) in &own {
                assert_eq!(
                    placeholders(sentence),
                    placeholders(&english[path]),
                    "{language:?} {path}"
                );
            }
        }
    }

    #[test]
    fn every_step_problem_and_journey_has_words() {
        for language in Language::ALL {
            let words = Words::new(language);
            let must = |key: String| assert!(words.find(&key).is_some(), "{language:?} lacks {key}");
            for step in StepId::ALL {
                for part in ["name", "toCome", "doing", "waiting", "done", "failed"] {
                    must(format!("steps.{}.{part}", step.as_str()));
                }
            }
            for code in ProblemCode::ALL {
                let code = crate::text::serde_name(code);
                for part in ["title", "happened", "means"] {
                    must(format!("problems.{code}.{part}"));
                }
                let todo = words.at(&format!("problems.{code}.todo")).and_then(Value::as_array);
                assert!(todo.is_some_and(|todo| !todo.is_empty()), "{language:?} {code}");
            }
            for journey in Journey::ALL {
                for part in ["name", "subject"] {
                    must(format!("journeys.{}.{part}", journey.as_str()));
                }
            }
            must("waits.other".to_owned());
        }
    }
}
