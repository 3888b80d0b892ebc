//! Credentials, scope, notification and delete guard are stored (contract 8).

use graph_client::Secrets;
use provisioning::NOTIFICATION;
use step_engine::{Cx, Finding, Note, Phase, Preview, Step, StepError};

use super::create_app::CreateApp;
use super::losses::written_before;
use super::notification::Wanted;
use super::settings::{self, Comparison, Saved, Settings};
use super::test_credentials::{Proof, TestCredentials};
use crate::gallery_app::{GalleryApp as _, GalleryServices, OutOfScope, Row, Scope};
use crate::{SetupSetting, StepId};

const SYNC_ALL: &str = "SyncAll";
const LEAVES_ALONE: &str = "SkipOutOfScopeDeletions";
/// What is shown in the place of a value that may be a secret.
const HIDDEN: &str = "(hidden)";

/// Stores what the app is told, and the answers that the service keeps in the same place.
pub(crate) struct SaveCredentials;

impl Step<GalleryServices> for SaveCredentials {
    type Output = Saved;
    const ID: &'static str = StepId::SaveCredentials.as_str();

    async fn check(&self, cx: &Cx<GalleryServices>) -> Result<Finding<Saved>, StepError> {
        let is_proven = match cx.known::<TestCredentials>() {
            _ if cx.phase() == Phase::Confirm => true,
            Some(Proof::StoredWorks) => true,
            Some(Proof::GivenWorks) => false,
            // What cannot be tested is not stored anew in each run.
            Some(Proof::Untested) | None => cx.setup().stores_untested() && !cx.setup().renews() && written_before(cx),
        };
        let app = cx.known::<CreateApp>();
        settings::look(cx, app.as_ref(), cx.setup(), is_proven, cx.known::<Self>()).await
    }

    async fn apply(&self, cx: &Cx<GalleryServices>) -> Result<Saved, StepError> {
        settings::store(cx, &cx.output::<CreateApp>()?, cx.setup()).await
    }
}

impl Settings for Row {
    /// The values that are at hand, and the answers that are settings of the service.
    fn wanted(&self, stored: &Secrets) -> Secrets {
        let mut entries = Secrets::default();
        for (key, credential) in self.credentials() {
            if let Some(value) = self.value(key, credential) {
                entries.set(key, value.expose());
            }
        }
        if let Some(scope) = self.scope() {
            entries.set(SYNC_ALL, flag(scope == Scope::Everyone));
        }
        if let Some(leaving) = self.out_of_scope() {
            entries.set(LEAVES_ALONE, flag(leaving == OutOfScope::Leave));
        }
        if let Some(settings) = self.notification().value(stored) {
            entries.set(NOTIFICATION, settings);
        }
        entries
    }

    fn notification(&self) -> Wanted<'_> {
        Wanted {
            mail: self.notify(),
            threshold: self.delete_threshold(),
        }
    }

    fn compare(&self, stored: &Secrets, key: &str, wanted: &str) -> Comparison {
        let is_flag = matches!(key, SYNC_ALL | LEAVES_ALONE);
        match stored.get(key) {
            Some(value) if value.is_masked() => Comparison::Hidden,
            Some(value) if value.is_same_as(wanted) => Comparison::Equal,
            Some(value) if is_flag && value.expose().eq_ignore_ascii_case(wanted) => Comparison::Equal,
            // Absent, the service does as Microsoft's default has it.
            None if key == LEAVES_ALONE && wanted == "false" => Comparison::Equal,
            _ => Comparison::Different,
        }
    }

    /// Only the answers are shown; what the app is told may be a secret.
    fn shown<'v>(&self, key: &str, value: &'v str) -> &'v str {
        match key {
            SYNC_ALL | LEAVES_ALONE | NOTIFICATION => value,
            _ => HIDDEN,
        }
    }

    fn says(&self, preview: Preview, key: &str, stored: &Secrets) -> Preview {
        let found = stored.get(key).map(graph_client::SecretText::expose);
        match key {
            NOTIFICATION => {
                let mut preview = self.notification().differences(preview, stored);
                preview.notes.extend(self.notification().says(stored));
                preview
            }
            SYNC_ALL => {
                let (code, wanted) = match self.scope() {
                    Some(Scope::Everyone) => ("will-take-everyone", "everyone"),
                    _ => ("will-take-assigned", "assigned"),
                };
                let was = match found.map(|found| found.eq_ignore_ascii_case("true")) {
                    Some(true) => "everyone",
                    Some(false) => "assigned",
                    None => "",
                };
                preview.note(Note::new(code)).differs(SetupSetting::Scope, wanted, was)
            }
            LEAVES_ALONE => {
                let leaves = self.out_of_scope() == Some(OutOfScope::Leave);
                let code = if leaves {
                    "will-leave-alone"
                } else {
                    "will-disable-leavers"
                };
                preview.note(Note::new(code)).differs(
                    SetupSetting::LeavesAlone,
                    flag(leaves),
                    found.unwrap_or_default(),
                )
            }
            _ => {
                let was = if found.is_some() { HIDDEN } else { "" };
                preview
                    .note(Note::new("will-store-credential").with("key", key))
                    .differs(SetupSetting::Credential.of(key), HIDDEN, was)
            }
        }
    }

    fn accepts_loss_of(&self, key: &str) -> bool {
        self.accepts_loss_of(key)
    }
}

fn flag(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}
