//! The table beside a set-up file: a heading for each answer, a row for each instance. A secret stands in no table; a cell says where it is.

use graph_client::secrets::is_confidential;
use people_file::{Row, TextTable};

use super::answers::{Answers, Assignee, Assignment, Scope};
use super::credentials::{Credential, FROM, names, names_a_variable};
use super::listed::{Cell, Listed, Spot};
use super::read::{MOST_ASSIGNED, in_clear, is_good};
use super::Instance;
use crate::setup_file::answers::{A_MAIL, A_NAME, LARGEST_THRESHOLD, is_mail, is_name};
use crate::setup_file::{Place, SetupError, Source, nearest, shortened};

/// What a column is, besides credentials.
const NAME: &str = "name";
const KEY: &str = "key";
const NOTIFY: &str = "notify";
const GROUPS: &str = "groups";
const USERS: &str = "users";
const ROLE: &str = "role";
const SCOPE: &str = "scope";
const CONFIRM: &str = "confirmEveryone";
const THRESHOLD: &str = "threshold";
const START: &str = "start";

/// The columns that a table can have besides credentials.
const COLUMNS: [&str; 10] = [NAME, KEY, NOTIFY, GROUPS, USERS, ROLE, SCOPE, CONFIRM, THRESHOLD, START];

/// Between the groups and people of one cell.
const BETWEEN: char = '|';

/// Reads the table that the file names; nothing where it cannot be read.
pub(super) fn read(source: &mut Source<'_>, at: &Place) -> Option<Vec<Listed>> {
    let Some(name) = source.string(at).filter(|name| !name.is_empty()) else {
        source.wrong(at, "the name of a file beside this one");
        return None;
    };
    let Some(beside) = source.beside() else {
        source.found(at, "a table", "instances here; causewayctl reads tables beside set-up files");
        return None;
    };
    let table = match beside(&name).map(|text| TextTable::read(&text)) {
        Ok(Ok(table)) => table,
        Ok(Err(error)) => {
            source.found(at, &format!("a file of which {error}"), "a table of instances");
            return None;
        }
        Err(error) => {
            source.found(at, &format!("a file that cannot be read: {error}"), "the name of a file beside this one");
            return None;
        }
    };
    let (listed, mistakes) = Table::of(name, table);
    mistakes.into_iter().for_each(|mistake| source.add(mistake));
    Some(listed)
}

/// A table while it is read.
struct Table {
    name: String,
    /// What each column is, and as the table calls it; nothing where that is not known.
    columns: Vec<(Option<&'static str>, String)>,
    mistakes: Vec<SetupError>,
}

impl Table {
    fn of(name: String, table: TextTable) -> (Vec<Listed>, Vec<SetupError>) {
        let mut read = Self {
            name,
            columns: Vec::new(),
            mistakes: Vec::new(),
        };
        let mut rows = table.rows.iter();
        match rows.next() {
            Some(headings) => read.headings(headings),
            None => {
                let cell = read.cell(1, 0);
                read.mistakes.push(cell.wrong("nothing", "a row of headings, then a row for each instance", None));
            }
        }
        let listed = rows.filter_map(|row| read.row(row)).collect();
        if let Some(row) = table.open_quote {
            let cell = read.cell(row, 0);
            let found = "a quotation mark that is not closed";
            read.mistakes.push(cell.wrong(found, "a cell that ends where it began", None));
        }
        (listed, read.mistakes)
    }

    fn headings(&mut self, row: &Row) {
        let known: Vec<&'static str> = COLUMNS.into_iter().chain(names()).collect();
        let width = used(row);
        for column in 0..width {
            let heading = row.cell(column);
            let what = known.iter().copied().find(|known| plain(known) == plain(heading));
            let again = what.and_then(|what| self.columns.iter().position(|(known, _)| *known == Some(what)));
            self.columns.push((what.filter(|_| again.is_none()), shortened(heading)));
            let cell = self.cell(row.number, column);
            if let Some(first) = again {
                let found = format!("the heading of column {} again", first + 1);
                self.mistakes.push(cell.wrong(found, "each heading once", None));
            } else if what.is_none() {
                let allowed = "name, key, notify, groups, users, role, scope, threshold, start, or the name of a credential";
                self.mistakes.push(cell.wrong("a heading that is not known", allowed, nearest(heading, &known)));
            }
        }
        if !self.columns.iter().any(|(what, _)| *what == Some(NAME)) {
            let cell = self.cell(row.number, width);
            self.mistakes.push(cell.wrong("no column called name", "a column called name", None));
        }
    }

    /// Nothing for a row that cannot be one; what else is wrong in it is told all the same.
    fn row(&mut self, row: &Row) -> Option<Listed> {
        let width = used(row).max(row.len().min(self.columns.len()));
        if width != self.columns.len() {
            let cell = self.cell(row.number, width.min(self.columns.len()));
            let found = format!("a row of {width} cells");
            let allowed = format!("{} cells, as many as headings; quotation marks around what has a separator in it", self.columns.len());
            self.mistakes.push(cell.wrong(found, &allowed, None));
            return None;
        }
        let name = self.checked(row, NAME, is_name, A_NAME);
        if name.is_none() && self.text(row, NAME).is_none() {
            let cell = self.cell(row.number, self.place(NAME)?);
            self.mistakes.push(cell.wrong("nothing", A_NAME, None));
        }
        let key = self.checked(row, KEY, is_name, A_NAME);
        let answers = self.answers(row);
        let name = name?;
        Some(Listed {
            place: Spot::Table {
                name: self.cell(row.number, self.place(NAME)?),
                key: self.place(KEY).map(|column| self.cell(row.number, column)),
            },
            instance: Instance {
                key: key.unwrap_or_else(|| name.clone()),
                name,
                answers,
            },
        })
    }

    fn answers(&mut self, row: &Row) -> Answers {
        let flag = |text: &str| match text.to_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        let threshold = |text: &str| text.parse().ok().filter(|number| (1..=LARGEST_THRESHOLD).contains(number));
        let scope = |text: &str| match text {
            "assigned" => Some(Scope::Assigned),
            "everyone" => Some(Scope::Everyone),
            _ => None,
        };
        let confirmed = self.read(row, CONFIRM, flag, "true or false");
        let scope = self.read(row, SCOPE, scope, "assigned or everyone");
        if scope == Some(Scope::Everyone) && confirmed != Some(true) {
            let cell = self.cell(row.number, self.place(SCOPE).unwrap_or_default());
            let allowed = "everyone only beside true in a column confirmEveryone, since everybody of the tenant gets an account";
            self.mistakes.push(cell.wrong("everyone", allowed, None));
        }
        Answers {
            scope,
            notify: self.checked(row, NOTIFY, is_mail, A_MAIL).map(Some),
            accidental_deletes: self.read(row, THRESHOLD, threshold, "a whole number from 1 to 1000000").map(Some),
            start: self.read(row, START, flag, "true or false"),
            credentials: names().filter_map(|key| Some((key, self.credential(row, key)?))).collect(),
            assign: self.assign(row),
            ..Answers::default()
        }
    }

    fn assign(&mut self, row: &Row) -> Option<Vec<Assignment>> {
        let role = self.checked(row, ROLE, is_name, A_NAME);
        let mut assign = Vec::new();
        for (column, who) in [(GROUPS, Assignee::Group as fn(String) -> Assignee), (USERS, Assignee::User)] {
            let Some(text) = self.text(row, column) else { continue };
            for one in text.split(BETWEEN).map(str::trim) {
                if is_name(one) {
                    assign.push(Assignment {
                        who: who(one.to_owned()),
                        role: role.clone(),
                    });
                } else {
                    let cell = self.cell(row.number, self.place(column)?);
                    let found = if one.is_empty() { "nothing".to_owned() } else { shortened(one) };
                    self.mistakes.push(cell.wrong(found, "names with | between them", None));
                }
            }
        }
        if assign.len() > MOST_ASSIGNED {
            let cell = self.cell(row.number, self.place(GROUPS).or_else(|| self.place(USERS))?);
            let (found, allowed) = (assign.len().to_string(), format!("at most {MOST_ASSIGNED} groups and people"));
            self.mistakes.push(cell.wrong(found, &allowed, None));
        }
        (!assign.is_empty()).then_some(assign)
    }

    /// What stands in the cell is never repeated: it may be a secret, also in a column that is for none.
    fn credential(&mut self, row: &Row, key: &'static str) -> Option<Credential> {
        let text = self.text(row, key)?;
        if let Some(variable) = text.strip_prefix("env:") {
            if names_a_variable(variable) {
                return Some(Credential::Env(variable.to_owned()));
            }
            self.no_value(row, key, "env: and another text", "env: and the name of a variable, in which {KEY} stands for the key");
            return None;
        }
        if let Some(word) = Credential::of_word(text) {
            return Some(word);
        }
        if is_confidential(key) {
            let words: Vec<&str> = FROM.into_iter().filter(|word| *word != "env").collect();
            let allowed = format!("env:NAME, {}; the secret itself stands in no table", words.join(", "));
            self.no_value(row, key, "a value", &allowed);
            return None;
        }
        if is_good(key, text) {
            return Some(Credential::Clear(text.to_owned()));
        }
        self.no_value(row, key, "another value", &format!("{}; or env:NAME", in_clear(key)));
        None
    }

    fn no_value(&mut self, row: &Row, key: &str, found: &str, allowed: &str) {
        let cell = self.cell(row.number, self.place(key).unwrap_or_default());
        self.mistakes.push(cell.wrong(found, allowed, None));
    }

    fn checked(&mut self, row: &Row, what: &str, is_good: fn(&str) -> bool, allowed: &str) -> Option<String> {
        self.read(row, what, |text| is_good(text).then(|| text.to_owned()), allowed)
    }

    /// The answer of a cell; nothing where the cell is empty or wrong.
    fn read<T>(&mut self, row: &Row, what: &str, read: impl Fn(&str) -> Option<T>, allowed: &str) -> Option<T> {
        let text = self.text(row, what)?;
        let answer = read(text);
        if answer.is_none() {
            let cell = self.cell(row.number, self.place(what)?);
            self.mistakes.push(cell.wrong(shortened(text), allowed, None));
        }
        answer
    }

    fn text<'r>(&self, row: &'r Row, what: &str) -> Option<&'r str> {
        let text = row.cell(self.place(what)?);
        (!text.is_empty()).then_some(text)
    }

    fn place(&self, what: &str) -> Option<usize> {
        self.columns.iter().position(|(known, _)| *known == Some(what))
    }

    fn cell(&self, row: u64, column: usize) -> Cell {
        let heading = self.columns.get(column).map(|(_, heading)| heading.clone());
        Cell {
            table: self.name.clone(),
            row,
            column: column + 1,
            heading: heading.filter(|heading| !heading.is_empty()).unwrap_or_else(|| "(table)".to_owned()),
        }
    }
}

/// The cells up to the last in which something stands.
fn used(row: &Row) -> usize {
    let cells: Vec<&str> = row.cells().collect();
    cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1)
}

/// A heading without what people write otherwise: case, blanks, `_` and `-`.
fn plain(heading: &str) -> String {
    let letters = heading.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}
