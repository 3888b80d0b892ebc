//! Managers before those who report to them: a reference to somebody who was never sent stays empty.

/// Deeper than any company; whoever stands deeper goes with the last, as those do who manage each other.
const DEEPEST: u32 = 10_000;

const NOBODY: u32 = u32::MAX;

/// Somebody who is sent, and who they report to; both as what stands for their number, 0 for none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) number: u64,
    pub(crate) manager: u64,
}

/// Where somebody is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Their place among all, from 0.
    pub(crate) place: u32,
    /// So many from the first must have been sent before; they may be in the same request as well.
    pub(crate) after: u32,
}

/// The turn of each, in the order in which they are given: the pilot first, by places in that order, then level by level. Who is on one
/// level stays in that order.
pub(crate) fn turns(links: Vec<Link>, pilot: &[u32]) -> Vec<Turn> {
    let managed_by = managed_by(&links);
    // Of a million people it is the largest part here.
    drop(links);
    let levels = levels(&managed_by);
    let mut order: Vec<u32> = (0_u32..).take(managed_by.len()).collect();
    order.sort_by_key(|person| (!pilot.contains(person), levels[*person as usize]));
    let mut turns = vec![Turn { place: 0, after: 0 }; managed_by.len()];
    for (place, person) in (0_u32..).zip(&order) {
        turns[*person as usize].place = place;
    }
    for (person, manager) in managed_by.iter().enumerate().filter(|(_, manager)| **manager != NOBODY) {
        let manager = turns[*manager as usize].place;
        // In a loop somebody has to be first, and a pilot goes before managers who are not in it.
        if manager < turns[person].place {
            turns[person].after = manager + 1;
        }
    }
    turns
}

/// The manager of each, where they are sent as well.
fn managed_by(links: &[Link]) -> Vec<u32> {
    if links.iter().all(|link| link.manager == 0) {
        return vec![NOBODY; links.len()];
    }
    let number = |place: &u32| links[*place as usize].number;
    let mut places: Vec<u32> = (0_u32..).take(links.len()).collect();
    places.sort_unstable_by_key(number);
    let of = |link: &Link| {
        let found = places.binary_search_by_key(&link.manager, number);
        found.ok().filter(|_| link.manager != 0).map(|at| places[at])
    };
    let found = links.iter().zip(0_u32..).map(|(link, person)| match of(link) {
        Some(manager) if manager != person => manager,
        _ => NOBODY,
    });
    found.collect()
}

/// How many stand above each.
fn levels(managed_by: &[u32]) -> Vec<u32> {
    const UNKNOWN: u32 = u32::MAX;
    const WALKED: u32 = u32::MAX - 1;
    let mut levels = vec![UNKNOWN; managed_by.len()];
    let mut walk = Vec::new();
    for start in 0..managed_by.len() {
        let mut person = start;
        while levels[person] == UNKNOWN {
            levels[person] = WALKED;
            walk.push(person);
            match managed_by[person] {
                NOBODY => break,
                manager => person = manager as usize,
            }
        }
        // The one where it stopped: somebody at the top, of known level, or met on this very walk.
        let mut level = match levels[person] {
            WALKED if managed_by[person] == NOBODY => 0,
            WALKED => DEEPEST,
            known => (known + 1).min(DEEPEST),
        };
        while let Some(person) = walk.pop() {
            levels[person] = level;
            level = (level + 1).min(DEEPEST);
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    /// People by number with the number of their manager.
    fn turns_of(people: &[(u64, u64)]) -> Vec<(u32, u32)> {
        let links: Vec<Link> = people
            .iter()
            .map(|(number, manager)| Link {
                number: *number,
                manager: *manager,
            })
            .collect();
        turns(links, &[]).iter().map(|turn| (turn.place, turn.after)).collect()
    }

    #[test]
    fn managers_go_before_those_who_report_to_them() {
        assert_eq!(turns_of(&[(1, 0), (2, 0), (3, 0)]), [(0, 0), (1, 0), (2, 0)]);
        // 3 manages 2, who manages 1.
        assert_eq!(turns_of(&[(1, 2), (2, 3), (3, 0)]), [(2, 2), (1, 1), (0, 0)]);
        // Somebody who is not sent manages nobody here, and nobody manages themselves.
        assert_eq!(turns_of(&[(1, 9), (2, 2), (3, 0)]), [(0, 0), (1, 0), (2, 0)]);
        assert_eq!(turns_of(&[]), []);
    }

    #[test]
    fn a_pilot_goes_first_and_waits_for_nobody_behind() {
        // 3 manages 2, who manages 1; 1 and 4 are the pilot.
        let links: Vec<Link> = [(1, 2), (2, 3), (3, 0), (4, 0)]
            .map(|(number, manager)| Link { number, manager })
            .to_vec();
        let turns: Vec<_> = turns(links, &[0, 3])
            .iter()
            .map(|turn| (turn.place, turn.after))
            .collect();
        assert_eq!(turns, [(1, 0), (3, 3), (2, 0), (0, 0)]);
    }

    #[test]
    fn loops_and_who_hangs_on_them_go_last() {
        // 1, 2 and 3 manage each other, 4 reports to 1; 5 and 6 are apart.
        let people = [(1, 2), (2, 3), (3, 1), (4, 1), (5, 0), (6, 5)];
        let turns = turns_of(&people);
        assert_eq!((turns[4], turns[5]), ((0, 0), (1, 1)));
        assert!(turns[..4].iter().all(|(place, _)| *place >= 2), "{turns:?}");
        assert!(turns.iter().all(|(place, after)| after <= place), "{turns:?}");
    }

    #[test]
    fn a_long_chain_stands_in_its_order_and_a_longer_one_ends() {
        let chain: Vec<(u64, u64)> = (1..=10_000).rev().map(|number| (number, number - 1)).collect();
        let turns = turns_of(&chain);
        assert!(
            turns
                .iter()
                .rev()
                .zip(0_u32..)
                .all(|((place, after), expected)| *place == expected && *after == expected)
        );
        let ring: Vec<(u64, u64)> = (1..=200_000).map(|number| (number, number % 200_000 + 1)).collect();
        assert_eq!(turns_of(&ring).len(), 200_000);
    }

    proptest::proptest! {
        #[test]
        fn everybody_has_one_turn_and_waits_for_nobody_behind(managers in proptest::collection::vec(0_u64..40, 1..40)) {
            let people: Vec<(u64, u64)> = (1..).zip(managers).collect();
            let turns = turns_of(&people);
            let mut places: Vec<u32> = turns.iter().map(|(place, _)| *place).collect();
            places.sort_unstable();
            proptest::prop_assert_eq!(places, (0_u32..).take(people.len()).collect::<Vec<_>>());
            for (place, after) in turns {
                proptest::prop_assert!(after <= place);
            }
        }
    }
}
