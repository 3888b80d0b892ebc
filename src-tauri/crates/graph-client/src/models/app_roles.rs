use serde::Deserialize;

use super::null_as_default;

/// A role that people can have in an app.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AppRole {
    pub id: String,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub value: Option<String>,
    #[serde(default)]
    pub is_enabled: bool,
    #[serde(default, deserialize_with = "null_as_default")]
    pub allowed_member_types: Vec<String>,
}

impl AppRole {
    /// The role of an app that has none: whoever is assigned without one has it.
    pub const DEFAULT: &str = "00000000-0000-0000-0000-000000000000";

    /// People and groups can have it.
    pub fn is_for_people(&self) -> bool {
        let people = |kind: &String| kind.eq_ignore_ascii_case("User");
        self.is_enabled && self.allowed_member_types.iter().any(people)
    }

    /// It is the one of this id, value or name, without case.
    pub fn is_called(&self, name: &str) -> bool {
        let names = [
            Some(self.id.as_str()),
            self.value.as_deref(),
            self.display_name.as_deref(),
        ];
        names.into_iter().flatten().any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// Somebody has a role in an app.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AppRoleAssignment {
    pub principal_id: String,
    pub app_role_id: String,
}
