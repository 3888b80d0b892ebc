//! One sending of a people feed, for window and terminal alike: look at the file and the tenant, say what would be sent and what a person
//! must decide, send it, and follow what becomes of everybody.

mod agree;
mod choose;
mod end;
mod finding;
mod follow;
mod last;
mod look;
mod others;
mod people;
mod place;
mod renew;
mod send;
mod state;
mod target;

use std::path::PathBuf;
use std::time::Duration;

use ::people_feed::FeedError;
use graph_client::Error;
use jiff::Timestamp;
use journeys::people_feed;
use people_feed::Setup;
use people_file::FileError;
use step_engine::JournalError;
use thiserror::Error;
use tokio::sync::mpsc::UnboundedSender;
use tokio_util::sync::CancellationToken;

use crate::session_handle::{Answer, FeedMessage, Message};
use crate::{Problem, SessionHandle};

pub use ::people_feed::{Aside, Counts, FileSeen, Followed, Outcome as PersonOutcome, Refused, Unfit, Why};
pub use finding::{Finding, FindingCode};
pub use look::{FeedFile, FeedReview};
pub use state::FeedState;

pub(crate) use look::look;
pub(crate) use renew::renew_ledger;
pub(crate) use send::{forget, go_on, send};
pub(crate) use state::states;

/// What is to be sent.
#[derive(Debug, Clone)]
pub struct FeedAsked {
    pub setup: Setup,
    /// The file of people, where it is another than the set-up names.
    pub file: Option<PathBuf>,
    /// Everybody is sent, changed or not.
    pub full: bool,
    /// How many are sent first, where it is another number than that of the set-up.
    pub pilot: Option<u32>,
    /// How many people may leave, as a person has typed it.
    pub leavers: Option<u64>,
    /// No more calls than these.
    pub most_calls: Option<u32>,
    /// How long the log is looked at for what became of everybody.
    pub follow: Duration,
}

/// What a look found.
#[derive(Debug)]
pub enum FeedFound {
    /// An earlier sending broke off: it goes on before anything else is sent, and without its file.
    Unfinished(FeedUnfinished),
    Review(Box<FeedReview>),
}

/// A sending that broke off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedUnfinished {
    /// Of the file, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// How many are in it.
    pub people: u32,
    /// Whether those who are sent first were seen to arrive.
    pub pilot_is_over: bool,
}

/// What a sending tells while it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedNews {
    /// So many are sent first, and then it is waited for what the log says of them.
    Pilot {
        people: u32,
    },
    Sent {
        accepted: u32,
        refused: u32,
        people: u32,
    },
    Followed(Followed),
}

/// Who listens to a sending, and may stop it.
#[derive(Debug, Clone)]
pub struct FeedHearing {
    pub stop: CancellationToken,
    pub news: UnboundedSender<FeedNews>,
}

/// How a sending ended.
#[derive(Debug)]
pub enum FeedEnding {
    /// Everybody is decided.
    Done,
    Stopped,
    /// No more is taken before this moment.
    Later(Timestamp),
    /// As many calls were made as a person let through.
    MostCalls,
    /// The service refuses it whoever is in it.
    Refused,
    /// The feed is not there any more.
    Gone,
    /// Of those who were sent first somebody was refused, and nobody else was sent.
    PilotRefused,
    /// The log does not say what became of those who were sent first, and nobody else was sent.
    PilotUnseen,
    Failed(Box<Problem>),
}

/// What a sending came to.
#[derive(Debug)]
pub struct FeedEnd {
    pub ending: FeedEnding,
    pub accepted: u32,
    /// Those whom the service did not take.
    pub refused: Vec<Refused>,
    /// Not decided yet, the unknown among them.
    pub open: u32,
    /// In requests of which nobody knows whether they arrived.
    pub unknown: u32,
    /// Requests that were sent again because of that.
    pub again: u64,
    /// What the log says; absent where it was not looked at, or could not be.
    pub followed: Option<Followed>,
    /// What the log says of each, by number.
    pub people: Vec<(String, Option<PersonOutcome>)>,
    /// Why the log could not be read.
    pub unread: Option<Box<Problem>>,
}

/// Why there was no look, or no sending.
#[derive(Debug, Error)]
pub enum FeedRefusal {
    #[error("{}", .0.details)]
    Problem(Box<Problem>),
    /// The file of people is no table, or is another than it was.
    #[error(transparent)]
    File(#[from] FileError),
    /// What a person must do first.
    #[error("{}", .0.code.as_str())]
    Finding(Finding),
}

impl From<Problem> for FeedRefusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<Error> for FeedRefusal {
    fn from(error: Error) -> Self {
        Problem::from(&error).into()
    }
}

impl From<JournalError> for FeedRefusal {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Damaged { path, .. } => Self::Finding(Finding::of_file(FindingCode::NotesUnusable, &path)),
            error => Problem::from(&error).into(),
        }
    }
}

impl From<FeedError> for FeedRefusal {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::People(error) => Self::File(error),
            FeedError::Own(error) => error.into(),
            // The look found a record of everybody who is gone.
            FeedError::RowChanged { .. } | FeedError::Row { .. } | FeedError::LastFileNeeded { .. } => {
                Self::File(FileError::Changed)
            }
            FeedError::RowTooLarge { row } => Self::Finding(Finding::stop(FindingCode::RowTooLarge).with("row", row)),
            FeedError::TooMany { most } => Self::File(FileError::TooManyRows { most }),
            FeedError::Damaged { path, .. } | FeedError::Foreign { path, .. } => {
                Self::Finding(Finding::of_file(FindingCode::NotesUnusable, &path))
            }
            FeedError::TooNew { ref path, .. } => Problem::too_new(path, &error).into(),
        }
    }
}

/// An answer of the session about a feed, or why there is none.
pub(crate) type FeedResult<T> = Result<T, FeedRefusal>;

impl SessionHandle {
    /// Looks at file, ledger and tenant: what would be sent, and what a person must decide first. Changes nothing.
    ///
    /// # Errors
    /// No tenant, no such feed, or the file cannot be read.
    pub async fn look_at_feed(&self, asked: FeedAsked) -> FeedResult<FeedFound> {
        self.ask_about_feed(|answer| FeedMessage::Look(Box::new(asked), answer))
            .await
    }

    /// Sends what was reviewed, until it is over, is stopped, or cannot go on. What was begun comes to its end first.
    ///
    /// # Errors
    /// Something must be decided first, the file or the feed is another than it was, or files of our own cannot be used.
    pub async fn send_feed(&self, review: Box<FeedReview>, hearing: FeedHearing) -> FeedResult<FeedEnd> {
        self.ask_about_feed(|answer| FeedMessage::Send(review, hearing, answer))
            .await
    }

    /// Goes on with the sending that broke off.
    ///
    /// # Errors
    /// There is none, or files of our own cannot be used.
    pub async fn go_on_with_feed(&self, asked: FeedAsked, hearing: FeedHearing) -> FeedResult<FeedEnd> {
        self.ask_about_feed(|answer| FeedMessage::GoOn(Box::new(asked), hearing, answer))
            .await
    }

    /// Gives up the sending that broke off: what it held of people is deleted, and nobody else of it is sent. Whether there was one.
    ///
    /// # Errors
    /// No tenant, no such feed, or the files cannot be deleted.
    pub async fn forget_feed(&self, setup: Setup) -> FeedResult<bool> {
        self.ask_about_feed(|answer| FeedMessage::Forget(Box::new(setup), answer))
            .await
    }

    /// Puts a ledger aside that cannot be used, so that the next sending begins a new one: where it lies now. Nothing where there is
    /// none, or where it can be used.
    ///
    /// # Errors
    /// No tenant, no such feed, a newer program wrote it, or it cannot be moved.
    pub async fn renew_feed_ledger(&self, setup: Setup) -> FeedResult<Option<PathBuf>> {
        self.ask_about_feed(|answer| FeedMessage::RenewLedger(Box::new(setup), answer))
            .await
    }

    async fn ask_about_feed<T>(&self, message: impl FnOnce(Answer<FeedResult<T>>) -> FeedMessage) -> FeedResult<T> {
        self.ask(|answer| Message::Feed(message(answer))).await?
    }
}
