//! `$filter`: comparisons, `contains`/`startswith`/`endswith`, `any`, `in`, `and`, `or`, `not` and brackets.

mod parse;

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::Value;

/// A parsed filter.
#[derive(Debug, Clone)]
pub enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    Compare {
        path: String,
        operator: Operator,
        value: Literal,
    },
    Text {
        function: TextFunction,
        path: String,
        value: String,
    },
    In {
        path: String,
        values: Vec<Literal>,
    },
    /// `path/any(x:condition)`; inside, the variable stands for the element.
    Any {
        path: String,
        variable: String,
        inner: Box<Filter>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFunction {
    Contains,
    StartsWith,
    EndsWith,
}

/// A value to compare with. A bare date or guid is text too; any other bare word names a property.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    Text(String),
    Number(f64),
    Bool(bool),
    Null,
    Property(String),
}

/// How texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Letter by letter: the log (contract 13.1).
    Exact,
    /// Whole values letter by letter, parts without case.
    Mixed,
    /// Without case: people.
    Folded,
}

impl Case {
    /// A text as its parts are looked for.
    fn of_text(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Exact => Cow::Borrowed(text),
            Self::Mixed | Self::Folded => Cow::Owned(text.to_lowercase()),
        }
    }
}

impl Literal {
    fn property(&self) -> Option<&str> {
        match self {
            Self::Property(name) => Some(name),
            Self::Text(_) | Self::Number(_) | Self::Bool(_) | Self::Null => None,
        }
    }
}

impl Filter {
    /// Reads the text of `$filter`.
    ///
    /// # Errors
    /// A message in Graph's words when it cannot be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        parse::filter(text)
    }

    /// Does the object fit? Property names are found without case, guids and dates compared by meaning.
    #[must_use]
    pub fn matches(&self, item: &Value, case: Case) -> bool {
        self.holds(item, None, case)
    }

    /// Every property that is named; what stands for the elements of a list is none.
    #[must_use]
    pub fn properties(&self) -> Vec<&str> {
        match self {
            Self::And(left, right) | Self::Or(left, right) => [left.properties(), right.properties()].concat(),
            Self::Not(inner) => inner.properties(),
            Self::Compare { path, value, .. } => std::iter::once(path.as_str()).chain(value.property()).collect(),
            Self::In { path, values } => {
                let values = values.iter().filter_map(Literal::property);
                std::iter::once(path.as_str()).chain(values).collect()
            }
            Self::Text { path, .. } => vec![path],
            Self::Any { path, variable, inner } => {
                let inner = inner.properties().into_iter();
                let own = |name: &&str| name.split('/').next() != Some(variable);
                std::iter::once(path.as_str()).chain(inner.filter(own)).collect()
            }
        }
    }

    /// Values of the longest `in`.
    #[must_use]
    pub fn longest_list(&self) -> usize {
        match self {
            Self::And(left, right) | Self::Or(left, right) => left.longest_list().max(right.longest_list()),
            Self::Not(inner) | Self::Any { inner, .. } => inner.longest_list(),
            Self::In { values, .. } => values.len(),
            Self::Compare { .. } | Self::Text { .. } => 0,
        }
    }

    /// A property that the directory cannot be asked about in this way: `contains` and beside another property never, `ne`, `not` and
    /// `endsWith` in advanced queries only.
    #[must_use]
    pub fn unindexed(&self, advanced: bool) -> Option<&str> {
        match self {
            Self::And(left, right) | Self::Or(left, right) => {
                left.unindexed(advanced).or_else(|| right.unindexed(advanced))
            }
            Self::Not(inner) if advanced => inner.unindexed(advanced),
            Self::Not(inner) => inner.properties().first().copied(),
            Self::Compare { path, operator, value } => {
                let is_advanced = *operator == Operator::Ne && !advanced;
                (is_advanced || value.property().is_some()).then_some(path)
            }
            Self::Text { function, path, .. } => match function {
                TextFunction::Contains => Some(path),
                TextFunction::EndsWith if !advanced => Some(path),
                TextFunction::EndsWith | TextFunction::StartsWith => None,
            },
            Self::In { path, values } => values.iter().any(|value| value.property().is_some()).then_some(path),
            Self::Any { inner, .. } => inner.unindexed(advanced),
        }
    }

    fn holds(&self, item: &Value, bound: Option<(&str, &Value)>, case: Case) -> bool {
        match self {
            Self::And(left, right) => left.holds(item, bound, case) && right.holds(item, bound, case),
            Self::Or(left, right) => left.holds(item, bound, case) || right.holds(item, bound, case),
            Self::Not(inner) => !inner.holds(item, bound, case),
            Self::Compare { path, operator, value } => compares(look_up(item, path, bound), *operator, value, case),
            Self::In { path, values } => values
                .iter()
                .any(|value| compares(look_up(item, path, bound), Operator::Eq, value, case)),
            Self::Text { function, path, value } => {
                look_up(item, path, bound).and_then(Value::as_str).is_some_and(|found| {
                    let (found, value) = (case.of_text(found), case.of_text(value));
                    match function {
                        TextFunction::Contains => found.contains(&*value),
                        TextFunction::StartsWith => found.starts_with(&*value),
                        TextFunction::EndsWith => found.ends_with(&*value),
                    }
                })
            }
            Self::Any { path, variable, inner } => {
                look_up(item, path, bound)
                    .and_then(Value::as_array)
                    .is_some_and(|elements| {
                        elements
                            .iter()
                            .any(|element| inner.holds(item, Some((variable, element)), case))
                    })
            }
        }
    }
}

pub(super) fn look_up<'v>(item: &'v Value, path: &str, bound: Option<(&str, &'v Value)>) -> Option<&'v Value> {
    let mut parts = path.split('/').peekable();
    let start = match bound {
        Some((variable, element)) if parts.peek() == Some(&variable) => {
            parts.next();
            element
        }
        _ => item,
    };
    parts.try_fold(start, |value, name| {
        value
            .as_object()?
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, found)| found)
    })
}

fn compares(found: Option<&Value>, operator: Operator, value: &Literal, case: Case) -> bool {
    let ordering = match (found, value) {
        (None | Some(Value::Null), Literal::Null) => Some(Ordering::Equal),
        (Some(Value::String(found)), Literal::Text(value)) => Some(order_of_texts(found, value, case)),
        (Some(Value::Number(found)), Literal::Number(value)) => {
            found.as_f64().and_then(|number| number.partial_cmp(value))
        }
        (Some(Value::Bool(found)), Literal::Bool(value)) => Some(found.cmp(value)),
        _ => None,
    };
    match (operator, ordering) {
        (Operator::Ne, ordering) => ordering != Some(Ordering::Equal),
        (_, None) => false,
        (Operator::Eq, Some(ordering)) => ordering.is_eq(),
        (Operator::Gt, Some(ordering)) => ordering.is_gt(),
        (Operator::Ge, Some(ordering)) => ordering.is_ge(),
        (Operator::Lt, Some(ordering)) => ordering.is_lt(),
        (Operator::Le, Some(ordering)) => ordering.is_le(),
    }
}

fn order_of_texts(found: &str, value: &str, case: Case) -> Ordering {
    if let (Ok(found), Ok(value)) = (found.parse::<Timestamp>(), value.parse::<Timestamp>()) {
        return found.cmp(&value);
    }
    if let (Ok(found), Ok(value)) = (found.parse::<uuid::Uuid>(), value.parse::<uuid::Uuid>()) {
        return found.cmp(&value);
    }
    match case {
        Case::Exact | Case::Mixed => found.cmp(value),
        Case::Folded => found.to_lowercase().cmp(&value.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holds(filter: &str, item: &Value) -> bool {
        Filter::parse(filter).unwrap().matches(item, Case::Mixed)
    }

    #[test]
    fn comparisons_and_functions() {
        let item = json!({"displayName": "Amazon Web Services", "categories": ["businessMgmt", "developerServices"], "count": 7, "on": true, "none": null,
            "jobId": "AD2AAD.x", "activityDateTime": "2026-03-14T15:01:03Z", "provisioningStatusInfo": {"status": "success"}, "it": "O'Hara"});
        for yes in [
            "displayName eq 'Amazon Web Services'",
            "contains(displayName, 'amazon')",
            "startswith(displayname,'Ama') and count ge 7",
            "categories/any(c:contains(c,'developer'))",
            "categories/any(c: c eq 'businessMgmt')",
            "categories/any(c:c eq 'businessMgmt')",
            "not (count lt 7) or on eq false",
            "none eq null and on eq true",
            "jobid eq 'AD2AAD.x' and activityDateTime ge 2026-03-14T15:01:00Z",
            "provisioningStatusInfo/status eq 'success'",
            "it eq 'O''Hara'",
            "count in (1, 7)",
        ] {
            assert!(holds(yes, &item), "{yes}");
        }
        for no in [
            "displayName eq 'amazon web services'",
            "missing eq 'x'",
            "activityDateTime gt 2026-03-14T16:01:00+00:00",
            "categories/any(c:c eq 'x')",
        ] {
            assert!(!holds(no, &item), "{no}");
        }
    }

    #[test]
    fn guids_compare_without_case() {
        let item = json!({"applicationTemplateId": "1a4721b3-e57f-4451-ae87-ef078703ec94"});
        assert!(holds(
            "applicationTemplateId eq '1A4721B3-E57F-4451-AE87-EF078703EC94'",
            &item
        ));
    }

    #[test]
    fn nonsense_is_an_error() {
        for bad in [
            "",
            "displayName",
            "displayName eq",
            "displayName eq 'x",
            "contains(displayName)",
            "a eq 1 b",
            "x/any(c)",
            ")(",
        ] {
            assert!(Filter::parse(bad).is_err(), "{bad}");
        }
    }
}
