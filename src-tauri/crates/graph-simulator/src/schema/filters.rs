//! The default scope filters of AD2AADProvisioning (contract 10.3).

use serde_json::{Value, json};

/// One clause of a filter group: source attribute, operator, operand.
struct Clause {
    attribute: &'static str,
    operator: &'static str,
    operand: Option<&'static str>,
}

const OPERATORS: [&str; 9] = [
    "NOT REGEX MATCH",
    "REGEX MATCH",
    "IS NOT NULL",
    "NOT EQUALS",
    "IS FALSE",
    "IS NULL",
    "EQUALS",
    "!&",
    "&",
];

/// The scope of an object mapping as the schema holds it; null when the object type has none.
pub(super) fn scope(object: &str) -> Value {
    let groups: Vec<Value> = groups(object)
        .into_iter()
        .map(|(name, clauses)| {
            let clauses: Vec<Value> = clauses.iter().map(Clause::to_json).collect();
            json!({"name": name, "clauses": clauses})
        })
        .collect();
    match groups.is_empty() {
        true => Value::Null,
        false => json!({"categoryFilterGroups": [], "groups": [], "inputFilterGroups": groups}),
    }
}

/// The same scope in the form of `defaultSourceObjectMappings`: PascalCase keys, enums as numbers.
pub(super) fn scope_in_metadata(object: &str) -> Value {
    let groups: Vec<Value> = groups(object)
        .into_iter()
        .map(|(name, clauses)| {
            let clauses: Vec<Value> = clauses.iter().map(Clause::to_metadata).collect();
            json!({"Clauses": clauses, "Name": name})
        })
        .collect();
    match groups.is_empty() {
        true => Value::Null,
        false => json!({"CategoryFilterGroups": [], "Groups": [], "InputFilterGroups": groups}),
    }
}

impl Clause {
    fn to_json(&self) -> Value {
        json!({
            "operatorName": self.operator,
            "sourceOperandName": self.attribute,
            "targetOperand": self.operand.map(|value| json!({"values": [value]})),
        })
    }

    fn to_metadata(&self) -> Value {
        json!({
            "MultiValuedComparisonType": i32::from(self.operator == "REGEX MATCH" && self.attribute == "proxyAddresses"),
            "OperatorName": self.operator,
            "SourceOperandName": self.attribute,
            "TargetOperand": self.operand.map(|value| json!({"Values": [value]})),
        })
    }

    fn read(line: &'static str) -> Option<Clause> {
        let (attribute, rest) = line.split_once(' ')?;
        let operator = OPERATORS.into_iter().find(|operator| rest.starts_with(operator))?;
        let operand = rest[operator.len()..].trim_start();
        Some(Clause {
            attribute,
            operator,
            operand: (!operand.is_empty()).then_some(operand),
        })
    }
}

fn groups(object: &str) -> Vec<(&'static str, Vec<Clause>)> {
    include_str!("data/filters")
        .split("\n\n")
        .filter_map(|block| {
            let mut lines = block.lines();
            let mut head = lines.next()?.strip_prefix('@')?.split(' ');
            let name = head.next()?;
            head.any(|o| o == object)
                .then(|| (name, lines.filter_map(Clause::read).collect()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_have_the_eleven_default_exclusions() {
        let scope = scope("user");
        let clauses = &scope["inputFilterGroups"][0]["clauses"];
        assert_eq!(clauses.as_array().unwrap().len(), 11);
        assert_eq!(clauses[0]["targetOperand"], Value::Null);
        assert_eq!(clauses[9]["operatorName"], "!&");
        assert_eq!(clauses[10]["targetOperand"]["values"][0], r"^CN\s*=\s*([^\,]*)\0ACNF");
    }

    #[test]
    fn groups_have_three_and_contacts_four_alternatives() {
        assert_eq!(scope("group")["inputFilterGroups"].as_array().unwrap().len(), 3);
        assert_eq!(scope("contact")["inputFilterGroups"].as_array().unwrap().len(), 4);
        assert_eq!(
            scope_in_metadata("contact")["InputFilterGroups"][0]["Clauses"][3]["MultiValuedComparisonType"],
            1
        );
        assert!(scope("").is_null());
    }
}
