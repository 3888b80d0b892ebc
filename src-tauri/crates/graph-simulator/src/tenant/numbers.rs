//! How many people something happens to, by the size of the company.

use std::time::Duration;

use super::story::{hours, minutes};
use crate::directory::Flaw;
use crate::scenario::Company;

/// How many it happens to, by company.
pub(super) struct Numbers {
    /// They cannot be written from the beginning.
    pub(super) fail: [(usize, Flaw); 3],
    /// They have nothing to be matched by, and an address that somebody else has.
    pub(super) odd: [(usize, Flaw); 2],
    /// They join in the course of `story::IN_STEP`.
    pub(super) join: usize,
    /// They cannot be written after [`super::story::Happening::ManyBreak`].
    pub(super) many: [(usize, Flaw); 3],
    /// People of the OU of [`super::story::Happening::UnitIsMade`].
    pub(super) unit: usize,
    /// Deleted with it.
    pub(super) deleted: usize,
    /// Of the OU, back in scope after [`super::story::Happening::SomeComeBack`], where the deleted ones are restored too.
    pub(super) back: usize,
    /// The OU at the top of the domain that they come back to.
    pub(super) home: &'static str,
    /// Deletes of a round that the tenant's guard lets pass, and those that come all the same.
    pub(super) refused: (usize, usize),
    /// Deletes of a round from which on they are held.
    pub(super) guard: usize,
    /// How long a first round takes.
    pub(super) first_round: Duration,
}

impl Numbers {
    pub(super) fn of(company: Company) -> Self {
        use Flaw::{AddressLeftOff, AddressTaken, DomainUnknown, FieldEmpty, MatchEmpty};
        let odd = |matchless, left_off| [(matchless, MatchEmpty), (left_off, AddressLeftOff)];
        let causes = |counts: [usize; 3]| {
            [
                (counts[0], FieldEmpty),
                (counts[1], AddressTaken),
                (counts[2], DomainUnknown),
            ]
        };
        match company {
            Company::School => Self {
                fail: causes([1, 1, 0]),
                odd: odd(1, 1),
                join: 5,
                many: causes([17, 5, 2]),
                unit: 14,
                deleted: 6,
                back: 2,
                home: "Staff",
                refused: (5, 7),
                guard: 15,
                first_round: minutes(20),
            },
            Company::Contoso => Self {
                fail: causes([9, 22, 4]),
                odd: odd(3, 2),
                join: 5,
                many: causes([342, 98, 48]),
                unit: 412,
                deleted: 188,
                back: 13,
                home: "Staff",
                refused: (50, 60),
                guard: 500,
                first_round: minutes(25),
            },
            Company::Enterprise => Self {
                // 37 addresses are taken in its directory anyway.
                fail: causes([0, 0, 0]),
                odd: odd(12, 20),
                join: 5,
                many: causes([63_000, 18_000, 9_000]),
                unit: 412,
                deleted: 188,
                back: 13,
                home: "Employees",
                refused: (200, 300),
                guard: 500,
                first_round: hours(4),
            },
        }
    }
}
