//! What is given out and comes back within minutes: visits, codes, device codes. Old entries go, and there is room for so many only.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Timestamp;

use crate::clock::after;

/// With more than this the oldest goes: asking again and again does not fill the memory.
const MOST: usize = 100;

/// Entries by name, oldest first.
pub(super) struct Expiring<T> {
    lives: Duration,
    entries: VecDeque<(String, Timestamp, T)>,
}

impl<T> Expiring<T> {
    /// Every entry is forgotten after `lives`.
    pub(super) fn new(lives: Duration) -> Self {
        Self {
            lives,
            entries: VecDeque::new(),
        }
    }

    pub(super) fn insert(&mut self, name: String, value: T, now: Timestamp) {
        let lives = self.lives;
        self.entries.retain(|(_, since, _)| now < after(*since, lives));
        if self.entries.len() == MOST {
            self.entries.pop_front();
        }
        self.entries.push_back((name, now, value));
    }

    pub(super) fn get_mut(&mut self, name: &str, now: Timestamp) -> Option<&mut T> {
        let lives = self.lives;
        self.entries
            .iter_mut()
            .find(|(own, since, _)| own == name && now < after(*since, lives))
            .map(|(_, _, value)| value)
    }

    pub(super) fn remove(&mut self, name: &str) -> Option<T> {
        let place = self.entries.iter().position(|(own, _, _)| own == name)?;
        self.entries.remove(place).map(|(_, _, value)| value)
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.entries.iter().any(|(own, _, _)| own == name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|(name, _, value)| (name.as_str(), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_goes_when_it_is_full_and_all_go_with_time() {
        let mut kept = Expiring::new(Duration::from_secs(60));
        let now = Timestamp::UNIX_EPOCH;
        for number in 0..=MOST {
            kept.insert(number.to_string(), number, now);
        }
        assert_eq!(kept.iter().count(), MOST);
        assert_eq!(kept.get_mut("0", now), None);
        assert_eq!(kept.get_mut("1", now), Some(&mut 1));
        let later = after(now, Duration::from_secs(60));
        assert_eq!(kept.get_mut("1", later), None);
        kept.insert("new".to_owned(), 0, later);
        assert_eq!(kept.iter().count(), 1);
        assert_eq!(kept.remove("new"), Some(0));
    }
}
