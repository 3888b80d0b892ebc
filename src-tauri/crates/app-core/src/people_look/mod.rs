//! A look at a file of people, before anything of it is sent. It is read beside the session, and nothing of it is kept but what the
//! pages show; all of that is gone when the tenant is left.

mod left_out;
mod letters;
mod names;
mod person;
mod reader;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use people_file::{DateOrder, FileError, Kind, PeopleFile, Problems, Row, StatusWord, Target, Told};
use tokio_util::sync::CancellationToken;

use crate::Problem;
use crate::events::EventSender;
use crate::view::{
    PeopleColumn, PeopleExamined, PeopleLeaveOut, PeopleLeftOut, PeopleLetters, PeopleNames, PeopleNaming,
    PeoplePerson, PeopleRefusal, PeopleTable, PeopleTold, PeopleView,
};

use reader::Reader;

pub(crate) use person::WantedPerson;

/// What is known of the file that was chosen last.
pub(crate) struct PeopleLook {
    path: PathBuf,
    view: PeopleView,
    columns: Vec<PeopleColumn>,
    words: Vec<StatusWord>,
    looks: u64,
    stop: CancellationToken,
}

/// What a look tells.
#[derive(Debug)]
pub(crate) struct PeopleEvent {
    look: u64,
    news: PeopleNews,
}

#[derive(Debug)]
pub(crate) enum PeopleNews {
    /// Its table was found.
    Found(Found),
    Letters(Vec<PeopleLetters>),
    /// So many people were read.
    Read(u64),
    Over(Result<(PeopleExamined, Vec<StatusWord>), Broken>),
}

#[derive(Debug)]
pub(crate) struct Found {
    kind: Kind,
    header_row: u64,
    columns: Vec<PeopleColumn>,
}

/// A file, and how it is read.
pub(crate) struct Again {
    path: PathBuf,
    told: Told,
    headings: Vec<String>,
    targets: Vec<Option<Target>>,
    dates: Option<DateOrder>,
}

impl Again {
    /// `None` where the file has nobody like that any more.
    pub(crate) fn person(&self, wanted: WantedPerson) -> Result<Option<PeoplePerson>, FileError> {
        person::find(self, wanted)
    }

    /// What its people would sign in by.
    pub(crate) fn names(&self, naming: &PeopleNaming) -> Result<PeopleNames, FileError> {
        names::of(self, naming)
    }

    /// Who would be left out by these rules.
    pub(crate) fn left_out(&self, rules: &[PeopleLeaveOut]) -> Result<PeopleLeftOut, FileError> {
        left_out::of(self, rules)
    }

    /// Gives its people to `each`, as long as it goes on.
    fn people(&self, mut each: impl FnMut(&Row) -> ControlFlow<()>) -> Result<(), FileError> {
        let file = PeopleFile::open(&self.path, &self.told)?;
        file.rows(&mut Problems::default(), |row, _| each(row))?;
        Ok(())
    }
}

/// Why a look came to no end.
#[derive(Debug)]
pub(crate) enum Broken {
    File(FileError),
    Us(Problem),
}

impl PeopleLook {
    /// Nothing was read yet. Its numbers go on from those of the file `before`: what is still told of that one is of no use here.
    pub(crate) fn of(path: PathBuf, before: Option<&Self>) -> Self {
        let name = path.file_name().unwrap_or_default();
        Self {
            view: PeopleView {
                file: name.to_string_lossy().into_owned(),
                path: path.display().to_string(),
                revision: before.map_or(0, |before| before.view.revision),
                ..PeopleView::default()
            },
            path,
            columns: Vec::new(),
            words: Vec::new(),
            looks: before.map_or(0, |before| before.looks),
            stop: CancellationToken::new(),
        }
    }

    /// The work of reading the file as this says. Whatever was read before is read anew; an earlier look stops.
    pub(crate) fn begin(
        &mut self,
        told: PeopleTold,
        left: &CancellationToken,
        sender: &EventSender,
    ) -> impl FnOnce() + Send + use<> {
        self.stop.cancel();
        self.stop = left.child_token();
        self.looks += 1;
        let is_same_table = of_file(&self.view.told) == of_file(&told) && self.view.refused.is_none();
        if !is_same_table {
            (self.columns, self.words) = (Vec::new(), Vec::new());
            (self.view.kind, self.view.examined) = (None, None);
        }
        self.view.told = told.clone();
        self.view.looking = true;
        self.view.read = 0;
        (self.view.refused, self.view.problem) = (None, None);
        self.view.revision += 1;
        let reader = Reader {
            look: self.looks,
            path: self.path.clone(),
            told,
            stop: self.stop.clone(),
            sender: sender.clone(),
        };
        move || reader.read()
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn number(&self) -> u64 {
        self.looks
    }

    /// This look broke off.
    pub(crate) fn broke_off(look: u64, problem: Problem) -> PeopleEvent {
        let news = PeopleNews::Over(Err(Broken::Us(problem)));
        PeopleEvent { look, news }
    }

    pub(crate) fn apply(&mut self, event: PeopleEvent) {
        // What an earlier look tells is of no use any more.
        if event.look != self.looks {
            return;
        }
        let view = &mut self.view;
        match event.news {
            PeopleNews::Found(found) => {
                view.kind = Some(found.kind);
                view.header_row = found.header_row;
                self.columns = found.columns;
                view.revision += 1;
            }
            PeopleNews::Letters(letters) => view.letters = letters,
            PeopleNews::Read(people) => view.read = people,
            PeopleNews::Over(over) => {
                view.looking = false;
                view.revision += 1;
                match over {
                    Ok((examined, words)) => {
                        view.read = examined.people;
                        view.examined = Some(examined);
                        self.words = words;
                    }
                    Err(Broken::File(error)) => {
                        view.examined = None;
                        view.refused = Some(refusal(&error));
                    }
                    Err(Broken::Us(problem)) => view.problem = Some(problem),
                }
            }
        }
    }

    pub(crate) fn view(&self) -> PeopleView {
        self.view.clone()
    }

    pub(crate) fn table(&self) -> PeopleTable {
        PeopleTable {
            revision: self.view.revision,
            columns: self.columns.clone(),
            words: self.words.clone(),
            paths: Target::ALL
                .iter()
                .map(|target| (*target, target.path().to_owned()))
                .collect(),
        }
    }

    /// How the file is read by now, for who looks into it again.
    pub(crate) fn again(&self) -> Again {
        let shown = self.view.examined.as_ref().and_then(|examined| examined.dates);
        Again {
            path: self.path.clone(),
            told: of_file(&self.view.told),
            headings: self.columns.iter().map(|column| column.heading.clone()).collect(),
            targets: self.columns.iter().map(|column| column.target).collect(),
            dates: self.view.told.dates.or(shown),
        }
    }
}

/// A look that nobody waits for any more stops.
impl Drop for PeopleLook {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// What of it says how the file is read.
fn of_file(told: &PeopleTold) -> Told {
    Told {
        encoding: told.encoding.clone(),
        separator: told.separator,
        sheet: told.sheet.clone(),
        header_row: told.header_row,
    }
}

pub(crate) fn refusal(error: &FileError) -> PeopleRefusal {
    let values: BTreeMap<String, String> = error
        .values()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    PeopleRefusal {
        code: error.code().to_owned(),
        values,
    }
}
