//! The files in which HR systems and Excel tell who works somewhere: what they are, and their rows one after the other, with what is wrong
//! in them by row and column. It knows neither Graph nor window.

mod cells;
mod error;
mod layout;
mod letters;
mod magic;
mod names;
mod persons;
mod problem;
mod row;
mod source;
mod split;
mod table;
mod target;
mod xlsx;

pub use error::{FileError, Instead};
pub use letters::Letters;
pub use persons::{MOST_ROWS, Seen};
pub use problem::{Code, Place, Problem, Problems, SHOWN, Weight};
pub use row::Row;
pub use source::MOST_BYTES;
pub use table::{Kind, PeopleFile, Told};
pub use target::Target;
pub use xlsx::MOST_SHEET_ROWS;
