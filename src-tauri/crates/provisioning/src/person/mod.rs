//! One person: who is meant, what was read of her, and why she was skipped.

mod answer;
mod facts;
mod find;
mod needle;
mod people;
mod read;
mod rows;
mod seen;
mod why;

pub use answer::{AnswerCode, AnswerLead, AnswerTodo, AnswerValues, PersonAnswer};
pub use facts::PersonFacts;
pub use find::{find, in_directory};
pub use people::{FoundIn, FoundPerson, NotRead, PeopleFound};
pub use read::{May, PersonAt, PersonRead, read, tie};
pub use why::why;
