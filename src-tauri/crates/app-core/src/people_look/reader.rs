//! Reads a file from its beginning to its end and tells of it on the way.

use std::ops::ControlFlow;
use std::path::PathBuf;

use people_file::{Examined, Fate, FileError, Mapping, PeopleFile, Problems, StatusWord};
use tokio_util::sync::CancellationToken;

use super::{Broken, Found, PeopleEvent, PeopleNews, letters, of_file};
use crate::events::EventSender;
use crate::view::{PeopleChoice, PeopleColumn, PeopleExamined, PeopleTold};

/// Rows in which values are looked for that show what a column holds.
const ROWS: usize = 2_000;
/// Such values of a column, and characters of each.
const VALUES: usize = 3;
const LETTERS: usize = 80;
/// Kinds of problems that are told.
const PROBLEMS: usize = 20;

/// One look at a file.
pub(super) struct Reader {
    pub(super) look: u64,
    pub(super) path: PathBuf,
    pub(super) told: PeopleTold,
    pub(super) stop: CancellationToken,
    pub(super) sender: EventSender,
}

impl Reader {
    pub(super) fn read(self) {
        let over = self.work().map_err(Broken::File);
        self.tell(PeopleNews::Over(over));
    }

    fn work(&self) -> Result<(PeopleExamined, Vec<StatusWord>), FileError> {
        let file = PeopleFile::open(&self.path, &of_file(&self.told))?;
        let proposed = Mapping::propose(&file)?;
        let values = first_values(&file)?;
        let mapping = as_told(proposed.clone(), self.told.columns.as_deref());
        let columns = mapping.columns.iter().zip(&proposed.columns).zip(values);
        let columns = columns.map(|((column, proposed), values)| PeopleColumn {
            heading: column.heading.clone(),
            values,
            target: column.target,
            proposed: proposed.target,
            reason: proposed.reason,
            fate: proposed.fate,
            empty: proposed.empty,
        });
        self.tell(PeopleNews::Found(Found {
            kind: file.kind().clone(),
            header_row: file.header_row(),
            columns: columns.collect(),
        }));
        self.tell(PeopleNews::Letters(letters::candidates(
            &self.path, &self.told, &mapping,
        )?));
        let examined = Examined::of_while(&file, &mapping, self.told.dates, |people| {
            self.tell(PeopleNews::Read(people));
            match self.stop.is_cancelled() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        })?;
        let (mut problems, words) = (examined.problems, examined.words);
        let more_problems = problems.len().saturating_sub(PROBLEMS);
        problems.truncate(PROBLEMS);
        let told = PeopleExamined {
            people: examined.people,
            footers: examined.seen.footers,
            dates: examined.dates,
            problems,
            more_problems,
        };
        Ok((told, words))
    }

    fn tell(&self, news: PeopleNews) {
        self.sender.send(PeopleEvent { look: self.look, news });
    }
}

/// What is proposed, or what a person said in its place.
fn as_told(mut mapping: Mapping, told: Option<&[PeopleChoice]>) -> Mapping {
    let Some(told) = told else { return mapping };
    let mut left: Vec<&PeopleChoice> = told.iter().collect();
    let is_taken = |target| told.iter().any(|choice| choice.target == Some(target));
    for column in &mut mapping.columns {
        let known = left.iter().position(|choice| choice.heading == column.heading);
        column.target = match known {
            // Of two columns with one heading the first choice is the first one's.
            Some(place) => left.remove(place).target,
            None => column.target.filter(|target| !is_taken(*target)),
        };
        column.fate = match column.target {
            Some(_) => Fate::Proposed,
            None => Fate::Unknown,
        };
    }
    mapping
}

/// A few different values of each column.
fn first_values(file: &PeopleFile) -> Result<Vec<Vec<String>>, FileError> {
    let mut values: Vec<Vec<String>> = vec![Vec::new(); file.columns().len()];
    let mut left = ROWS;
    file.rows(&mut Problems::default(), |row, _| {
        for (column, known) in values.iter_mut().enumerate() {
            let cell = row.cell(column);
            if known.len() < VALUES && !cell.is_empty() {
                let shown: String = cell.chars().take(LETTERS).collect();
                if !known.contains(&shown) {
                    known.push(shown);
                }
            }
        }
        left -= 1;
        if left == 0 || values.iter().all(|known| known.len() == VALUES) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok(values)
}
