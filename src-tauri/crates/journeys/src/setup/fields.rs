//! Takes the fields of an object one by one and notices what is left over.

use serde_json::{Map, Value};

use super::SetupError;

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
                field: self.path_of(field),
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

/// A wrong answer, its text shortened so that an error stays one readable line.
pub(super) fn wrong(path: &str, found: &Value, allowed: &str) -> SetupError {
    let mut text: String = found.to_string().chars().filter(|c| !c.is_control()).take(80).collect();
    if found.to_string().chars().count() > 80 {
        text.push('…');
    }
    SetupError {
        field: path.to_owned(),
        found: text,
        allowed: allowed.to_owned(),
    }
}
