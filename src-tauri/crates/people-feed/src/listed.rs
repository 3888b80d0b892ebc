//! Who is behind each count of what would be sent, by number and row.

use std::collections::HashSet;

use crate::changes::{Changes, Kind, Lot, Rules, Who, walk};
use crate::ledger::Ledger;
use crate::met::Aside;
use crate::roll::{Entry, Roll};

/// What a list is made from: all that the changes were made from.
#[derive(Debug, Clone, Copy)]
pub struct Behind<'b> {
    pub changes: &'b Changes,
    pub roll: &'b Roll,
    pub ledger: Option<&'b Ledger>,
    pub last: Option<&'b Roll>,
    pub rules: Rules,
    pub aside: &'b [Aside],
}

/// Somebody in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub number: String,
    /// 0 for somebody who is in the file no more.
    pub row: u64,
}

impl Behind<'_> {
    /// Everybody of such a lot, in the order of their numbers.
    #[must_use]
    pub fn of(&self, wanted: Lot) -> Vec<Listed> {
        let is_sent = |going: &&crate::changes::Going| match wanted {
            Lot::Sent(kind) => going.kind == kind,
            // Where everybody is sent those are too of whom nothing is new.
            Lot::Unchanged => going.kind == Kind::Unchanged,
            _ => false,
        };
        let sent = self
            .changes
            .send
            .iter()
            .filter(is_sent)
            .map(|going| self.listed(going.who));
        let mut all: Vec<Listed> = sent.collect();
        if matches!(wanted, Lot::Sent(_)) {
            return all;
        }
        if wanted == Lot::Repeated {
            let rows = self.roll.repeated.iter();
            return rows.map(|entry| of_entry(self.roll, entry)).collect();
        }
        let (mut rest, mut leaving) = (Vec::new(), Vec::new());
        walk(self.roll, self.ledger, self.last, self.rules, |lot, who| match lot {
            lot if lot == wanted => rest.push(who),
            Lot::Sent(Kind::Leaving) if wanted == Lot::Kept => leaving.push(who),
            _ => {}
        });
        all.extend(rest.into_iter().map(|who| self.listed(who)));
        if !leaving.is_empty() {
            // Who stands in the file in other capitals is not gone, and is kept.
            let sent = self.changes.send.iter().map(|going| self.listed(going.who).number);
            let aside = self.aside.iter().map(|aside| aside.number.clone());
            let others: HashSet<String> = sent.chain(aside).collect();
            let leaving = leaving.into_iter().map(|who| self.listed(who));
            all.extend(leaving.filter(|one| !others.contains(&one.number)));
        }
        all
    }

    /// Somebody by their place among all who are sent.
    #[must_use]
    pub fn at(&self, place: u32) -> Option<Listed> {
        let going = self.changes.send.get(place as usize)?;
        Some(self.listed(going.who))
    }

    fn listed(&self, who: Who) -> Listed {
        match who {
            Who::InFile(place) => of_entry(self.roll, &self.roll.all[place as usize]),
            Who::Gone(place) => {
                let known = self.ledger.and_then(|ledger| ledger.at(place));
                let number = known.map(|known| known.number.to_owned()).unwrap_or_default();
                Listed { number, row: 0 }
            }
        }
    }
}

fn of_entry(roll: &Roll, entry: &Entry) -> Listed {
    Listed {
        number: roll.number(entry).to_owned(),
        row: entry.row.into(),
    }
}
