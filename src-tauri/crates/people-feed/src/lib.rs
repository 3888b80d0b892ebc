//! Sends what a file of people says: who is new, who changed and who left since the last time, each of them once, in calls of fifty.
//!
//! The way of one sending: [`Roll::of`] reads the file, [`Changes::of`] compares it with the [`Ledger`], [`guard::stops`] says what a
//! person must decide, [`Outbox::fill`] writes down what will be sent, [`Sending`] sends it and notes what became of it, and
//! [`Ledger::after`] is what was learnt. What is kept names people by their number alone, except the outbox, which is deleted in the end.

mod agreed;
mod changes;
mod clock;
mod course;
mod digest;
mod error;
mod fill;
mod follow;
pub mod guard;
mod here;
mod leave_out;
mod leavers;
mod ledger;
mod listed;
mod met;
mod names;
mod order;
mod outbox;
mod own_file;
mod person;
mod roll;
mod run_file;
mod scim;
mod sending;

pub use agreed::{Agreed, Field, Taken, Unfit};
pub use changes::{Changes, Counts, Kind, Leavers, Lot, Rules};
pub use digest::{Digest, Digester, of_file};
pub use error::FeedError;
pub use fill::{Gone, Reviewed};
pub use follow::{Followed, Following, Outcome};
pub use here::Here;
pub use leave_out::{Compared, LeaveOut};
pub use leavers::{nameless_is_harmless, short_is_harmless};
pub use ledger::{FileSeen, Header, Known, Ledger, State};
pub use listed::{Behind, Listed};
pub use met::{Aside, LARGEST_PILOT, Meeting, Met, Names, Why};
pub use names::{NameMaker, NameRule};
pub use outbox::Outbox;
pub use person::Person;
pub use roll::{Entry, Meant, Roll};
pub use run_file::RunFile;
pub use scim::{EXTENSION, leave, operation};
pub use sending::{Ending, Progress, Refused, Sending, Sent, keep};
