//! Which times of the log were read, so that a day on which nothing was done differs from one that nobody read.

use std::cmp::Reverse;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// How much of a span of time was read.
    Read,
    /// All of it.
    Whole = "whole",
    /// Some of it.
    Part = "part",
    /// Nothing.
    Not = "not",
}

/// Two times in steps of 100 ns; the second one is not part of it.
pub(super) type Span = (i64, i64);

/// Spans that were read, the newest first. No two of them touch.
#[derive(Debug, Default)]
pub(super) struct Covered(Vec<Span>);

impl Covered {
    pub(super) fn add(&mut self, (mut from, mut until): Span) {
        if from >= until {
            return;
        }
        self.0.retain(|&(begin, end)| {
            let touches = begin <= until && from <= end;
            if touches {
                (from, until) = (begin.min(from), end.max(until));
            }
            !touches
        });
        self.0.push((from, until));
        self.0.sort_unstable_by_key(|&(begin, _)| Reverse(begin));
    }

    /// Where the newest one ends.
    pub(super) fn end(&self) -> Option<i64> {
        self.0.first().map(|&(_, end)| end)
    }

    /// What of a span was not read, the newest first.
    pub(super) fn gaps(&self, (from, mut until): Span) -> Vec<Span> {
        let mut gaps = Vec::new();
        for &(begin, end) in &self.0 {
            let end = end.max(from);
            if end < until {
                gaps.push((end, until));
            }
            until = until.min(begin);
        }
        if from < until {
            gaps.push((from, until));
        }
        gaps
    }

    pub(super) fn read_of(&self, span: Span) -> Read {
        match self.gaps(span).as_slice() {
            [] => Read::Whole,
            [gap] if *gap == span => Read::Not,
            _ => Read::Part,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_between_two_readings_is_a_gap_until_it_is_read() {
        let mut covered = Covered::default();
        assert_eq!(covered.gaps((0, 10)), [(0, 10)]);
        covered.add((0, 3));
        covered.add((7, 9));
        assert_eq!(covered.gaps((0, 10)), [(9, 10), (3, 7)]);
        assert_eq!(covered.gaps((1, 5)), [(3, 5)]);
        assert_eq!(covered.gaps((1, 2)), []);
        covered.add((3, 7));
        assert_eq!((covered.gaps((0, 9)), covered.end()), (Vec::new(), Some(9)));
        assert_eq!(covered.gaps((i64::MIN, i64::MAX)), [(9, i64::MAX), (i64::MIN, 0)]);
    }

    proptest! {
        #[test]
        fn every_moment_is_told_as_it_was_read(spans in proptest::collection::vec((0..60_i64, 0..60_i64), 0..8), from in 0..60_i64, length in 1..20_i64) {
            let mut covered = Covered::default();
            spans.iter().for_each(|&span| covered.add(span));
            let was_read = |at: i64| spans.iter().any(|&(begin, end)| (begin..end).contains(&at));
            for at in 0..60 {
                prop_assert_eq!(covered.read_of((at, at + 1)) == Read::Whole, was_read(at));
            }
            let span = (from, from + length);
            let count = (from..from + length).filter(|&at| was_read(at)).count();
            let wanted = match count {
                0 => Read::Not,
                read if read as i64 == length => Read::Whole,
                _ => Read::Part,
            };
            prop_assert_eq!(covered.read_of(span), wanted);
            let gaps = covered.gaps(span);
            prop_assert!(gaps.is_sorted_by(|newer, older| older.1 < newer.0), "{:?}", gaps);
        }
    }
}
