//! How one block of people is sent: whole at first; in halves where the service refuses it, until the one is found whom it refuses.

use std::ops::Range;

/// What the service says to a request that it does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// 400: something about somebody in it.
    Content,
    /// 413: it is too large.
    Size,
}

/// Where a block stands. Everybody before `next` is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Course {
    next: u32,
    end: u32,
    /// Somebody from `next` to here is refused.
    suspect: Option<u32>,
    /// People that a request may have.
    most: u32,
}

impl Course {
    pub(crate) fn new(people: Range<u32>) -> Self {
        Self {
            next: people.start,
            end: people.end,
            suspect: None,
            most: u32::MAX,
        }
    }

    /// Who is sent next; the same people until their outcome is known. Nobody once all are decided.
    pub(crate) fn part(&self) -> Option<Range<u32>> {
        let left = self.end - self.next;
        let wanted = match self.suspect {
            Some(suspect) => (suspect - self.next).div_ceil(2),
            None => left,
        };
        (left > 0).then(|| self.next..self.next + wanted.min(self.most))
    }

    /// The first who is not decided.
    pub(crate) fn starts(&self) -> u32 {
        self.next
    }

    pub(crate) fn is_over(&self) -> bool {
        self.next == self.end
    }

    /// The part was taken.
    pub(crate) fn accept(&mut self) {
        let Some(part) = self.part() else { return };
        self.next = part.end;
        self.suspect = self.suspect.filter(|suspect| *suspect > self.next);
    }

    /// The part was not taken. Whether it is decided with that, because one person alone was in it.
    pub(crate) fn refuse(&mut self, why: Refusal) -> bool {
        let Some(part) = self.part() else { return false };
        if part.len() == 1 {
            self.next = part.end;
            self.suspect = None;
            return true;
        }
        match why {
            Refusal::Content => self.suspect = Some(part.end),
            Refusal::Size => self.most = (part.end - part.start).div_ceil(2),
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends a block to a service that refuses some people and large requests: who was refused, in how many requests.
    fn send(people: u32, refused: &[u32], largest: u32) -> (Vec<u32>, usize) {
        let mut course = Course::new(0..people);
        let (mut named, mut taken, mut requests) = (Vec::new(), 0, 0);
        while let Some(part) = course.part() {
            requests += 1;
            let single = part.start;
            if part.len() as u32 > largest {
                course.refuse(Refusal::Size);
            } else if refused.iter().any(|one| part.contains(one)) {
                if course.refuse(Refusal::Content) {
                    named.push(single);
                }
            } else {
                taken += part.len();
                course.accept();
            }
            assert!(requests < 2_000, "it never ends");
        }
        assert!(course.is_over());
        assert_eq!(taken + named.len(), people as usize, "everybody once");
        (named, requests)
    }

    #[test]
    fn one_person_is_found_in_few_requests_and_the_others_are_taken() {
        assert_eq!(send(50, &[], 50), (vec![], 1));
        assert_eq!(send(1, &[0], 50), (vec![0], 1));
        for one in 0..50 {
            let (named, requests) = send(50, &[one], 50);
            assert_eq!(named, [one]);
            assert!(requests <= 9, "{one}: {requests}");
        }
        assert_eq!(send(50, &[0, 7, 49], 50).0, [0, 7, 49]);
    }

    #[test]
    fn too_large_a_request_is_halved_and_nobody_is_refused() {
        assert_eq!(send(50, &[], 20), (vec![], 6));
        assert_eq!(send(50, &[30], 13).0, [30]);
    }

    proptest::proptest! {
        #[test]
        fn whoever_is_refused_is_named_and_nobody_else(people in 1_u32..51, refused in proptest::collection::btree_set(0_u32..50, 0..6), largest in 1_u32..51) {
            let refused: Vec<u32> = refused.into_iter().filter(|one| *one < people).collect();
            proptest::prop_assert_eq!(send(people, &refused, largest).0, refused);
        }
    }
}
