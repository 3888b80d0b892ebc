//! A file, read and examined as one thing.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use people_file::{Code, Examined, Kind, Mapping, PeopleFile, Problem, Problems, Target, Told, Weight};
use tempfile::NamedTempFile;

pub(crate) struct Looked {
    pub(crate) file: PeopleFile,
    pub(crate) mapping: Mapping,
    pub(crate) examined: Examined,
    /// There as long as it may be read again.
    place: Option<NamedTempFile>,
}

pub(crate) fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures/people-feed")
        .join(name)
}

pub(crate) fn look(path: &Path) -> Looked {
    let file = PeopleFile::open(path, &Told::default()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mapping = Mapping::propose(&file).unwrap();
    let examined = Examined::of(&file, &mapping, None).unwrap();
    Looked {
        file,
        mapping,
        examined,
        place: None,
    }
}

/// The same of bytes.
pub(crate) fn look_at(bytes: impl AsRef<[u8]>) -> Looked {
    let place = NamedTempFile::new().unwrap();
    std::fs::write(place.path(), bytes).unwrap();
    let looked = look(place.path());
    Looked {
        place: Some(place),
        ..looked
    }
}

impl Looked {
    pub(crate) fn encoding(&self) -> String {
        match self.file.kind() {
            Kind::Text { encoding, .. } => encoding.name(),
            Kind::Sheet { .. } => panic!("it is a sheet"),
        }
    }

    pub(crate) fn separator(&self) -> char {
        match self.file.kind() {
            Kind::Text { separator, .. } => *separator,
            Kind::Sheet { .. } => panic!("it is a sheet"),
        }
    }

    pub(crate) fn people(&self) -> u64 {
        self.examined.people
    }

    pub(crate) fn heading(&self, target: Target) -> &str {
        let column = self
            .mapping
            .of_target(target)
            .unwrap_or_else(|| panic!("{target:?} has no column"));
        &self.mapping.columns[column].heading
    }

    /// The cells of a target, one for each person.
    pub(crate) fn cells(&self, target: Target) -> Vec<String> {
        let column = self.mapping.of_target(target).unwrap();
        let mut cells = Vec::new();
        let seen = self.file.rows(&mut Problems::default(), |row, _| {
            cells.push(row.cell(column).to_owned());
            ControlFlow::Continue(())
        });
        seen.unwrap();
        cells
    }

    pub(crate) fn blocks(&self) -> Vec<String> {
        self.codes(Weight::Blocks)
    }

    pub(crate) fn warnings(&self) -> Vec<String> {
        self.codes(Weight::Warns)
    }

    fn codes(&self, weight: Weight) -> Vec<String> {
        let problems = self.examined.problems.iter().filter(|problem| problem.weight == weight);
        problems.map(|problem| problem.code.as_str().to_owned()).collect()
    }

    fn problem(&self, code: Code) -> Option<&Problem> {
        self.examined.problems.iter().find(|problem| problem.code == code)
    }

    pub(crate) fn count(&self, code: Code) -> u64 {
        self.problem(code).map_or(0, |problem| problem.count)
    }

    pub(crate) fn rows(&self, code: Code) -> Vec<u64> {
        let places = self.problem(code).map(|problem| problem.places.iter());
        places.into_iter().flatten().filter_map(|place| place.row).collect()
    }

    /// What is said of the first place.
    pub(crate) fn values(&self, code: Code) -> &BTreeMap<&'static str, String> {
        &self.problem(code).unwrap_or_else(|| panic!("no {code:?}")).places[0].values
    }
}
