//! `Replace`: by text, by pattern, by another attribute, or into a template (contract 9.5).

use regex_lite::{Captures, Regex};

use super::{Arguments, EvaluationError, Values};

const FIND: usize = 1;
const PATTERN: usize = 2;
const GROUP: usize = 3;
const REPLACEMENT: usize = 4;
const REPLACEMENT_ATTRIBUTE: usize = 5;
const TEMPLATE: usize = 6;

pub(super) fn replace(a: &Arguments<'_>) -> Result<Values, EvaluationError> {
    let source = a.values(0)?;
    let replacement = if a.present(REPLACEMENT) {
        a.text(REPLACEMENT)?
    } else {
        a.text(REPLACEMENT_ATTRIBUTE)?
    };
    if a.present(PATTERN) {
        let (pattern, group) = (a.text(PATTERN)?, a.text(GROUP)?);
        let pattern = Regex::new(&pattern).map_err(|_| EvaluationError::BadPattern(pattern))?;
        return Ok(source
            .iter()
            .map(|value| by_pattern(value, &pattern, &group, &replacement))
            .collect());
    }
    let find = a.text(FIND)?;
    if a.present(TEMPLATE) {
        let template = a.text(TEMPLATE)?;
        return Ok(source.iter().map(|value| template.replace(&find, value)).collect());
    }
    if find.is_empty() {
        return Ok(if source.is_empty() { vec![replacement] } else { source });
    }
    Ok(source.iter().map(|value| value.replace(&find, &replacement)).collect())
}

/// Replaces what the named group matched, or the whole match without one.
fn by_pattern(value: &str, pattern: &Regex, group: &str, replacement: &str) -> String {
    let replaced = pattern.replace_all(value, |found: &Captures<'_>| {
        let Some(whole) = found.get(0) else {
            return String::new();
        };
        match found.name(group) {
            Some(part) => format!(
                "{}{replacement}{}",
                &value[whole.start()..part.start()],
                &value[part.end()..whole.end()]
            ),
            None => replacement.to_owned(),
        }
    });
    replaced.into_owned()
}
