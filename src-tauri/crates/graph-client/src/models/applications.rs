use serde::Deserialize;

use super::{Extra, ServicePrincipal, null_as_default, object_id};

/// A template of the gallery (contract 6.1).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationTemplate {
    pub id: String,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub publisher: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub categories: Vec<String>,
    #[serde(default)]
    pub logo_url: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub supported_provisioning_types: Vec<String>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl ApplicationTemplate {
    /// Whether instances of it can be provisioned.
    pub fn can_provision(&self) -> bool {
        self.supported_provisioning_types
            .iter()
            .any(|kind| kind.eq_ignore_ascii_case("sync"))
    }
}

/// An application: the definition, not its instance in the tenant.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// Object id; beta calls it `objectId` when instantiating (contract 6.2).
    #[serde(flatten, deserialize_with = "object_id")]
    pub id: String,
    pub app_id: String,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub application_template_id: Option<String>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// The pair that instantiating a template makes (contract 6.2).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Instantiated {
    pub application: Application,
    pub service_principal: ServicePrincipal,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ids_are_read_under_either_name() {
        for ids in [
            json!({"id": "1"}),
            json!({"objectId": "1"}),
            json!({"objectId": "2", "id": "1"}),
        ] {
            let mut half = ids;
            half["appId"] = json!("a");
            half["tags"] = json!(null);
            half["later"] = json!(5);
            let pair: Instantiated =
                serde_json::from_value(json!({"application": half, "servicePrincipal": half})).unwrap();
            assert_eq!(pair.application.id, "1");
            assert_eq!(pair.service_principal.id, "1");
            assert_eq!(pair.service_principal.extra["later"], 5);
        }
    }

    #[test]
    fn a_missing_id_is_named() {
        let error = serde_json::from_value::<ServicePrincipal>(json!({"appId": "a"})).unwrap_err();
        assert!(error.to_string().contains("`id`"), "{error}");
    }
}
