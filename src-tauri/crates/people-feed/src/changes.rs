//! What of a file is new since the last sending.

use std::collections::{HashMap, HashSet};

use crate::here::Here;
use crate::ledger::{Known, Ledger, State};
use crate::roll::{Entry, Meant, Roll};

/// How it is told that somebody left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leavers {
    /// By the status column alone.
    ByStatus,
    /// Also by being in the file no more.
    ByAbsence,
    /// Nobody is switched off.
    Never,
}

/// What a set-up says of a sending.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    pub leavers: Leavers,
    /// Somebody who has left and was never sent is created, switched off.
    pub create_left: bool,
    /// Everybody is sent, changed or not.
    pub full: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            leavers: Leavers::ByStatus,
            create_left: false,
            full: false,
        }
    }
}

/// How many of each. Every row of the file and everybody of the ledger is in one of them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub new: u64,
    /// Sent for the first time, and known by their number where they are sent to.
    pub found: u64,
    pub changed: u64,
    /// Nothing is new about them; sent only where everybody is.
    pub unchanged: u64,
    pub leaving: u64,
    pub left_out: u64,
    /// Rows that do not count because another one has their number.
    pub repeated: u64,
    /// Not in the file, and left as they are.
    pub kept: u64,
    /// They would be switched off, and are left out because it is whoever sends, or who is told of trouble.
    pub own: u64,
    /// They cannot be sent before something in the tenant is settled.
    pub aside: u64,
}

/// Why somebody is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    New,
    /// The same, but there is an account with their number.
    Found,
    Changed,
    Leaving,
    /// Nothing is new about them; everybody is sent.
    Unchanged,
}

/// What a file and a ledger make of somebody, before anybody else is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lot {
    Sent(Kind),
    /// Nothing is new about them.
    Unchanged,
    LeftOut,
    /// Their number stands in several rows.
    Repeated,
    /// Not in the file, and left as they are.
    Kept,
    /// They are never switched off.
    Own,
}

impl Counts {
    fn of(&mut self, lot: Lot) -> &mut u64 {
        match lot {
            Lot::Sent(Kind::New) => &mut self.new,
            Lot::Sent(Kind::Found) => &mut self.found,
            Lot::Sent(Kind::Changed) => &mut self.changed,
            Lot::Sent(Kind::Leaving) => &mut self.leaving,
            Lot::Sent(Kind::Unchanged) | Lot::Unchanged => &mut self.unchanged,
            Lot::LeftOut => &mut self.left_out,
            Lot::Repeated => &mut self.repeated,
            Lot::Kept => &mut self.kept,
            Lot::Own => &mut self.own,
        }
    }
}

/// Somebody who is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// By their place in the roll.
    InFile(u32),
    /// In the file no more, by their place in the ledger.
    Gone(u32),
}

/// Somebody who is sent, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Going {
    pub(crate) who: Who,
    pub(crate) kind: Kind,
}

/// What is to be sent.
#[derive(Debug, Default)]
pub struct Changes {
    pub counts: Counts,
    /// New people whose number is that of somebody who is gone, but for zeros in front.
    pub(crate) renumbered: u64,
    pub(crate) send: Vec<Going>,
}

impl Changes {
    /// Compares everybody in the file with everybody in the ledger; both stand in the order of their numbers. Nothing but these two
    /// decides, so the same file a second time sends nothing. `last` is everybody in the file that was sent last, where it is at hand:
    /// by it somebody is known who is gone and may not be switched off.
    #[must_use]
    pub fn of(roll: &Roll, ledger: Option<&Ledger>, last: Option<&Roll>, rules: Rules) -> Self {
        let mut changes = Self::default();
        walk(roll, ledger, last, rules, |lot, who| {
            *changes.counts.of(lot) += 1;
            if let Lot::Sent(kind) = lot {
                changes.send.push(Going { who, kind });
            }
        });
        // Of each of these numbers everybody was met once, and the rows are more.
        changes.counts.repeated = roll.repeated();
        if let Some(ledger) = ledger {
            changes.tell_apart(roll, ledger);
        }
        changes
    }

    /// Nobody is gone who stands in the file in other capitals: the service takes both numbers for one.
    fn tell_apart(&mut self, roll: &Roll, ledger: &Ledger) {
        let lower = |going: &Going| match going.who {
            Who::Gone(place) => ledger.at(place).map(|known| known.number.to_lowercase()),
            Who::InFile(_) => None,
        };
        let without_zeros = |number: &str| number.trim_start_matches('0').to_owned();
        let gone: HashMap<String, String> = self
            .send
            .iter()
            .filter_map(lower)
            .map(|number| (without_zeros(&number), number))
            .collect();
        if gone.is_empty() {
            return;
        }
        let mut here = HashSet::new();
        for entry in &roll.all {
            let number = roll.number(entry).to_lowercase();
            match gone.get(&without_zeros(&number)) {
                Some(other) if *other == number => _ = here.insert(number),
                Some(_) if !ledger.knows(roll.number(entry)) => self.renumbered += 1,
                _ => {}
            }
        }
        let before = self.people();
        self.send
            .retain(|going| lower(going).is_none_or(|number| !here.contains(&number)));
        let stay = before - self.people();
        self.counts.leaving -= stay;
        self.counts.kept += stay;
    }

    /// Whoever has left, was never sent and has an account all the same leaves by this sending. Where nobody knows who has one, all of
    /// them may.
    pub fn know_accounts(&mut self, roll: &Roll, here: Option<&Here>) {
        for going in &mut self.send {
            let Who::InFile(place) = going.who else { continue };
            let entry = &roll.all[place as usize];
            let is_on = || here.is_none_or(|here| here.with_number(roll.number(entry)).any(|account| account.is_on));
            if (going.kind, entry.meant) == (Kind::New, Meant::Left) && is_on() {
                going.kind = Kind::Leaving;
                self.counts.new -= 1;
                self.counts.leaving += 1;
            }
        }
    }

    /// How many are sent who are in the file no more.
    #[must_use]
    pub fn absent(&self) -> u64 {
        let absent = self.send.iter().filter(|going| matches!(going.who, Who::Gone(_)));
        absent.count() as u64
    }

    /// How many are sent who are in the file no more, and of whom the file that was sent last, where it is at hand, says nothing either.
    #[must_use]
    pub fn gone_without_record(&self, ledger: Option<&Ledger>, last: Option<&Roll>) -> u64 {
        let gone = self.send.iter().filter_map(|going| match going.who {
            Who::Gone(place) => ledger.and_then(|ledger| ledger.at(place)),
            Who::InFile(_) => None,
        });
        gone.filter(|known| last.is_none_or(|last| !last.tells_of(known.number)))
            .count() as u64
    }

    /// These new people, by their places among all who are sent, have accounts.
    pub(crate) fn know_found(&mut self, places: &[u32]) {
        for place in places {
            self.send[*place as usize].kind = Kind::Found;
        }
        self.counts.new -= places.len() as u64;
        self.counts.found += places.len() as u64;
    }

    /// Takes out those for whom this says so, by their place among all who are sent.
    pub(crate) fn set_aside(&mut self, is_aside: impl Fn(usize) -> bool) {
        let (mut place, counts) = (0, &mut self.counts);
        self.send.retain(|going| {
            let aside = is_aside(place);
            if aside {
                *counts.of(Lot::Sent(going.kind)) -= 1;
                counts.aside += 1;
            }
            place += 1;
            !aside
        });
    }

    /// How many are sent.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.send.len() as u64
    }
}

/// Tells of everybody of the file and of the ledger, in the order of their numbers.
pub(crate) fn walk(
    roll: &Roll,
    ledger: Option<&Ledger>,
    last: Option<&Roll>,
    rules: Rules,
    mut each: impl FnMut(Lot, Who),
) {
    let mut known = ledger.iter().flat_map(|ledger| ledger.people()).zip(0_u32..).peekable();
    for (entry, place) in roll.all.iter().zip(0_u32..) {
        let number = roll.number(entry);
        while let Some((gone, place)) = known.next_if(|(person, _)| person.number < number) {
            each(lot_of_gone(gone, last, rules), Who::Gone(place));
        }
        let before = known
            .next_if(|(person, _)| person.number == number)
            .map(|(person, _)| person);
        each(lot(entry, before, rules), Who::InFile(place));
    }
    for (gone, place) in known {
        each(lot_of_gone(gone, last, rules), Who::Gone(place));
    }
}

/// Of somebody in the file.
fn lot(entry: &Entry, before: Option<Known<'_>>, rules: Rules) -> Lot {
    let as_meant =
        |known: &Known<'_>| (known.state, entry.meant) != (State::Left, Meant::Here) && known.state != State::Refused;
    let same = before.filter(|known| as_meant(known) && known.digest == entry.digest);
    match (entry.meant, before.map(|known| known.state)) {
        (Meant::LeftOut, _) => Lot::LeftOut,
        (Meant::Repeated, _) => Lot::Repeated,
        (Meant::Left, _) if rules.leavers == Leavers::Never => Lot::LeftOut,
        (Meant::Left, None) if !rules.create_left => Lot::LeftOut,
        (Meant::Left, _) if entry.own => Lot::Own,
        (_, Some(_)) if same.is_some() && !rules.full => Lot::Unchanged,
        (_, None) => Lot::Sent(Kind::New),
        _ if same.is_some() => Lot::Sent(Kind::Unchanged),
        (Meant::Left, Some(State::Accepted | State::Refused)) => Lot::Sent(Kind::Leaving),
        _ => Lot::Sent(Kind::Changed),
    }
}

/// Of somebody who is in the ledger and not in the file.
fn lot_of_gone(known: Known<'_>, last: Option<&Roll>, rules: Rules) -> Lot {
    if known.state == State::Left || rules.leavers != Leavers::ByAbsence {
        Lot::Kept
    } else if last.is_some_and(|last| last.is_own(known.number)) {
        Lot::Own
    } else {
        Lot::Sent(Kind::Leaving)
    }
}
