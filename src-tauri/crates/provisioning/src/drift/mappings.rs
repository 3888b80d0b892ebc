//! By object mapping and target attribute.

use serde::Serialize;
use ts_rs::TS;

/// One target attribute, or one whole object mapping, that is not as the template has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MappingDrift {
    /// The source object, such as `user`.
    pub source_object: String,
    /// The target object, such as `User`.
    pub target_object: String,
    /// The target attribute; absent where it is about the object mapping as a whole.
    pub attribute: Option<String>,
    /// What became of it.
    pub change: MappingChange,
    /// What differs, where it was changed.
    pub parts: Vec<MappingPart>,
    /// As it is.
    pub is: Option<MappingSide>,
    /// As the template has it.
    pub should: Option<MappingSide>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MappingChange {
    /// The template has it and the job does not.
    Missing,
    /// The template got it after the job was made. Microsoft never adds that by itself.
    NewDefault,
    /// The job has it and the template does not.
    Added,
    /// Both have it, and it is not the same.
    Changed,
    /// The object mapping is switched off, and the template has it on.
    SwitchedOff,
    /// The object mapping is switched on, and the template has it off.
    SwitchedOn,
}

/// A part of an attribute mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MappingPart {
    /// Where the value comes from.
    Source,
    /// What is written when there is none.
    DefaultValue,
    /// When it is written: always, or with a new object only.
    Flow,
    /// Whether people are matched by it.
    Matching,
}

/// One side of a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MappingSide {
    /// Where the value comes from, as an expression.
    pub expression: Option<String>,
    /// What is written when there is none.
    pub default_value: Option<String>,
    /// Microsoft's name of when it is written, such as `ObjectAddOnly`.
    pub flow_type: Option<String>,
    /// Microsoft's name of what makes it flow.
    pub flow_behavior: Option<String>,
    /// The how manieth people are matched by; 0 where they are not.
    #[ts(type = "number")]
    pub matching: i64,
}
