//! What a set-up of a people feed may answer.

use std::collections::BTreeMap;

use people_feed::guard::Most;
use people_feed::{Compared, Leavers};
use people_file::{DateOrder, Meaning, Repeats, Target};

/// Where people go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directory {
    /// Microsoft Entra ID.
    Entra,
    /// A domain of Active Directory, which an agent reaches.
    ActiveDirectory,
}

impl Directory {
    /// The job template of feeds into it; its jobs' ids begin so (contract 14).
    #[must_use]
    pub fn job_template(self) -> &'static str {
        match self {
            Self::Entra => "API2AAD",
            Self::ActiveDirectory => "API2AD",
        }
    }
}

/// Which file is taken where several fit its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// None: a person must say which.
    Only,
    /// The one that was changed last.
    Newest,
}

/// Where the file is, and how it is read. What is left out is found in the file, and so is what the set-up leaves to it by `auto`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FileAnswers {
    pub(super) path: Option<String>,
    pub(super) take: Option<Take>,
    pub(super) encoding: Option<String>,
    pub(super) delimiter: Option<String>,
    pub(super) sheet: Option<String>,
    pub(super) header_row: Option<Option<u32>>,
    pub(super) dates: Option<Option<DateOrder>>,
    /// A name of the time zone database.
    pub(super) time_zone: Option<String>,
}

/// What people are recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// Heading of the column with everybody's number.
    pub(super) column: String,
    /// The attribute of the directory that holds the number.
    pub(super) attribute: Option<String>,
    /// Which of the rows with one number counts.
    pub(super) repeated: Option<Repeats>,
}

/// A column of the file that is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As the file has it.
    pub heading: String,
    /// What it is sent as.
    pub to: Sent,
    /// The headings of the columns whose cells are joined by a blank, in this order; empty where the column stands alone.
    pub join: Vec<String>,
    /// The attribute of the directory that it is for, where the file names one.
    pub target: Option<String>,
    /// What each word of the column means; of the status alone.
    pub values: BTreeMap<String, Meaning>,
}

/// What a column is sent as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// What everybody knows of people.
    Known(Target),
    /// A field of its own, below the schema [`people_feed::EXTENSION`].
    Own {
        /// Its name.
        name: String,
        /// How its cells are read.
        kind: Kind,
    },
}

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As they are.
    Text,
    /// As days.
    Date,
}

impl Sent {
    /// As a set-up file names it.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Known(target) => target.path(),
            Self::Own { name, .. } => name,
        }
    }

    /// How its cells are read.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Known(target) if target.is_date() => Kind::Date,
            Self::Known(_) => Kind::Text,
            Self::Own { kind, .. } => *kind,
        }
    }

    /// It is this one.
    #[must_use]
    pub fn is(&self, target: Target) -> bool {
        *self == Self::Known(target)
    }
}

/// How people sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserName {
    /// What the part before the `@` is made of.
    pub rule: NameRule,
    /// What stands after the `@`; of a column, where its cells do not say.
    pub domain: Option<String>,
    /// What happens where two would sign in by the same name.
    pub on_clash: OnClash,
}

/// What sign-in names are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameRule {
    /// The column with this heading.
    Column(String),
    /// `mila.novak`.
    FirstLast,
    /// `m.novak`.
    InitialLast,
    /// The number.
    Number,
}

impl NameRule {
    /// As a set-up file names it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Column(_) => "column",
            Self::FirstLast => "first.last",
            Self::InitialLast => "f.last",
            Self::Number => "number",
        }
    }
}

/// What happens where two people would sign in by the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnClash {
    /// The second one gets a 2, the next a 3.
    Number,
    /// Nothing is sent before a person has decided.
    Stop,
}

/// Rows that are left out by what stands in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveOut {
    /// Heading of the column.
    pub column: String,
    /// How its cells are compared with the words.
    pub compared: Compared,
    /// The words.
    pub words: Vec<String>,
}

/// How it is told that somebody left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeaversAnswer {
    pub(super) by: Leavers,
    pub(super) most: Option<Most>,
}

/// What is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Who is new, who changed and who left.
    Changed,
    /// Everybody.
    Full,
}

/// Each of them may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answers {
    pub(super) target: Option<Directory>,
    pub(super) template: Option<String>,
    /// No number inside: the guard is left as it is.
    pub(super) accidental_deletes: Option<Option<u32>>,
    pub(super) file: Option<FileAnswers>,
    pub(super) columns: Vec<Column>,
    pub(super) user_name: Option<UserName>,
    pub(super) leave_out: Vec<LeaveOut>,
    pub(super) creates_left: Option<bool>,
    pub(super) leavers: Option<LeaversAnswer>,
    pub(super) clear_when_empty: Vec<String>,
    pub(super) replace_mappings: Vec<String>,
    pub(super) ou: Option<String>,
    pub(super) mode: Option<Mode>,
    pub(super) only_enrich: Option<bool>,
    pub(super) pilot: Option<u32>,
    /// No number inside: as many as Microsoft takes.
    pub(super) calls_per_day: Option<Option<u32>>,
    pub(super) uploader: Option<String>,
    pub(super) start: Option<bool>,
}
