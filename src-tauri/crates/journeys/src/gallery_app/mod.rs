//! Apps of the gallery: people get accounts in an app. THE LIST of its steps: order and needs. The order is the one people read; what may
//! run side by side follows from the needs.

mod common;
mod ids;
mod services;
mod setup;

use step_engine::{Step, StepList};

use crate::checks::{CheckId, Prerequisites};
use crate::permissions::{APPLICATIONS, SYNCHRONIZATION};
use crate::questions::{AnswerForm, Question};
use crate::steps::{
    Assign, CreateApp, CreateJob, FirstStatus, GalleryFields, GalleryTemplate, SaveCredentials, StartJobs,
    TestCredentials,
};

pub(crate) use common::{Common, Refusal, Tried};
pub use ids::RowIds;
pub(crate) use services::{GalleryApp, GalleryServices};
pub(crate) use setup::Row;
pub use setup::{
    App, Assignee, Assignment, Credential, Existing, File, Grid, NEW_TABLE, OutOfScope, Scope, Setup, TestAnswer,
    ValueSource,
};

/// What is looked at before. Active Directory has no part in it.
pub(crate) const PREREQUISITES: Prerequisites = Prerequisites {
    checks: &[CheckId::Role, CheckId::Permissions],
    roles: &[
        "Cloud Application Administrator",
        "Application Administrator",
        "Global Administrator",
    ],
    permissions: &[SYNCHRONIZATION, APPLICATIONS],
};

/// What is asked before a set-up can be written. Which credentials an app takes differs, so they are put into the file by hand.
pub(crate) const QUESTIONS: &[Question] = &[
    Question {
        field: "app.name",
        form: AnswerForm::Text,
    },
    Question {
        field: "instances",
        form: AnswerForm::Names,
    },
];

/// The steps from "nothing there" to "the job runs and the first status is in".
///
/// The test needs the job because a service that does not know the form without one is asked through it.
pub(crate) fn steps() -> StepList<GalleryServices> {
    const TEMPLATE: &str = id::<GalleryTemplate>();
    const APP: &str = id::<CreateApp>();
    const FIELDS: &str = id::<GalleryFields>();
    const JOB: &str = id::<CreateJob>();
    const TEST: &str = id::<TestCredentials>();
    const SAVE: &str = id::<SaveCredentials>();
    const ASSIGN: &str = id::<Assign>();
    const START: &str = id::<StartJobs>();

    StepList::new()
        .step(GalleryTemplate, &[])
        .step(CreateApp, &[TEMPLATE])
        .step(GalleryFields, &[APP])
        .step(CreateJob, &[FIELDS])
        .step(TestCredentials, &[JOB])
        .step(SaveCredentials, &[TEST])
        .step(Assign, &[APP])
        .step(StartJobs, &[JOB, SAVE, ASSIGN])
        .step(FirstStatus, &[START])
}

const fn id<T: Step<GalleryServices>>() -> &'static str {
    T::ID
}
