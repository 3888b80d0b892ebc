//! People feeds: people whom HR keeps in a file get accounts. THE LIST of the steps that prepare one: order and needs. The order is the
//! one people read; what may run side by side follows from the needs. What is sent then is no step: see [`people_feed`].

mod attributes;
mod mapping;
mod services;
mod setup;

use step_engine::{Step, StepList};

use crate::checks::{CheckId, Prerequisites};
use crate::permissions::{APPLICATIONS, SYNCHRONIZATION};
use crate::questions::{AnswerForm, Question};
use crate::steps::{
    AgentCheck, CreateFeedApp, CreateFeedJob, FeedMapping, FeedSettings, FirstStatus, StartJobs, Uploader,
};

pub(crate) use mapping::Wanted;
pub use mapping::{Change, Trouble, What};
pub(crate) use services::{FeedServices, PeopleFeed};
pub use setup::{Column, Directory, File, Kind, LeaveOut, Mode, NameRule, OnClash, Sent, Setup, Take, UserName};

/// What is looked at before.
pub(crate) const PREREQUISITES: Prerequisites = Prerequisites {
    checks: &[CheckId::Role, CheckId::Permissions],
    roles: &[
        "Cloud Application Administrator",
        "Application Administrator",
        "Global Administrator",
    ],
    permissions: &[SYNCHRONIZATION, APPLICATIONS],
};

/// What is asked before a set-up can be written. What the columns are, `feed-columns` proposes.
pub(crate) const QUESTIONS: &[Question] = &[
    Question {
        field: "name",
        form: AnswerForm::Text,
    },
    Question {
        field: "match.column",
        form: AnswerForm::Text,
    },
    Question {
        field: "notify",
        form: AnswerForm::Texts,
    },
];

/// The steps from "nothing there" to "the job waits for people and the first status is in".
pub(crate) fn steps() -> StepList<FeedServices> {
    const AGENTS: &str = id::<AgentCheck>();
    const APP: &str = id::<CreateFeedApp>();
    const JOB: &str = id::<CreateFeedJob>();
    const SETTINGS: &str = id::<FeedSettings>();
    const MAPPING: &str = id::<FeedMapping>();
    const UPLOADER: &str = id::<Uploader>();
    const START: &str = id::<StartJobs>();

    StepList::new()
        .step(AgentCheck, &[])
        .step(CreateFeedApp, &[])
        .step(CreateFeedJob, &[APP])
        .step(FeedSettings, &[APP])
        .step(FeedMapping, &[JOB])
        .step(Uploader, &[])
        .step(StartJobs, &[AGENTS, JOB, SETTINGS, MAPPING, UPLOADER])
        .step(FirstStatus, &[START])
}

const fn id<T: Step<FeedServices>>() -> &'static str {
    T::ID
}
