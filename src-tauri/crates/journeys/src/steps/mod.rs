//! One file per step.

mod agent_answer;
mod agent_check;
mod create_configuration;
mod create_jobs;
mod discovery;
mod exchange_schema;
mod exchange_writeback_job;
mod first_status;
mod jobs;
mod password_hash_mapping;
mod schema_edit;
mod scope;
mod secrets;
mod start_jobs;
mod tenant_sync_flag;
mod waits;

pub(crate) use agent_answer::AgentAnswer;
pub(crate) use agent_check::AgentCheck;
pub(crate) use create_configuration::{CreateConfiguration, configuration, is_unfinished};
pub(crate) use create_jobs::CreateJobs;
pub(crate) use exchange_schema::ExchangeSchema;
pub(crate) use exchange_writeback_job::ExchangeWritebackJob;
pub(crate) use first_status::FirstStatus;
pub(crate) use jobs::{EXCHANGE_WRITEBACK, PASSWORD_HASH, PROVISIONING, of_template};
pub(crate) use password_hash_mapping::{HASHES, PasswordHashMapping, maps_hashes_of_inet_org_persons};
pub(crate) use schema_edit::unreadable;
pub(crate) use scope::ScopeFilter;
pub(crate) use secrets::{APP_KEY, StoreSecrets, app_key, settings};
pub(crate) use start_jobs::StartJobs;
pub(crate) use tenant_sync_flag::TenantSyncFlag;
