//! Microsoft signs in to the app with the credentials before anything is stored or started (contract 7.7).
//!
//! The test lies in both directions, so it has more than two outcomes; and an account that is tried too often with wrong values gets
//! locked, so values that were refused once are not sent again.

use graph_client::{CredentialTest, Error, Secrets, Tested, WaitCause};
use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Preview, Release, Step, StepError};

use super::create_app::CreateApp;
use super::create_job::CreateJob;
use super::gallery_fields::GalleryFields;
use super::instantiate::Standing;
use super::waits;
use crate::StepId;
use crate::error::refused;
use crate::gallery_app::{Credential, GalleryApp as _, GalleryServices, Refusal, Row, Tried};
use crate::services::{OnTenant as _, Tenant as _};

const DOING: &str = "testing the credentials";

/// Tests what is stored where it is all there, else the values that were given.
pub(crate) struct TestCredentials;

/// What the credentials are known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Proof {
    /// What is stored works: none has to be sent.
    StoredWorks,
    /// What was given works.
    GivenWorks,
    /// It could not be tested, and is to be stored all the same.
    Untested,
}

impl Proof {
    /// The app lets Microsoft in, with what is stored or with what is to be.
    pub(crate) fn works(self) -> bool {
        self != Self::Untested
    }
}

impl Step<GalleryServices> for TestCredentials {
    type Output = Proof;
    const ID: &'static str = StepId::TestCredentials.as_str();
    /// The app has answered; there is nothing to read back.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<GalleryServices>) -> Result<Finding<Proof>, StepError> {
        if cx.phase() == Phase::Confirm {
            return Ok(Finding::AlreadyDone(cx.output::<Self>()?, Preview::none()));
        }
        let setup = cx.setup();
        let app = cx
            .known::<CreateApp>()
            .filter(|app| app.standing != Standing::JustCreated);
        let stored = match (&app, cx.known::<CreateJob>()) {
            (Some(app), Some(_)) => {
                let read = || cx.secrets_of(&app.id);
                let stored = waits::on(cx, app, WaitCause::NotVisibleYet, read).await;
                Some(stored.map_err(refused("reading the settings"))?)
            }
            _ => None,
        };
        let is_all_stored = stored.as_ref().is_some_and(|stored| is_all_stored(setup, stored));
        let tested = if is_all_stored && !setup.renews() {
            Some(try_stored(cx).await?)
        } else {
            None
        };
        if tested == Some(Tested::Works) {
            let note = Note::new("stored-credentials-work");
            return Ok(Finding::AlreadyDone(Proof::StoredWorks, Preview::none().note(note)));
        }
        // A new app holds nothing that could be tested; one that a person has to sign in to comes first.
        if !sends(setup) {
            return match tested {
                Some(tested) => judged(cx, tested, Proof::StoredWorks).map_or_else(
                    |error| Ok(Finding::Blocked(error)),
                    |proof| Ok(Finding::AlreadyDone(proof, Preview::none())),
                ),
                None => Ok(Finding::Needed(will_test())),
            };
        }
        let may_send = given(setup).and_then(|values| not_refused(setup, &setup.common().tried(&values)));
        if let Err(error) = may_send {
            return Ok(Finding::Blocked(error));
        }
        Ok(Finding::Needed(will_test()))
    }

    async fn apply(&self, cx: &Cx<GalleryServices>) -> Result<Proof, StepError> {
        let setup = cx.setup();
        if !sends(setup) {
            let tested = try_stored(cx).await?;
            return judged(cx, tested, Proof::StoredWorks);
        }
        let values = given(setup)?;
        let tried = setup.common().tried(&values);
        let turn = tried.turn().await;
        not_refused(setup, &tried)?;
        let tested = try_with(cx, CredentialTest::Given(&values))
            .await
            .map_err(refused(DOING))?;
        tried.note(refusal(setup, &tested));
        drop(turn);
        judged(cx, tested, Proof::GivenWorks)
    }
}

fn will_test() -> Preview {
    let path = "/v1.0/servicePrincipals/{app}/synchronization/jobs/{job}/validateCredentials";
    Preview::none()
        .note(Note::new("will-test-credentials"))
        .request("POST", path, None)
}

/// A value is to be sent: what is all at the app or at Microsoft needs none.
fn sends(setup: &Row) -> bool {
    setup.credentials().any(|(_, credential)| credential.is_sent())
}

/// Every credential is stored, as far as the service shows it.
fn is_all_stored(setup: &Row, stored: &Secrets) -> bool {
    let is_stored = |(key, credential): (&str, &Credential)| match (credential, stored.get(key)) {
        (Credential::Authorize, _) => true,
        (Credential::Clear(value), Some(found)) if !found.is_masked() => found.expose() == value,
        (_, found) => found.is_some(),
    };
    setup.credentials().all(is_stored)
}

/// The values to send, all of them or none.
pub(super) fn given(setup: &Row) -> Result<Secrets, StepError> {
    let mut values = Secrets::default();
    for (key, credential) in setup.credentials() {
        if !credential.is_sent() {
            continue;
        }
        let value = setup.value(key, credential).ok_or_else(|| {
            StepError::new(ErrorKind::Missing, "credential-missing", DOING)
                .with("key", key)
                .with("from", setup.comes_from(credential))
        })?;
        values.set(key, value.expose());
    }
    Ok(values)
}

/// The app has not refused the secret in this process: neither for this instance nor for another one.
fn not_refused(setup: &Row, tried: &Tried) -> Result<(), StepError> {
    let Some(refusal) = tried.refusal() else { return Ok(()) };
    if refusal.row == setup.key() {
        return Err(says_no(refusal));
    }
    let error = StepError::new(ErrorKind::Invalid, "credentials-not-tried", DOING);
    Err(error
        .with("row", &refusal.row)
        .with("answer", &refusal.code)
        .with("said", &refusal.said))
}

fn refusal(setup: &Row, tested: &Tested) -> Option<Refusal> {
    let Tested::Refused { code, said } = tested else {
        return None;
    };
    Some(Refusal {
        code: code.clone(),
        said: said.clone(),
        row: setup.key().to_owned(),
    })
}

fn says_no(refusal: &Refusal) -> StepError {
    StepError::new(ErrorKind::Invalid, "credentials-refused", DOING)
        .with("answer", &refusal.code)
        .with("said", &refusal.said)
}

/// A look at what is stored. Whoever may not have it tested finds nothing out. What let Microsoft in at the first look is not tried again.
async fn try_stored(cx: &Cx<GalleryServices>) -> Result<Tested, StepError> {
    let app = cx.known::<CreateApp>().map(|app| app.id).unwrap_or_default();
    let reads = cx.services().reads();
    if reads.stored_credentials_work(&app) {
        return Ok(Tested::Works);
    }
    match try_with(cx, CredentialTest::Stored).await {
        Ok(Tested::Works) => {
            reads.keep_stored_credentials_work(&app);
            Ok(Tested::Works)
        }
        Err(error) if error.is_missing_permission() => Ok(Tested::NotTried),
        answer => answer.map_err(refused(DOING)),
    }
}

/// The form that needs no job, and where the service does not know it, the job's.
async fn try_with(cx: &Cx<GalleryServices>, test: CredentialTest<'_>) -> Result<Tested, Error> {
    let bug = || Error::Setup("the test of credentials came before the job".to_owned());
    let (app, job) = cx.known::<CreateApp>().zip(cx.known::<CreateJob>()).ok_or_else(bug)?;
    let template = cx
        .known::<GalleryFields>()
        .map(|asked| asked.job_template)
        .unwrap_or_default();
    let graph = cx.graph();
    let tested = graph.validate_credentials(&app.id, None, &template, test).await;
    match tested {
        Ok(Tested::NotTried) => {}
        Err(error) if app.standing != Standing::Settled && error.may_pass_at_first() => {}
        answer => return answer,
    }
    let by_job = || graph.validate_credentials(&app.id, Some(&job.id), &template, test);
    waits::on(cx, &app, WaitCause::FirstWriteRefused, by_job).await
}

/// What an outcome means. `good` is what is known when the app lets Microsoft in.
fn judged(cx: &Cx<GalleryServices>, tested: Tested, good: Proof) -> Result<Proof, StepError> {
    let setup = cx.setup();
    let asks_for_person = cx.known::<GalleryFields>().is_some_and(|asked| asked.authorize)
        || setup
            .credentials()
            .any(|(_, credential)| *credential == Credential::Authorize);
    match tested {
        Tested::Works => Ok(good),
        _ if asks_for_person => {
            Err(StepError::new(ErrorKind::Missing, "needs-person", DOING).with("name", setup.instance()))
        }
        Tested::Refused { .. } => {
            Err(refusal(setup, &tested).map_or_else(|| cannot_be_tested("", ""), |said| says_no(&said)))
        }
        Tested::CannotBeTested { .. } | Tested::NotTried if setup.stores_untested() => Ok(Proof::Untested),
        Tested::CannotBeTested { code, said } => Err(cannot_be_tested(&code, &said)),
        Tested::NotTried => Err(cannot_be_tested("", "")),
    }
}

fn cannot_be_tested(code: &str, said: &str) -> StepError {
    StepError::new(ErrorKind::Invalid, "cannot-be-tested", DOING)
        .with("answer", code)
        .with("said", said)
}
