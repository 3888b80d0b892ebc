//! Everybody in a file, as far as it takes to tell what changed: about 60 bytes a person, and no word of theirs but the number.

use std::hash::{BuildHasher as _, RandomState};
use std::ops::ControlFlow;

use people_file::{PeopleFile, Problems, Repeats, Target};

use crate::agreed::{Agreed, Taken, Unfit};
use crate::here::Here;
use crate::ledger::Ledger;
use crate::{Digest, Digester, FeedError};

/// How many unfit rows are named.
const NAMED: usize = 20;

/// What is to become of somebody in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    Here,
    Left,
    /// They are not sent, and are not gone either.
    LeftOut,
    /// The same: their number stands in several rows, of which none counts.
    Repeated,
}

/// Somebody in a file.
#[derive(Debug, Clone)]
pub struct Entry {
    at: u32,
    length: u16,
    pub(crate) meant: Meant,
    /// They are never switched off.
    pub(crate) own: bool,
    pub(crate) row: u32,
    pub(crate) digest: Digest,
    /// Stands for the number of their manager; 0 for none.
    pub(crate) manager: u64,
}

/// Everybody in a file, in the order of their numbers.
#[derive(Debug, Default)]
pub struct Roll {
    numbers: String,
    pub(crate) all: Vec<Entry>,
    /// Rows of people, the unfit among them.
    pub rows: u64,
    /// Rows that cannot be sent, and the first of them.
    pub unfit: u64,
    pub first_unfit: Vec<(u64, Unfit)>,
    /// The first row whose number stands in another row as well, where nobody said which of them counts.
    pub twice: Option<u64>,
    /// Those that do not count because another row has their number, by row.
    pub(crate) repeated: Vec<Entry>,
    hash: RandomState,
}

impl Roll {
    /// Reads a file to its end.
    ///
    /// # Errors
    /// It cannot be read, or changed since it was opened.
    pub fn of(file: &PeopleFile, agreed: &Agreed) -> Result<Self, FeedError> {
        let mut roll = Self::default();
        let mut digester = Digester::default();
        let mut full = false;
        file.rows(&mut Problems::default(), |row, _| {
            roll.rows += 1;
            match agreed.take(row) {
                Taken::Unfit(unfit) => {
                    roll.unfit += 1;
                    if roll.first_unfit.len() < NAMED {
                        roll.first_unfit.push((row.number, unfit));
                    }
                }
                // Nobody is known by it, so nobody is gone for lack of it either.
                Taken::LeftOut("") => {}
                Taken::LeftOut(number) => {
                    full |= !roll.add(row.number, Meant::LeftOut, Digest([0; 16]), [number, ""], false);
                }
                Taken::Person(person) => {
                    let meant = if person.active { Meant::Here } else { Meant::Left };
                    let numbers = [Target::Number, Target::Manager].map(|target| person.get(target));
                    let own = agreed.is_own(&person);
                    full |= !roll.add(person.row, meant, digester.of(&person), numbers, own);
                }
            }
            if full {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })?;
        if full {
            return Err(FeedError::TooMany {
                most: people_file::MOST_ROWS,
            });
        }
        roll.sort(agreed.repeats);
        Ok(roll)
    }

    /// Whether there was room for them.
    fn add(&mut self, row: u64, meant: Meant, digest: Digest, [number, manager]: [&str; 2], own: bool) -> bool {
        let (Ok(at), Ok(length), Ok(row)) = (
            u32::try_from(self.numbers.len()),
            u16::try_from(number.len()),
            u32::try_from(row),
        ) else {
            return false;
        };
        self.numbers.push_str(number);
        self.all.push(Entry {
            at,
            length,
            meant,
            own,
            row,
            digest,
            manager: match manager {
                "" => 0,
                manager => self.stands_for(manager),
            },
        });
        true
    }

    fn sort(&mut self, repeats: Repeats) {
        let numbers = std::mem::take(&mut self.numbers);
        let number = |entry: &Entry| &numbers[entry.at as usize..entry.at as usize + usize::from(entry.length)];
        // Most files are in order already.
        self.all
            .sort_by(|one, other| number(one).cmp(number(other)).then(one.row.cmp(&other.row)));
        let twice = self.all.windows(2).filter(|pair| number(&pair[0]) == number(&pair[1]));
        self.twice = twice.map(|pair| u64::from(pair[1].row)).min();
        if repeats != Repeats::Stop && self.twice.take().is_some() {
            let all = std::mem::take(&mut self.all);
            for same in all.chunk_by(|one, other| number(one) == number(other)) {
                self.repeated.extend_from_slice(repeats.dropped(same));
                self.all.extend(same.last().cloned().map(|last| match same.len() {
                    2.. if repeats == Repeats::LeaveOut => Entry {
                        meant: Meant::Repeated,
                        ..last
                    },
                    _ => last,
                }));
            }
            self.repeated.sort_unstable_by_key(|entry| entry.row);
        }
        self.numbers = numbers;
    }

    /// Whether a row does not count because another one has its number.
    pub(crate) fn drops(&self, row: u64) -> bool {
        let found = self.repeated.binary_search_by(|entry| u64::from(entry.row).cmp(&row));
        found.is_ok()
    }

    /// How many rows do not count because another one has their number.
    #[must_use]
    pub fn repeated(&self) -> u64 {
        self.repeated.len() as u64
    }

    pub(crate) fn number(&self, entry: &Entry) -> &str {
        let start = entry.at as usize;
        &self.numbers[start..start + usize::from(entry.length)]
    }

    /// Whether somebody with this number is never switched off.
    pub(crate) fn is_own(&self, number: &str) -> bool {
        self.find(number).is_some_and(|entry| entry.own)
    }

    /// Whether it holds a whole record of somebody with this number.
    #[must_use]
    pub fn tells_of(&self, number: &str) -> bool {
        self.find(number)
            .is_some_and(|entry| matches!(entry.meant, Meant::Here | Meant::Left))
    }

    /// How many have left and were never sent, and have an account that works.
    #[must_use]
    pub fn left_with_account(&self, ledger: Option<&Ledger>, here: &Here) -> u64 {
        let left = self.all.iter().filter(|entry| entry.meant == Meant::Left);
        let never_sent = left
            .map(|entry| self.number(entry))
            .filter(|number| !ledger.is_some_and(|ledger| ledger.knows(number)));
        never_sent
            .filter(|number| here.with_number(number).any(|account| account.is_on))
            .count() as u64
    }

    /// The row of whoever has this number.
    #[must_use]
    pub fn row_of(&self, number: &str) -> Option<u64> {
        self.find(number).map(|entry| entry.row.into())
    }

    fn find(&self, number: &str) -> Option<&Entry> {
        let found = self.all.binary_search_by(|entry| self.number(entry).cmp(number));
        found.ok().map(|place| &self.all[place])
    }

    /// Never 0.
    pub(crate) fn stands_for(&self, number: &str) -> u64 {
        self.hash.hash_one(number).max(1)
    }
}
