//! Sends what was reviewed, some first, and keeps what was learnt. A sending that broke off goes on from outbox and notes.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ::people_feed::{
    Followed, Following, Gone, Header, Ledger, Outbox, Progress, Reviewed, RunFile, Sending, Sent, keep,
};
use graph_client::{NoWaits, UploadMeter};
use journeys::Setup as AnySetup;
use journeys::people_feed::Setup;

use super::follow::Log;
use super::follow_up::{learn, sent_last};
use super::look::{Located, Ready, blocking, locate};
use super::place::{Phase, Place, RunNote};
use super::target::Feed;
use super::{
    FeedAsked, FeedEnd, FeedEnding, FeedHearing, FeedNews, FeedRefusal, FeedResult, FeedReview, Finding, FindingCode,
    known,
};
use crate::Problem;
use crate::subject_lock::SubjectLock;
use crate::tenant_context::TenantContext;

/// So long the log is waited for that tells of those who were sent first.
const PILOT_WITHIN: Duration = Duration::from_secs(20 * 60);

/// Sends what was reviewed.
pub(crate) async fn send(
    context: &TenantContext,
    state_dir: &Path,
    review: Box<FeedReview>,
    hearing: FeedHearing,
) -> FeedResult<FeedEnd> {
    if review.is_blocked() {
        let first = review.findings.into_iter().find(|finding| finding.blocks);
        return Err(FeedRefusal::Finding(first.unwrap_or_else(|| {
            Finding::stop(FindingCode::Unfit).with("rows", review.unfit.len())
        })));
    }
    let Ready {
        asked,
        feed,
        header,
        read,
        ledger,
        last,
        short,
        changes,
        met,
        pilot,
        rules: _,
    } = review.ready;
    let _lock = lock(context, state_dir, &asked.setup)?;
    let place = place(context, state_dir, &feed);
    let reviewed_run = ledger.as_ref().map(|ledger| ledger.header.run);
    let kept = place.read_ledger(&header)?;
    if kept.map(|ledger| ledger.header.run) != reviewed_run {
        return Err(FeedRefusal::Finding(Finding::stop(FindingCode::SentMeanwhile)));
    }
    if place.unfinished(&header)?.is_some() {
        return Err(FeedRefusal::Finding(Finding::stop(FindingCode::Unfinished)));
    }
    let reviewed = Arc::clone(&read);
    blocking(move || Ok(reviewed.must_be_the_same()?)).await?;
    // Microsoft's ids of the last requests stay until there are newer ones.
    place.tidy(reviewed_run)?;
    // What the log said since the last sending is known from here on.
    if let Some(ledger) = &ledger {
        ledger.write(&place.ledger())?;
    }
    if changes.people() == 0 {
        return nothing_to_send(&place, ledger, header);
    }
    context.may_upload_people().await?;
    let (since, first) = (context.client().now(), pilot.len() as u32);
    let (outbox, ledger) = {
        let (path, run) = (place.outbox(), header.run);
        blocking(move || {
            let reviewed = Reviewed {
                file: &read.file,
                agreed: &read.agreed,
                roll: &read.roll,
                ledger: ledger.as_ref(),
                changes: &changes,
                gone: match &last {
                    Some(last) if short => Gone::WholeOrShort(&last.file, &last.agreed, &last.roll),
                    Some(last) => Gone::Whole(&last.file, &last.agreed, &last.roll),
                    None if short => Gone::Short,
                    None => Gone::Nobody,
                },
                run,
                names: &met.names,
                pilot: &pilot,
            };
            let outbox = Outbox::fill(&path, &reviewed)?;
            Ok((outbox, ledger))
        })
        .await?
    };
    let note = RunNote::new(header, &outbox, first, since);
    known::keep(context, &place, &asked.setup)?;
    place.write_note(&note)?;
    let run = Run::new(context, &feed, &place, &asked, &hearing)?;
    run.until_left(note, outbox, ledger).await
}

/// Goes on with the sending that broke off.
pub(crate) async fn go_on(
    context: &TenantContext,
    state_dir: &Path,
    asked: FeedAsked,
    hearing: FeedHearing,
) -> FeedResult<FeedEnd> {
    let Located { feed, place, header } = locate(context, state_dir, &asked.setup).await?;
    context.may_upload_people().await?;
    let _lock = lock(context, state_dir, &asked.setup)?;
    let Some((mut note, outbox)) = place.unfinished(&header)? else {
        return Err(FeedRefusal::Finding(Finding::stop(FindingCode::SentMeanwhile)));
    };
    // Somebody has decided to wait for nobody.
    note.pilot_is_over |= asked.pilot == Some(0);
    let ledger = place.read_ledger(&header)?;
    let run = Run::new(context, &feed, &place, &asked, &hearing)?;
    run.until_left(note, outbox, ledger).await
}

/// Gives up the sending that broke off. Whether there was one.
pub(crate) async fn forget(context: &TenantContext, state_dir: &Path, setup: Setup) -> FeedResult<bool> {
    let Located { place, header, .. } = locate(context, state_dir, &setup).await?;
    let _lock = lock(context, state_dir, &setup)?;
    match place.unfinished(&header) {
        // What a process left that was killed before it noted anything is not needed.
        Ok(None) => {
            let was = place.outbox().exists();
            Outbox::delete_at(&place.outbox())?;
            return Ok(was);
        }
        Ok(Some((note, outbox))) => {
            if let Ok(ledger) = accepted(&place, note, &outbox) {
                ledger.write(&place.ledger())?;
            }
        }
        // Notes that cannot be read are no reason to keep what is in the outbox.
        Err(_) => {}
    }
    place.end()?;
    Ok(true)
}

/// What is known after the sending that broke off: a process that was killed has not written it.
fn accepted(place: &Place, note: RunNote, outbox: &Outbox) -> FeedResult<Ledger> {
    let before = place.read_ledger(&note.header)?;
    let run = RunFile::open(&place.batches(note.header.run), outbox, note.header)?;
    Ok(Ledger::after(before.as_ref(), &run, outbox)?)
}

/// Held while something of this feed changes.
pub(super) fn lock(context: &TenantContext, state_dir: &Path, setup: &Setup) -> FeedResult<SubjectLock> {
    let client = context.client();
    let whole = AnySetup::PeopleFeed(setup.clone());
    let taken = SubjectLock::take(state_dir, client.cloud().kind(), client.tenant(), whole.subject());
    Ok(taken?)
}

fn place(context: &TenantContext, state_dir: &Path, feed: &Feed) -> Place {
    let client = context.client();
    Place::of(
        state_dir,
        client.cloud().kind(),
        client.tenant(),
        &feed.service_principal,
    )
}

/// As many calls of this day as the set-up, the command and Microsoft let through, and their meter.
fn meter(place: &Place, asked: &FeedAsked) -> FeedResult<(usize, UploadMeter)> {
    let a_day = super::look::a_day(&asked.setup);
    let meter = place.meter(a_day)?;
    let limit = asked
        .most_calls
        .map_or(a_day, |most| a_day.min(meter.today() + most as usize));
    Ok((limit, place.meter(limit)?))
}

/// From here on this file is the one that was sent last.
fn nothing_to_send(place: &Place, ledger: Option<Ledger>, header: Header) -> FeedResult<FeedEnd> {
    if let Some(mut ledger) = ledger {
        ledger.header.file = header.file;
        ledger.header.mapping = header.mapping;
        ledger.write(&place.ledger())?;
    }
    Ok(FeedEnd::nothing(FeedEnding::Done))
}

/// A sending that is under way.
struct Run<'r> {
    context: &'r TenantContext,
    feed: &'r Feed,
    place: &'r Place,
    /// Calls of this day, those before the sending among them.
    limit: usize,
    meter: UploadMeter,
    asked: &'r FeedAsked,
    hearing: &'r FeedHearing,
}

impl<'r> Run<'r> {
    fn new(
        context: &'r TenantContext,
        feed: &'r Feed,
        place: &'r Place,
        asked: &'r FeedAsked,
        hearing: &'r FeedHearing,
    ) -> FeedResult<Self> {
        let (limit, meter) = meter(place, asked)?;
        Ok(Self {
            context,
            feed,
            place,
            limit,
            meter,
            asked,
            hearing,
        })
    }

    /// Sends until it is over; whoever leaves the tenant stops it.
    async fn until_left(&self, note: RunNote, outbox: Outbox, ledger: Option<Ledger>) -> FeedResult<FeedEnd> {
        let mut work = std::pin::pin!(self.work(note, outbox, ledger));
        tokio::select! {
            biased;
            ended = &mut work => return ended,
            () = self.context.left().cancelled() => self.hearing.stop.cancel(),
        }
        work.await
    }

    async fn work(&self, mut note: RunNote, outbox: Outbox, mut before: Option<Ledger>) -> FeedResult<FeedEnd> {
        let number = note.header.run;
        let mut file = RunFile::open(&self.place.batches(number), &outbox, note.header.clone())?;
        if !note.pilot_is_over {
            self.tell(FeedNews::Pilot { people: note.pilot });
            if let Some(end) = self.pilot(&note, &outbox, &mut file, before.as_ref()).await? {
                if matches!(end.ending, FeedEnding::PilotRefused) {
                    // The others come again with the next look: their file is there.
                    note.phase = Phase::Following;
                    note.waiting = end.followed.map_or(0, |followed| followed.open);
                    self.place.write_note(&note)?;
                    outbox.delete()?;
                }
                return Ok(end);
            }
            before = self.place.read_ledger(&note.header)?;
        }
        note.pilot_is_over = true;
        self.place.write_note(&note)?;
        let sent = self.send(&outbox, &mut file, None).await?;
        let mut ledger = keep(&self.place.ledger(), before.as_ref(), &file, outbox)?;
        let mut end = self.end_of(sent);
        if !matches!(end.ending, FeedEnding::Done) {
            return Ok(end);
        }
        note.phase = Phase::Following;
        note.waiting = end.accepted.into();
        self.place.write_note(&note)?;
        drop(file);
        self.follow(&note, &mut ledger, &mut end).await?;
        match end.followed.map_or(note.waiting, |followed| followed.open) {
            0 => self.place.end()?,
            waiting => {
                note.waiting = waiting;
                self.place.write_note(&note)?;
            }
        }
        Ok(end)
    }

    /// Where a person's own limit ends it the day is not over.
    fn end_of(&self, sent: Sent) -> FeedEnd {
        let mut end = FeedEnd::of(sent);
        let a_day = super::look::a_day(&self.asked.setup);
        let is_own = self.limit < a_day && self.meter.today() >= self.limit;
        if is_own && matches!(end.ending, FeedEnding::Later(_)) {
            end.ending = FeedEnding::MostCalls;
        }
        end
    }

    fn tell(&self, news: FeedNews) {
        let _ = self.hearing.news.send(news); // nobody listens
    }

    /// So many from the first, or everybody.
    async fn send(&self, outbox: &Outbox, file: &mut RunFile, first: Option<u32>) -> FeedResult<Sent> {
        let sending = Sending {
            client: self.context.client(),
            meter: &self.meter,
            service_principal: &self.feed.service_principal,
            job: &self.feed.job.id,
            outbox,
            first,
        };
        let told = |progress: Progress| {
            let Progress {
                accepted,
                refused,
                people,
            } = progress;
            self.tell(FeedNews::Sent {
                accepted,
                refused,
                people,
            });
        };
        Ok(sending.send(file, &self.hearing.stop, Arc::new(NoWaits), told).await?)
    }

    /// Sends some and waits for what the log says of them; how it ended, where nobody else is to be sent.
    async fn pilot(
        &self,
        note: &RunNote,
        outbox: &Outbox,
        file: &mut RunFile,
        before: Option<&Ledger>,
    ) -> FeedResult<Option<FeedEnd>> {
        let sent = self.send(outbox, file, Some(note.pilot)).await?;
        let mut ledger = Ledger::after(before, file, outbox)?;
        ledger.write(&self.place.ledger())?;
        let is_refused = !sent.refused.is_empty();
        let mut end = self.end_of(sent);
        if !matches!(end.ending, FeedEnding::Done) {
            return Ok(Some(end));
        }
        let mut following = Following::of(outbox.numbers(note.pilot)?);
        let followed = self.listen(note, &mut following, PILOT_WITHIN).await;
        let counts = following.counts();
        end.heard(&following);
        let unheard = counts.open > end.refused.len() as u64;
        end.ending = match followed {
            _ if counts.refused > 0 || is_refused => FeedEnding::PilotRefused,
            Err(problem) => {
                end.unread = Some(Box::new(problem));
                FeedEnding::PilotUnseen
            }
            Ok(()) if unheard && self.hearing.stop.is_cancelled() => FeedEnding::Stopped,
            Ok(()) if unheard => FeedEnding::PilotUnseen,
            Ok(()) => return Ok(None),
        };
        self.learn(&mut ledger, &following)?;
        Ok(Some(end))
    }

    async fn follow(&self, note: &RunNote, ledger: &mut Ledger, end: &mut FeedEnd) -> FeedResult<()> {
        let mut following = sent_last(ledger);
        end.heard(&following);
        if self.asked.follow.is_zero() {
            return Ok(());
        }
        if let Err(problem) = self.listen(note, &mut following, self.asked.follow).await {
            end.unread = Some(Box::new(problem));
            return Ok(());
        }
        end.heard(&following);
        if self.hearing.stop.is_cancelled() && following.counts().open > 0 {
            end.ending = FeedEnding::Stopped;
        }
        self.learn(ledger, &following)
    }

    async fn listen(&self, note: &RunNote, following: &mut Following, longest: Duration) -> Result<(), Problem> {
        let log = Log {
            context: self.context,
            job: &self.feed.job.id,
            since: note.since,
        };
        let told = |counts: Followed| self.tell(FeedNews::Followed(counts));
        log.follow(following, longest, &self.hearing.stop, told).await
    }

    /// Whoever was refused is sent again next time.
    fn learn(&self, ledger: &mut Ledger, following: &Following) -> FeedResult<()> {
        learn(ledger, following);
        Ok(ledger.write(&self.place.ledger())?)
    }
}
