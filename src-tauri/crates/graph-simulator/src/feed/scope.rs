//! Scoping filters (contract 9.3): clauses of a group all hold, of groups one.

use regex_lite::Regex;
use serde_json::Value;

use super::flat::Flat;

/// Groups of one kind; without any everybody passes.
#[derive(Debug, Default)]
pub(super) struct Filter(Vec<Vec<Clause>>);

#[derive(Debug)]
struct Clause {
    attribute: String,
    operator: String,
    operands: Vec<String>,
    /// The operands as patterns, where they are some.
    patterns: Vec<Regex>,
}

impl Filter {
    /// `groups`, `inputFilterGroups` or `categoryFilterGroups` of a scope.
    pub(super) fn of(groups: &Value) -> Self {
        let groups = groups.as_array().into_iter().flatten();
        let clauses = |group: &Value| {
            group["clauses"]
                .as_array()
                .into_iter()
                .flatten()
                .map(Clause::of)
                .collect()
        };
        Self(groups.map(clauses).collect())
    }

    pub(super) fn passes(&self, record: &Flat) -> bool {
        self.0.is_empty()
            || self
                .0
                .iter()
                .any(|group| group.iter().all(|clause| clause.holds(record)))
    }
}

impl Clause {
    fn of(clause: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let operator = text(&clause["operatorName"]);
        let operands: Vec<String> = clause["targetOperand"]["values"]
            .as_array()
            .into_iter()
            .flatten()
            .map(text)
            .collect();
        let patterns = operands.iter().filter(|_| operator.ends_with("REGEX MATCH"));
        Self {
            attribute: text(&clause["sourceOperandName"]),
            patterns: patterns.filter_map(|pattern| Regex::new(pattern).ok()).collect(),
            operator,
            operands,
        }
    }

    /// Letter by letter. What cannot be said of a text (membership, certificates) does not hold.
    fn holds(&self, record: &Flat) -> bool {
        let values = record.all(&self.attribute);
        let filled = values.iter().any(|value| !value.is_empty());
        let equals = || values.iter().any(|value| self.operands.contains(value));
        let matches = || {
            let mut patterns = self.patterns.iter();
            patterns.any(|pattern| values.iter().any(|value| pattern.is_match(value)))
        };
        let number = |text: &String| text.parse::<f64>().ok();
        let bits = |text: &String| text.parse::<i64>().ok();
        let both = |holds: fn(f64, f64) -> bool| {
            let pair = values
                .first()
                .and_then(number)
                .zip(self.operands.first().and_then(number));
            pair.is_some_and(|(value, operand)| holds(value, operand))
        };
        let has_bits = || {
            let pair = values.first().and_then(bits).zip(self.operands.first().and_then(bits));
            pair.map(|(value, operand)| value & operand != 0)
        };
        match self.operator.as_str() {
            "EQUALS" | "INCLUDES" => equals(),
            "NOT EQUALS" => !equals(),
            "REGEX MATCH" => matches(),
            "NOT REGEX MATCH" => !matches(),
            "IS NULL" => !filled,
            "IS NOT NULL" | "PRESENT" => filled,
            "IS TRUE" => values.iter().any(|value| value == "True"),
            "IS FALSE" => values.iter().any(|value| value == "False"),
            "ENDS_WITH" => values
                .iter()
                .any(|value| self.operands.iter().any(|end| value.ends_with(end.as_str()))),
            "GREATER_THAN" => both(|value, operand| value > operand),
            "GREATER_THAN_OR_EQUALS" => both(|value, operand| value >= operand),
            "&" => has_bits() == Some(true),
            "!&" => has_bits() == Some(false),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn groups_are_alternatives_and_their_clauses_all_hold() {
        let data = json!({"department": "Sales", "active": true, "level": 5, "note": ""});
        let record = Flat::of(data.as_object().unwrap());
        let passes = |groups: &[&[(&str, &str, &str)]]| {
            let clause = |(attribute, operator, operand): &(&str, &str, &str)| json!({"sourceOperandName": attribute, "operatorName": operator, "targetOperand": {"values": [operand]}});
            let groups: Vec<Value> = groups
                .iter()
                .map(|group| json!({"clauses": group.iter().map(clause).collect::<Vec<_>>()}))
                .collect();
            Filter::of(&json!(groups)).passes(&record)
        };
        assert!(passes(&[]));
        for (attribute, operator, operand, holds) in [
            ("department", "EQUALS", "Sales", true),
            ("department", "EQUALS", "sales", false),
            ("department", "NOT EQUALS", "Sales", false),
            ("department", "REGEX MATCH", "^S.l", true),
            ("department", "NOT REGEX MATCH", "^S.l", false),
            ("department", "REGEX MATCH", "(", false),
            ("active", "IS TRUE", "", true),
            ("active", "IS FALSE", "", false),
            ("note", "IS NULL", "", true),
            ("absent", "IS NOT NULL", "", false),
            ("level", "GREATER_THAN", "4", true),
            ("level", "GREATER_THAN", "5", false),
            ("level", "GREATER_THAN_OR_EQUALS", "5", true),
            ("level", "&", "4", true),
            ("level", "!&", "2", true),
            ("absent", "!&", "2", false),
            ("department", "ENDS_WITH", "les", true),
            ("department", "IS_MEMBER_OF", "Sales", false),
        ] {
            assert_eq!(
                passes(&[&[(attribute, operator, operand)]]),
                holds,
                "{attribute} {operator} {operand}"
            );
        }
        let (good, bad) = (("level", "EQUALS", "5"), ("level", "EQUALS", "6"));
        assert!(!passes(&[&[good, bad]]) && passes(&[&[bad], &[good]]));
    }
}
