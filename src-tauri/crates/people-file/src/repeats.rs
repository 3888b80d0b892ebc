//! Rows that repeat the number of another row.

/// Which of them counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Repeats {
    /// Nobody has said it: nothing of the file is sent.
    #[default]
    Stop,
    /// The last one.
    Last,
    /// None of them.
    LeaveOut,
}

impl Repeats {
    /// Which of the rows with one number, in the order of the file, do not count.
    #[must_use]
    pub fn dropped<T>(self, same: &[T]) -> &[T] {
        match (self, same) {
            (Self::Stop, _) | (_, [] | [_]) => &[],
            (Self::Last, [dropped @ .., _]) => dropped,
            (Self::LeaveOut, all) => all,
        }
    }
}
