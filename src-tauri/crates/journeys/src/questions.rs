//! What a person is asked before a set-up can be written. Every other answer has a default that is right for most.

/// A question about one field of a set-up file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The field's name; `app.name` is the name inside `app`.
    pub field: &'static str,
    /// What an answer looks like.
    pub form: AnswerForm,
}

/// What an answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerForm {
    /// A text.
    Text,
    /// Yes or no.
    YesNo,
    /// A list of texts, which may be empty.
    Texts,
    /// A list of things of which only the names are asked for.
    Names,
}
