//! One schema as it is kept: its text as sent, and the few facts a job needs to run.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::validate::{self, Schema};
use crate::directory::{Class, Scope};

/// A schema. Members and values stay as they came, byte for byte; only `id`, `version` and `@odata.*` are the service's.
#[derive(Debug)]
pub struct Document {
    /// Every other member, as `"name":value,"name":value`.
    members: String,
    has_directories: bool,
    pub rules: Vec<Rule>,
}

/// What a job takes from one synchronization rule.
#[derive(Debug, Clone)]
pub struct Rule {
    pub id: String,
    pub scope: Scope,
    /// At least one enabled object mapping has a matching attribute.
    pub runs: bool,
    /// A target attribute is written twice in one object mapping (contract 10.5).
    pub doubled: Option<String>,
}

impl Document {
    /// Reads the body of a PUT (contract 9.1).
    ///
    /// # Errors
    /// A text that names the first thing wrong.
    pub fn read(body: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(body).map_err(|_| "The schema is not UTF-8.".to_owned())?;
        let schema: Schema =
            serde_json::from_str(text).map_err(|problem| format!("The schema cannot be read: {problem}."))?;
        validate::check(&schema)?;
        let members: Members<'_> =
            serde_json::from_str(text).map_err(|problem| format!("The schema cannot be read: {problem}."))?;
        Ok(Self {
            members: members.without_the_services_own(),
            has_directories: schema.directories.is_some(),
            rules: schema.synchronization_rules.iter().map(Rule::of).collect(),
        })
    }

    /// A schema of our own tables, indented: that gives it the megabyte the real one has (contract 9.1).
    pub(super) fn of(schema: Value) -> Self {
        let text = format!("{schema:#}");
        let members = text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'))
            .unwrap_or_default()
            .trim()
            .to_owned();
        let read: Option<Schema> = serde_json::from_value(schema).ok();
        let rules = read
            .map(|schema| schema.synchronization_rules.iter().map(Rule::of).collect())
            .unwrap_or_default();
        Self {
            members,
            has_directories: true,
            rules,
        }
    }

    /// The answer of GET. `context` is the `@odata.context` of the schema.
    #[must_use]
    pub fn render(&self, context: &str, id: &str, version: &str) -> Vec<u8> {
        let mut head = vec![
            ("@odata.context", context.to_owned()),
            ("id", id.to_owned()),
            ("version", version.to_owned()),
        ];
        if self.has_directories {
            head.push((
                "directories@odata.context",
                format!("{}/directories", context.trim_end_matches("/$entity")),
            ));
        }
        let mut text = String::with_capacity(self.members.len() + 600);
        for (name, value) in head {
            text.push(if text.is_empty() { '{' } else { ',' });
            text.push_str(&format!("\"{name}\":{}", Value::String(value)));
        }
        if !self.members.is_empty() {
            text.push(',');
            text.push_str(&self.members);
        }
        text.push('}');
        text.into_bytes()
    }
}

/// The members of a JSON object in order, values untouched.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl Members<'_> {
    fn without_the_services_own(&self) -> String {
        let kept = self
            .0
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "id" | "version") && !name.contains("@odata."));
        let members: Vec<String> = kept
            .map(|(name, value)| format!("{}:{}", Value::String(name.clone()), value.get()))
            .collect();
        members.join(",")
    }
}

impl<'de: 'a, 'a> serde::Deserialize<'de> for Members<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Visitor).map(Members)
    }
}

impl Rule {
    fn of(rule: &validate::Rule) -> Self {
        let enabled = || rule.object_mappings.iter().filter(|mapping| mapping.enabled);
        let class = |name: &str| match name {
            "user" => Some(Class::User),
            "inetOrgPerson" => Some(Class::InetOrgPerson),
            "group" => Some(Class::Group),
            "contact" => Some(Class::Contact),
            _ => None,
        };
        Self {
            id: rule.id.clone().unwrap_or_default(),
            scope: Scope {
                containers: rule
                    .container_filter
                    .as_ref()
                    .map(|filter| filter.included_containers.clone())
                    .unwrap_or_default(),
                groups: rule
                    .group_filter
                    .as_ref()
                    .map(|filter| filter.included_groups.clone())
                    .unwrap_or_default(),
                classes: enabled()
                    .filter_map(|mapping| class(mapping.source_object_name.as_deref()?))
                    .collect(),
            },
            runs: enabled().any(|mapping| {
                mapping
                    .attribute_mappings
                    .iter()
                    .any(|attribute| attribute.matching_priority > 0)
            }),
            doubled: rule.object_mappings.iter().find_map(doubled_target),
        }
    }
}

fn doubled_target(mapping: &validate::ObjectMapping) -> Option<String> {
    let mut seen = BTreeMap::new();
    let targets = mapping
        .attribute_mappings
        .iter()
        .map(|attribute| attribute.target_attribute_name.as_str());
    targets
        .filter_map(|target| seen.insert(target.to_ascii_lowercase(), target))
        .next()
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::default_document;

    fn rendered(document: &Document) -> Value {
        serde_json::from_slice(&document.render("http://x/$metadata#s/$entity", "job", "v")).unwrap()
    }

    #[test]
    fn what_is_put_is_what_is_got() {
        let mut schema = rendered(&default_document("AD2AADProvisioning", false));
        schema["somethingNew"] = serde_json::json!({"kept": [1.10, "\u{202e}"]});
        schema["version"] = "mine".into();
        let put = schema.to_string().replace("1.1,", "1.10,");
        let got = Document::read(put.as_bytes()).unwrap();
        let bytes = got.render("http://x/$metadata#s/$entity", "job", "v");
        assert!(String::from_utf8_lossy(&bytes).contains("[1.10,"));
        schema["version"] = "v".into();
        assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), schema);
    }

    #[test]
    fn the_default_has_the_size_of_the_real_one() {
        let size = default_document("AD2AADProvisioning", false)
            .render("c", "i", "v")
            .len();
        assert!((800_000..1_200_000).contains(&size), "{size}");
    }

    #[test]
    fn scope_and_doubles_are_read() {
        let mut schema = rendered(&default_document("AD2AADProvisioning", false));
        let rule = &mut schema["synchronizationRules"][0];
        rule["containerFilter"] = serde_json::json!({"includedContainers": ["OU=Sales,DC=x"]});
        rule["objectMappings"][0]["enabled"] = false.into();
        let twice = rule["objectMappings"][3]["attributeMappings"][5].clone();
        rule["objectMappings"][3]["attributeMappings"]
            .as_array_mut()
            .unwrap()
            .push(twice.clone());
        let document = Document::read(schema.to_string().as_bytes()).unwrap();
        let rule = &document.rules[0];
        assert_eq!(rule.scope.containers, ["OU=Sales,DC=x"]);
        assert_eq!(rule.scope.classes, [Class::Group, Class::InetOrgPerson, Class::User]);
        assert_eq!(rule.doubled.as_deref(), twice["targetAttributeName"].as_str());
        assert!(rule.runs);
    }

    #[test]
    fn directories_left_out_are_gone() {
        let mut schema = rendered(&default_document("AD2AADProvisioning", false));
        schema.as_object_mut().unwrap().remove("directories");
        let got = rendered(&Document::read(schema.to_string().as_bytes()).unwrap());
        assert!(got.get("directories").is_none() && got.get("directories@odata.context").is_none());
    }
}
