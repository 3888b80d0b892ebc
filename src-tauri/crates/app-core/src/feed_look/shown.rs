//! What of a sending is shown: counts and codes, without the people.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use provisioning::log::Cause;
use uuid::Uuid;

use crate::Timestamp;
use crate::feed::{
    Counts, FeedEnd, FeedEnding, FeedNews, FeedRefusal, FeedReview, FeedUnfinished, Followed, PersonOutcome, Unfit, Why,
};
use crate::people_look::refusal;
use crate::view::{
    FeedAside, FeedCounts, FeedEndName, FeedEndView, FeedFollowed, FeedProgressView, FeedRefusals, FeedRefusedView,
    FeedReviewView, FeedStage, FeedUnfinishedView, FeedUnfit, FeedUnfitWhy,
};

pub(super) fn review(review: &FeedReview, leavers: Option<u64>) -> FeedReviewView {
    let mut aside: BTreeMap<Why, usize> = BTreeMap::new();
    for one in &review.aside {
        *aside.entry(one.why).or_default() += 1;
    }
    let columns: BTreeSet<usize> = review.problems.iter().filter_map(|problem| problem.column).collect();
    let headings = columns.into_iter().filter_map(|column| {
        let heading = review.file.columns.get(column)?;
        Some((column, heading.clone()))
    });
    FeedReviewView {
        look: Uuid::new_v4().simple().to_string(),
        file: name_of(&review.file.path),
        rows: review.file.people,
        counts: review.counts.into(),
        problems: review.problems.clone(),
        headings: headings.collect(),
        unfit: review.unfit.iter().map(|(row, why)| unfit(*row, *why)).collect(),
        findings: review.findings.clone(),
        aside: aside
            .into_iter()
            .map(|(why, count)| FeedAside {
                why: why.as_str().to_owned(),
                count,
                settled: !why.needs_somebody(),
            })
            .collect(),
        mapping: review.mapping.clone(),
        people: review.people,
        calls: review.calls,
        pilot: review.pilot,
        today: review.today,
        a_day: review.a_day,
        blocked: review.is_blocked(),
        enriches: review.enriches(),
        keeps_the_absent: review.keeps_the_absent(),
        leavers,
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn unfit(row: u64, why: Unfit) -> FeedUnfit {
    let why = match why {
        Unfit::NoNumber => FeedUnfitWhy::NoNumber,
        Unfit::StatusWord => FeedUnfitWhy::StatusWord,
        Unfit::Date(_) | Unfit::FieldDate(_) => FeedUnfitWhy::Date,
    };
    FeedUnfit { row, why }
}

/// Takes in what a sending tells.
pub(super) fn follow(progress: &mut FeedProgressView, news: FeedNews, now: Timestamp) {
    let stage = match news {
        FeedNews::Pilot { people } => {
            progress.pilot = people;
            FeedStage::Pilot
        }
        FeedNews::Sent {
            accepted,
            refused,
            people,
        } => {
            (progress.accepted, progress.refused, progress.people) = (accepted, refused, people);
            match accepted + refused {
                decided if progress.pilot > 0 && decided == progress.pilot => FeedStage::PilotWaits,
                decided if decided < progress.pilot => FeedStage::Pilot,
                _ => FeedStage::Sending,
            }
        }
        FeedNews::Followed(followed) => {
            progress.followed = Some(followed.into());
            FeedStage::PilotWaits
        }
    };
    if progress.stage != stage {
        (progress.stage, progress.since) = (stage, now);
    }
}

pub(super) fn end(end: &FeedEnd, now: Timestamp) -> FeedEndView {
    let (until, problem) = match &end.ending {
        FeedEnding::Later(until) => (Some(*until), None),
        FeedEnding::Failed(problem) => (None, Some((**problem).clone())),
        _ => (None, None),
    };
    FeedEndView {
        ending: match &end.ending {
            FeedEnding::Done => FeedEndName::Done,
            FeedEnding::Stopped => FeedEndName::Stopped,
            FeedEnding::Later(_) => FeedEndName::Later,
            FeedEnding::MostCalls => FeedEndName::MostCalls,
            FeedEnding::Refused => FeedEndName::Refused,
            FeedEnding::Gone => FeedEndName::Gone,
            FeedEnding::PilotRefused => FeedEndName::PilotRefused,
            FeedEnding::PilotUnseen => FeedEndName::PilotUnseen,
            FeedEnding::Failed(_) => FeedEndName::Failed,
        },
        until,
        problem,
        accepted: end.accepted,
        not_taken: end.refused.len(),
        open: end.open,
        again: end.again,
        followed: end.followed.map(Into::into),
        refusals: refusals(end),
        unread: end.unread.as_deref().cloned(),
        at: now,
    }
}

/// Those whom the log says were refused, the most of one code first.
pub(super) fn refusals(end: &FeedEnd) -> Vec<FeedRefusals> {
    let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, outcome) in &end.people {
        if let Some(PersonOutcome::Refused { code }) = outcome {
            *by_code.entry(code).or_default() += 1;
        }
    }
    let mut refusals: Vec<FeedRefusals> = by_code
        .into_iter()
        .map(|(code, count)| FeedRefusals {
            code: code.to_owned(),
            cause: Cause::of(code),
            count,
        })
        .collect();
    refusals.sort_by_key(|refused| std::cmp::Reverse(refused.count));
    refusals
}

impl From<Counts> for FeedCounts {
    fn from(counts: Counts) -> Self {
        let Counts {
            new,
            found,
            changed,
            unchanged,
            leaving,
            left_out,
            repeated,
            kept,
            own,
            aside,
        } = counts;
        Self {
            new,
            found,
            changed,
            unchanged,
            leaving,
            left_out,
            repeated,
            kept,
            own,
            aside,
        }
    }
}

impl From<Followed> for FeedFollowed {
    fn from(followed: Followed) -> Self {
        let Followed {
            already_right,
            done,
            created_off,
            left_out,
            refused,
            open,
        } = followed;
        Self {
            done,
            already_right,
            created_off,
            left_out,
            refused,
            open,
        }
    }
}

impl From<&FeedUnfinished> for FeedUnfinishedView {
    fn from(unfinished: &FeedUnfinished) -> Self {
        Self {
            file: unfinished.file.clone(),
            people: unfinished.people,
            pilot_is_over: unfinished.pilot_is_over,
        }
    }
}

impl From<FeedRefusal> for FeedRefusedView {
    fn from(refused: FeedRefusal) -> Self {
        match refused {
            FeedRefusal::Problem(problem) => Self {
                problem: Some(*problem),
                ..Self::default()
            },
            FeedRefusal::File(error) => Self {
                file: Some(refusal(&error)),
                ..Self::default()
            },
            FeedRefusal::Finding(finding) => Self {
                finding: Some(finding),
                ..Self::default()
            },
        }
    }
}
