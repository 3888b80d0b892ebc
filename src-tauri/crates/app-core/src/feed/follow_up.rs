//! Follows what became of the last sending, after it and beside it: reads the log until it has spoken of everybody, and keeps who was
//! refused.

use std::path::Path;
use std::time::Duration;

use ::people_feed::{Following, Ledger, Outcome, State};
use journeys::people_feed::Setup;

use super::follow::Log;
use super::look::{Located, locate};
use super::place::Phase;
use super::send::lock;
use super::{FeedEnd, FeedEnding, FeedHearing, FeedNews, FeedResult};
use crate::tenant_context::TenantContext;

/// Those of the last sending whom the service took.
pub(super) fn sent_last(ledger: &Ledger) -> Following {
    let run = ledger.header.run;
    let sent = ledger
        .people()
        .filter(|known| known.run == run && known.state != State::Refused);
    Following::of(sent.map(|known| known.number.to_owned()))
}

/// Whoever was refused is sent again next time.
pub(super) fn learn(ledger: &mut Ledger, following: &Following) {
    let people = following.people();
    let refused = people.filter(|(_, outcome)| matches!(outcome, Some(Outcome::Refused { .. })));
    ledger.refuse(refused.map(|(number, _)| number));
}

/// Reads the log for so long at most; nothing where nobody of the last sending is waited for any more.
pub(crate) async fn follow_up(
    context: &TenantContext,
    state_dir: &Path,
    setup: Setup,
    longest: Duration,
    hearing: FeedHearing,
) -> FeedResult<Option<FeedEnd>> {
    let Located { feed, place, header } = locate(context, state_dir, &setup).await?;
    let note = place.read_note(&header)?.filter(|note| note.phase == Phase::Following);
    let (Some(note), Some(ledger)) = (note, place.read_ledger(&header)?) else {
        return Ok(None);
    };
    let run = ledger.header.run;
    let mut following = sent_last(&ledger);
    drop(ledger);
    let log = Log {
        context,
        job: &feed.job.id,
        since: note.since,
    };
    let told = |counts| _ = hearing.news.send(FeedNews::Followed(counts)); // nobody listens
    let listened = log.follow(&mut following, longest, &hearing.stop, told).await;
    let mut end = FeedEnd::nothing(FeedEnding::Done);
    end.heard(&following);
    end.unread = listened.err().map(Box::new);
    // Where somebody sends meanwhile, the next look learns the same.
    if let Ok(_lock) = lock(context, state_dir, &setup)
        && let Some(mut ledger) = place.read_ledger(&header)?.filter(|ledger| ledger.header.run == run)
    {
        learn(&mut ledger, &following);
        ledger.write(&place.ledger())?;
        if following.counts().open == 0 {
            place.end()?;
            place.remove_batches(run)?;
        }
    }
    Ok(Some(end))
}
