//! Dates as people and programs write them, and what a file says about the order of day and month.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::names::{self, Word, bare};
use crate::problem::{Code, Problems, Weight};

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

impl DateOrder {
    /// As a set-up file names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }
}

/// What a cell is, taken for a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// It has one meaning.
    Plain(Date),
    /// It has one meaning, and shows the order of the others.
    Shows(Date, DateOrder),
    /// Both numbers may be the month: the date with the day first, and the other.
    Either(Date, Date),
    /// Days as Excel counts them.
    Serial,
    /// Such as 30 February.
    Impossible,
    /// Something else.
    Other,
}

/// Months by how their names begin, in English, Dutch, Indonesian, German and French; `true` where only day-first languages write so.
const MONTHS: &[(&str, i8, bool)] = &[
    ("january", 1, false),
    ("januari", 1, true),
    ("januar", 1, true),
    ("janvier", 1, true),
    ("jan", 1, false),
    ("janv", 1, true),
    ("february", 2, false),
    ("februari", 2, true),
    ("februar", 2, true),
    ("fevrier", 2, true),
    ("feb", 2, false),
    ("fevr", 2, true),
    ("march", 3, false),
    ("maart", 3, true),
    ("maret", 3, true),
    ("marz", 3, true),
    ("mars", 3, true),
    ("mar", 3, false),
    ("mrt", 3, true),
    ("april", 4, false),
    ("avril", 4, true),
    ("apr", 4, false),
    ("avr", 4, true),
    ("may", 5, false),
    ("mei", 5, true),
    ("mai", 5, true),
    ("june", 6, false),
    ("juni", 6, true),
    ("juin", 6, true),
    ("jun", 6, false),
    ("july", 7, false),
    ("juli", 7, true),
    ("juillet", 7, true),
    ("jul", 7, false),
    ("juil", 7, true),
    ("august", 8, false),
    ("augustus", 8, true),
    ("agustus", 8, true),
    ("aout", 8, true),
    ("aug", 8, false),
    ("agu", 8, true),
    ("agt", 8, true),
    ("september", 9, false),
    ("septembre", 9, true),
    ("sep", 9, false),
    ("sept", 9, false),
    ("october", 10, false),
    ("oktober", 10, true),
    ("octobre", 10, true),
    ("oct", 10, false),
    ("okt", 10, true),
    ("november", 11, false),
    ("novembre", 11, true),
    ("nov", 11, false),
    ("nop", 11, true),
    ("december", 12, false),
    ("desember", 12, true),
    ("dezember", 12, true),
    ("decembre", 12, true),
    ("dec", 12, false),
    ("des", 12, true),
    ("dez", 12, true),
];

/// 1927 to 2119: whoever works somewhere was hired then.
const SERIALS: std::ops::Range<u32> = 10_000..80_000;

/// The day that a cell names where day and month stand in this order. Nothing where it names none, or may name two.
#[must_use]
pub fn day(cell: &str, order: Option<DateOrder>) -> Option<Date> {
    match (read(cell), order) {
        (Written::Plain(date) | Written::Shows(date, _), _)
        | (Written::Either(date, _), Some(DateOrder::DayFirst))
        | (Written::Either(_, date), Some(DateOrder::MonthFirst)) => Some(date),
        (Written::Either(..), None) | (Written::Serial | Written::Impossible | Written::Other, _) => None,
    }
}

/// Reads a cell.
pub(crate) fn read(cell: &str) -> Written {
    if cell.len() > 40 {
        return Written::Other;
    }
    if let Some(written) = compact(cell) {
        return written;
    }
    let day = match cell.split_once(['T', ' ']) {
        Some((day, time)) if time.contains(':') => day,
        _ => cell,
    };
    let mut parts = [""; 4];
    let mut count = 0;
    for part in day.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()) {
        if count == 4 {
            return Written::Other;
        }
        parts[count] = part;
        count += 1;
    }
    match count {
        3 => three(parts[0], parts[1], parts[2], day.contains('.')),
        // `Mon 5 Jan 2024`
        4 if parts[0].chars().all(char::is_alphabetic) => three(parts[1], parts[2], parts[3], false),
        _ => Written::Other,
    }
}

/// `20240131`, or the days that Excel counts.
fn compact(cell: &str) -> Option<Written> {
    let whole = cell.split_once(['.', ',']).map_or(cell, |(whole, _)| whole);
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) || whole.is_empty() {
        return None;
    }
    let number: u32 = whole.parse().ok()?;
    if whole.len() == cell.len() && cell.len() == 8 {
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        return Some(date(year, month, day).map_or(Written::Impossible, Written::Plain));
    }
    let fraction = cell.get(whole.len() + 1..).unwrap_or_default();
    let is_serial = SERIALS.contains(&number) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_serial.then_some(Written::Serial)
}

fn three(one: &str, two: &str, three: &str, dots: bool) -> Written {
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    match (number(one), number(two), number(three)) {
        (Some(year), Some(month), Some(day)) if one.len() == 4 => {
            date(year, month, day).map_or(Written::Impossible, Written::Plain)
        }
        (Some(first), Some(second), Some(year)) => numbers(first, second, full_year(year, three), dots),
        (Some(day), None, Some(year)) => match month(two) {
            Some((month, day_first)) => {
                let Some(date) = date(full_year(year, three), month, day) else {
                    return Written::Impossible;
                };
                if day_first || day > 12 {
                    Written::Shows(date, DateOrder::DayFirst)
                } else {
                    Written::Plain(date)
                }
            }
            None => Written::Other,
        },
        (None, Some(day), Some(year)) => match month(one) {
            Some((month, _)) => date(full_year(year, three), month, day).map_or(Written::Impossible, Written::Plain),
            None => Written::Other,
        },
        _ => Written::Other,
    }
}

fn numbers(first: u32, second: u32, year: u32, dots: bool) -> Written {
    match (date(year, second, first), date(year, first, second)) {
        // Nobody writes the month first and dots between.
        (Some(day_first), _) if dots => Written::Shows(day_first, DateOrder::DayFirst),
        (Some(day_first), Some(month_first)) if day_first == month_first => Written::Plain(day_first),
        (Some(day_first), Some(month_first)) => Written::Either(day_first, month_first),
        (Some(date), None) if first > 12 => Written::Shows(date, DateOrder::DayFirst),
        (None, Some(date)) if second > 12 && !dots => Written::Shows(date, DateOrder::MonthFirst),
        _ if first <= 31 && second <= 31 && first.min(second) <= 12 => Written::Impossible,
        _ => Written::Other,
    }
}

fn full_year(year: u32, written: &str) -> u32 {
    match (written.len(), year) {
        (2, 0..50) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1900..2200).contains(&year) {
        return None;
    }
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

fn month(word: &str) -> Option<(u32, bool)> {
    let word = bare(word);
    let found = MONTHS.iter().find(|(name, _, _)| *name == word)?;
    Some((found.1.unsigned_abs().into(), found.2))
}

/// What all dates of a file show together.
#[derive(Default)]
pub(crate) struct Dates {
    day_first: u64,
    month_first: u64,
    /// Dates that may be read in two ways.
    unclear: Problems,
}

impl Dates {
    pub(crate) fn see(&mut self, cell: &str, row: u64, column: usize, problems: &mut Problems) {
        match read(cell) {
            Written::Plain(_) => {}
            Written::Shows(_, DateOrder::DayFirst) => self.day_first += 1,
            Written::Shows(_, DateOrder::MonthFirst) => self.month_first += 1,
            Written::Either(..) => self
                .unclear
                .add(Code::DateUnclear, Weight::Blocks, Some(row), Some(column)),
            Written::Serial => problems.add(Code::DateSerial, Weight::Blocks, Some(row), Some(column)),
            Written::Impossible | Written::Other if names::is(cell, Word::Nobody) => {}
            Written::Impossible | Written::Other => {
                problems.add(Code::DateNone, Weight::Blocks, Some(row), Some(column))
            }
        }
    }

    pub(crate) fn order(&self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (0, 0) => None,
            (0, _) => Some(DateOrder::MonthFirst),
            (_, 0) => Some(DateOrder::DayFirst),
            _ => None,
        }
    }

    pub(crate) fn judge(self, told: Option<DateOrder>, problems: &mut Problems) {
        let contradicts = told.is_some() && self.order().is_some() && told != self.order();
        if contradicts || self.day_first > 0 && self.month_first > 0 {
            let values: [(&'static str, &dyn ToString); 2] = [("days", &self.day_first), ("months", &self.month_first)];
            problems.add_with(Code::DateMixed, Weight::Blocks, None, None, &values);
        } else if self.order().is_none() && told.is_none() {
            problems.join(self.unclear);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::{DayFirst, MonthFirst};
    use jiff::civil::date as on;

    #[test]
    fn dates_of_five_languages_are_read() {
        for (cell, written) in [
            ("2024-01-31", Written::Plain(on(2024, 1, 31))),
            ("2024-01-31T08:00:00+01:00", Written::Plain(on(2024, 1, 31))),
            ("2024/1/31 08:00", Written::Plain(on(2024, 1, 31))),
            ("20240131", Written::Plain(on(2024, 1, 31))),
            ("31-01-2024", Written::Shows(on(2024, 1, 31), DayFirst)),
            ("01/31/2024", Written::Shows(on(2024, 1, 31), MonthFirst)),
            ("01-02-2024", Written::Either(on(2024, 2, 1), on(2024, 1, 2))),
            ("02-02-2024", Written::Plain(on(2024, 2, 2))),
            ("1.2.2024", Written::Shows(on(2024, 2, 1), DayFirst)),
            ("31-12-98", Written::Shows(on(1998, 12, 31), DayFirst)),
            ("17 Agustus 2021", Written::Shows(on(2021, 8, 17), DayFirst)),
            ("1 maart 2020", Written::Shows(on(2020, 3, 1), DayFirst)),
            ("5 März 2020", Written::Shows(on(2020, 3, 5), DayFirst)),
            ("05-Jan-2024", Written::Plain(on(2024, 1, 5))),
            ("January 5, 2024", Written::Plain(on(2024, 1, 5))),
            ("Mon 5 Jan 2024", Written::Plain(on(2024, 1, 5))),
            ("45292", Written::Serial),
            ("45292.75", Written::Serial),
            ("30-02-2024", Written::Impossible),
            ("2024-02-30", Written::Impossible),
            ("31/04/2024", Written::Impossible),
        ] {
            assert_eq!(read(cell), written, "{cell}");
        }
        for cell in [
            "",
            "Ana",
            "12",
            "1-2",
            "1.2.3.4.5",
            "45-45-2024",
            "06-12345678",
            "1e5",
            "99999999999",
        ] {
            assert_eq!(read(cell), Written::Other, "{cell}");
        }
    }
}
