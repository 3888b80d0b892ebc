//! One person on the target side, and what ties her to the source side.

use jiff::Timestamp;
use serde::Deserialize;

use super::{null_as_default, timestamps};

/// An account of the tenant, as far as it is asked for.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub id: String,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub user_principal_name: Option<String>,
    #[serde(default)]
    pub mail: Option<String>,
    #[serde(default)]
    pub employee_id: Option<String>,
    #[serde(default)]
    pub account_enabled: Option<bool>,
    /// `None`: never synchronized.
    #[serde(default)]
    pub on_premises_sync_enabled: Option<bool>,
    #[serde(default)]
    pub on_premises_distinguished_name: Option<String>,
    /// Values that were left off because somebody else has them.
    #[serde(default, deserialize_with = "null_as_default")]
    pub on_premises_provisioning_errors: Vec<ProvisioningTrouble>,
}

/// A group of the tenant, as far as it is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    pub id: String,
    #[serde(default)]
    pub display_name: Option<String>,
}

/// A value that was left off.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProvisioningTrouble {
    /// Such as `PropertyConflict`.
    #[serde(default)]
    pub category: Option<String>,
    /// Such as `ProxyAddress`.
    #[serde(default)]
    pub property_causing_error: Option<String>,
    #[serde(default)]
    pub value: Option<String>,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub occurred_date_time: Option<Timestamp>,
}

/// Which target object a source object is tied to, as a job remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectConnection {
    /// The id it was asked for by.
    #[serde(default)]
    pub object_id: Option<String>,
    /// Id on the source side.
    pub source_anchor: String,
    /// Id on the target side.
    pub target_anchor: String,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub object_type_name: Option<String>,
}
