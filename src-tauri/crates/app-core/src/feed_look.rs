//! What the window knows of a sending: what would be sent, how far it has come, what became of everybody. The review itself stays here,
//! so that what was shown is what is sent; the view has counts and codes.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use journeys::people_feed::Setup;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use crate::feed::{FeedAsked, FeedEnd, FeedFound, FeedNews, FeedResult, FeedReview, Followed, NamesOfFile};
use crate::view::{FeedProgressView, FeedRefusedView, FeedStage, FeedView};
use crate::{Problem, Timestamp};

mod shown;

/// So long the log is read for what became of everybody.
pub(crate) const FOLLOWS_FOR: Duration = Duration::from_secs(60 * 60);

/// What was reviewed, until it is sent.
pub(crate) type HeldReview = Arc<Mutex<Option<Box<FeedReview>>>>;

/// What is known of the sending of one feed.
pub(crate) struct FeedLook {
    /// Of the last thing that was begun: what an earlier one still tells is of no use.
    number: u64,
    asked: FeedAsked,
    view: FeedView,
    review: HeldReview,
    names: Option<NamesOfFile>,
    end: Option<Arc<FeedEnd>>,
    following: CancellationToken,
}

/// What is told of one thing that was begun.
#[derive(Debug)]
pub(crate) struct FeedEvent {
    pub(crate) number: u64,
    pub(crate) news: FeedTold,
}

#[derive(Debug)]
pub(crate) enum FeedTold {
    Looked(FeedResult<FeedFound>),
    News(FeedNews),
    Ended(FeedResult<FeedEnd>),
    Forgot(FeedResult<bool>),
    Followed(Followed),
    FollowedUp(FeedResult<Option<FeedEnd>>),
}

impl FeedLook {
    /// Nothing is known yet. Its numbers go on from those of what was looked at before.
    pub(crate) fn of(asked: FeedAsked, before: Option<&Self>) -> Self {
        Self {
            number: before.map_or(0, |before| before.number),
            view: FeedView {
                name: asked.setup.name().to_owned(),
                revision: before.map_or(0, |before| before.view.revision),
                ..FeedView::default()
            },
            asked,
            review: HeldReview::default(),
            names: None,
            end: None,
            following: CancellationToken::new(),
        }
    }

    pub(crate) fn asked(&self) -> &FeedAsked {
        &self.asked
    }

    pub(crate) fn setup(&self) -> &Setup {
        &self.asked.setup
    }

    /// This look is on the page, and what was answered and chosen since is what it was made of.
    pub(crate) fn is_of(&self, look: &str, setup: &Setup, file: Option<&Path>) -> bool {
        let shown = self.view.review.as_ref();
        shown.is_some_and(|review| review.look == look)
            && &self.asked.setup == setup
            && self.asked.file.as_deref() == file
    }

    pub(crate) fn review(&self) -> HeldReview {
        Arc::clone(&self.review)
    }

    pub(crate) fn names(&self) -> Option<NamesOfFile> {
        self.names.clone()
    }

    pub(crate) fn end(&self) -> Option<Arc<FeedEnd>> {
        self.end.clone()
    }

    /// A look begins; its number.
    pub(crate) fn looks(&mut self) -> u64 {
        let number = self.begins();
        self.view.looking = true;
        self.view.refused = None;
        number
    }

    /// A sending begins; its number.
    pub(crate) fn sends(&mut self, now: Timestamp) -> u64 {
        let people = self.view.review.take().map(|review| review.people);
        self.view.progress = Some(FeedProgressView {
            stage: FeedStage::Preparing,
            stopping: false,
            people: people.and_then(|people| u32::try_from(people).ok()).unwrap_or_default(),
            accepted: 0,
            refused: 0,
            pilot: 0,
            followed: None,
            since: now,
        });
        (self.view.refused, self.view.unfinished, self.view.end, self.end) = (None, None, None, None);
        self.begins()
    }

    /// The log begins to be read; its number, and what stops it.
    pub(crate) fn follows(&mut self, left: &CancellationToken) -> (u64, CancellationToken) {
        let number = self.begins();
        self.following = left.child_token();
        self.view.following = true;
        (number, self.following.clone())
    }

    /// Something begins; its number. Of what was begun before nothing is heard any more.
    pub(crate) fn begins(&mut self) -> u64 {
        self.following.cancel();
        (self.view.looking, self.view.following) = (false, false);
        self.number += 1;
        self.number
    }

    pub(crate) fn stopping(&mut self) {
        if let Some(progress) = &mut self.view.progress {
            progress.stopping = true;
        }
    }

    /// Takes in what was told. Whether the log is to be read now for what becomes of everybody.
    pub(crate) fn apply(&mut self, event: FeedEvent, now: Timestamp) -> bool {
        if event.number != self.number {
            return false;
        }
        self.view.revision += 1;
        let view = &mut self.view;
        match event.news {
            FeedTold::Looked(found) => {
                view.looking = false;
                match found {
                    Ok(FeedFound::Unfinished(unfinished)) => {
                        (view.unfinished, view.review) = (Some((&unfinished).into()), None);
                    }
                    Ok(FeedFound::Review(review)) => {
                        view.review = Some(shown::review(&review, self.asked.leavers));
                        (view.unfinished, view.end, self.end) = (None, None, None);
                        self.names = Some(review.names());
                        self.review = Arc::new(Mutex::new(Some(review)));
                    }
                    Err(refusal) => {
                        view.review = None;
                        view.refused = Some(FeedRefusedView::from(refusal));
                    }
                }
            }
            FeedTold::News(news) => {
                if let Some(progress) = &mut view.progress {
                    shown::follow(progress, news, now);
                }
            }
            FeedTold::Ended(ended) => {
                view.progress = None;
                match ended {
                    Ok(end) => return self.ended(end, now),
                    Err(refusal) => view.refused = Some(FeedRefusedView::from(refusal)),
                }
            }
            FeedTold::Forgot(forgot) => match forgot {
                Ok(_) => view.unfinished = None,
                Err(refusal) => view.refused = Some(FeedRefusedView::from(refusal)),
            },
            FeedTold::Followed(followed) => {
                if let Some(end) = &mut view.end {
                    end.followed = Some(followed.into());
                }
            }
            FeedTold::FollowedUp(followed) => self.followed_up(followed),
        }
        false
    }

    fn ended(&mut self, end: FeedEnd, now: Timestamp) -> bool {
        let shown = shown::end(&end, now);
        let follows = shown.open == 0 && shown.accepted > 0;
        self.view.end = Some(shown);
        self.end = Some(Arc::new(end));
        follows
    }

    fn followed_up(&mut self, followed: FeedResult<Option<FeedEnd>>) {
        self.view.following = false;
        match followed {
            Ok(None) => {}
            Ok(Some(mut end)) => {
                if let Some(view) = &mut self.view.end {
                    view.followed = end.followed.map(Into::into);
                    view.refusals = shown::refusals(&end);
                    view.unread = end.unread.as_deref().cloned();
                }
                if let Some(before) = &self.end {
                    end.refused.clone_from(&before.refused);
                }
                self.end = Some(Arc::new(end));
            }
            Err(refusal) => {
                let refused = FeedRefusedView::from(refusal);
                if let Some(view) = &mut self.view.end {
                    view.unread = refused.problem;
                }
            }
        }
    }

    pub(crate) fn view(&self) -> FeedView {
        self.view.clone()
    }
}

/// Nobody waits for the log any more.
impl Drop for FeedLook {
    fn drop(&mut self) {
        self.following.cancel();
    }
}

/// Why nothing came of it, where our own code broke off.
pub(crate) fn broken<T>(what: &'static str, error: &tokio::task::JoinError) -> FeedResult<T> {
    Err(Problem::broke_off(what, error).into())
}
