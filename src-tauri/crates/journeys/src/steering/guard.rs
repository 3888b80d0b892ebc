//! The delete guard of a configuration: two members of one setting (contract 8.3, 11.3). The service knows one write of all settings, so
//! they are read, merged and written once.

use graph_client::{Error, Secrets};
use provisioning::NOTIFICATION;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use step_engine::{Cx, ErrorKind, Preview, StepError};

use super::{SteeringServices, Steers as _};
use crate::error::refused;

const ENABLED: &str = "DeleteThresholdEnabled";
const VALUE: &str = "DeleteThresholdValue";

/// The guard as it is stored; a member that is absent stays absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Guard {
    enabled: Option<Value>,
    value: Option<Value>,
}

impl Guard {
    /// It stops the synchronization from so many deletes in one round on.
    pub(super) fn at(count: u64) -> Self {
        Self {
            enabled: Some(json!(true)),
            value: Some(json!(count)),
        }
    }

    /// In words: the number, or nothing where it is off.
    pub(super) fn count(&self) -> Option<u64> {
        let is_on = self.enabled != Some(json!(false));
        self.value.as_ref().filter(|_| is_on)?.as_u64()
    }
}

/// The settings of the target with the guard in them.
pub(super) struct Settings {
    secrets: Secrets,
    notification: Map<String, Value>,
}

impl Settings {
    /// # Errors
    /// They cannot be read, or writing the guard would lose a value that the service keeps to itself.
    pub(super) async fn read(cx: &Cx<SteeringServices>) -> Result<Self, StepError> {
        let doing = "reading the settings";
        let read = cx.graph().secrets(&cx.target().service_principal).await;
        let secrets: Secrets = read.map_err(refused(doing))?;
        let masked = secrets.masked_keys().join(", ");
        if !masked.is_empty() {
            return Err(StepError::new(ErrorKind::Conflict, "guard-beside-secrets", doing).with("keys", masked));
        }
        let notification = match secrets.get(NOTIFICATION).map(|stored| stored.json()) {
            None => Map::from_iter([("Enabled".to_owned(), json!(false))]),
            Some(Some(Value::Object(stored))) => stored,
            Some(_) => return Err(StepError::new(ErrorKind::Bug, "unexpected-answer", doing)),
        };
        Ok(Self { secrets, notification })
    }

    pub(super) fn guard(&self) -> Guard {
        Guard {
            enabled: self.notification.get(ENABLED).cloned(),
            value: self.notification.get(VALUE).cloned(),
        }
    }

    fn with(&self, guard: &Guard) -> String {
        let mut notification = self.notification.clone();
        for (name, value) in [(ENABLED, &guard.enabled), (VALUE, &guard.value)] {
            match value {
                Some(value) => notification.insert(name.to_owned(), value.clone()),
                None => notification.remove(name),
            };
        }
        Value::Object(notification).to_string()
    }

    /// Writes the guard, and everything else as it was read.
    pub(super) async fn write(mut self, cx: &Cx<SteeringServices>, guard: &Guard) -> Result<(), Error> {
        let settings = self.with(guard);
        self.secrets.set(NOTIFICATION, settings);
        let graph = cx.graph();
        graph.put_secrets(&cx.target().service_principal, &self.secrets).await
    }

    /// Adds that write. Of the settings the one that changes is shown.
    pub(super) fn preview(&self, cx: &Cx<SteeringServices>, preview: Preview, guard: &Guard) -> Preview {
        let path = format!(
            "/v1.0/servicePrincipals/{}/synchronization/secrets",
            cx.target().service_principal
        );
        let entry = json!({ "key": NOTIFICATION, "value": self.with(guard) });
        let number = |guard: &Guard| guard.count().map(|count| count.to_string()).unwrap_or_default();
        preview.differs(VALUE, number(guard), number(&self.guard())).request(
            "PUT",
            path,
            Some(json!({ "value": [entry] })),
        )
    }
}
