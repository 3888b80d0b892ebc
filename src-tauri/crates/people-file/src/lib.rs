//! The files in which HR systems and Excel tell who works somewhere: what they are, their rows one after the other, what each column
//! seems to be, and everything that is wrong in them by row and column. It knows neither Graph nor window.

mod cells;
mod dates;
mod error;
mod examine;
mod layout;
mod letters;
mod magic;
mod mapping;
mod names;
mod people;
mod persons;
mod problem;
mod repeats;
mod row;
mod shapes;
mod source;
mod split;
mod status;
mod table;
mod target;
mod text_table;
mod xlsx;

pub use dates::{DateOrder, day};
pub use error::{FileError, Instead};
pub use examine::{Examined, Settled};
pub use letters::Letters;
pub use mapping::{Column, Fate, Mapping, Reason, Way};
pub use names::is_nobody;
pub use persons::{MOST_ROWS, Seen};
pub use problem::{Code, Place, Problem, Problems, SHOWN, Weight};
pub use repeats::Repeats;
pub use row::Row;
pub use shapes::Evidence;
pub use source::MOST_BYTES;
pub use status::{Meaning, StatusWord};
pub use table::{Kind, PeopleFile, Told};
pub use target::Target;
pub use text_table::TextTable;
pub use xlsx::MOST_SHEET_ROWS;
