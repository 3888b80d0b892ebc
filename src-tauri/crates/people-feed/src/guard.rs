//! What a person must decide before anything is sent. Pure, so that window, terminal and pipeline stop at the same.

use crate::{Changes, Digest, Ledger, Roll};

/// More people who leave at once are asked about.
const MOST_LEAVING: u64 = 10;

/// The same in per cent of all who were accepted last time.
const MOST_LEAVING_PERCENT: u64 = 2;

/// How many of whom may leave by a set-up without being asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Most {
    pub people: Option<u64>,
    pub percent: Option<u64>,
}

/// What else is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around {
    pub most: Most,
    /// How many deletes and disables in one round stop the job.
    pub threshold: Option<u64>,
    /// How many people a person said may leave.
    pub typed: Option<u64>,
}

/// Why nothing is sent yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Rows that cannot be sent; nobody said, for example, what the word of their status means.
    Unfit { rows: u64 },
    /// A number stands in two rows.
    NumberTwice { row: u64 },
    /// Many people would be switched off. Going on takes exactly this number.
    Leaving { people: u64, of: u64, most: u64 },
    /// The file has less than half of the rows it had. Going on takes exactly the number of those who leave.
    Shrunk { rows: u64, before: u64, leaving: u64 },
    /// Numbers of new people are those of people who are gone, but for zeros in front. Going on takes exactly the number of those who
    /// leave.
    Renumbered { people: u64, leaving: u64 },
    /// The job would stop by itself.
    Threshold { people: u64, threshold: u64 },
}

/// What a person is told and need not decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Most of what changed did so because other columns are sent, or in another way.
    MappingChanged { people: u64 },
    /// Whoever sends, or who is told of trouble, would have been switched off and is left out.
    Own { people: u64 },
}

/// Why this sending must not begin; nothing where it may.
#[must_use]
pub fn stops(changes: &Changes, roll: &Roll, ledger: Option<&Ledger>, around: &Around) -> Vec<Stop> {
    let mut stops = Vec::new();
    if roll.unfit > 0 {
        stops.push(Stop::Unfit { rows: roll.unfit });
    }
    if let Some(row) = roll.twice {
        stops.push(Stop::NumberTwice { row });
    }
    let leaving = changes.counts.leaving;
    let is_typed = around.typed == Some(leaving);
    let accepted = ledger.map_or(0, Ledger::accepted);
    let most = most(accepted, around.most);
    if leaving > most && !is_typed {
        stops.push(Stop::Leaving {
            people: leaving,
            of: ledger.map_or(roll.rows, |_| accepted),
            most,
        });
    }
    let before = ledger.map_or(0, |ledger| ledger.header.file.rows);
    if roll.rows.saturating_mul(2) < before && !is_typed {
        stops.push(Stop::Shrunk {
            rows: roll.rows,
            before,
            leaving,
        });
    }
    if changes.renumbered > 0 && !is_typed {
        stops.push(Stop::Renumbered {
            people: changes.renumbered,
            leaving,
        });
    }
    if let Some(threshold) = around.threshold
        && leaving > 0
        && leaving >= threshold
    {
        stops.push(Stop::Threshold {
            people: leaving,
            threshold,
        });
    }
    stops
}

/// A set-up makes it stricter, and never looser.
fn most(accepted: u64, set_up: Most) -> u64 {
    let percent = |percent: u64| u64::try_from(u128::from(accepted) * u128::from(percent) / 100).unwrap_or(u64::MAX);
    let ours = MOST_LEAVING.max(percent(MOST_LEAVING_PERCENT));
    let theirs = [set_up.people, set_up.percent.map(percent)];
    theirs.into_iter().flatten().fold(ours, u64::min)
}

/// What a person should know besides. `mapping` is that of this sending.
#[must_use]
pub fn hints(changes: &Changes, ledger: Option<&Ledger>, mapping: Digest) -> Vec<Hint> {
    let counts = &changes.counts;
    let mut hints = Vec::new();
    let known = counts.changed + counts.unchanged;
    if ledger.is_some_and(|ledger| ledger.header.mapping != mapping) && counts.changed * 2 > known {
        hints.push(Hint::MappingChanged { people: counts.changed });
    }
    if counts.own > 0 {
        hints.push(Hint::Own { people: counts.own });
    }
    hints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_up_makes_the_limit_stricter_and_never_looser() {
        let set_up = |people, percent| Most { people, percent };
        for (accepted, of_set_up, limit) in [
            (0, set_up(None, None), 10),
            (499, set_up(None, None), 10),
            (1_000, set_up(None, None), 20),
            (1_000, set_up(Some(5), None), 5),
            (1_000, set_up(Some(500), Some(50)), 20),
            (1_000, set_up(Some(15), Some(1)), 10),
            (1_000, set_up(Some(0), None), 0),
            (u64::MAX, set_up(None, Some(u64::MAX)), u64::MAX / 50),
        ] {
            assert_eq!(most(accepted, of_set_up), limit, "{accepted} {of_set_up:?}");
        }
    }
}
