//! Runs any list of steps: look, change, look again.
//!
//! The engine knows neither Microsoft Graph nor a window. It asks each step whether its work is already done, journals the
//! intent, lets it change things, and asks again. What happened is a list of facts; every state people see is a fold of them.

pub mod atomic_file;
mod before_image;
mod clock;
mod cx;
mod engine;
mod error;
mod event;
mod journal;
mod journal_read;
mod journal_writer;
pub mod kept_lines;
mod list;
pub mod private;
mod run_state;
mod scheduler;
mod step;

pub use cx::{Cx, Interrupted, Phase};
pub use engine::{Observer, PlannedStep, Run, Unobserved, plan, run};
pub use error::{ErrorKind, Failure, StepError};
pub use event::{Created, Event, Fact, FindingKind, Note, Outcome, Progress, Wait};
pub use journal::{Header, Journal, JournalError, Opened};
pub use journal_read::Record;
pub use list::StepList;
pub use private::NotPrivate;
pub use run_state::{Illegal, RunState, Stage, StepRecord};
pub use step::{Difference, Finding, Preview, Release, RequestPreview, Services, Step};
