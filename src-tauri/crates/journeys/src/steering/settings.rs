//! The settings of the configuration, of which an act changes one (contract 8). The service knows one write of all of them, so they are
//! read, merged and written once.

use graph_client::{Error, SecretText, Secrets};
use serde_json::json;
use step_engine::{Cx, ErrorKind, Preview, StepError};

use super::{SteeringServices, Steers as _};
use crate::error::refused;

/// What is stored, with the one entry that may change.
pub(super) struct Settings {
    stored: Secrets,
    key: &'static str,
}

impl Settings {
    /// # Errors
    /// They cannot be read, or writing would lose a value that the service keeps to itself. `is_known` tells that of this entry none
    /// gets lost, since it is written whole.
    pub(super) async fn read(cx: &Cx<SteeringServices>, key: &'static str, is_known: bool) -> Result<Self, StepError> {
        let doing = "reading the settings";
        let read = cx.graph().secrets(&cx.target().service_principal).await;
        let stored: Secrets = read.map_err(refused(doing))?;
        let mut masked = stored.masked_keys();
        masked.retain(|masked| !(is_known && *masked == key));
        if !masked.is_empty() {
            let masked = masked.join(", ");
            return Err(StepError::new(ErrorKind::Conflict, "settings-beside-secrets", doing).with("keys", masked));
        }
        Ok(Self { stored, key })
    }

    pub(super) fn value(&self) -> Option<&SecretText> {
        self.stored.get(self.key)
    }

    /// Writes this value, and everything else as it was read.
    pub(super) async fn write(&self, cx: &Cx<SteeringServices>, value: String) -> Result<(), Error> {
        let mut merged = self.stored.clone();
        merged.set(self.key, value);
        cx.graph().put_secrets(&cx.target().service_principal, &merged).await
    }

    /// Adds that write. Of the settings the one that changes is shown.
    pub(super) fn preview(&self, cx: &Cx<SteeringServices>, preview: Preview, value: &str) -> Preview {
        let sp = &cx.target().service_principal;
        let entry = json!({ "key": self.key, "value": value });
        let path = format!("/v1.0/servicePrincipals/{sp}/synchronization/secrets");
        preview.request("PUT", path, Some(json!({ "value": [entry] })))
    }
}
