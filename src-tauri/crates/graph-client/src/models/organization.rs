use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::{Extra, null_as_default, timestamps};

/// The tenant itself (contract 5.1).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// The tenant's GUID.
    pub id: String,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub tenant_type: Option<String>,
    #[serde(default)]
    pub country_letter_code: Option<String>,
    /// `None` = never synchronised, `Some(false)` = was, no longer.
    #[serde(default)]
    pub on_premises_sync_enabled: Option<bool>,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub on_premises_last_sync_date_time: Option<Timestamp>,
    /// Beta only. `None` = never, or not told.
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub on_premises_last_password_sync_date_time: Option<Timestamp>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub verified_domains: Vec<VerifiedDomain>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Whether a tenant takes synchronized objects (contract 5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncSwitch {
    On,
    /// It was on and is off.
    Off,
    Never,
    /// This sign-in does not see it.
    Hidden,
}

impl Organization {
    /// Where the switch stands. A sign-in without the right to read the tenant (`User.Read` only) gets its id, names and domains, and
    /// null for everything else: there a null is no *never*.
    pub fn sync_switch(&self) -> SyncSwitch {
        match self.on_premises_sync_enabled {
            Some(true) => SyncSwitch::On,
            Some(false) => SyncSwitch::Off,
            None if self.is_partial() => SyncSwitch::Hidden,
            None => SyncSwitch::Never,
        }
    }

    /// All that came beside id, names and domains is null or empty. A service that names nothing else says nothing of rights.
    fn is_partial(&self) -> bool {
        let says_nothing = |value: &Value| match value {
            Value::Null => true,
            Value::Array(entries) => entries.is_empty(),
            _ => false,
        };
        let mut others = self.extra.iter().filter(|(name, _)| !name.contains('@')).peekable();
        let known = self.tenant_type.is_some() || self.country_letter_code.is_some();
        others.peek().is_some() && !known && others.all(|(_, value)| says_nothing(value))
    }
}

/// A domain as the organization lists it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedDomain {
    pub name: String,
    #[serde(default)]
    pub is_default: bool,
    #[serde(default)]
    pub is_initial: bool,
    /// `Managed` or `Federated`.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One entry of `/domains` (contract 5.3).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Domain {
    /// The FQDN.
    pub id: String,
    #[serde(default)]
    pub authentication_type: Option<String>,
    #[serde(default)]
    pub is_default: bool,
    #[serde(default)]
    pub is_initial: bool,
    pub is_verified: bool,
    #[serde(flatten)]
    pub extra: Extra,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn null_is_never_only_where_the_rest_can_be_seen() {
        let switch = |more: Value| {
            let mut body =
                json!({ "id": "t", "displayName": "Contoso", "verifiedDomains": [], "onPremisesSyncEnabled": null });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            serde_json::from_value::<Organization>(body).unwrap().sync_switch()
        };
        let unseen = json!({ "createdDateTime": null, "tenantType": null, "assignedPlans": [], "@odata.type": "#x" });
        assert_eq!(switch(unseen), SyncSwitch::Hidden);
        assert_eq!(
            switch(json!({ "createdDateTime": "2016-05-09T09:30:00Z" })),
            SyncSwitch::Never
        );
        assert_eq!(
            switch(json!({ "tenantType": "AAD", "createdDateTime": null })),
            SyncSwitch::Never
        );
        assert_eq!(
            switch(json!({})),
            SyncSwitch::Never,
            "a service that shows nothing else"
        );
        assert_eq!(
            switch(json!({ "onPremisesSyncEnabled": false, "createdDateTime": null })),
            SyncSwitch::Off
        );
        assert_eq!(switch(json!({ "onPremisesSyncEnabled": true })), SyncSwitch::On);
    }
}
