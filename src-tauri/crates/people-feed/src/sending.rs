//! Sends what lies in the outbox. Everybody is accepted once, or is told not to be; whenever it is stopped or killed, it goes on from
//! outbox and notes, without the file of people. Repeats and waits are the client's.

use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use graph_client::{Error, GraphClient, UploadMeter, WaitObserver};
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::digest::sha256;
use crate::ledger::Ledger;
use crate::outbox::{Op, Outbox};
use crate::run_file::{Answer, Fate, RunFile, Step};
use crate::{FeedError, scim};

/// Requests under way at a time: as many as a window takes, so that where an answer takes a second the last ones wait for one answer and not
/// for three.
const AT_ONCE: usize = 40;

/// More people than this whom the service refuses one by one are no mistakes of single rows.
const MOST_REFUSED: u32 = 50;

/// The same while it has taken nobody.
const MOST_REFUSED_AT_FIRST: u32 = 3;

/// Somebody whom the service refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub number: String,
    /// Where they stand in the file; 0 for somebody who is in it no more.
    pub row: u64,
}

/// How a sending ended.
#[derive(Debug)]
pub enum Ending {
    /// Everybody is decided.
    Done,
    /// Somebody stopped it.
    Stopped,
    /// No more is taken before this moment.
    Later(Timestamp),
    /// The service refuses it whoever is in it: it is not about a person.
    Refused,
    /// It cannot go on before something else is settled.
    Failed(Error),
}

/// What became of a sending.
#[derive(Debug)]
pub struct Sent {
    pub ending: Ending,
    pub accepted: u32,
    pub refused: Vec<Refused>,
    /// Not accepted and not refused; the unknown among them.
    pub open: u32,
    /// In requests of which nobody knows whether they arrived.
    pub unknown: u32,
    /// Requests that were sent again because of that.
    pub again: u64,
}

/// Where a sending stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub accepted: u32,
    pub refused: u32,
    pub people: u32,
}

/// One sending: an outbox, the notes beside it, and the job it goes to.
#[derive(Debug)]
pub struct Sending<'s> {
    pub client: &'s GraphClient,
    pub meter: &'s UploadMeter,
    pub service_principal: &'s str,
    pub job: &'s str,
    pub outbox: &'s Outbox,
    /// So many from the first, and nobody else; everybody where nothing is said.
    pub first: Option<u32>,
}

/// Why no further request is begun.
enum Halt {
    Ending(Ending),
    Feed(FeedError),
}

impl<E: Into<FeedError>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Feed(error.into())
    }
}

impl Sending<'_> {
    /// Sends until everybody is decided or it cannot go on. Requests under way are seen to their end, so that few outcomes stay
    /// unknown; dropping this instead leaves them unknown, and they are sent again with the same bytes.
    ///
    /// # Errors
    /// Outbox or notes cannot be read or written.
    pub async fn send(
        &self,
        run: &mut RunFile,
        stop: &CancellationToken,
        waits: std::sync::Arc<dyn WaitObserver>,
        told: impl Fn(Progress),
    ) -> Result<Sent, FeedError> {
        // Whoever waits for a place is called off when one of the others finds that it cannot go on.
        let halt = stop.child_token();
        let client = self.client.bound(halt.clone(), waits);
        let book = Book {
            run: Mutex::new(run),
            people: self.outbox.people(),
        };
        let until = self.first.unwrap_or(u32::MAX).min(book.people);
        let blocks = (0..book.run().blocks()).take_while(|block| self.outbox.place(*block).first < until);
        let blocks = blocks.count();
        let (mut next, mut ended) = (0, None);
        let mut under_way = FuturesUnordered::new();
        loop {
            while next < blocks && under_way.len() < AT_ONCE && ended.is_none() && !halt.is_cancelled() {
                if book.run().course(next).is_over() {
                    next += 1;
                } else if book.is_decided(self.outbox.place(next).after) {
                    under_way.push(self.block(next, &client, &book, &halt, &told));
                    next += 1;
                } else {
                    break;
                }
            }
            let Some(outcome) = under_way.next().await else { break };
            if let Err(halted) = outcome {
                halt.cancel();
                // The first to stop says why; what follows is called off by it.
                ended = ended.or(Some(halted));
            }
        }
        drop(under_way);
        let settled = book.run().settled();
        settled.await?;
        let ending = match ended {
            None if !book.is_decided(until) => Ending::Stopped,
            None => Ending::Done,
            Some(Halt::Ending(ending)) => ending,
            Some(Halt::Feed(error)) => return Err(error),
        };
        self.report(&book.run(), ending)
    }

    /// Sends one block, in parts where it is refused.
    async fn block(
        &self,
        block: usize,
        client: &GraphClient,
        book: &Book<'_>,
        halt: &CancellationToken,
        told: &impl Fn(Progress),
    ) -> Result<(), Halt> {
        let people: Vec<(u32, Op)> = self.outbox.operations(block)?.collect();
        loop {
            let Some(part) = book.run().course(block).part() else {
                return Ok(());
            };
            if halt.is_cancelled() {
                return Err(Halt::Ending(Ending::Stopped));
            }
            let body = body(&people, &part);
            let settled = {
                let mut run = book.run();
                run.intend(block, &part, sha256(&body))?;
                run.settled()
            };
            settled.await?;
            let sent = client
                .bulk_upload(self.service_principal, self.job, part.len(), body, self.meter)
                .await;
            let (step, answer, halted) = judge(sent);
            let (settled, halted) = {
                let mut run = book.run();
                run.outcome(block, &part, step, answer);
                let refused = (step == Step::Refused && is_hopeless(&run)).then_some(Ending::Refused);
                (run.settled(), halted.or(refused))
            };
            settled.await?;
            told(book.progress());
            if let Some(ending) = halted {
                return Err(Halt::Ending(ending));
            }
        }
    }

    fn report(&self, run: &RunFile, ending: Ending) -> Result<Sent, FeedError> {
        let mut refused = Vec::new();
        for block in 0..self.outbox.blocks() {
            let place = self.outbox.place(block);
            if !(place.first..place.first + place.people).any(|one| run.fate(one) == Fate::Refused) {
                continue;
            }
            let people = self.outbox.operations(block)?;
            refused.extend(
                people
                    .filter(|(place, _)| run.fate(*place) == Fate::Refused)
                    .map(|(_, op)| Refused {
                        number: op.number,
                        row: op.row.into(),
                    }),
            );
        }
        Ok(Sent {
            ending,
            accepted: run.accepted(),
            refused,
            open: run.open_people(),
            unknown: run.unknown(),
            again: run.again,
        })
    }
}

/// The notes, which all requests under way write to.
struct Book<'r> {
    run: Mutex<&'r mut RunFile>,
    people: u32,
}

impl<'r> Book<'r> {
    fn run(&self) -> MutexGuard<'_, &'r mut RunFile> {
        self.run.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everybody before this one is accepted or refused.
    fn is_decided(&self, before: u32) -> bool {
        self.run().is_decided(before)
    }

    fn progress(&self) -> Progress {
        let run = self.run();
        Progress {
            accepted: run.accepted(),
            refused: run.refused(),
            people: self.people,
        }
    }
}

/// The service refuses whoever comes.
fn is_hopeless(run: &RunFile) -> bool {
    let most = if run.accepted() == 0 {
        MOST_REFUSED_AT_FIRST
    } else {
        MOST_REFUSED
    };
    run.refused() >= most && run.open_people() > 0
}

fn body(people: &[(u32, Op)], part: &Range<u32>) -> Bytes {
    let part = people.iter().filter(|(place, _)| part.contains(place));
    scim::request(part.map(|(_, op)| op.json.as_slice())).into()
}

/// What of an outcome is noted, and whether it ends the sending.
fn judge(sent: Result<graph_client::Accepted, Error>) -> (Step, Answer, Option<Ending>) {
    let error = match sent {
        Ok(accepted) => {
            let answer = Answer {
                status: Some(202),
                request_id: accepted.request_id,
            };
            return (Step::Accepted, answer, None);
        }
        Err(error) => error,
    };
    let answer = Answer {
        status: error.status(),
        request_id: error.request_id().map(str::to_owned),
    };
    let step = match &error {
        Error::Api(api) => match api.status {
            400 | 413 => return (Step::Refused, answer, None),
            status if status >= 500 => Step::Unknown,
            _ => Step::Planned,
        },
        Error::OutcomeUnknown(_) | Error::Decode { .. } | Error::Intercepted { .. } => Step::Unknown,
        Error::Transport { sent, .. } if *sent => Step::Unknown,
        _ => Step::Planned,
    };
    let ending = match error {
        Error::Stopped => Ending::Stopped,
        Error::Throttled { until, .. } => Ending::Later(until),
        Error::OutcomeUnknown(unknown) => match unknown.until {
            Some(until) => Ending::Later(until),
            None => Ending::Failed(Error::OutcomeUnknown(unknown)),
        },
        error => Ending::Failed(error),
    };
    (step, answer, Some(ending))
}

impl Sent {
    /// Whether nothing is left to do: the outbox can go.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.open == 0
    }
}

/// Ends a sending: writes what is known now, and lets the outbox go where everybody is decided.
///
/// # Errors
/// The ledger cannot be written, or the outbox not be deleted.
pub fn keep(
    ledger: &std::path::Path,
    before: Option<&Ledger>,
    run: &RunFile,
    outbox: Outbox,
) -> Result<Ledger, FeedError> {
    let after = Ledger::after(before, run, &outbox)?;
    after.write(ledger)?;
    if run.open_people() == 0 {
        outbox.delete()?;
    }
    Ok(after)
}
