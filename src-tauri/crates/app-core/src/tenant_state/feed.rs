//! The sending of a feed, as the window asks for it.

use std::time::Duration;

use jiff::Timestamp;
use journeys::people_feed::Setup;
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use super::{TenantState, Working};
use crate::Problem;
use crate::feed::{
    self, FeedAsked, FeedEnd, FeedHearing, FeedNews, FeedRefusal, FeedResult, Finding, FindingCode, WantedPeople,
};
use crate::feed_look::{FOLLOWS_FOR, FeedEvent, FeedLook, FeedTold, broken};
use crate::session_handle::Answer;
use crate::view::FeedPeople;

impl TenantState {
    /// Looks what would be sent of the file that was chosen, or of that of the set-up. `leavers` is how many may leave, as it was typed.
    pub(crate) fn look_at_sending(&mut self, setup: Setup, leavers: Option<u64>) {
        let asked = FeedAsked {
            setup,
            file: self.people.as_ref().map(|people| people.path().to_owned()),
            full: false,
            pilot: None,
            leavers,
            most_calls: None,
            follow: Duration::ZERO,
        };
        let mut look = FeedLook::of(asked.clone(), self.feed.as_ref());
        let number = look.looks();
        self.feed = Some(look);
        let (context, state_dir, sender) = (self.context.clone(), self.state_dir.clone(), self.sender.clone());
        let work = async move {
            let found = feed::look(&context, &state_dir, asked).await;
            let news = FeedTold::Looked(found);
            sender.send(FeedEvent { number, news });
        };
        self.spawn(work, move |error| {
            let news = FeedTold::Looked(broken("the look at what would be sent", &error));
            FeedEvent { number, news }.into()
        });
    }

    /// Sends what was looked at, if `look` names what the page showed and it is still of this set-up and of the file that was chosen.
    pub(crate) fn send_people(&mut self, setup: &Setup, look: &str) -> Result<(), Problem> {
        let file = self.people.as_ref().map(|people| people.path());
        let shown = self.feed.as_ref().filter(|feed| feed.is_of(look, setup, file));
        let look = shown.ok_or_else(Problem::other_than_shown)?;
        let (held, context, state_dir) = (look.review(), self.context.clone(), self.state_dir.clone());
        self.work_on_feed(move |hearing| async move {
            match held.lock().await.take() {
                Some(review) => feed::send(&context, &state_dir, review, hearing).await,
                None => Err(FeedRefusal::Finding(Finding::stop(FindingCode::SentMeanwhile))),
            }
        });
        Ok(())
    }

    /// Goes on with the sending that broke off. `waits` for what the log says of those who are sent first.
    pub(crate) fn go_on_with_people(&mut self, setup: Setup, waits: bool) {
        let asked = FeedAsked {
            setup,
            file: None,
            full: false,
            pilot: (!waits).then_some(0),
            leavers: None,
            most_calls: None,
            follow: Duration::ZERO,
        };
        let is_other = self.feed.as_ref().is_none_or(|look| look.setup() != &asked.setup);
        if is_other {
            self.feed = Some(FeedLook::of(asked.clone(), self.feed.as_ref()));
        }
        let (context, state_dir) = (self.context.clone(), self.state_dir.clone());
        self.work_on_feed(move |hearing| async move { feed::go_on(&context, &state_dir, asked, hearing).await });
    }

    /// Sends, and tells the news until it is over. One thing changes a tenant at a time.
    fn work_on_feed<Work>(&mut self, begin: impl FnOnce(FeedHearing) -> Work)
    where
        Work: Future<Output = FeedResult<FeedEnd>> + Send + 'static,
    {
        let now = self.context.client().now();
        let Some(look) = &mut self.feed else { return };
        let number = look.sends(now);
        let stop = self.context.left().child_token();
        self.working = Some(Working::Feed(stop.clone()));
        let (news, mut told) = unbounded_channel();
        let work = begin(FeedHearing { stop, news });
        let sender = self.sender.clone();
        let work = async move {
            let tell = |news| sender.send(FeedEvent { number, news });
            let forward = async {
                while let Some(news) = told.recv().await {
                    tell(FeedTold::News(news));
                }
            };
            let (ended, ()) = tokio::join!(work, forward);
            tell(FeedTold::Ended(ended));
        };
        self.spawn(work, move |error| {
            let news = FeedTold::Ended(broken("the sending", &error));
            FeedEvent { number, news }.into()
        });
    }

    /// Gives up the sending that broke off. `typed` is the name of its feed, as the person typed it.
    pub(crate) fn give_up_people(&mut self, setup: Setup, typed: &str, answer: Answer<()>) {
        let Some(look) = &mut self.feed else {
            let _ = answer.send(Err(nothing_seen())); // whoever asked may be gone
            return;
        };
        if typed.trim() != setup.name() {
            let _ = answer.send(Err(Problem::typed_differs(typed, setup.name()))); // see above
            return;
        }
        let number = look.begins();
        let stop = CancellationToken::new();
        self.working = Some(Working::Feed(stop));
        let (context, state_dir, sender) = (self.context.clone(), self.state_dir.clone(), self.sender.clone());
        let work = async move {
            let forgot = feed::forget(&context, &state_dir, setup).await;
            let answered = match &forgot {
                Err(FeedRefusal::Problem(problem)) => Err((**problem).clone()),
                // What else stands in the way, the next look says too.
                _ => Ok(()),
            };
            let news = FeedTold::Forgot(forgot);
            sender.send(FeedEvent { number, news });
            let _ = answer.send(answered); // see above
        };
        self.spawn(work, move |error| {
            let news = FeedTold::Forgot(broken("giving up the sending", &error));
            FeedEvent { number, news }.into()
        });
    }

    /// Reads the log for what became of everybody.
    pub(super) fn follow_people(&mut self) {
        let Some(look) = &mut self.feed else { return };
        let setup = look.asked().setup.clone();
        let (number, stop) = look.follows(self.context.left());
        let (context, state_dir, sender) = (self.context.clone(), self.state_dir.clone(), self.sender.clone());
        let (news, mut told) = unbounded_channel();
        let work = async move {
            let tell = |news| sender.send(FeedEvent { number, news });
            let hearing = FeedHearing { stop, news };
            let follow = feed::follow_up(&context, &state_dir, setup, FOLLOWS_FOR, hearing);
            let forward = async {
                while let Some(news) = told.recv().await {
                    if let FeedNews::Followed(followed) = news {
                        tell(FeedTold::Followed(followed));
                    }
                }
            };
            let (followed, ()) = tokio::join!(follow, forward);
            tell(FeedTold::FollowedUp(followed));
        };
        self.spawn(work, move |error| {
            let news = FeedTold::FollowedUp(broken("the look into the log", &error));
            FeedEvent { number, news }.into()
        });
    }

    /// Takes in what was told of a feed.
    pub(super) fn apply_feed(&mut self, event: FeedEvent, now: Timestamp) {
        let is_over = matches!(event.news, FeedTold::Ended(_) | FeedTold::Forgot(_));
        let look = self.feed.as_mut();
        let follows = look.is_some_and(|look| look.apply(event, now));
        if is_over {
            self.working = None;
            self.read_the_journals();
        }
        if follows {
            self.follow_people();
        }
    }

    /// Who is behind a count, for whoever asks. Of what is not there any more there is nobody.
    pub(crate) fn people_behind(&self, wanted: WantedPeople, answer: Answer<FeedPeople>) {
        let known = self.feed.as_ref().map(|look| (look.review(), look.names(), look.end()));
        tokio::spawn(async move {
            let Some((held, names, end)) = known else {
                let _ = answer.send(Ok(FeedPeople::default())); // whoever asked may be gone
                return;
            };
            let found = spawn_blocking(move || {
                let review = held.blocking_lock();
                match (&*review, end) {
                    (Some(review), _) => review.people(&wanted).unwrap_or_default(),
                    (None, Some(end)) => end.people(&wanted, names.as_ref()),
                    (None, None) => FeedPeople::default(),
                }
            });
            let found = found.await;
            let _ = answer.send(found.map_err(|error| Problem::broke_off("the look into the file", &error))); // see above
        });
    }
}

fn nothing_seen() -> Problem {
    Problem::senseless("nothing was looked at that could be sent")
}
