//! What the last sending left: what the log has said of it since, and the file that it sent.

use std::path::{Path, PathBuf};

use ::people_feed::{Following, Leavers, Ledger, Outcome, Rules, State, of_file};
use jiff::{SignedDuration, Timestamp};
use journeys::people_feed::Setup;

use super::agree::{self, Read};
use super::follow::Log;
use super::look::blocking;
use super::place::RunNote;
use super::send::is_sent_again;
use super::target::Feed;
use super::{FeedRefusal, FeedResult, Finding, FindingCode};
use crate::tenant_context::TenantContext;

/// Files beside the new one among which the last one is looked for.
const MOST_BESIDE: usize = 100;

/// Somebody of whom the log says nothing for so long is lost.
const HEARD_WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// Reads what the log has said since the last sending: who was refused is sent again, and so is who was never heard of.
pub(super) async fn catch_up(
    context: &TenantContext,
    feed: &Feed,
    ledger: &mut Ledger,
    note: &RunNote,
) -> FeedResult<Vec<Finding>> {
    let run = ledger.header.run;
    let sent = ledger
        .people()
        .filter(|known| known.run == run && known.state != State::Refused);
    let mut following = Following::of(sent.map(|known| known.number.to_owned()));
    let log = Log {
        context,
        job: &feed.job.id,
        since: note.since,
    };
    // Without the log nobody is known to have been refused; the sending itself says so.
    if log.read(&mut following).await.is_err() {
        return Ok(Vec::new());
    }
    let enriches = ledger.header.enriches;
    let (mut refused, mut unheard, mut absent) = (Vec::new(), Vec::new(), Vec::new());
    let is_over = is_over(feed, note.since, context.client().now());
    for (number, outcome) in following.people() {
        match outcome {
            Some(Outcome::Refused { .. }) => refused.push(number),
            None if is_over => unheard.push(number),
            outcome if is_sent_again(outcome, enriches) => absent.push(number),
            _ => {}
        }
    }
    ledger.refuse(refused.iter().chain(&unheard).chain(&absent).copied());
    let told = [
        (FindingCode::RefusedBefore, refused.len()),
        (FindingCode::Unheard, unheard.len()),
    ];
    let told = told.into_iter().filter(|(_, people)| *people > 0);
    Ok(told
        .map(|(code, people)| Finding::hint(code).with("people", people))
        .collect())
}

/// Whether the log has had its time: a job that runs takes people within minutes, and entries come 5 to 10 minutes late (contract 13.1).
fn is_over(feed: &Feed, since: Timestamp, now: Timestamp) -> bool {
    feed.job.is_running() && since.checked_add(HEARD_WITHIN).is_ok_and(|late| late < now)
}

/// The file that was sent last, where it still lies beside the new one: by its name, else by what is in it.
pub(super) async fn last_file(
    setup: &Setup,
    read: &Read,
    ledger: Option<&Ledger>,
    rules: Rules,
) -> FeedResult<Option<Read>> {
    let Some(ledger) = ledger.filter(|_| rules.leavers == Leavers::ByAbsence) else {
        return Ok(None);
    };
    let seen = ledger.header.file.clone();
    let folder = read.path.parent().map(Path::to_owned).unwrap_or_default();
    let (setup, own) = (setup.clone(), read.agreed.own.clone());
    blocking(move || {
        let named = folder.join(&seen.name);
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &folder
        };
        let beside = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let beside = beside.map(|entry| entry.path()).filter(|path| path.is_file());
        let is_it = |path: &PathBuf| of_file(path).is_ok_and(|sha256| sha256 == seen.sha256);
        let found = [named].into_iter().chain(beside.take(MOST_BESIDE)).find(is_it);
        match found.map(|path| agree::read(&setup, &path, own)).transpose() {
            // The set-up may be about other columns by now; that file is not the one that is sent.
            Err(FeedRefusal::Finding(_) | FeedRefusal::File(_)) => Ok(None),
            read => read,
        }
    })
    .await
}

/// `people` are gone, and nothing at hand says who they were.
pub(super) fn last_file_is_missing(ledger: Option<&Ledger>, people: u64) -> Finding {
    let seen = ledger.map(|ledger| &ledger.header.file);
    let name = seen.map(|seen| seen.name.clone()).unwrap_or_default();
    let at = seen
        .map(|seen| seen.at.strftime("%Y-%m-%d").to_string())
        .unwrap_or_default();
    Finding::stop(FindingCode::LastFile)
        .with("file", name)
        .with("date", at)
        .with("people", people)
}
