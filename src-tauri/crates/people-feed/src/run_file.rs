//! What became of each request of a sending: a journal of its own, one line before a request and one after it. Together with the outbox
//! it is all that going on takes.

use std::ops::Range;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use step_engine::JournalError;
use step_engine::kept_lines::{Found, Lines};

use crate::course::{Course, Refusal};
use crate::ledger::Header;
use crate::outbox::Outbox;
use crate::{FeedError, clock};

const FORMAT: u64 = 1;

/// What became of somebody in a sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nobody knows yet, or it is not known.
    Open,
    Accepted,
    Refused,
}

#[derive(Debug, Serialize, Deserialize)]
struct First {
    batches: u64,
    state: Planned,
    people: u32,
    blocks: usize,
    /// [`Outbox::sum`] of the outbox that all lines are about.
    outbox: String,
    /// What the ledger will begin with.
    ledger: Header,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Planned {
    Planned,
}

/// What is noted of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Step {
    /// It is about to be sent.
    Intent,
    Accepted,
    Refused,
    /// Nobody knows whether it arrived.
    Unknown,
    /// It was not carried out, and may be sent as if it never had been.
    Planned,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    b: usize,
    first: u32,
    ids: u32,
    state: Step,
    /// Of the body, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    at: Timestamp,
}

/// What of an answer is noted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
}

/// An open file of a sending, held by this process.
#[derive(Debug)]
pub struct RunFile {
    lines: Lines,
    header: Header,
    courses: Vec<Course>,
    fates: Vec<Fate>,
    /// For each block, whether its next part was sent and nobody knows whether it arrived, and with what body.
    sent: Vec<Option<String>>,
    counts: Counts,
    /// Requests that were sent again because of that, since the file was opened.
    pub(crate) again: u64,
}

#[derive(Debug, Default)]
struct Counts {
    accepted: u32,
    refused: u32,
    /// So many blocks from the first are over.
    over: usize,
}

impl RunFile {
    /// Opens the file at `path` beside its outbox, or begins it with this header. A torn last line is dropped.
    ///
    /// # Errors
    /// It cannot be read or is held by another process, or it tells of another outbox.
    pub fn open(path: &Path, outbox: &Outbox, header: Header) -> Result<Self, FeedError> {
        let found = Found::open(path)?;
        let mut courses: Vec<Course> = (0..outbox.blocks())
            .map(|block| {
                let place = outbox.place(block);
                Course::new(place.first..place.first + place.people)
            })
            .collect();
        let mut fates = vec![Fate::Open; outbox.people() as usize];
        let mut sent = vec![None; courses.len()];
        let mut counts = Counts::default();
        let mut lines = found
            .lines()
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty());
        let damaged = |line: usize| JournalError::Damaged {
            path: path.to_owned(),
            line,
            source: "it makes no sense here".into(),
        };
        let (header, first) = match lines.next() {
            None => {
                let first = First {
                    batches: FORMAT,
                    state: Planned::Planned,
                    people: outbox.people(),
                    blocks: outbox.blocks(),
                    outbox: outbox.sum().to_owned(),
                    ledger: header,
                };
                let line = serde_json::to_string(&first).map_err(|_| damaged(1))?;
                (first.ledger, Some(line))
            }
            Some(line) => {
                let first: First = serde_json::from_slice(line).map_err(|_| damaged(1))?;
                if first.batches != FORMAT {
                    return Err(FeedError::TooNew {
                        path: path.to_owned(),
                        format: first.batches,
                    });
                }
                let is_ours = first.outbox == outbox.sum();
                let other = header.differs(&first.ledger).or((!is_ours).then_some("outbox"));
                if let Some(what) = other {
                    return Err(FeedError::Foreign {
                        path: path.to_owned(),
                        what,
                    });
                }
                (first.ledger, None)
            }
        };
        for (line, at) in lines.zip(2..) {
            let line: Line = serde_json::from_slice(line).map_err(|_| damaged(at))?;
            let part = courses.get(line.b).and_then(Course::part);
            let is_next = part.is_some_and(|part| part == (line.first..line.first.saturating_add(line.ids)));
            let is_known = line.state == Step::Intent || sent.get(line.b).is_some_and(Option::is_some);
            if !is_next || !is_known {
                return Err(damaged(at).into());
            }
            counts.add(apply(&mut courses[line.b], &mut fates, &mut sent[line.b], &line));
        }
        Ok(Self {
            lines: found.go_on(first.as_deref())?,
            header,
            courses,
            fates,
            sent,
            counts,
            again: 0,
        })
    }

    /// What the ledger will begin with.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    pub(crate) fn fate(&self, place: u32) -> Fate {
        self.fates.get(place as usize).copied().unwrap_or(Fate::Open)
    }

    pub(crate) fn accepted(&self) -> u32 {
        self.counts.accepted
    }

    pub(crate) fn refused(&self) -> u32 {
        self.counts.refused
    }

    /// Neither accepted nor refused.
    pub(crate) fn open_people(&self) -> u32 {
        u32::try_from(self.fates.len()).unwrap_or(u32::MAX) - self.counts.accepted - self.counts.refused
    }

    /// Whether everybody before this one is accepted or refused.
    pub(crate) fn is_decided(&mut self, before: u32) -> bool {
        let over = self.courses[self.counts.over..]
            .iter()
            .take_while(|course| course.is_over());
        self.counts.over += over.count();
        self.courses
            .get(self.counts.over)
            .is_none_or(|course| course.starts() >= before)
    }

    /// People of requests of which nobody knows whether they arrived.
    pub(crate) fn unknown(&self) -> u32 {
        let open = self.courses.iter().zip(&self.sent).filter(|(_, sent)| sent.is_some());
        open.filter_map(|(course, _)| course.part())
            .map(|part| part.end - part.start)
            .sum()
    }

    pub(crate) fn course(&self, block: usize) -> &Course {
        &self.courses[block]
    }

    pub(crate) fn blocks(&self) -> usize {
        self.courses.len()
    }

    /// Notes that the next part of a block is about to be sent with this body, which must be that of the first time.
    pub(crate) fn intend(&mut self, block: usize, part: &Range<u32>, sha: String) -> Result<(), FeedError> {
        match &self.sent[block] {
            Some(before) if *before != sha => {
                return Err(FeedError::Foreign {
                    path: self.lines.path().to_owned(),
                    what: "outbox",
                });
            }
            Some(_) => self.again += 1,
            None => {}
        }
        self.note(block, part, Step::Intent, Some(sha), Answer::default());
        Ok(())
    }

    /// Notes what became of it.
    pub(crate) fn outcome(&mut self, block: usize, part: &Range<u32>, step: Step, answer: Answer) {
        self.note(block, part, step, None, answer);
    }

    fn note(&mut self, block: usize, part: &Range<u32>, state: Step, sha: Option<String>, answer: Answer) {
        let line = Line {
            b: block,
            first: part.start,
            ids: part.end - part.start,
            state,
            sha,
            status: answer.status,
            request_id: answer.request_id,
            at: clock::now(),
        };
        let decided = apply(&mut self.courses[block], &mut self.fates, &mut self.sent[block], &line);
        self.counts.add(decided);
        if let Ok(line) = serde_json::to_string(&line) {
            self.lines.add(line);
        }
    }

    /// Waits until everything noted so far is on the disk.
    pub(crate) fn settled(&self) -> impl Future<Output = Result<(), JournalError>> + Send + 'static + use<> {
        self.lines.settled()
    }
}

/// What a line changes: so many people are accepted or refused by it.
fn apply(course: &mut Course, fates: &mut [Fate], sent: &mut Option<String>, line: &Line) -> Option<(Fate, u32)> {
    let fate = match line.state {
        Step::Intent => {
            *sent = Some(line.sha.clone().unwrap_or_default());
            return None;
        }
        Step::Unknown => return None,
        Step::Planned => None,
        Step::Accepted => {
            course.accept();
            Some(Fate::Accepted)
        }
        Step::Refused => {
            let why = match line.status {
                Some(413) => Refusal::Size,
                _ => Refusal::Content,
            };
            course.refuse(why).then_some(Fate::Refused)
        }
    };
    *sent = None;
    let fate = fate?;
    fates[line.first as usize..(line.first + line.ids) as usize].fill(fate);
    Some((fate, line.ids))
}

impl Counts {
    fn add(&mut self, decided: Option<(Fate, u32)>) {
        match decided {
            Some((Fate::Accepted, people)) => self.accepted += people,
            Some((Fate::Refused, people)) => self.refused += people,
            Some((Fate::Open, _)) | None => {}
        }
    }
}
