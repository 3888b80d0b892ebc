//! All people of a file at once: their numbers, sign-in names and managers against each other. About 60 bytes a person.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use crate::Repeats;
use crate::cells::folded;
use crate::problem::{Code, Problems, Weight};
use crate::status::Meaning;

/// A longer number is wrong anyway.
const KEPT: usize = 64;

/// Spellings of one number that are told apart.
const SPELLINGS: usize = 16;

/// Rows of a loop that are named.
const NAMED: usize = 5;

const NOBODY: u32 = u32::MAX;

struct Person {
    /// Of the number without case and zeros in front.
    loose: u64,
    /// Where its number begins among all numbers.
    at: u32,
    length: u8,
    meaning: Option<Meaning>,
    row: u32,
    /// Of the name.
    name: u64,
}

/// What stands in the columns of one person that others may repeat or point at.
pub(crate) struct Entry<'a> {
    pub(crate) row: u64,
    /// With the spaces around it.
    pub(crate) number: &'a str,
    pub(crate) names: [&'a str; 2],
    pub(crate) meaning: Option<Meaning>,
    pub(crate) sign_in: &'a str,
    /// Empty when there is none.
    pub(crate) manager: &'a str,
}

#[derive(Default)]
pub(crate) struct People {
    hash: RandomState,
    numbers: Vec<u8>,
    all: Vec<Person>,
    sign_ins: Vec<(u64, u32)>,
    /// The number of the manager, and whose.
    managers: Vec<(u64, u32)>,
}

/// The columns that problems are told of.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Where {
    pub(crate) number: Option<usize>,
    pub(crate) sign_in: Option<usize>,
    pub(crate) manager: Option<usize>,
}

impl People {
    pub(crate) fn add(&mut self, entry: &Entry<'_>) {
        let place = u32::try_from(self.all.len()).unwrap_or(NOBODY);
        let end = (0..=entry.number.len().min(KEPT))
            .rev()
            .find(|end| entry.number.is_char_boundary(*end));
        let kept = &entry.number[..end.unwrap_or(0)];
        let at = u32::try_from(self.numbers.len()).unwrap_or(NOBODY);
        self.numbers.extend_from_slice(kept.as_bytes());
        self.all.push(Person {
            loose: self.hash_of(without_zeros(entry.number.trim())),
            at,
            length: kept.len() as u8,
            meaning: entry.meaning,
            row: u32::try_from(entry.row).unwrap_or(NOBODY),
            name: self.hash.hash_one(entry.names),
        });
        if !entry.sign_in.is_empty() {
            self.sign_ins.push((self.hash_of(entry.sign_in), place));
        }
        if !entry.manager.is_empty() {
            self.managers.push((self.hash_of(entry.manager), place));
        }
    }

    fn hash_of(&self, text: &str) -> u64 {
        match text.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            true => self.hash.hash_one(folded(text)),
            false => self.hash.hash_one(text),
        }
    }

    fn number(&self, person: &Person) -> &str {
        let start = person.at as usize;
        let bytes = self.numbers.get(start..start + usize::from(person.length));
        std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }

    /// Compares everybody with everybody.
    pub(crate) fn judge(mut self, at: Where, repeats: Repeats, problems: &mut Problems) {
        let dropped = self.dropped(repeats);
        if !dropped.is_empty() {
            let counts = |place: &u32| !dropped.contains(&self.all[*place as usize].row);
            self.sign_ins.retain(|(_, place)| counts(place));
            self.managers.retain(|(_, place)| counts(place));
        }
        self.judge_sign_ins(at, problems);
        self.judge_managers(at, problems);
        self.judge_numbers(at, &dropped, problems);
    }

    /// The rows that do not count, because another one has their number.
    fn dropped(&self, repeats: Repeats) -> HashSet<u32> {
        if repeats == Repeats::Stop {
            return HashSet::new();
        }
        let mut all: Vec<&Person> = self.all.iter().collect();
        all.sort_unstable_by_key(|person| (self.number(person), person.row));
        let same = all.chunk_by(|one, other| self.number(one) == self.number(other));
        let dropped = same.flat_map(|same| repeats.dropped(same));
        dropped.map(|person| person.row).collect()
    }

    fn judge_numbers(mut self, at: Where, dropped: &HashSet<u32>, problems: &mut Problems) {
        let mut all = std::mem::take(&mut self.all);
        all.retain(|person| !dropped.contains(&person.row));
        all.sort_unstable_by_key(|person| (person.loose, person.row));
        for same in all
            .chunk_by(|one, other| one.loose == other.loose)
            .filter(|same| same.len() > 1)
        {
            let mut spellings: Vec<&Person> = Vec::new();
            for person in same {
                let number = self.number(person);
                let found = spellings
                    .iter()
                    .filter_map(|known| Some((alike(self.number(known), number)?, *known)));
                if let Some((code, known)) = found.min_by_key(|(code, _)| *code) {
                    let names = if known.name == person.name { "same" } else { "different" };
                    let values: [(&'static str, &dyn ToString); 2] = [("other", &known.row), ("names", &names)];
                    problems.add_with(code, code.weight(), Some(person.row.into()), at.number, &values);
                    if code == Code::NumberTwice {
                        continue;
                    }
                }
                if spellings.len() < SPELLINGS {
                    spellings.push(person);
                }
            }
        }
    }

    fn judge_sign_ins(&mut self, at: Where, problems: &mut Problems) {
        let mut sign_ins = std::mem::take(&mut self.sign_ins);
        sign_ins.sort_unstable();
        for same in sign_ins
            .chunk_by(|one, other| one.0 == other.0)
            .filter(|same| same.len() > 1)
        {
            let first = self.all[same[0].1 as usize].row;
            for (_, place) in &same[1..] {
                let row = self.all[*place as usize].row;
                let values: [(&'static str, &dyn ToString); 1] = [("other", &first)];
                problems.add_with(Code::SignInTwice, Weight::Blocks, Some(row.into()), at.sign_in, &values);
            }
        }
    }

    fn judge_managers(&mut self, at: Where, problems: &mut Problems) {
        let mut managers = std::mem::take(&mut self.managers);
        if managers.is_empty() {
            return;
        }
        managers.sort_unstable();
        let numbers = self.all.iter().zip(0_u32..);
        let mut numbers: Vec<(u64, u32)> = numbers
            .map(|(person, place)| (self.hash_of(self.number(person).trim()), place))
            .collect();
        numbers.sort_unstable();
        let mut managed_by = vec![NOBODY; self.all.len()];
        let mut missing = Vec::new();
        let mut known = numbers.iter().peekable();
        for (manager, person) in &managers {
            while known.next_if(|(number, _)| number < manager).is_some() {}
            match known.peek() {
                Some((number, place)) if number == manager => managed_by[*person as usize] = *place,
                _ => missing.push(*person),
            }
        }
        let mut tell = |code: Code, person: u32, values: &[(&'static str, &dyn ToString)]| {
            let row = self.all[person as usize].row;
            problems.add_with(code, code.weight(), Some(row.into()), at.manager, values);
        };
        missing.sort_unstable();
        missing
            .into_iter()
            .for_each(|person| tell(Code::ManagerMissing, person, &[]));
        for (person, manager) in (0_u32..).zip(&managed_by).filter(|(_, manager)| **manager != NOBODY) {
            let is_left = |place: u32| self.all[place as usize].meaning == Some(Meaning::Left);
            if *manager == person {
                tell(Code::ManagerSelf, person, &[]);
            } else if is_left(*manager) && !is_left(person) {
                tell(Code::ManagerLeft, person, &[]);
            }
        }
        for members in loops(&managed_by) {
            let rows = members
                .iter()
                .take(NAMED)
                .map(|place| self.all[*place as usize].row.to_string());
            let rows = rows.collect::<Vec<_>>().join(", ");
            tell(
                Code::ManagerLoop,
                members[0],
                &[("rows", &rows), ("people", &members.len())],
            );
        }
    }
}

/// Two numbers that are written alike, and how they differ; the closest first.
fn alike(one: &str, other: &str) -> Option<Code> {
    let (one_trimmed, other_trimmed) = (one.trim(), other.trim());
    match () {
        () if one == other => Some(Code::NumberTwice),
        () if one_trimmed == other_trimmed => Some(Code::NumberSpace),
        () if folded(one_trimmed) == folded(other_trimmed) => Some(Code::NumberCase),
        () if folded(without_zeros(one_trimmed)) == folded(without_zeros(other_trimmed)) => Some(Code::Zeros),
        () => None,
    }
}

fn without_zeros(number: &str) -> &str {
    let rest = number.trim_start_matches('0');
    match number.len() {
        0 => number,
        _ if rest.is_empty() => "0",
        _ => rest,
    }
}

/// Groups of two and more who manage each other, each beginning with the one who stands first.
fn loops(managed_by: &[u32]) -> Vec<Vec<u32>> {
    // On which walk somebody was met; 0 for not yet.
    let mut met = vec![0_u32; managed_by.len()];
    let mut found = Vec::new();
    for start in 0..managed_by.len() {
        let walk = start as u32 + 1;
        let mut place = start;
        while met[place] == 0 {
            met[place] = walk;
            match managed_by[place] {
                NOBODY => break,
                next => place = next as usize,
            }
        }
        let is_loop = met[place] == walk && managed_by[place] != NOBODY && managed_by[place] as usize != place;
        if is_loop {
            let mut members = vec![place as u32];
            let mut next = managed_by[place];
            while next as usize != place {
                members.push(next);
                next = managed_by[next as usize];
            }
            let first = members
                .iter()
                .enumerate()
                .min_by_key(|(_, member)| **member)
                .map_or(0, |(at, _)| at);
            members.rotate_left(first);
            found.push(members);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_number_are_told_apart() {
        for (one, other, code) in [
            ("2", "2", Some(Code::NumberTwice)),
            ("3", " 3\u{A0}", Some(Code::NumberSpace)),
            ("E7", "e7", Some(Code::NumberCase)),
            ("4", "0004", Some(Code::Zeros)),
            ("0", "000", Some(Code::Zeros)),
            ("e\u{301}7", "é7", Some(Code::NumberCase)),
            ("12", "21", None),
            ("", "0", None),
        ] {
            assert_eq!(alike(one, other), code, "{one} {other}");
        }
    }

    #[test]
    fn loops_are_found_once_and_long_chains_are_none() {
        assert_eq!(loops(&[1, 2, 0, 0, NOBODY, 5]), [[0, 1, 2]]);
        assert_eq!(loops(&[1, 0, 3, 2]), [[0, 1], [2, 3]]);
        let chain: Vec<u32> = (1..100_000).chain([NOBODY]).collect();
        assert_eq!(loops(&chain), [[0; 0]; 0]);
        let ring: Vec<u32> = (1..100_000).chain([0]).collect();
        assert_eq!(loops(&ring)[0].len(), 100_000);
    }
}
