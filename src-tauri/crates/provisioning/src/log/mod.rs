//! The provisioning log (contract 13.1): read from the newest back, kept in memory, asked, put in groups, written out.

mod bodies;
mod codes;
mod covered;
pub(crate) mod dn;
mod entry;
mod export;
mod fold;
mod groups;
mod held;
mod ids;
mod matches;
mod names;
mod query;
mod reader;
mod row;
mod slack;
mod store;
mod timeline;
mod words;

pub use codes::Cause;
pub use covered::Read;
pub use entry::{ChangedAttribute, Detail, LogEntry, Panel, Part, Step};
pub use export::{CsvRows, JsonLines, csv, json_lines, steps_csv};
pub use groups::{Group, Groups, Tally};
pub use held::{Held, HeldObject, HeldUnit};
pub use matches::Matches;
pub use query::{Conditions, Filter};
pub use reader::{Closed, LogError, LogRange, ReadBack, closed, oldest, read_back};
pub use row::{ListedRow, LogRow};
pub use store::{Added, LogStore, MOST_ROWS, RowNumber};
pub use timeline::{MOST_SPANS, Marks, SpanCounts, Timeline};
pub use words::{Action, Kind, Outcome, Why};
