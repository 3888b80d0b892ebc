//! What the cells of a column look like.

use std::collections::HashSet;

use serde::Serialize;
use ts_rs::TS;

use crate::dates::{self, Written};
use crate::names::{self, Word};
use crate::{Target, cells, status};

/// So many cells that hold something show what a column is.
const LOOKED_AT: usize = 1000;

/// What the cells say about a heading. The words that a person reads are in the locales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "PeopleEvidence")]
pub enum Evidence {
    /// They say nothing for or against it.
    Silent,
    Nothing,
    UniqueNumbers,
    Unique,
    Repeats,
    NoNumbers,
    Emails,
    NoEmails,
    Dates,
    NoDates,
    StatusWords,
    NoStatusWords,
    ContractTypes,
    AmongTheNumbers,
    NamesOfPeople,
    OnlyDigits,
    Phones,
    NoPhones,
}

impl Evidence {
    pub const ALL: [Self; 18] = [
        Self::Silent,
        Self::Nothing,
        Self::UniqueNumbers,
        Self::Unique,
        Self::Repeats,
        Self::NoNumbers,
        Self::Emails,
        Self::NoEmails,
        Self::Dates,
        Self::NoDates,
        Self::StatusWords,
        Self::NoStatusWords,
        Self::ContractTypes,
        Self::AmongTheNumbers,
        Self::NamesOfPeople,
        Self::OnlyDigits,
        Self::Phones,
        Self::NoPhones,
    ];

    /// The key of its words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Nothing => "nothing",
            Self::UniqueNumbers => "unique-numbers",
            Self::Unique => "unique",
            Self::Repeats => "repeats",
            Self::NoNumbers => "no-numbers",
            Self::Emails => "emails",
            Self::NoEmails => "no-emails",
            Self::Dates => "dates",
            Self::NoDates => "no-dates",
            Self::StatusWords => "status-words",
            Self::NoStatusWords => "no-status-words",
            Self::ContractTypes => "contract-types",
            Self::AmongTheNumbers => "among-the-numbers",
            Self::NamesOfPeople => "names-of-people",
            Self::OnlyDigits => "only-digits",
            Self::Phones => "phones",
            Self::NoPhones => "no-phones",
        }
    }

    /// What it adds to the score of the heading.
    pub(crate) fn points(self) -> i32 {
        match self {
            Self::Silent | Self::Nothing | Self::Repeats | Self::NamesOfPeople => 0,
            Self::UniqueNumbers
            | Self::Unique
            | Self::Emails
            | Self::Dates
            | Self::StatusWords
            | Self::AmongTheNumbers
            | Self::Phones => 30,
            Self::NoNumbers
            | Self::NoEmails
            | Self::NoDates
            | Self::NoStatusWords
            | Self::ContractTypes
            | Self::OnlyDigits
            | Self::NoPhones => -50,
        }
    }
}

/// Counts over the first cells of one column that hold something.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    pub(crate) filled: usize,
    distinct: HashSet<String>,
    digits: usize,
    emails: usize,
    dates: usize,
    phones: usize,
    status: usize,
    contracts: usize,
    /// Letters and a space, as in a whole name.
    two_words: usize,
}

impl Shape {
    pub(crate) fn see(&mut self, cell: &str) {
        if cell.is_empty() || self.is_full() || names::is(cell, Word::Nobody) {
            return;
        }
        self.filled += 1;
        let start: String = cell.chars().take(64).collect();
        self.distinct.insert(cells::folded(&start));
        self.digits += usize::from(cell.bytes().all(|byte| byte.is_ascii_digit()));
        self.emails += usize::from(is_email(cell));
        self.dates += usize::from(!matches!(dates::read(cell), Written::Other));
        self.phones += usize::from(is_phone(cell));
        self.status += usize::from(status::proposed(cell).is_some());
        self.contracts += usize::from(status::is_contract(cell));
        self.two_words += usize::from(cell.contains(' ') && !cell.contains(|letter: char| letter.is_ascii_digit()));
    }

    /// More cells would say nothing new.
    pub(crate) fn is_full(&self) -> bool {
        self.filled == LOOKED_AT
    }

    fn most(&self, count: usize) -> bool {
        count * 5 >= self.filled * 4
    }

    fn few(&self, count: usize) -> bool {
        count * 2 < self.filled
    }

    /// What the cells say to this target. `numbers` are those of the column that holds them.
    pub(crate) fn evidence(&self, target: Target, numbers: Option<&Self>) -> Evidence {
        if self.filled == 0 {
            return Evidence::Nothing;
        }
        let all_unique = self.distinct.len() == self.filled;
        match target {
            Target::Number if self.most(self.emails) || self.dates == self.filled && !self.most(self.digits) => {
                Evidence::NoNumbers
            }
            Target::Number if all_unique && self.most(self.digits) => Evidence::UniqueNumbers,
            Target::Number if all_unique => Evidence::Unique,
            Target::Number if self.distinct.len() * 10 < self.filled * 3 => Evidence::Repeats,
            Target::Email if self.most(self.emails) => Evidence::Emails,
            Target::Email => self.against(self.emails, Evidence::NoEmails),
            Target::HireDate | Target::LeaveDate if self.most(self.dates) => Evidence::Dates,
            Target::HireDate | Target::LeaveDate => self.against(self.dates, Evidence::NoDates),
            Target::Status if !self.few(self.contracts) => Evidence::ContractTypes,
            Target::Status if self.most(self.status) => Evidence::StatusWords,
            Target::Status if self.distinct.len() > 50 => Evidence::NoStatusWords,
            Target::Manager => self.as_managers(numbers),
            Target::WorkPhone | Target::MobilePhone if self.most(self.phones) => Evidence::Phones,
            Target::WorkPhone | Target::MobilePhone => self.against(self.phones, Evidence::NoPhones),
            Target::GivenName | Target::FamilyName | Target::FullName | Target::Title | Target::Department
                if self.most(self.digits) =>
            {
                Evidence::OnlyDigits
            }
            _ => Evidence::Silent,
        }
    }

    fn against(&self, count: usize, evidence: Evidence) -> Evidence {
        if self.few(count) { evidence } else { Evidence::Silent }
    }

    fn as_managers(&self, numbers: Option<&Self>) -> Evidence {
        let known = numbers.map_or(0, |numbers| {
            self.distinct
                .iter()
                .filter(|value| numbers.distinct.contains(*value))
                .count()
        });
        match () {
            () if known * 2 >= self.distinct.len() => Evidence::AmongTheNumbers,
            () if known == 0 && !self.few(self.two_words) => Evidence::NamesOfPeople,
            () => Evidence::Silent,
        }
    }

    /// What it is without a heading that says so.
    pub(crate) fn by_itself(&self) -> Option<Target> {
        (self.filled > 1 && self.emails == self.filled).then_some(Target::Email)
    }
}

pub(crate) fn is_email(cell: &str) -> bool {
    match cell.split_once('@') {
        Some((name, domain)) => {
            !name.is_empty() && domain.contains('.') && !domain.contains('@') && !cell.contains(char::is_whitespace)
        }
        None => false,
    }
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let signs = |letter: char| letter.is_ascii_digit() || " +-()./x".contains(letter);
    (5..=20).contains(&digits) && cell.chars().all(signs)
}
