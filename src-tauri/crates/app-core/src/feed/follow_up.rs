//! Follows what became of the last sending, after it and beside it: reads the log until it has spoken of everybody, and keeps who was
//! refused.

use std::path::Path;
use std::time::Duration;

use ::people_feed::{Following, Ledger, Outcome, State};
use journeys::people_feed::Setup;

use super::follow::Log;
use super::look::{Located, locate};
use super::place::{Phase, RunNote};
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

/// Whoever was refused; and whoever a feed that creates nobody found nobody for, because they may come.
pub(super) fn is_sent_again(outcome: Option<&Outcome>, enriches: bool) -> bool {
    match outcome {
        Some(Outcome::Refused { .. }) => true,
        Some(Outcome::LeftOut) => enriches,
        _ => false,
    }
}

/// Keeps who is sent again next time.
pub(super) fn learn(ledger: &mut Ledger, following: &Following) {
    let enriches = ledger.header.enriches;
    let again = following
        .people()
        .filter(|(_, outcome)| is_sent_again(*outcome, enriches));
    ledger.refuse(again.map(|(number, _)| number));
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
    let Some(ledger) = place.read_ledger(&header)? else {
        return Ok(None);
    };
    let run = ledger.header.run;
    let Some(note) = following_of(place.read_note(&header)?, run) else {
        return Ok(None);
    };
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
    // Where somebody sends meanwhile, or their sending broke off, the next look learns the same.
    if let Ok(_lock) = lock(context, state_dir, &setup)
        && let Some(mut note) = following_of(place.read_note(&header)?, run)
        && let Some(mut ledger) = place.read_ledger(&header)?.filter(|ledger| ledger.header.run == run)
    {
        learn(&mut ledger, &following);
        ledger.write(&place.ledger())?;
        note.waiting = following.counts().open;
        match note.waiting {
            0 => place.end()?,
            _ => place.write_note(&note)?,
        }
    }
    Ok(Some(end))
}

/// The note of this sending, where nobody is left to be sent.
fn following_of(note: Option<RunNote>, run: u64) -> Option<RunNote> {
    note.filter(|note| note.phase == Phase::Following && note.header.run == run)
}
