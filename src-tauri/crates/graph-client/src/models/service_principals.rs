use jiff::Timestamp;
use serde::Deserialize;

use super::{AppRole, Extra, null_as_default, object_id, timestamps};

/// An enterprise app: the instance of an application in the tenant.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServicePrincipal {
    /// Object id; beta calls it `objectId` when instantiating (contract 6.2).
    #[serde(flatten, deserialize_with = "object_id")]
    pub id: String,
    pub app_id: String,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub app_display_name: Option<String>,
    #[serde(default)]
    pub application_template_id: Option<String>,
    #[serde(default)]
    pub account_enabled: Option<bool>,
    #[serde(default)]
    pub notes: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub tags: Vec<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub app_roles: Vec<AppRole>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl ServicePrincipal {
    /// When the service made it, in whole seconds; `None` where it does not say.
    pub fn created(&self) -> Option<Timestamp> {
        self.extra.get("createdDateTime")?.as_str()?.parse().ok()
    }
}

/// A service principal in a list of many.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnterpriseApp {
    pub id: String,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub application_template_id: Option<String>,
}

/// What can lie in the bin (contract row A8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeletedKind {
    Application,
    ServicePrincipal,
    User,
}

impl DeletedKind {
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Self::Application => "microsoft.graph.application",
            Self::ServicePrincipal => "microsoft.graph.servicePrincipal",
            Self::User => "microsoft.graph.user",
        }
    }
}

/// A directory object in the bin, or just restored from it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeletedItem {
    pub id: String,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub app_id: Option<String>,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub deleted_date_time: Option<Timestamp>,
    #[serde(flatten)]
    pub extra: Extra,
}
