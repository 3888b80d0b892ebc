//! A mistake of a set-up file, as codes with values; the words are in `mistakes.json` of the locales.

use std::fmt;

use serde::Serialize;
use ts_rs::TS;

/// A mistake of a set-up file: where it stands, what was found there, what is allowed. Shown it is for support, in codes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[error("line {line}, column {column}: {field}: {found} is not {allowed}")]
#[ts(rename = "SetupMistake")]
pub struct SetupError {
    /// The table beside the set-up file in which it stands; left out for one in the file itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub table: Option<String>,
    /// From 1; of a table the row, as Excel counts them.
    pub line: u32,
    /// From 1, in characters; of a table its column.
    pub column: u32,
    /// Path of the field, such as `scope.ous[2]`; of a table the heading of the column.
    pub field: String,
    /// What was found.
    pub found: Found,
    /// What is allowed.
    pub allowed: Allowed,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

/// What stands where something else is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[ts(rename = "SetupFound")]
#[expect(missing_docs, reason = "each has its sentence in the locales")]
pub enum Found {
    /// Nothing at all.
    Nothing,
    /// This, as the file has it, shortened.
    Written {
        text: String,
    },
    /// A value that is told nowhere, since it may be a secret.
    NotShown,
    /// An answer, whatever it is.
    Answer,
    NotJson,
    CutOff,
    UnknownField,
    /// A field that stands in this line already.
    FieldAgain {
        line: u32,
    },
    NoApp,
    Table,
    Instances {
        number: usize,
    },
    /// What another instance of the file has already, at this path.
    SameAsField {
        field: String,
    },
    /// What another instance of the table has already, in this row.
    SameAsRow {
        row: u64,
    },
    FileMissing,
    FileUnread {
        cause: String,
    },
    FileTooLarge,
    FileNoText,
    TooMuchForATable,
    OpenQuote,
    Cells {
        number: usize,
    },
    UnknownHeading,
    /// The heading of this column, from 1, again.
    HeadingAgain {
        column: usize,
    },
    Names {
        number: usize,
    },
    NeitherOrBoth,
    Columns {
        number: usize,
    },
    SeveralColumns,
    Heading,
    Words {
        number: usize,
    },
}

/// What may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[ts(rename = "SetupAllowed")]
#[expect(missing_docs, reason = "each has its sentence in the locales")]
pub enum Allowed {
    Json,
    Object,
    EachFieldOnce,
    EachOnce,
    KnownField,
    Required,
    /// This and nothing else, as it stands in a file.
    Exactly {
        text: String,
    },
    OneOf {
        words: Vec<&'static str>,
    },
    SchemaAddress,
    TrueOrFalse,
    Number {
        least: u32,
        most: u32,
    },
    AutoOrNumber {
        most: u32,
    },
    List {
        most: usize,
    },
    Tenant,
    Domain,
    Name,
    MailAddress,
    OneAddress,

    ExistingAnswer,
    ConfigurationId,
    Scope,
    DistinguishedNames {
        most: usize,
    },
    DistinguishedName {
        begins: &'static [&'static str],
    },
    DistinguishedNameIn {
        begins: &'static [&'static str],
        domain: String,
    },

    TemplateId,
    JobTemplate,
    TemplateOrName,
    OneInstance,
    Instances {
        most: usize,
    },
    InstancesOrTable,
    DifferentInstances,
    KeyOfItsOwnVariable,
    TableFile,
    Table,
    ClosedQuote,
    AsManyCells {
        number: usize,
    },
    KnownHeading {
        words: Vec<&'static str>,
    },
    ConfirmedEveryone,
    Reference,
    CellReference,
    HttpsAddress,
    PlainText,
    VariableName,
    Assignments {
        most: usize,
    },
    GroupOrUser,
    NamesInCell,

    FeedAddress,
    MatchAttribute,
    NotWhenEnriching,
    OtherThanStatus,
    TargetOfColumn,
    ClientId,
    OrganizationalUnit,
    PlaceOfDirectory,
    PlaceNeeded,
    FilePath,
    Encoding,
    Delimiter,
    TimeZone,
    OnlyRuleColumn,
    NameColumn,
    NameDomain,
    /// One of `is`, `isNot` and `contains`.
    OneComparison,
    /// At least one word.
    OneWord,
    CellText {
        most: usize,
    },
    Heading {
        most: usize,
    },
    Headings {
        least: usize,
        most: usize,
    },
    Attribute,
    Columns {
        most: usize,
    },
    /// Another target: the column of this heading has it.
    TargetOnce {
        heading: String,
    },
    /// Another attribute: the column of this heading is for it.
    AttributeOnce {
        heading: String,
    },
    OtherThanMatch,
    NobodySwitchedOff,
    NoManagers,
    KindOfTarget,
    OneColumn,
    OnlyStatusWords,
    StatusWords,
    MeaningOfWords {
        most: usize,
    },
    NumberUnderMatch,
    NameUnderUserName,
    Target,
    OwnField,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_coded(f, self)
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_coded(f, self)
    }
}

/// One line whatever stands in the file: JSON escapes what would break it.
fn write_coded(f: &mut fmt::Formatter<'_>, coded: &impl Serialize) -> fmt::Result {
    f.write_str(&serde_json::to_string(coded).map_err(|_| fmt::Error)?)
}

impl SetupError {
    /// A wrong answer that stands in no file.
    fn outside_a_file(field: &str, found: Found, allowed: Allowed) -> Self {
        Self {
            table: None,
            line: 1,
            column: 1,
            field: field.to_owned(),
            found,
            allowed,
            suggestion: None,
        }
    }

    /// What names no tenant, where one is asked for; empty where nothing was given.
    #[must_use]
    pub fn no_tenant(found: &str) -> Self {
        let found = match found {
            "" => Found::Nothing,
            text => Found::Written { text: text.to_owned() },
        };
        Self::outside_a_file("tenant", found, Allowed::Tenant)
    }

    /// The file is one of another journey.
    pub(crate) fn other_journey(found: &str, allowed: &str) -> Self {
        let quoted = |word: &str| format!("\"{word}\"");
        let found = Found::Written { text: quoted(found) };
        Self::outside_a_file("journey", found, Allowed::Exactly { text: quoted(allowed) })
    }
}
