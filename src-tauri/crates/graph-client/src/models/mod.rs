//! What Graph answers, as far as it is used here. Unknown enum members and unknown fields survive.

mod agents;
mod app_roles;
mod applications;
mod audits;
mod configuration_fields;
mod expressions;
mod jobs;
mod logs;
mod on_demand;
mod on_premises_synchronization;
mod open_enum;
mod organization;
mod people;
mod service_principals;
mod templates;
mod timestamps;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

pub use agents::{Agent, AgentGroup, Agents, PublishedResource};
pub use app_roles::{AppRole, AppRoleAssignment};
pub use applications::{Application, ApplicationTemplate, Instantiated};
pub use audits::{AuditLine, AuditedActivity};
pub use configuration_fields::ConfigurationField;
pub use expressions::{AttributeSource, FilterOperator, Function, FunctionParameter, ParsedExpression};
pub use jobs::{
    EntryCount, Job, JobCode, JobStatus, Progress, Quarantine, QuarantineReason, Schedule, ScheduleState, ServiceError,
    Setting, TaskExecution, TaskResult,
};
pub use logs::{
    ErrorCategory, ErrorInformation, LogIdentity, LogStatus, LogStep, LogSystem, ModifiedProperty, ProvisioningAction,
    ProvisioningEntry, ProvisioningResult, StepKind,
};
pub use on_demand::{OnDemandResult, OnDemandVerdict};
pub use on_premises_synchronization::{DeletePrevention, OnPremisesSynchronization};
pub use organization::{Domain, Organization, SyncSwitch, VerifiedDomain};
pub use people::{Group, ObjectConnection, ProvisioningTrouble, User};
pub use service_principals::{DeletedItem, DeletedKind, EnterpriseApp, ServicePrincipal};
pub use templates::{AttributeDefinition, Directory, DirectoryObject, JobTemplate, MetadataEntry};

/// Fields that this crate does not know.
pub type Extra = Map<String, Value>;

/// `null` means the same as nothing at all.
fn null_as_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// `id`, or else `objectId`, as beta calls it when instantiating (contract 6.2).
fn object_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Either {
        #[serde(default)]
        id: Option<String>,
        #[serde(default)]
        object_id: Option<String>,
    }
    let either = Either::deserialize(deserializer)?;
    let id = either.id.or(either.object_id);
    id.ok_or_else(|| serde::de::Error::missing_field("id"))
}
