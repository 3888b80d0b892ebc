//! One person as they are sent.

use std::borrow::Cow;
use std::fmt;

use people_file::Target;

const TARGETS: usize = Target::ALL.len();

/// The values of one person by target. An empty one is none.
#[derive(Clone)]
pub struct Person<'r> {
    /// Where they stand in the file.
    pub row: u64,
    /// They work there.
    pub active: bool,
    values: [Cow<'r, str>; TARGETS],
    /// Fields that only this company has, by name.
    fields: Vec<(&'r str, Cow<'r, str>)>,
    /// What is told to be empty where it is.
    clears: &'r [Target],
}

/// Without what is said of them.
impl fmt::Debug for Person<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Person")
            .field("row", &self.row)
            .field("active", &self.active)
            .finish_non_exhaustive()
    }
}

impl<'r> Person<'r> {
    /// Somebody of whom nothing is said yet.
    #[must_use]
    pub fn new(row: u64, active: bool) -> Self {
        Self {
            row,
            active,
            values: [const { Cow::Borrowed("") }; TARGETS],
            fields: Vec::new(),
            clears: &[],
        }
    }

    /// Of these it is told when they are empty, and not only left out.
    pub(crate) fn clear(&mut self, targets: &'r [Target]) {
        self.clears = targets;
    }

    /// Whether it is told to be empty.
    pub(crate) fn is_cleared(&self, target: Target) -> bool {
        self.clears.contains(&target) && self.get(target).is_empty()
    }

    pub fn set(&mut self, target: Target, value: Cow<'r, str>) {
        self.values[target as usize] = value;
    }

    #[must_use]
    pub fn get(&self, target: Target) -> &str {
        &self.values[target as usize]
    }

    /// Sets a field that only this company has.
    pub fn set_field(&mut self, name: &'r str, value: Cow<'r, str>) {
        if !value.is_empty() {
            self.fields.push((name, value));
        }
    }

    /// The fields that only this company has, by name.
    pub(crate) fn fields(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (*name, value.as_ref()))
    }

    /// What is said of them, in the order of [`Target::ALL`].
    pub(crate) fn values(&self) -> impl Iterator<Item = (Target, &str)> {
        let all = Target::ALL.iter().zip(&self.values);
        all.filter(|(_, value)| !value.is_empty())
            .map(|(target, value)| (*target, value.as_ref()))
    }
}
