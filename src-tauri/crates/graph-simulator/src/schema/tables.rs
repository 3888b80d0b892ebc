//! Reads the compact tables in `data/`: attribute definitions and attribute mappings.

use serde_json::{Value, json};

use super::expression::Expression;

/// One attribute of an object in a directory (contract 9.3, Appendix C).
#[derive(Debug, Clone)]
pub(super) struct Attribute {
    pub(super) name: String,
    kind: &'static str,
    flags: &'static str,
}

impl Attribute {
    /// `flags` are words: anchor, required, multi, nulls, readonly, secret.
    pub(super) fn new(name: &str, kind: &'static str, flags: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            flags,
        }
    }

    fn has(&self, flag: &str) -> bool {
        self.flags.split_whitespace().any(|f| f == flag)
    }

    /// The attributeDefinition; references point at every name in `referenced`.
    pub(super) fn to_json(&self, referenced: &[&str]) -> Value {
        let secret = if self.has("secret") {
            json!([{"key": "Secret", "value": "true"}])
        } else {
            json!([])
        };
        let targets: Vec<Value> = match self.kind {
            "Reference" => referenced
                .iter()
                .map(|name| json!({"referencedObjectName": name, "referencedProperty": null}))
                .collect(),
            _ => Vec::new(),
        };
        json!({
            "anchor": self.has("anchor"),
            "caseExact": false,
            "defaultValue": null,
            "flowNullValues": self.has("nulls"),
            "multivalued": self.has("multi"),
            "mutability": if self.has("readonly") { "ReadOnly" } else { "ReadWrite" },
            "name": self.name,
            "required": self.has("required"),
            "type": self.kind,
            "apiExpressions": [],
            "metadata": secret,
            "referencedObjects": targets,
        })
    }
}

/// Objects of a directory by name, as the table lists them: `@object`, then `Type flags: names`.
pub(super) fn objects(table: &'static str) -> Vec<(&'static str, Vec<Attribute>)> {
    let mut objects: Vec<(&'static str, Vec<Attribute>)> = Vec::new();
    let (mut kind, mut flags) = ("", "");
    for line in table.lines() {
        if let Some(name) = line.strip_prefix('@') {
            objects.push((name, Vec::new()));
            continue;
        }
        let names = match line.split_once(": ") {
            Some((head, names)) => {
                (kind, flags) = head.split_once(' ').unwrap_or((head, ""));
                names
            }
            None => line,
        };
        let Some((_, attributes)) = objects.last_mut() else {
            continue;
        };
        for name in names.split_whitespace().flat_map(expand) {
            attributes.push(Attribute { name, kind, flags });
        }
    }
    objects
}

/// The attribute mappings of a table of `Target = expression` lines (contract 9.4, Appendix B).
pub(super) fn mappings(table: &str, matching: &str) -> Vec<Value> {
    let lines = table.lines().filter_map(|line| line.split_once(" = "));
    lines
        .flat_map(|(target, expression)| expand(target).into_iter().zip(expand(expression)))
        .map(|(target, expression)| mapping(&target, &expression, i32::from(target == matching)))
        .collect()
}

fn mapping(target: &str, expression: &str, matching_priority: i32) -> Value {
    json!({
        "defaultValue": null,
        "exportMissingReferences": false,
        "flowBehavior": "FlowWhenChanged",
        "flowType": "Always",
        "matchingPriority": matching_priority,
        "targetAttributeName": target,
        "source": Expression::parse(expression).map_or(Value::Null, |parsed| parsed.to_json()),
    })
}

/// `extensionAttribute1..3` stands for three names; anything else for itself.
fn expand(text: &str) -> Vec<String> {
    let Some((before, after)) = text.split_once("..") else {
        return vec![text.to_owned()];
    };
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    let stem = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let first: u32 = before[stem.len()..].parse().unwrap_or(1);
    let last: u32 = after[..digits].parse().unwrap_or(first);
    (first..=last)
        .map(|number| format!("{stem}{number}{}", &after[digits..]))
        .collect()
}

/// A directory of a schema that a job begins with.
pub(super) fn directory(id: &str, name: &str, objects: &[Value]) -> Value {
    json!({
        "id": id,
        "name": name,
        "discoverabilities": "None",
        "discoveryDateTime": null,
        "readOnly": false,
        "version": "2.0",
        "objects": objects,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_stands_for_its_names_and_keeps_what_follows() {
        assert_eq!(expand("Trim([a1..3])"), ["Trim([a1])", "Trim([a2])", "Trim([a3])"]);
        assert_eq!(expand("mail"), ["mail"]);
    }

    #[test]
    fn the_table_holds_the_flags_of_every_attribute() {
        let objects = objects("@user\nString nulls secret: hash\nReference multi: a b\n  c\n");
        let (name, attributes) = &objects[0];
        assert_eq!((*name, attributes.len()), ("user", 4));
        let hash = attributes[0].to_json(&[]);
        assert_eq!(hash["metadata"][0]["key"], "Secret");
        assert_eq!(hash["flowNullValues"], true);
        let reference = attributes[3].to_json(&["contact", "user"]);
        assert_eq!(
            (&reference["name"], &reference["multivalued"]),
            (&json!("c"), &json!(true))
        );
        assert_eq!(reference["referencedObjects"][1]["referencedObjectName"], "user");
    }
}
