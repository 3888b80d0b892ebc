//! What can be asked of the gallery, and for a set-up of one of its apps.

use graph_client::SecretText;

use super::{GalleryMessage, Message, SessionHandle};
use crate::Problem;
use crate::view::{Assignable, GalleryAsked, GalleryEntry, GalleryRows, TypedCredential};

impl SessionHandle {
    /// Begins to read the gallery, unless that is under way; how far it is comes into the view.
    ///
    /// # Errors
    /// No tenant.
    pub async fn open_gallery(&self) -> Result<(), Problem> {
        self.of_gallery(GalleryMessage::Open).await
    }

    /// Apps of the gallery by what was typed; none before it was read.
    ///
    /// # Errors
    /// No tenant.
    pub async fn gallery_rows(&self, asked: GalleryAsked) -> Result<GalleryRows, Problem> {
        self.of_gallery(|answer| GalleryMessage::Rows(asked, answer)).await
    }

    /// The same in one call, which reads the gallery itself and leaves the view as it is.
    ///
    /// # Errors
    /// No tenant, or it did not answer.
    pub async fn search_gallery(&self, asked: GalleryAsked) -> Result<GalleryRows, Problem> {
        self.of_gallery(|answer| GalleryMessage::Search(asked, answer)).await
    }

    /// One app, by the id of its template: what it asks for, and which apps of the tenant were made from it.
    ///
    /// # Errors
    /// No tenant, or it did not answer.
    pub async fn gallery_entry(&self, template: String) -> Result<GalleryEntry, Problem> {
        self.of_gallery(|answer| GalleryMessage::Entry(template, answer)).await
    }

    /// People and groups whose name begins so, as they can be assigned to an app. Asks the sign-in for the permissions that this takes.
    ///
    /// # Errors
    /// No tenant, the permissions were not granted, or the tenant did not answer.
    pub async fn find_assignable(&self, text: String) -> Result<Vec<Assignable>, Problem> {
        self.of_gallery(|answer| GalleryMessage::Find(text, answer)).await
    }

    /// How many accounts the tenant has.
    ///
    /// # Errors
    /// As [`SessionHandle::find_assignable`].
    pub async fn count_people(&self) -> Result<u64, Problem> {
        self.of_gallery(GalleryMessage::Count).await
    }

    /// Keeps what a person typed for a set-up, in memory alone: until it is stored at Microsoft, refused by the app, or the tenant is
    /// left. An empty value is forgotten.
    ///
    /// # Errors
    /// No tenant.
    pub async fn keep_credential(&self, credential: TypedCredential, value: SecretText) -> Result<(), Problem> {
        self.of_gallery(|answer| GalleryMessage::Keep(credential, value, answer))
            .await
    }

    /// Forgets all of that: another app was chosen.
    ///
    /// # Errors
    /// No tenant.
    pub async fn forget_credentials(&self) -> Result<(), Problem> {
        self.of_gallery(GalleryMessage::Forget).await
    }

    async fn of_gallery<T>(&self, message: impl FnOnce(super::Answer<T>) -> GalleryMessage) -> Result<T, Problem> {
        self.ask(|answer| Message::Gallery(message(answer))).await
    }
}
