//! What a look at a feed finds besides the file's own problems: what must be decided, and what should be known. The words are in the
//! locales.

use std::collections::BTreeMap;
use std::path::Path;

use ::people_feed::guard::{Hint, Stop};
use serde::Serialize;
use ts_rs::TS;

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal;)*) => {
        /// What was found.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
        #[ts(rename = "FeedFindingCode")]
        pub enum FindingCode {
            $($(#[$doc])* #[serde(rename = $name)] $code,)*
        }

        impl FindingCode {
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// The key of its words.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$code => $name),* }
            }
        }
    };
}

codes! {
    /// Neither set-up nor command names a file.
    NoFileNamed = "no-file-named";
    /// No file is there by that name.
    NoFile = "no-file";
    /// Several files are, and nobody said that the newest is meant.
    SeveralFiles = "several-files";
    /// Columns that the set-up names are not in the file.
    ColumnMissing = "column-missing";
    /// Nobody said how people sign in.
    NoSignIn = "no-sign-in";
    /// The tenant has no feed of this name.
    NoFeed = "no-feed";
    SeveralFeeds = "several-feeds";
    /// The feed has no job.
    NoJob = "no-job";
    /// The domain that people sign in by is none of the tenant's.
    Domain = "domain";
    Quarantined = "quarantined";
    /// Rows that cannot be sent.
    Unfit = "unfit";
    NumberTwice = "number-twice";
    Leaving = "leaving";
    Shrunk = "shrunk";
    /// New people have numbers of people who are gone, but for zeros in front.
    Renumbered = "renumbered";
    Threshold = "threshold";
    /// The file that was sent last is needed, and is not beside this one.
    LastFile = "last-file";
    /// Somebody would get the name of somebody else, and the set-up says to stop.
    NameClash = "name-clash";
    RowTooLarge = "row-too-large";
    /// Nobody knows any more who was sent: the ledger is damaged, or tells of another feed.
    LedgerUnusable = "ledger-unusable";
    /// What a sending that broke off left behind is damaged.
    NotesUnusable = "notes-unusable";
    /// An earlier sending broke off in between.
    Unfinished = "unfinished";
    /// Somebody else sent meanwhile.
    SentMeanwhile = "sent-meanwhile";
    /// Most changed because other columns are sent, or in another way.
    MappingChanged = "mapping-changed";
    /// Somebody who is never switched off.
    Own = "own";
    /// People are uploaded, and wait until the job runs.
    NotRunning = "not-running";
    /// People who have left and were never sent have accounts that work.
    StaysOn = "stays-on";
    /// Nobody is told when the feed is put aside.
    NoMail = "no-mail";
    /// Who is in the tenant could not be read.
    NotChecked = "not-checked";
    /// The log said that people of the last sending were refused: they are sent again.
    RefusedBefore = "refused-before";
    /// The log never said a word of people of the last sending: they are sent again.
    Unheard = "unheard";
    /// New people of whom the file tells no name.
    Nameless = "nameless";
    /// Names that get a number behind them.
    Numbered = "numbered";
    /// People who cannot sign in now could after this.
    SwitchedOn = "switched-on";
    /// Another feed of the tenant sends these people too.
    Shared = "shared";
    /// Who is gone would be sent without the name they sign in by, and Microsoft would refuse that.
    LeaverNames = "leaver-names";
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "FeedFinding")]
pub struct Finding {
    pub code: FindingCode,
    /// Nothing is sent before it is settled.
    pub blocks: bool,
    /// Values for the words.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<String, String>>", optional)]
    pub values: BTreeMap<&'static str, String>,
}

impl Finding {
    pub(crate) fn stop(code: FindingCode) -> Self {
        Self {
            code,
            blocks: true,
            values: BTreeMap::new(),
        }
    }

    pub(crate) fn hint(code: FindingCode) -> Self {
        Self {
            blocks: false,
            ..Self::stop(code)
        }
    }

    /// A file of our own stands in the way.
    pub(super) fn of_file(code: FindingCode, path: &Path) -> Self {
        Self::stop(code).with("file", path.display())
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.insert(name, value.to_string());
        self
    }
}

impl From<Stop> for Finding {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Unfit { rows } => Self::stop(FindingCode::Unfit).with("rows", rows),
            Stop::NumberTwice { row } => Self::stop(FindingCode::NumberTwice).with("row", row),
            Stop::Leaving { people, of, most } => Self::stop(FindingCode::Leaving)
                .with("people", people)
                .with("of", of)
                .with("most", most),
            Stop::Shrunk { rows, before, leaving } => Self::stop(FindingCode::Shrunk)
                .with("rows", rows)
                .with("before", before)
                .with("people", leaving),
            Stop::Renumbered { people, leaving } => Self::stop(FindingCode::Renumbered)
                .with("people", people)
                .with("leaving", leaving),
            Stop::Threshold { people, threshold } => Self::stop(FindingCode::Threshold)
                .with("people", people)
                .with("threshold", threshold),
        }
    }
}

impl From<Hint> for Finding {
    fn from(hint: Hint) -> Self {
        match hint {
            Hint::MappingChanged { people } => Self::hint(FindingCode::MappingChanged).with("people", people),
            Hint::Own { people } => Self::hint(FindingCode::Own).with("people", people),
        }
    }
}
