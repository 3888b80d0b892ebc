//! What an app wants to know before it can be provisioned: the metadata `configurationFields` of its job template. Microsoft writes
//! keys and names of it in several ways, all of which are read (contract 7.1, 7.7).

use serde_json::{Map, Value};

use super::JobTemplate;
use crate::secrets::{is_confidential, spelled};

/// One field, in the template's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationField {
    /// As the service takes it in `secrets` where it knows the name (contract 8.2), else as the template has it.
    pub key: String,
    /// Its value reads back masked.
    pub secret: bool,
    /// It may be left out, as far as the template says so.
    pub optional: bool,
}

impl JobTemplate {
    /// The fields; `None` where the template does not tell them, or in no form that is known.
    pub fn configuration_fields(&self) -> Option<Vec<ConfigurationField>> {
        let told: Value = serde_json::from_str(self.metadata("configurationFields")?).ok()?;
        let mut fields: Vec<ConfigurationField> = Vec::new();
        for field in entries(&told)? {
            if !fields.iter().any(|known| known.key.eq_ignore_ascii_case(&field.key)) {
                fields.push(field);
            }
        }
        Some(fields)
    }

    /// A person of the app must sign in to it; no value that is stored can stand for that.
    pub fn is_oauth(&self) -> bool {
        let is_on = |key| {
            self.metadata(key)
                .is_some_and(|value| value.eq_ignore_ascii_case("true"))
        };
        is_on("IsOAuthEnabled") || is_on("oAuthEnabled")
    }
}

/// A list of names or of objects, alone or below `fields`, or objects by their names.
fn entries(told: &Value) -> Option<Vec<ConfigurationField>> {
    match told {
        Value::Array(items) => Some(items.iter().filter_map(entry).collect()),
        Value::Object(members) => match members.get("fields") {
            Some(below) => entries(below),
            None => {
                let by_name = members
                    .iter()
                    .filter_map(|(name, about)| Some((name, about.as_object()?)));
                Some(by_name.map(|(name, about)| field(name, about)).collect())
            }
        },
        _ => None,
    }
}

fn entry(item: &Value) -> Option<ConfigurationField> {
    match item {
        Value::String(name) => Some(field(name, &Map::new())),
        Value::Object(about) => Some(field(about.get("name")?.as_str()?, about)),
        _ => None,
    }
}

fn field(name: &str, about: &Map<String, Value>) -> ConfigurationField {
    let is = |word: &str| about.get(word).and_then(Value::as_bool).unwrap_or(false);
    ConfigurationField {
        key: spelled(name).unwrap_or(name).to_owned(),
        secret: is("secret") || is_confidential(name),
        optional: is("optional"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn template(metadata: &Value) -> JobTemplate {
        serde_json::from_value(json!({ "id": "x", "metadata": metadata })).unwrap()
    }

    fn read(fields: &Value) -> Option<Vec<(String, bool)>> {
        let template = template(&json!([{ "key": "configurationFields", "value": fields.to_string() }]));
        let fields = template.configuration_fields()?.into_iter();
        Some(fields.map(|field| (field.key, field.secret)).collect())
    }

    /// As Microsoft prints it.
    #[test]
    fn the_real_form_gives_the_names_that_the_service_takes() {
        let template: JobTemplate = serde_json::from_value(json!({
            "id": "aWSSingleSignon", "applicationId": "21ed01d2-ec13-4e9e-86c1-cd546719ebc4", "default": true,
            "description": null, "discoverable": true, "factoryTag": "aWSSingleSignon",
            "metadata": [
                { "key": "AzureIngestionAttributeOptimization", "value": "False" },
                { "key": "AzureIngestionAttributeOptimization", "value": "False" },
                { "key": "galleryApplicationKey", "value": "awssinglesignon" },
                { "key": "isSynchronizationInPreview", "value": "true" },
                { "key": "configurationFields", "value": "[{\"name\":\"baseaddress\"},{\"name\":\"secrettoken\",\"secret\":true}]" },
            ],
            "schema": { "id": "aWSSingleSignon.0", "synchronizationRules": [] },
        }))
        .unwrap();
        let fields = template.configuration_fields().unwrap();
        assert_eq!(
            fields
                .iter()
                .map(|field| (field.key.as_str(), field.secret))
                .collect::<Vec<_>>(),
            [("BaseAddress", false), ("SecretToken", true)]
        );
        assert_eq!(template.metadata.len(), 5, "what is not known is kept");
        assert_eq!(template.discoverable, Some(true));
        assert!(!template.is_oauth());
    }

    #[test]
    fn every_form_is_read_and_none_is_guessed() {
        let scim = vec![("BaseAddress".to_owned(), false), ("SecretToken".to_owned(), true)];
        for form in [
            json!(["BaseAddress", "SecretToken"]),
            json!({ "fields": ["baseaddress", "SECRETTOKEN"] }),
            json!({ "fields": { "baseaddress": { "name": "baseaddress" }, "secrettoken": { "secret": true } } }),
            json!({ "baseaddress": {}, "secrettoken": {}, "version": 1 }),
            json!([{ "name": "baseaddress" }, { "name": "secrettoken" }, { "name": "SecretToken" }, 5, null, {}]),
        ] {
            assert_eq!(read(&form), Some(scim.clone()), "{form}");
        }
        assert_eq!(read(&json!(["region"])), Some(vec![("region".to_owned(), false)]));
        assert_eq!(read(&json!("BaseAddress")), None);
        assert_eq!(read(&json!([])), Some(Vec::new()));
        assert_eq!(template(&json!([])).configuration_fields(), None);
        assert_eq!(
            template(&json!([{ "key": "ConfigurationFields", "value": "{" }])).configuration_fields(),
            None
        );
        assert_eq!(
            template(&json!([{ "key": "ConfigurationFields" }])).configuration_fields(),
            None
        );
    }

    #[test]
    fn a_person_of_the_app_must_sign_in_where_either_word_says_so() {
        for (key, value, is) in [
            ("IsOAuthEnabled", "True", true),
            ("oauthenabled", "true", true),
            ("isOAuthEnabled", "false", false),
        ] {
            assert_eq!(
                template(&json!([{ "key": key, "value": value }])).is_oauth(),
                is,
                "{key}"
            );
        }
    }
}
