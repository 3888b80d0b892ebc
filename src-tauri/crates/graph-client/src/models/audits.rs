//! Lines of the directory's audit log that provisioning writes (contract 13.2).

use jiff::Timestamp;
use serde::Deserialize;

use super::{Extra, null_as_default, timestamps};

/// What was done to a configuration, as far as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditedActivity {
    Pause,
    Start,
    Restart,
    /// Of attribute mappings, or of who takes part.
    Schema,
    Settings,
}

impl AuditedActivity {
    /// As the log calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pause => "Disable/pause provisioning configuration",
            Self::Start => "Enable/start provisioning configuration",
            Self::Restart => "Enable/restart provisioning configuration",
            Self::Schema => "Update attribute mappings or scope",
            Self::Settings => "Update provisioning setting or credentials",
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditLine {
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub activity_date_time: Option<Timestamp>,
    #[serde(default)]
    initiated_by: Option<Initiators>,
    #[serde(default, deserialize_with = "null_as_default")]
    target_resources: Vec<Resource>,
    #[serde(default, deserialize_with = "null_as_default")]
    additional_details: Vec<Detail>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Exactly one of them is there.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Initiators {
    #[serde(default)]
    user: Option<Initiator>,
    #[serde(default)]
    app: Option<Initiator>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Initiator {
    #[serde(default)]
    user_principal_name: Option<String>,
    #[serde(default)]
    display_name: Option<String>,
    #[serde(default)]
    app_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Resource {
    #[serde(default)]
    id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Detail {
    #[serde(default)]
    value: Option<String>,
}

impl AuditLine {
    /// It names this job. Which detail does so is not documented, and an id of a job is nothing else's.
    pub fn names(&self, job: &str) -> bool {
        let details = self.additional_details.iter().map(|detail| &detail.value);
        let resources = self.target_resources.iter().map(|resource| &resource.id);
        let mut all = details.chain(resources).flatten();
        all.any(|text| text.trim().eq_ignore_ascii_case(job))
    }

    /// Who did it, as people read it: a sign-in name, or the name of an application or its id.
    pub fn by(&self) -> Option<&str> {
        let initiators = self.initiated_by.as_ref()?;
        let user = initiators.user.as_ref();
        let app = initiators.app.as_ref();
        let names = [
            user.and_then(|user| user.user_principal_name.as_deref()),
            user.and_then(|user| user.display_name.as_deref()),
            app.and_then(|app| app.display_name.as_deref()),
            app.and_then(|app| app.app_id.as_deref()),
        ];
        names.into_iter().flatten().find(|name| !name.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn line(value: Value) -> AuditLine {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn who_did_it_is_a_person_or_an_application() {
        let by = |by: Value| line(json!({ "initiatedBy": by })).by().map(str::to_owned);
        let person = json!({ "app": null, "user": { "id": "1", "displayName": "Sanne", "userPrincipalName": "s@x" } });
        assert_eq!(by(person).as_deref(), Some("s@x"));
        let named = json!({ "user": null, "app": { "displayName": "Fabric", "appId": "2" } });
        assert_eq!(by(named).as_deref(), Some("Fabric"));
        let unnamed = json!({ "user": null, "app": { "displayName": " ", "appId": "2" } });
        assert_eq!(by(unnamed).as_deref(), Some("2"));
        for nobody in [json!(null), json!({}), json!({ "user": {}, "app": null })] {
            assert_eq!(by(nobody), None);
        }
    }

    #[test]
    fn a_job_is_named_by_its_whole_id_wherever_it_stands() {
        let detail = line(json!({ "additionalDetails": [{ "key": "k" }, { "key": "JobId", "value": "AD.1" }] }));
        let resource =
            line(json!({ "targetResources": [{ "id": null }, { "id": "ad.1" }], "additionalDetails": null }));
        for line in [detail, resource] {
            assert!(line.names("AD.1") && !line.names("AD.12") && !line.names("AD"));
        }
        assert!(!line(json!({})).names("AD.1"));
    }
}
