//! What is asked of the gallery.

use super::{Session, reply};
use crate::gallery_look;
use crate::session_handle::GalleryMessage;

impl Session {
    /// `true` when the view changed.
    pub(super) fn hear_of_gallery(&mut self, message: GalleryMessage) -> bool {
        match message {
            GalleryMessage::Open(answer) => {
                return reply(answer, self.tenant().map(|tenant| tenant.open_gallery()));
            }
            GalleryMessage::Rows(asked, answer) => {
                reply(answer, self.tenant().map(|tenant| tenant.gallery_rows(&asked)));
            }
            GalleryMessage::Search(asked, answer) => match self.tenant() {
                Ok(tenant) => tenant.search_gallery(asked, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            GalleryMessage::Entry(template, answer) => match self.tenant() {
                Ok(tenant) => tenant.gallery_entry(template, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            GalleryMessage::Find(text, answer) => match self.tenant() {
                Ok(tenant) => tenant.look(
                    answer,
                    |context| async move { gallery_look::find(&context, &text).await },
                ),
                Err(problem) => return reply(answer, Err(problem)),
            },
            GalleryMessage::Count(answer) => match self.tenant() {
                Ok(tenant) => tenant.look(answer, |context| async move { gallery_look::count(&context).await }),
                Err(problem) => return reply(answer, Err(problem)),
            },
            GalleryMessage::Keep(credential, value, answer) => {
                return reply(
                    answer,
                    self.tenant().map(|tenant| tenant.keep_credential(credential, value)),
                );
            }
            GalleryMessage::Forget(answer) => {
                return reply(answer, self.tenant().map(|tenant| tenant.forget_credentials()));
            }
        }
        false
    }
}
