//! One person: who is meant, what was read of her, and why she was skipped.

mod answer;
mod people;
mod row;

pub use answer::{AnswerCode, AnswerLead, AnswerTodo, AnswerValues, PersonAnswer};
pub use people::{FoundIn, FoundPerson, PeopleFound, Unread};
pub use row::{PersonChange, PersonRow};
