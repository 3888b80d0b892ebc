//! Writes what was reviewed into the outbox.

use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use people_file::{PeopleFile, Problems, Target};

use crate::agreed::{Agreed, Taken};
use crate::changes::{Changes, Who};
use crate::ledger::Ledger;
use crate::order::{self, Link, Turn};
use crate::outbox::{MOST_BYTES, Op, Outbox, Writer};
use crate::own_file::write_whole;
use crate::roll::Roll;
use crate::{Digest, Digester, FeedError, Names, Person, scim};

/// Who is gone from the file, and how they are told to have left.
#[derive(Debug, Clone, Copy)]
pub enum Gone<'g> {
    /// As they stood in the file that was sent last, switched off.
    Whole(&'g PeopleFile, &'g Agreed, &'g Roll),
    /// The same, and by their number alone who does not stand in that one either.
    WholeOrShort(&'g PeopleFile, &'g Agreed, &'g Roll),
    /// By their number alone: where the schema of the job clears nothing for being left out.
    Short,
    /// Nobody may be.
    Nobody,
}

/// What is written: a file as it was reviewed, with what came of that.
#[derive(Debug)]
pub struct Reviewed<'r> {
    pub file: &'r PeopleFile,
    pub agreed: &'r Agreed,
    pub roll: &'r Roll,
    pub ledger: Option<&'r Ledger>,
    pub changes: &'r Changes,
    pub gone: Gone<'r>,
    pub run: u64,
    /// What people sign in by, where the file does not say it.
    pub names: &'r Names,
    /// Who is sent first, in a request of their own, by their places among all who are sent.
    pub pilot: &'r [u32],
}

impl Outbox {
    /// Makes the outbox at `path`, whole or not at all.
    ///
    /// # Errors
    /// The file is another than the one that was reviewed, somebody who is gone cannot be told to have left, or the disk refuses.
    pub fn fill(path: &Path, reviewed: &Reviewed<'_>) -> Result<Self, FeedError> {
        let mut wrong = None;
        let written = write_whole(path, |out| {
            let count = |list: usize| u32::try_from(list).map_err(io::Error::other);
            let people = count(reviewed.changes.send.len())?;
            let mut writer = Writer::new(out, people, count(reviewed.pilot.len())?)?;
            let mut work = Work::new(reviewed);
            match work.all(&mut writer) {
                Ok(()) => {}
                Err(Failed::Disk(error)) => return Err(error),
                Err(Failed::Feed(error)) => {
                    wrong = Some(error);
                    return Err(io::Error::other("it cannot be filled"));
                }
            }
            match writer.end()? {
                true => Ok(()),
                false => Err(io::Error::other("somebody is missing")),
            }
        });
        match (written, wrong) {
            (_, Some(error)) => Err(error),
            (Err(error), None) => Err(error.into()),
            (Ok(()), None) => Self::open(path)?.ok_or_else(|| FeedError::Damaged {
                path: path.to_owned(),
                what: "it is gone".to_owned(),
            }),
        }
    }
}

enum Failed {
    Disk(io::Error),
    Feed(FeedError),
}

impl<E: Into<FeedError>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self::Feed(error.into())
    }
}

struct Work<'r> {
    reviewed: &'r Reviewed<'r>,
    /// By row: their place in the roll, and when they are sent.
    rows: Vec<(u32, u32, Turn)>,
    /// By number, of those who are gone.
    gone: HashMap<&'r str, Turn>,
    digester: Digester,
}

impl<'r> Work<'r> {
    fn new(reviewed: &'r Reviewed<'r>) -> Self {
        let Reviewed {
            roll, ledger, changes, ..
        } = *reviewed;
        let links: Vec<Link> = changes
            .send
            .iter()
            .map(|going| match going.who {
                Who::InFile(place) => {
                    let entry = &roll.all[place as usize];
                    Link {
                        number: roll.stands_for(roll.number(entry)),
                        manager: entry.manager,
                    }
                }
                Who::Gone(_) => Link { number: 0, manager: 0 },
            })
            .collect();
        let turns = order::turns(links, reviewed.pilot);
        let mut rows = Vec::with_capacity(changes.send.len());
        let mut gone = HashMap::new();
        for (going, turn) in changes.send.iter().zip(turns) {
            match going.who {
                Who::InFile(place) => {
                    rows.push((roll.all[place as usize].row, place, turn));
                }
                Who::Gone(place) => {
                    if let Some(known) = ledger.and_then(|ledger| ledger.at(place)) {
                        gone.insert(known.number, turn);
                    }
                }
            }
        }
        rows.sort_unstable_by_key(|(row, ..)| *row);
        Self {
            reviewed,
            rows,
            gone,
            digester: Digester::default(),
        }
    }

    fn all(&mut self, writer: &mut Writer<'_>) -> Result<(), Failed> {
        self.in_file(writer)?;
        if self.gone.is_empty() {
            return Ok(());
        }
        match self.reviewed.gone {
            Gone::Whole(file, agreed, roll) => self.gone_from(file, agreed, roll, writer),
            Gone::WholeOrShort(file, agreed, roll) => self
                .gone_from(file, agreed, roll, writer)
                .and_then(|()| self.gone_in_short(writer)),
            Gone::Short => self.gone_in_short(writer),
            Gone::Nobody => Ok(()),
        }?;
        match self.gone.len() {
            0 => Ok(()),
            people => Err(FeedError::LastFileNeeded { people: people as u64 }.into()),
        }
    }

    /// Reads the file again. Whoever is sent must stand where they stood, with what was reviewed.
    fn in_file(&mut self, writer: &mut Writer<'_>) -> Result<(), Failed> {
        let reviewed = self.reviewed;
        let mut wanted = std::mem::take(&mut self.rows).into_iter().peekable();
        let mut ended = Ok(());
        if wanted.peek().is_none() {
            return Ok(());
        }
        reviewed.file.rows(&mut Problems::default(), |row, _| {
            let Some((at, place, turn)) = wanted.next_if(|(at, ..)| u64::from(*at) == row.number) else {
                return ControlFlow::Continue(());
            };
            let digest = reviewed.roll.all[place as usize].digest;
            ended = match reviewed.agreed.take(row) {
                Taken::Person(mut person) if self.digester.of(&person) == digest => {
                    name(&mut person, reviewed.names);
                    let mut json = Vec::new();
                    scim::operation(&person, reviewed.run, &mut json);
                    let op = Op {
                        row: at,
                        active: person.active,
                        digest,
                        number: person.get(Target::Number).to_owned(),
                        json,
                    };
                    add(writer, turn, op)
                }
                Taken::Unfit(unfit) => Err(FeedError::Row { row: row.number, unfit }.into()),
                Taken::Person(_) | Taken::LeftOut(_) => Err(FeedError::RowChanged { row: row.number }.into()),
            };
            if ended.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        ended?;
        match wanted.next() {
            Some((row, ..)) => Err(FeedError::RowChanged { row: row.into() }.into()),
            None => Ok(()),
        }
    }

    /// Finds those who are gone in the file that was sent last.
    fn gone_from(
        &mut self,
        file: &PeopleFile,
        agreed: &Agreed,
        roll: &Roll,
        writer: &mut Writer<'_>,
    ) -> Result<(), Failed> {
        let mut ended = Ok(());
        file.rows(&mut Problems::default(), |row, _| {
            let Taken::Person(mut person) = agreed.take(row) else {
                return ControlFlow::Continue(());
            };
            if roll.drops(row.number) {
                return ControlFlow::Continue(());
            }
            let Some(turn) = self.gone.remove(person.get(Target::Number)) else {
                return ControlFlow::Continue(());
            };
            person.active = false;
            person.row = id_of(turn);
            let digest = self.digester.of(&person);
            name(&mut person, self.reviewed.names);
            let mut json = Vec::new();
            scim::operation(&person, self.reviewed.run, &mut json);
            let op = Op {
                row: u32::try_from(row.number).unwrap_or_default(),
                active: false,
                digest,
                number: person.get(Target::Number).to_owned(),
                json,
            };
            ended = add(writer, turn, op);
            if ended.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        ended
    }

    fn gone_in_short(&mut self, writer: &mut Writer<'_>) -> Result<(), Failed> {
        for (number, turn) in std::mem::take(&mut self.gone) {
            let mut json = Vec::new();
            scim::leave(number, self.reviewed.run, id_of(turn), &mut json);
            let op = Op {
                row: 0,
                active: false,
                digest: Digest([0; 16]),
                number: number.to_owned(),
                json,
            };
            add(writer, turn, op)?;
        }
        Ok(())
    }
}

/// The digest does not know of it: what was made of a name is new when the name is.
fn name(person: &mut Person<'_>, names: &Names) {
    let made = names.of(person.get(Target::Number)).map(str::to_owned);
    if let Some(made) = made {
        person.set(Target::UserName, made.into());
    }
}

/// An id that no row of the file has: those who are gone stand in none.
fn id_of(turn: Turn) -> u64 {
    people_file::MOST_ROWS * 2 + u64::from(turn.place)
}

fn add(writer: &mut Writer<'_>, turn: Turn, op: Op) -> Result<(), Failed> {
    if op.json.len() + scim::AROUND > MOST_BYTES {
        return Err(FeedError::RowTooLarge { row: op.row.into() }.into());
    }
    writer.add(turn, op).map_err(Failed::Disk)
}
