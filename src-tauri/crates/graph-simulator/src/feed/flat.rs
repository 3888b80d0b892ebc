//! A record as mappings name its parts: `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::schema::expression::Input;

/// Names and values of one record.
#[derive(Debug, Default)]
pub(super) struct Flat {
    /// Each name with its values; an empty text is a value.
    values: BTreeMap<String, Vec<String>>,
    /// Complex attributes that are there, whatever they hold.
    parts: Vec<String>,
}

impl Flat {
    pub(super) fn of(data: &Map<String, Value>) -> Self {
        let mut flat = Self::default();
        for (name, value) in data.iter().filter(|(name, _)| *name != "schemas") {
            match value {
                Value::Object(members) => {
                    let separator = if is_schema(name) { ":" } else { "." };
                    flat.part(name, separator, members);
                }
                Value::Array(items) => items.iter().for_each(|item| flat.item(name, item)),
                value => flat.add(name, value),
            }
        }
        flat
    }

    fn part(&mut self, name: &str, separator: &str, members: &Map<String, Value>) {
        self.parts.push(name.to_owned());
        for (member, value) in members {
            let member = format!("{name}{separator}{member}");
            match value {
                Value::Object(inner) => {
                    for (below, value) in inner {
                        // A reference is called by the name of what refers.
                        let below = if below == "value" {
                            member.clone()
                        } else {
                            format!("{member}.{below}")
                        };
                        self.add(&below, value);
                    }
                }
                Value::Array(items) => items.iter().for_each(|item| self.add(&member, item)),
                value => self.add(&member, value),
            }
        }
    }

    /// One of a list: without a type no mapping of the default finds it.
    fn item(&mut self, name: &str, item: &Value) {
        match item {
            Value::Object(members) => match members.get("type").and_then(Value::as_str) {
                Some(kind) => self.part(&format!("{name}[type eq \"{kind}\"]"), ".", members),
                None => self.part(name, ".", members),
            },
            item => self.add(name, item),
        }
    }

    fn add(&mut self, name: &str, value: &Value) {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Bool(true) => "True".to_owned(),
            Value::Bool(false) => "False".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => return,
        };
        self.values.entry(name.to_owned()).or_default().push(text);
    }

    /// All values; names are found without case.
    pub(super) fn all(&self, name: &str) -> &[String] {
        let found = self.values.get(name);
        let found = found.or_else(|| {
            let mut others = self.values.iter();
            others
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|(_, values)| values)
        });
        found.map_or(&[], Vec::as_slice)
    }

    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    /// Is the complex attribute there that holds this one? What lies in none is held by the record itself.
    pub(super) fn has_part_of(&self, name: &str) -> bool {
        let separator = if is_schema(name) { ':' } else { '.' };
        name.rsplit_once(separator)
            .is_none_or(|(part, _)| self.parts.iter().any(|known| known.eq_ignore_ascii_case(part)))
    }

    /// Every name with its first value.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .filter_map(|(name, values)| Some((name.as_str(), values.first()?.as_str())))
    }

    /// What expressions are evaluated on.
    pub(super) fn input(&self, default_domain: &str, now: jiff::Timestamp) -> Input {
        Input {
            properties: self
                .values
                .iter()
                .map(|(name, values)| (name.clone(), values.clone()))
                .collect(),
            default_domain: default_domain.to_owned(),
            now,
        }
    }
}

fn is_schema(name: &str) -> bool {
    name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn flat(data: Value) -> Flat {
        Flat::of(data.as_object().unwrap())
    }

    #[test]
    fn parts_are_named_as_mappings_name_them() {
        let flat = flat(json!({
            "schemas": ["x"], "externalId": "7", "active": false, "nothing": null, "empty": "",
            "name": {"givenName": "Ann"},
            "emails": [{"type": "work", "value": "a@x"}, {"value": "untyped@x"}],
            "urn:x:2.0:User": {"department": "D", "manager": {"value": "3", "displayName": "Tom"}, "codes": [1, 2]},
        }));
        for (name, value) in [
            ("externalId", Some("7")),
            ("EXTERNALID", Some("7")),
            ("active", Some("False")),
            ("nothing", None),
            ("empty", Some("")),
            ("name.givenName", Some("Ann")),
            ("emails[type eq \"work\"].value", Some("a@x")),
            ("emails.value", Some("untyped@x")),
            ("urn:x:2.0:User:department", Some("D")),
            ("urn:x:2.0:User:manager", Some("3")),
            ("schemas", None),
        ] {
            assert_eq!(flat.first(name), value, "{name}");
        }
        assert_eq!(flat.all("urn:x:2.0:User:codes"), ["1", "2"]);
    }

    #[test]
    fn a_left_out_child_counts_where_its_part_is_there() {
        let flat = flat(json!({"name": {}, "addresses": [{"type": "work"}], "urn:x:2.0:User": {}}));
        for (name, held) in [
            ("title", true),
            ("name.givenName", true),
            ("addresses[type eq \"work\"].locality", true),
            ("addresses[type eq \"home\"].locality", false),
            ("emails[type eq \"work\"].value", false),
            ("urn:x:2.0:User:department", true),
            ("urn:y:2.0:User:department", false),
        ] {
            assert_eq!(flat.has_part_of(name), held, "{name}");
        }
    }
}
