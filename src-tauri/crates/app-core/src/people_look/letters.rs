//! The same names in several encodings: which is right nobody can compute, and everybody sees.

use std::ops::ControlFlow;
use std::path::Path;

use people_file::{FileError, Kind, Letters, Mapping, PeopleFile, Problems, Told};

use super::of_file;
use crate::view::{PeopleLetters, PeopleTold};

/// Cells that are shown, and characters of each.
const CELLS: usize = 8;
const LETTERS: usize = 60;
/// Encodings that are shown beside each other.
const MOST: usize = 3;

/// What files of Western and Central Europe are written in, and old terminals.
const USUAL: [&str; 4] = ["windows-1252", "cp850", "utf-8", "windows-1250"];

/// What is not an encoding's letter.
const REPLACED: char = '\u{FFFD}';

/// None where there is no question: the file says what it is, is well formed as UTF-8, or has no letter beyond ASCII.
pub(super) fn candidates(path: &Path, told: &PeopleTold, mapping: &Mapping) -> Result<Vec<PeopleLetters>, FileError> {
    let found = Told {
        encoding: None,
        ..of_file(told)
    };
    let file = PeopleFile::open(path, &found)?;
    if !matches!(file.kind(), Kind::Text { mark: false, .. }) {
        return Ok(Vec::new());
    }
    let found = file.letters()?;
    let is_single_byte = match found {
        Letters::Cp850 => true,
        Letters::Known(encoding) => encoding.is_single_byte(),
    };
    if !is_single_byte {
        return Ok(Vec::new());
    }
    let found = found.name();
    let mut shown = vec![in_encoding(path, told, &found, &[], mapping)?];
    let places: Vec<(u64, usize)> = shown[0].iter().map(|(place, _)| *place).collect();
    let mut all = vec![found.clone()];
    for encoding in USUAL.into_iter().filter(|encoding| *encoding != found) {
        let cells = in_encoding(path, told, encoding, &places, mapping)?;
        let is_whole = cells.len() == places.len() && !cells.iter().any(|(_, cell)| cell.contains(REPLACED));
        if is_whole && !shown.contains(&cells) && shown.len() < MOST {
            shown.push(cells);
            all.push(encoding.to_owned());
        }
    }
    let letters = all.into_iter().zip(shown).map(|(encoding, cells)| PeopleLetters {
        encoding,
        cells: cells.into_iter().map(|(_, cell)| cell).collect(),
    });
    Ok(letters.collect())
}

type Cell = ((u64, usize), String);

/// The cells at these places; without places the first that hold a letter beyond ASCII, one of each row, those of names before others.
fn in_encoding(
    path: &Path,
    told: &PeopleTold,
    encoding: &str,
    places: &[(u64, usize)],
    mapping: &Mapping,
) -> Result<Vec<Cell>, FileError> {
    let told = Told {
        encoding: Some(encoding.to_owned()),
        ..of_file(told)
    };
    let is_name = |column: &usize| {
        mapping
            .columns
            .get(*column)
            .and_then(|known| known.target)
            .is_some_and(|target| target.is_name())
    };
    let mut cells: Vec<Cell> = Vec::new();
    let file = PeopleFile::open(path, &told)?;
    file.rows(&mut Problems::default(), |row, _| {
        let place = match places.get(cells.len()) {
            Some((number, column)) => (*number == row.number).then_some(*column),
            None => {
                let mut unusual: Vec<usize> = (0..row.len()).filter(|column| !row.cell(*column).is_ascii()).collect();
                unusual.sort_by_key(|column| !is_name(column));
                unusual.first().copied()
            }
        };
        if let Some(column) = place {
            let shown = row.cell(column).chars().take(LETTERS).collect();
            let is_new = cells.iter().all(|(_, cell)| *cell != shown);
            if is_new || !places.is_empty() {
                cells.push(((row.number, column), shown));
            }
        }
        let most = if places.is_empty() { CELLS } else { places.len() };
        if cells.len() == most {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok(cells)
}
