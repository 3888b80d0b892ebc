//! One person: who is meant, what was read of her, and why she was skipped.

mod answer;
mod facts;
mod people;
mod rows;
mod why;

pub use answer::{AnswerCode, AnswerLead, AnswerTodo, AnswerValues, PersonAnswer};
pub use facts::PersonFacts;
pub use people::{FoundIn, FoundPerson, PeopleFound, Unread};
pub use why::why;
