//! The delete guard of a configuration: two members of one setting (contract 8.3, 11.3).

use graph_client::Error;
use provisioning::NOTIFICATION;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use step_engine::{Cx, ErrorKind, Preview, StepError};

use super::SteeringServices;
use super::settings::Settings;

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

/// The setting that the guard is part of.
pub(super) struct GuardSetting {
    settings: Settings,
    notification: Map<String, Value>,
}

impl GuardSetting {
    /// # Errors
    /// The settings cannot be read, or writing the guard would lose a value that the service keeps to itself.
    pub(super) async fn read(cx: &Cx<SteeringServices>) -> Result<Self, StepError> {
        let settings = Settings::read(cx, NOTIFICATION, false).await?;
        let notification = match settings.value().map(|stored| stored.json()) {
            None => Map::from_iter([("Enabled".to_owned(), json!(false))]),
            Some(Some(Value::Object(stored))) => stored,
            Some(_) => {
                let doing = "reading the settings";
                return Err(StepError::new(ErrorKind::Bug, "unexpected-answer", doing));
            }
        };
        Ok(Self { settings, notification })
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
    pub(super) async fn write(&self, cx: &Cx<SteeringServices>, guard: &Guard) -> Result<(), Error> {
        self.settings.write(cx, self.with(guard)).await
    }

    /// Adds that write.
    pub(super) fn preview(&self, cx: &Cx<SteeringServices>, preview: Preview, guard: &Guard) -> Preview {
        let number = |guard: &Guard| guard.count().map(|count| count.to_string()).unwrap_or_default();
        let preview = preview.differs(VALUE, number(guard), number(&self.guard()));
        self.settings.preview(cx, preview, &self.with(guard))
    }
}
