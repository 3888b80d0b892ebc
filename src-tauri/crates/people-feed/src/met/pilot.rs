//! With whom a sending is tried first.

use std::collections::HashSet;

use super::Met;

/// More would be no pilot.
pub const LARGEST_PILOT: u32 = 50;

/// Somebody who is looked at for a pilot, of each sort.
const CANDIDATES: usize = 50;

/// Of each sort one is in a pilot.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sort {
    New,
    Changed,
    Leaving,
    Accents,
    Manager,
}

impl Met {
    pub(super) fn sort(&mut self, sort: Sort, place: u32) {
        let sort = &mut self.sorts[sort as usize];
        if sort.len() < CANDIDATES {
            sort.push(place);
        }
    }

    /// Places change when others are set aside.
    pub(super) fn follow(&mut self, aside: &HashSet<u32>) {
        let mut sorted: Vec<u32> = aside.iter().copied().collect();
        sorted.sort_unstable();
        for sort in &mut self.sorts {
            sort.retain(|place| !aside.contains(place));
            sort.iter_mut()
                .for_each(|place| *place -= sorted.partition_point(|before| before < place) as u32);
        }
    }

    /// Whom to send first: somebody new, somebody who changed, somebody who leaves, somebody with letters that get lost, somebody who
    /// manages others, and further ones in turn; `people` of them, [`LARGEST_PILOT`] at most, by their places among all who are sent.
    #[must_use]
    pub fn pilot(&self, people: u32) -> Vec<u32> {
        let people = people.min(LARGEST_PILOT) as usize;
        let mut chosen = Vec::new();
        let longest = self.sorts.iter().map(Vec::len).max().unwrap_or_default();
        for nth in 0..longest {
            for place in self.sorts.iter().filter_map(|sort| sort.get(nth)) {
                if chosen.len() < people && !chosen.contains(place) {
                    chosen.push(*place);
                }
            }
        }
        chosen.sort_unstable();
        chosen
    }
}
