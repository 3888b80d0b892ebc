//! The gallery, and what was typed for a set-up of one of its apps.

use graph_client::SecretText;
use journeys::StepId;
use step_engine::{Event, Outcome};

use super::TenantState;
use crate::Problem;
use crate::gallery_look::{self, GalleryLook};
use crate::session_handle::Answer;
use crate::view::{GalleryAsked, GalleryEntry, GalleryRows, TypedCredential};

impl TenantState {
    /// How far it is comes into the view.
    pub(crate) fn open_gallery(&mut self) {
        if let Some((look, work)) = self.gallery.begin(&self.context, &self.state_dir, &self.sender) {
            self.spawn(work, move |broken| {
                GalleryLook::broke_off(look, Problem::broke_off("reading the gallery", &broken)).into()
            });
        }
    }

    pub(crate) fn gallery_rows(&self, asked: &GalleryAsked) -> GalleryRows {
        self.gallery.rows(asked)
    }

    pub(crate) fn search_gallery(&self, asked: GalleryAsked, answer: Answer<GalleryRows>) {
        let state_dir = self.state_dir.clone();
        self.look(answer, |context| async move {
            gallery_look::search(&context, &state_dir, &asked).await
        });
    }

    pub(crate) fn gallery_entry(&self, template: String, answer: Answer<GalleryEntry>) {
        let sender = self.sender.clone();
        self.look(answer, |context| async move {
            gallery_look::entry(&context, &sender, &template).await
        });
    }

    pub(crate) fn keep_credential(&mut self, credential: TypedCredential, value: SecretText) {
        self.typed.keep(credential, value);
    }

    pub(crate) fn forget_credentials(&mut self) {
        self.typed.forget();
        self.drop_table();
    }

    /// What is stored is not needed any more, and what the app refused is not to be sent again: an account that is tried too often gets
    /// locked.
    pub(super) fn credentials_after(&mut self, event: &Event) {
        let Event::StepEnded { step, outcome } = event else {
            return;
        };
        let is_stored = matches!(outcome, Outcome::Succeeded { .. }) && step == StepId::SaveCredentials.as_str();
        let is_refused = match outcome {
            Outcome::Failed { failure } => failure.code == "credentials-refused",
            _ => false,
        };
        if is_stored || is_refused {
            self.typed.forget();
        }
    }
}
