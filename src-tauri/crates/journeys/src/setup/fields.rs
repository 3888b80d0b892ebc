//! Takes the fields of an object one by one and notices what is left over.

use serde_json::{Map, Value};

use super::SetupError;

/// Longest text out of a file that an error shows.
const LONGEST: usize = 80;

/// The fields of one object that nobody has asked for yet.
pub(super) struct Fields {
    path: String,
    left: Map<String, Value>,
}

impl Fields {
    pub(super) fn of(value: Value, path: &str) -> Result<Self, SetupError> {
        match value {
            Value::Object(left) => Ok(Self {
                path: path.to_owned(),
                left,
            }),
            other => Err(wrong(
                if path.is_empty() { "(file)" } else { path },
                &other,
                "an object",
            )),
        }
    }

    pub(super) fn required<T>(
        &mut self,
        field: &str,
        check: impl FnOnce(&str, Value) -> Result<T, SetupError>,
    ) -> Result<T, SetupError> {
        let path = self.path_of(field);
        let value = self.left.remove(field).ok_or_else(|| SetupError {
            field: path.clone(),
            found: "nothing".to_owned(),
            allowed: "an answer; this field is required".to_owned(),
        })?;
        check(&path, value)
    }

    pub(super) fn optional<T>(
        &mut self,
        field: &str,
        check: impl FnOnce(&str, Value) -> Result<T, SetupError>,
    ) -> Result<Option<T>, SetupError> {
        let path = self.path_of(field);
        self.left.remove(field).map(|value| check(&path, value)).transpose()
    }

    pub(super) fn none_left(self) -> Result<(), SetupError> {
        match self.left.keys().next() {
            None => Ok(()),
            Some(field) => Err(SetupError {
                field: self.path_of(&shortened(field)),
                found: "a field of that name".to_owned(),
                allowed: "only the fields of this set-up format".to_owned(),
            }),
        }
    }

    fn path_of(&self, field: &str) -> String {
        if self.path.is_empty() {
            field.to_owned()
        } else {
            format!("{}.{field}", self.path)
        }
    }
}

/// A wrong answer.
pub(super) fn wrong(path: &str, found: &Value, allowed: &str) -> SetupError {
    SetupError {
        field: path.to_owned(),
        found: shortened(&found.to_string()),
        allowed: allowed.to_owned(),
    }
}

/// What a file says, in a form that leaves an error one readable line.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
