//! The words in which a file says whether somebody works there. What is proposed is never applied by itself, and what is not known stays
//! a question: tools that guess here have switched whole companies off.

use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;

use crate::names::bare;

/// A column with more different words is none of a status; the others stay unknown.
const MOST_WORDS: usize = 500;

/// People who are named beside a word.
const NAMED: usize = 3;

/// What a word of the status column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "StatusMeaning")]
pub enum Meaning {
    Here,
    Left,
    LeaveOut,
}

impl Meaning {
    /// As a set-up file names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Left => "left",
            Self::LeaveOut => "leave-out",
        }
    }
}

/// A word of the status column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StatusWord {
    pub word: String,
    #[ts(type = "number")]
    pub count: u64,
    /// What it is taken for; absent when a person must say.
    pub meaning: Option<Meaning>,
    /// Three people who have it, to recognise it by.
    pub names: Vec<String>,
}

/// Words that begin so have left; looked at first, for `inactive` ends as `active` does.
const LEFT: &str = "terminat inactiv inactief inactif inaktiv nonaktiv nonaktif nietactief nietindienst resign retire retired deceas dismiss \
                    uitdienst vertrokken ontslagen overleden gepensioneerd metpensioen keluar berhenti tidakaktif pensiun \
                    mengundurkan meninggal sorti parti demission licencie retraite decede ausgeschieden ausgetreten gekundigt \
                    nichtaktiv verstorben former nolonger leaver exemployee separated";

const LEFT_EXACTLY: &str = "no nee nein non tidak false 0 n t left";

const HERE: &str = "active actief indienst aktif tetap kontrak aktiv actif enposte employed werkzaam bekerja beschaftigt probation \
                    proeftijd masapercobaan probezeit";

const HERE_EXACTLY: &str = "yes ja ya oui true 1 a y l";

/// Whoever is on leave works there still.
const ON_LEAVE: &str =
    "leave verlof cuti conge elternzeit mutterschutz zwangerschapsverlof ouderschapsverlof ziek sick";

/// Contracts, which say nothing about whether somebody left.
const CONTRACTS: &str = "fulltime parttime voltijd deeltijd vollzeit teilzeit tempsplein tempspartiel permanent temporary vast tijdelijk \
                         bepaalde onbepaalde intern contractor cdi cdd befristet unbefristet regular casual";

/// What a word seems to mean.
pub(crate) fn proposed(word: &str) -> Option<Meaning> {
    if word.len() > 60 {
        return None;
    }
    let whole = bare(word);
    if is(&whole, LEFT_EXACTLY) || begins(&whole, LEFT) {
        return Some(Meaning::Left);
    }
    let on_leave = || words(word).any(|word| is(&word, ON_LEAVE));
    (is(&whole, HERE_EXACTLY) || begins(&whole, HERE) || on_leave()).then_some(Meaning::Here)
}

/// It names a kind of contract.
pub(crate) fn is_contract(word: &str) -> bool {
    word.len() <= 60 && (begins(&bare(word), CONTRACTS))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric()).map(bare)
}

fn is(word: &str, list: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

fn begins(word: &str, list: &str) -> bool {
    list.split_whitespace().any(|known| word.starts_with(known))
}

/// The words of the status column.
#[derive(Default)]
pub(crate) struct Words {
    pub(crate) list: Vec<StatusWord>,
    places: HashMap<String, usize>,
}

impl Words {
    /// What the word of somebody means: as it was settled, else as it is proposed.
    pub(crate) fn see(
        &mut self,
        word: &str,
        settled: Option<&HashMap<String, Meaning>>,
        name: impl FnOnce() -> String,
    ) -> Option<Meaning> {
        let place = match self.places.get(word) {
            Some(place) => *place,
            None if self.list.len() == MOST_WORDS => return None,
            None => {
                self.list.push(StatusWord {
                    word: word.to_owned(),
                    count: 0,
                    meaning: match settled {
                        Some(settled) => settled.get(word).copied(),
                        None => proposed(word),
                    },
                    names: Vec::new(),
                });
                self.places.insert(word.to_owned(), self.list.len() - 1);
                self.list.len() - 1
            }
        };
        let known = &mut self.list[place];
        known.count += 1;
        if known.names.len() < NAMED {
            known.names.push(name());
        }
        known.meaning
    }

    pub(crate) fn people(&self, meaning: Meaning) -> u64 {
        let words = self.list.iter().filter(|word| word.meaning == Some(meaning));
        words.map(|word| word.count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_five_languages_are_proposed_and_others_are_asked_about() {
        let here = [
            "Active",
            "actief",
            "In dienst",
            "Tetap",
            "Kontrak",
            "aktiv",
            "Actif",
            "1",
            "TRUE",
            "ja",
            "Paid Leave",
            "Met zwangerschapsverlof",
            "Cuti",
            "L",
            "Active - On Leave",
        ];
        let left = [
            "Terminated",
            "Inactive",
            "inactief",
            "Uit dienst",
            "Resign",
            "Keluar",
            "Sorti",
            "0",
            "false",
            "nee",
            "Retired",
            "T",
            "Niet in dienst",
            "Tidak aktif",
            "Ausgeschieden",
        ];
        let asked = [
            "Reported No Show",
            "",
            "X",
            "Pending",
            "Stagiair",
            "Full-Time",
            "3",
            "believe",
            "🙂",
        ];
        here.iter()
            .for_each(|word| assert_eq!(proposed(word), Some(Meaning::Here), "{word}"));
        left.iter()
            .for_each(|word| assert_eq!(proposed(word), Some(Meaning::Left), "{word}"));
        asked.iter().for_each(|word| assert_eq!(proposed(word), None, "{word}"));
        assert!(is_contract("Full-Time") && is_contract("Vollzeit") && !is_contract("Active"));
    }
}
