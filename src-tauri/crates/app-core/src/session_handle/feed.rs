//! What a window asks about sending people; what comes of it is in the view.

use journeys::Setup;
use journeys::people_feed;

use super::{FeedMessage, Message, SessionHandle};
use crate::Problem;
use crate::feed::WantedPeople;
use crate::view::{FeedGroup, FeedPeople};

/// People who are shown at a time.
const SHOWN: usize = 20;

impl SessionHandle {
    /// Begins to look what would be sent: of the file that was chosen, or of that which the set-up names. `leavers` is how many people may
    /// leave, as a person typed it.
    ///
    /// # Errors
    /// No tenant, work under way, or the set-up is of another journey.
    pub async fn show_sending(&self, setup: Setup, leavers: Option<u64>) -> Result<(), Problem> {
        let setup = of_feed(setup)?;
        self.ask(|answer| Message::Feed(FeedMessage::Show(setup, leavers, answer)))
            .await
    }

    /// Begins to send what was shown: `look` is its name in the view. Returns when that has begun.
    ///
    /// # Errors
    /// No tenant, work under way, or what would be sent is not what was shown any more: looked at again, sent, of another set-up or file.
    pub async fn send_shown(&self, setup: Setup, look: String) -> Result<(), Problem> {
        let setup = of_feed(setup)?;
        self.ask(|answer| Message::Feed(FeedMessage::SendShown(setup, look, answer)))
            .await
    }

    /// Begins to go on with the sending that broke off. `waits`: everybody else waits for what the log says of those who are sent first.
    ///
    /// # Errors
    /// No tenant, work under way, or the set-up is of another journey.
    pub async fn go_on_sending(&self, setup: Setup, waits: bool) -> Result<(), Problem> {
        let setup = of_feed(setup)?;
        self.ask(|answer| Message::Feed(FeedMessage::GoOnShown(setup, waits, answer)))
            .await
    }

    /// Gives up the sending that broke off. `typed` is the feed's name as a person typed it.
    ///
    /// # Errors
    /// No tenant, work under way, another name was typed, or nothing was looked at.
    pub async fn give_up_sending(&self, setup: Setup, typed: String) -> Result<(), Problem> {
        let setup = of_feed(setup)?;
        self.ask(|answer| Message::Feed(FeedMessage::GiveUp(setup, typed, answer)))
            .await
    }

    /// Twenty of those behind a count, after `from` others. `why` is the reason or code that a group is told apart by.
    ///
    /// # Errors
    /// No tenant.
    pub async fn people_behind(
        &self,
        group: FeedGroup,
        why: Option<String>,
        from: usize,
    ) -> Result<FeedPeople, Problem> {
        self.people_of(group, why, from, SHOWN).await
    }

    /// Everybody behind a count, for a file that a person keeps.
    ///
    /// # Errors
    /// No tenant.
    pub async fn everybody_behind(&self, group: FeedGroup, why: Option<String>) -> Result<FeedPeople, Problem> {
        self.people_of(group, why, 0, usize::MAX).await
    }

    async fn people_of(
        &self,
        group: FeedGroup,
        why: Option<String>,
        from: usize,
        most: usize,
    ) -> Result<FeedPeople, Problem> {
        let wanted = WantedPeople { group, why, from, most };
        self.ask(|answer| Message::Feed(FeedMessage::People(wanted, answer)))
            .await
    }
}

fn of_feed(setup: Setup) -> Result<Box<people_feed::Setup>, Problem> {
    match setup {
        Setup::PeopleFeed(setup) => Ok(Box::new(setup)),
        _ => Err(Problem::senseless("a set-up of another journey sends nobody")),
    }
}
