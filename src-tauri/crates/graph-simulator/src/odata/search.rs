//! `$search` of directory objects: `"displayName:text"`, joined by `AND` or `OR`.

use serde_json::Value;

use crate::reply::Reply;

/// Which objects are shown.
#[derive(Debug)]
pub(super) struct Search {
    /// Property and words, in lower case.
    clauses: Vec<(String, Vec<String>)>,
    /// One clause is enough.
    either: bool,
}

impl Search {
    /// # Errors
    /// 400 for what is not quoted, or names no property that can be searched.
    pub(super) fn read(text: &str, searchable: &[&str]) -> Result<Self, Reply> {
        let malformed = || {
            let message = format!(
                "Syntax error: the value of the $search query option must be quoted clauses such as \"displayName:text\", but is '{text}'."
            );
            Reply::error(400, "Request_BadRequest", &message)
        };
        let parts: Vec<&str> = text.split('"').collect();
        let mut clauses = Vec::new();
        let mut either = false;
        for (place, part) in parts.iter().enumerate() {
            if place.is_multiple_of(2) {
                match part.trim() {
                    "" | "AND" => {}
                    "OR" => either = true,
                    _ => return Err(malformed()),
                }
                continue;
            }
            let (property, words) = part.split_once(':').ok_or_else(malformed)?;
            if !searchable.contains(&property) {
                let message = format!("The property '{property}' cannot be searched.");
                return Err(Reply::error(400, "Request_UnsupportedQuery", &message));
            }
            clauses.push((
                property.to_owned(),
                words.to_lowercase().split_whitespace().map(str::to_owned).collect(),
            ));
        }
        if clauses.is_empty() || parts.len().is_multiple_of(2) {
            return Err(malformed());
        }
        Ok(Self { clauses, either })
    }

    /// What is searched.
    pub(super) fn properties(&self) -> Vec<&str> {
        self.clauses.iter().map(|(property, _)| property.as_str()).collect()
    }

    /// Every word begins a word of the property, or all of it.
    pub(super) fn finds(&self, item: &Value) -> bool {
        let holds = |(property, words): &(String, Vec<String>)| {
            let text = item[property.as_str()].as_str().unwrap_or_default().to_lowercase();
            let begins = |word: &String| {
                let mut parts = text.split(|letter: char| !letter.is_alphanumeric());
                text.starts_with(word.as_str()) || parts.any(|part| part.starts_with(word.as_str()))
            };
            words.iter().all(begins)
        };
        if self.either {
            self.clauses.iter().any(holds)
        } else {
            self.clauses.iter().all(holds)
        }
    }
}
