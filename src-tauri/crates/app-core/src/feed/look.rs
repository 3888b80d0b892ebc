//! What would be sent, and what a person must decide first.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::people_feed::guard::{self, Around};
use ::people_feed::{
    Aside, Changes, Counts, Digest, FileSeen, Header, Here, Leavers, Ledger, Meeting, Met, Rules, Unfit, Why,
};
use journeys::people_feed::{Change, Directory, Setup};
use people_file::{Code, Problem as FileProblem};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use super::agree::{self, Read};
use super::last::{catch_up, last_file, last_file_is_missing};
use super::others::shared;
use super::people::here;
use super::place::Place;
use super::target::Feed;
use super::{FeedAsked, FeedFound, FeedRefusal, FeedResult, FeedUnfinished, Finding, FindingCode, choose};
use crate::Problem;
use crate::tenant_context::{Refusal, TenantContext};

/// Calls of a day that every tenant with the licence has (people feed: 2,000).
const CALLS_A_DAY: usize = 2_000;

/// The file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedFile {
    pub path: PathBuf,
    /// Rows with a person.
    pub people: u64,
    pub columns: Vec<String>,
    pub sha256: String,
}

/// A look at what would be sent. It is what is sent, or nothing is.
#[derive(Debug)]
pub struct FeedReview {
    pub file: FeedFile,
    pub counts: Counts,
    /// What is wrong in the file, by row and column.
    pub problems: Vec<FileProblem>,
    /// Rows that cannot be sent; the first of them.
    pub unfit: Vec<(u64, Unfit)>,
    pub findings: Vec<Finding>,
    /// Those who are not sent before something in the tenant is settled.
    pub aside: Vec<Aside>,
    /// Where the mapping in the tenant is not as the set-up says.
    pub mapping: Vec<Change>,
    /// How many are sent, and in how many calls.
    pub people: u64,
    pub calls: u64,
    /// How many of them first.
    pub pilot: usize,
    /// Calls of the last day, and how many a day may have.
    pub today: usize,
    pub a_day: usize,
    pub(super) ready: Ready,
}

/// What sending takes besides.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) asked: FeedAsked,
    pub(super) feed: Feed,
    pub(super) header: Header,
    pub(super) read: Arc<Read>,
    /// With what the log said since it was written.
    pub(super) ledger: Option<Ledger>,
    pub(super) last: Option<Read>,
    pub(super) short: bool,
    pub(super) changes: Changes,
    pub(super) met: Met,
    pub(super) pilot: Vec<u32>,
    pub(super) rules: Rules,
}

impl FeedReview {
    /// Nobody is switched off for being in the file no more.
    #[must_use]
    pub fn keeps_the_absent(&self) -> bool {
        self.ready.asked.setup.leavers() != Leavers::ByAbsence
    }

    /// Nobody is created: who is not in the tenant is not sent.
    #[must_use]
    pub fn enriches(&self) -> bool {
        self.ready.asked.setup.only_enriches()
    }

    /// Something must be settled before anything is sent.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        let of_file = self
            .problems
            .iter()
            .any(|problem| problem.weight == people_file::Weight::Blocks);
        of_file || self.findings.iter().any(|finding| finding.blocks)
    }
}

/// Where a feed is: in the tenant and on this computer.
pub(super) struct Located {
    pub(super) feed: Feed,
    pub(super) place: Place,
    /// Of a ledger that it would begin, without a file.
    pub(super) header: Header,
}

/// Finds the feed of a set-up.
pub(super) async fn locate(context: &TenantContext, state_dir: &Path, setup: &Setup) -> FeedResult<Located> {
    let client = context.client();
    let whole = journeys::Setup::PeopleFeed(setup.clone());
    let stop = CancellationToken::new();
    context.must_be_tenant_of(&whole, &stop).await?;
    let feed = Feed::find(client, setup).await?;
    let place = Place::of(
        state_dir,
        client.cloud().kind(),
        client.tenant(),
        &feed.service_principal,
    );
    place.make()?;
    let header = Header {
        format: Header::FORMAT,
        tenant: client.tenant().to_owned(),
        service_principal: feed.service_principal.clone(),
        name: setup.name().to_owned(),
        job: feed.job.id.clone(),
        mapping: Digest::default(),
        run: 0,
        enriches: setup.only_enriches(),
        file: FileSeen {
            name: String::new(),
            sha256: String::new(),
            rows: 0,
            at: client.now(),
        },
    };
    Ok(Located { feed, place, header })
}

/// Looks at file, ledger and tenant. Changes nothing.
pub(crate) async fn look(context: &TenantContext, state_dir: &Path, asked: FeedAsked) -> FeedResult<FeedFound> {
    let Located { feed, place, header } = locate(context, state_dir, &asked.setup).await?;
    if let Some((note, _)) = place.unfinished(&header)? {
        return Ok(FeedFound::Unfinished(FeedUnfinished {
            file: note.header.file.name,
            sha256: note.header.file.sha256,
            people: note.people,
            pilot_is_over: note.pilot_is_over,
        }));
    }
    let note = place.read_note(&header)?;
    let path = choose::file(&asked.setup, asked.file.as_deref())?;
    let read = {
        let (setup, own) = (asked.setup.clone(), own(context, &asked.setup));
        blocking(move || agree::read(&setup, &path, own)).await?
    };
    let read = Arc::new(read);
    let mut ledger = place.read_ledger(&header)?;
    let (mut findings, threshold) = feed.judge(context.client()).await?;
    let mapping_there = feed.mapping(context.client()).await?;
    if let (Some(ledger), Some(note)) = (&mut ledger, &note) {
        findings.extend(catch_up(context, &feed, ledger, note).await?);
    }
    let rules = Rules {
        full: asked.full || asked.setup.rules().full,
        ..asked.setup.rules()
    };
    let last = last_file(&asked.setup, &read, ledger.as_ref(), rules).await?;
    let roll = last.as_ref().map(|last| &last.roll);
    let mut changes = Changes::of(&read.roll, ledger.as_ref(), roll, rules);
    let is_cloud = asked.setup.directory() == Directory::Entra;
    let here = match is_cloud && changes.people() > 0 {
        true => here(context).await?,
        false => None,
    };
    changes.know_accounts(&read.roll, here.as_ref());
    if let Some(here) = here
        .as_ref()
        .filter(|_| !rules.create_left && rules.leavers != Leavers::Never)
    {
        let people = read.roll.left_with_account(ledger.as_ref(), here);
        if people > 0 {
            findings.push(Finding::hint(FindingCode::StaysOn).with("people", people));
        }
    }
    let around = Around {
        most: asked.setup.most_leaving(),
        threshold,
        typed: asked.leavers,
    };
    // Who leaves is judged before anybody is set aside.
    let stops = guard::stops(&changes, &read.roll, ledger.as_ref(), &around);
    let mapping = read.agreed.digest();
    let hints = guard::hints(&changes, ledger.as_ref(), mapping);
    findings.extend(stops.into_iter().map(Finding::from));
    findings.extend(hints.into_iter().map(Finding::from));
    if asked.setup.user_name().is_none() && !asked.setup.only_enriches() {
        findings.push(Finding::stop(FindingCode::NoSignIn));
    }
    let met = match changes.people() {
        0 => Met::default(),
        _ => {
            meet(
                context,
                &asked.setup,
                &read,
                ledger.as_ref(),
                here.as_ref(),
                &mut changes,
                &mut findings,
            )
            .await?
        }
    };
    if !asked.setup.only_enriches() {
        findings.extend(shared(&place, &read.roll));
    }
    // Whoever is there keeps the name they have, and nobody may look which one that is.
    let nameless = match agree::maker(&asked.setup) {
        Some(_) if here.is_none() => changes.absent(),
        _ => 0,
    };
    if nameless > 0 && !mapping_there.takes_nameless_records() {
        findings.push(Finding::stop(FindingCode::LeaverNames).with("people", nameless));
    }
    let unknown = changes.gone_without_record(ledger.as_ref(), roll);
    let short = unknown > 0 && mapping_there.takes_short_records();
    if unknown > 0 && !short {
        findings.push(last_file_is_missing(ledger.as_ref(), unknown));
    }
    let a_day = a_day(&asked.setup);
    let meter = place.meter(a_day)?;
    let pilot = asked.pilot.unwrap_or(asked.setup.pilot());
    // Where nobody follows nobody goes first.
    let pilot = match changes.people() > u64::from(pilot) {
        true => met.pilot(pilot),
        false => Vec::new(),
    };
    let header = Header {
        mapping,
        run: ledger
            .as_ref()
            .map_or(0, |ledger| ledger.header.run)
            .max(note.map_or(0, |note| note.header.run))
            + 1,
        file: FileSeen {
            name: name_of(&read.path),
            sha256: read.sha256.clone(),
            rows: read.roll.rows,
            at: context.client().now(),
        },
        ..header
    };
    let people = changes.people();
    Ok(FeedFound::Review(Box::new(FeedReview {
        file: FeedFile {
            path: read.path.clone(),
            people: read.roll.rows,
            columns: read.file.columns().to_vec(),
            sha256: read.sha256.clone(),
        },
        counts: changes.counts,
        problems: problems(&read),
        unfit: read.roll.first_unfit.clone(),
        findings,
        aside: met.aside.clone(),
        mapping: mapping_there.changes(&asked.setup),
        people,
        calls: calls(people, pilot.len() as u64),
        pilot: pilot.len(),
        today: meter.today(),
        a_day,
        ready: Ready {
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
            rules,
        },
    })))
}

/// Calls that a day may have.
pub(super) fn a_day(setup: &Setup) -> usize {
    setup.calls_per_day().map_or(CALLS_A_DAY, |calls| calls as usize)
}

/// Calls of 50 people each; a pilot has one of its own.
fn calls(people: u64, pilot: u64) -> u64 {
    (people - pilot.min(people)).div_ceil(50) + u64::from(pilot > 0)
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// What the file's rows are judged by anyway is not told twice.
fn problems(read: &Read) -> Vec<FileProblem> {
    let mut problems = read.examined.problems.clone();
    problems.retain(|problem| problem.code != Code::StatusColumnUnknown);
    problems
}

/// Those who are never switched off: whoever sends, and who is told of trouble. In lower case.
fn own(context: &TenantContext, setup: &Setup) -> HashSet<String> {
    let person = context.person().map(|person| person.address.to_lowercase());
    person.into_iter().chain([setup.notify().to_lowercase()]).collect()
}

/// Work that reads a file of any size.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> FeedResult<T> + Send + 'static,
) -> FeedResult<T> {
    let worked = tokio::task::spawn_blocking(work).await;
    worked.map_err(|broken| Problem::broke_off("reading the file", &broken))?
}

/// Meets those who are sent with those who are in the tenant.
async fn meet(
    context: &TenantContext,
    setup: &Setup,
    read: &Arc<Read>,
    ledger: Option<&Ledger>,
    here: Option<&Here>,
    changes: &mut Changes,
    findings: &mut Vec<Finding>,
) -> FeedResult<Met> {
    let is_cloud = setup.directory() == Directory::Entra;
    if is_cloud && here.is_none() {
        findings.push(Finding::hint(FindingCode::NotChecked));
    }
    let organization = context.organization(&CancellationToken::new()).await?;
    let verified = organization.verified_domains.iter();
    let domains: Vec<String> = verified.map(|domain| domain.name.clone()).collect();
    let maker = agree::maker(setup);
    if let Some(maker) = &maker
        && is_cloud
        && !domains.iter().any(|domain| domain.eq_ignore_ascii_case(&maker.domain))
    {
        findings.push(Finding::stop(FindingCode::Domain).with("domain", &maker.domain));
    }
    let meeting = Meeting {
        file: &read.file,
        agreed: &read.agreed,
        roll: &read.roll,
        ledger,
        here,
        maker: maker.as_ref(),
        creates: !setup.only_enriches(),
        numbers_names: agree::numbers_names(setup),
        domains: if is_cloud { &domains } else { &[] },
    };
    let met = meeting.meet(changes)?;
    if met.switched_on > 0 {
        findings.push(Finding::hint(FindingCode::SwitchedOn).with("people", met.switched_on));
    }
    if met.nameless > 0 {
        findings.push(Finding::hint(FindingCode::Nameless).with("people", met.nameless));
    }
    if met.numbered > 0 {
        findings.push(Finding::hint(FindingCode::Numbered).with("people", met.numbered));
    }
    let twice = met.aside.iter().filter(|aside| aside.why == Why::NameTwice);
    let twice = twice.count();
    if twice > 0 && !agree::numbers_names(setup) {
        findings.push(Finding::stop(FindingCode::NameClash).with("people", twice));
    }
    Ok(met)
}

impl From<Refusal> for FeedRefusal {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Problem(problem) => problem.into(),
            Refusal::Stopped => graph_client::Error::Stopped.into(),
        }
    }
}
