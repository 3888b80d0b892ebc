//! Cloud Sync: people follow from Active Directory. THE LIST of its steps: order and needs. The order is the one people read; what
//! may run side by side follows from the needs.

pub(crate) mod export;
mod setup;
mod starting;

use step_engine::{Step, StepList};

use crate::CloudServices;
use crate::checks::{CheckId, Prerequisites};
use crate::permissions::{APPLICATIONS, ORGANIZATION, SYNCHRONIZATION};
use crate::questions::{AnswerForm, Question};
use crate::steps::{
    AgentAnswer, AgentCheck, CreateConfiguration, CreateJobs, ExchangeSchema, ExchangeWritebackJob, FirstStatus,
    PasswordHashMapping, ScopeFilter, StartJobs, StoreSecrets, TenantSyncFlag,
};

pub use setup::{Existing, File, Scope, Setup};

/// What is looked at before.
pub(crate) const PREREQUISITES: Prerequisites = Prerequisites {
    checks: CheckId::ALL,
    roles: &["Hybrid Identity Administrator", "Global Administrator"],
    permissions: &[SYNCHRONIZATION, APPLICATIONS, ORGANIZATION],
};

/// What is asked before a set-up can be written.
pub(crate) const QUESTIONS: &[Question] = &[
    Question {
        field: "domain",
        form: AnswerForm::Text,
    },
    Question {
        field: "passwordHashSync",
        form: AnswerForm::YesNo,
    },
    Question {
        field: "exchangeHybridWriteback",
        form: AnswerForm::YesNo,
    },
    Question {
        field: "notify",
        form: AnswerForm::Texts,
    },
    Question {
        field: "start",
        form: AnswerForm::YesNo,
    },
];

/// The steps from "nothing there" to "both jobs run and the first status is in" (design: Cloud Sync, contract 10.7).
///
/// `scope` and `password-hash-mapping` write the same document, so one needs the other.
pub(crate) fn steps() -> StepList<CloudServices> {
    const AGENTS: &str = id::<AgentCheck>();
    const FLAG: &str = id::<TenantSyncFlag>();
    const CONFIGURATION: &str = id::<CreateConfiguration>();
    const JOBS: &str = id::<CreateJobs>();
    const SECRETS: &str = id::<StoreSecrets>();
    const SCOPE: &str = id::<ScopeFilter>();
    const HASHES: &str = id::<PasswordHashMapping>();
    const EXCHANGE: &str = id::<ExchangeSchema>();
    const WRITEBACK: &str = id::<ExchangeWritebackJob>();
    const ANSWER: &str = id::<AgentAnswer>();
    const START: &str = id::<StartJobs>();

    StepList::new()
        .step(AgentCheck, &[])
        .step(TenantSyncFlag, &[])
        .step(CreateConfiguration, &[])
        .step(CreateJobs, &[CONFIGURATION])
        .step(StoreSecrets, &[CONFIGURATION])
        .step(ScopeFilter, &[JOBS])
        .step(PasswordHashMapping, &[SECRETS, SCOPE])
        .step(ExchangeSchema, &[JOBS, SECRETS])
        .step(ExchangeWritebackJob, &[EXCHANGE])
        .step(AgentAnswer, &[AGENTS, JOBS, SECRETS])
        .step(StartJobs, &[ANSWER, FLAG, JOBS, SECRETS, SCOPE, HASHES, WRITEBACK])
        .step(FirstStatus, &[START])
}

const fn id<T: Step<CloudServices>>() -> &'static str {
    T::ID
}
