//! What a set-up says of a file's columns, on a file: which column is which.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use ::people_feed::{Agreed, Field, LeaveOut, NameMaker, NameRule as Rule, Roll, of_file};
use journeys::people_feed::{Kind, NameRule, OnClash, Sent, Setup};
use people_file::{Examined, Fate, FileError, Mapping, PeopleFile, Settled, Target};

use super::{FeedRefusal, FeedResult, Finding, FindingCode};

/// A file as it was read by what the set-up says.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) path: PathBuf,
    pub(super) file: PeopleFile,
    pub(super) agreed: Agreed,
    pub(super) examined: Examined,
    pub(super) roll: Roll,
    /// Of its bytes, in hexadecimal.
    pub(super) sha256: String,
}

impl Read {
    /// Rows are compared as they are sent, but whoever is gone has none in this file: they may be back in it by now.
    ///
    /// # Errors
    /// The file is another than it was, or cannot be read.
    pub(super) fn must_be_the_same(&self) -> Result<(), FileError> {
        match of_file(&self.path).map_err(FileError::Read)? {
            now if now == self.sha256 => Ok(()),
            _ => Err(FileError::Changed),
        }
    }
}

/// Reads a file to its end. `own` are those who are never switched off.
pub(super) fn read(setup: &Setup, path: &Path, own: HashSet<String>) -> FeedResult<Read> {
    let file = PeopleFile::open(path, &setup.told())?;
    // Before the rows: reading them finds out whether the file was replaced since it was opened.
    let sha256 = of_file(path).map_err(FileError::Read)?;
    let (mapping, agreed) = agree(setup, &file, own)?;
    let leaves_out = |row: &people_file::Row| agreed.leaves_out(row);
    let settled = Settled {
        words: &agreed.words,
        sign_in: agreed.columns.get(&Target::UserName).copied(),
        leaves_out: &leaves_out,
        repeats: agreed.repeats,
    };
    let examined = Examined::settled(&file, &mapping, setup.dates(), settled)?;
    // What the file itself shows, where nobody said it.
    let agreed = Agreed {
        dates: agreed.dates.or(examined.dates),
        ..agreed
    };
    let roll = Roll::of(&file, &agreed)?;
    Ok(Read {
        path: path.to_owned(),
        file,
        agreed,
        examined,
        roll,
        sha256,
    })
}

/// Who makes names of this set-up; nobody where the file says them, or where nobody is created.
pub(super) fn maker(setup: &Setup) -> Option<NameMaker> {
    let answer = setup.user_name()?;
    let rule = match answer.rule {
        NameRule::Column(_) => return None,
        NameRule::FirstLast => Rule::FirstLast,
        NameRule::InitialLast => Rule::InitialLast,
        NameRule::Number => Rule::Number,
    };
    let domain = answer.domain.clone().unwrap_or_default();
    Some(NameMaker { rule, domain })
}

/// Whether who has the same name as somebody else gets a number behind it.
pub(super) fn numbers_names(setup: &Setup) -> bool {
    setup
        .user_name()
        .is_some_and(|answer| answer.on_clash == OnClash::Number)
}

fn agree(setup: &Setup, file: &PeopleFile, own: HashSet<String>) -> FeedResult<(Mapping, Agreed)> {
    let mut headings = Headings::of(file);
    let mut columns = BTreeMap::new();
    let (mut joined, mut fields) = (BTreeMap::new(), Vec::new());
    columns.insert(Target::Number, headings.find(setup.number_column()));
    for column in setup.columns() {
        let places: Vec<usize> = match column.join.as_slice() {
            [] => vec![headings.find(&column.heading)],
            join => join.iter().map(|heading| headings.find(heading)).collect(),
        };
        match &column.to {
            Sent::Known(target) => {
                columns.insert(*target, headings.find(&column.heading));
                if places.len() > 1 {
                    joined.insert(*target, places);
                }
            }
            Sent::Own { name, kind } => fields.push(Field {
                name: name.clone(),
                columns: places,
                is_date: *kind == Kind::Date,
            }),
        }
    }
    let mut domain = None;
    if let Some(answer) = setup.user_name()
        && let NameRule::Column(heading) = &answer.rule
    {
        columns.insert(Target::UserName, headings.find(heading));
        domain.clone_from(&answer.domain);
    }
    let leave_out = setup.leave_out().iter();
    let leave_out = leave_out.map(|rule| LeaveOut {
        column: headings.find(&rule.column),
        compared: rule.compared,
        words: rule.words.iter().cloned().collect(),
    });
    let leave_out = leave_out.collect();
    if !headings.missing.is_empty() {
        let missing = headings.missing.join(", ");
        let finding = Finding::stop(FindingCode::ColumnMissing).with("columns", missing);
        return Err(FeedRefusal::Finding(finding));
    }
    let words: HashMap<_, _> = setup
        .status_words()
        .map(|(word, meaning)| (word.to_owned(), meaning))
        .collect();
    let mapping = mapping(file, &columns)?;
    let agreed = Agreed {
        columns,
        joined,
        fields,
        sign_in: None,
        domain,
        leave_out,
        repeats: setup.repeats(),
        words,
        clears: clears(setup),
        dates: setup.dates(),
        zone: setup.time_zone(),
        own,
    };
    Ok((mapping, agreed))
}

/// What is cleared in the directory when its cell is empty.
fn clears(setup: &Setup) -> Vec<Target> {
    let listed = |target: &&Target| setup.clear_when_empty().iter().any(|path| path == target.path());
    Target::ALL.iter().filter(listed).copied().collect()
}

/// What the columns are, as the set-up says it; of what is in them, as the file shows it.
fn mapping(file: &PeopleFile, columns: &BTreeMap<Target, usize>) -> FeedResult<Mapping> {
    let mut mapping = Mapping::propose(file)?;
    for (place, column) in mapping.columns.iter_mut().enumerate() {
        let target = columns.iter().find(|(_, of)| **of == place).map(|(target, _)| *target);
        column.target = target;
        column.fate = Fate::Proposed;
        column.reason = column.reason.filter(|reason| Some(reason.target) == target);
    }
    Ok(mapping)
}

struct Headings<'f> {
    known: &'f [String],
    missing: Vec<String>,
}

impl<'f> Headings<'f> {
    fn of(file: &'f PeopleFile) -> Self {
        Self {
            known: file.columns(),
            missing: Vec::new(),
        }
    }

    /// The first column where it is missing, which is then told.
    fn find(&mut self, heading: &str) -> usize {
        let heading = heading.trim();
        let exact = self.known.iter().position(|known| known == heading);
        let found = exact.or_else(|| {
            let mut same = self.known.iter().enumerate();
            same.find(|(_, known)| known.to_lowercase() == heading.to_lowercase())
                .map(|(place, _)| place)
        });
        found.unwrap_or_else(|| {
            if !self.missing.iter().any(|known| known == heading) {
                self.missing.push(heading.to_owned());
            }
            0
        })
    }
}
