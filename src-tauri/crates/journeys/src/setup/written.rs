//! How a set-up is written down.

use serde::Serialize;
use serde_json::{Map, Value, json};
use ts_rs::TS;

use super::{Journey, Setup};
use crate::cloud_sync::{self, export};
use crate::gallery_app;
use crate::people_feed;

/// The form of a set-up file.
#[derive(Debug, Serialize, TS)]
#[serde(untagged)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made to be written at once, and none is kept"
)]
pub enum SetupFile {
    /// Of Cloud Sync.
    CloudSync(cloud_sync::File),
    /// Of apps of the gallery.
    GalleryApp(gallery_app::File),
    /// Of people feeds.
    PeopleFeed(people_feed::File),
}

impl Setup {
    /// The file form: every answer that was given, in reading order.
    #[must_use]
    pub fn to_value(&self) -> Value {
        json!(match self {
            Self::CloudSync(setup) => SetupFile::CloudSync(setup.into()),
            Self::GalleryApp(setup) => SetupFile::GalleryApp(setup.into()),
            Self::PeopleFeed(setup) => SetupFile::PeopleFeed(setup.into()),
        })
    }

    /// The text of a set-up file.
    #[must_use]
    pub fn to_file(&self) -> String {
        format!("{:#}\n", self.to_value())
    }

    /// The set-up in this form, whole and ending with a line end; `None` where its journey has no such form.
    #[must_use]
    pub fn export(&self, form: ExportForm) -> Option<String> {
        match (self, form) {
            (_, ExportForm::Setup) => Some(self.to_file()),
            (Self::CloudSync(setup), ExportForm::Curl) => Some(export::curl(setup)),
            (Self::CloudSync(setup), ExportForm::PowerShell) => Some(export::powershell(setup)),
            (Self::CloudSync(setup), ExportForm::Terraform) => Some(export::terraform(setup)),
            (Self::GalleryApp(_) | Self::PeopleFeed(_), _) => None,
        }
    }
}

/// How a set-up is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    /// The set-up file.
    Setup,
    /// A bash script with curl and jq.
    Curl,
    /// A script for Microsoft Graph PowerShell.
    PowerShell,
    /// A Terraform configuration for the azuread provider, as far as that goes.
    Terraform,
}

impl ExportForm {
    /// Every form, in the order in which people see them.
    pub const ALL: &'static [Self] = &[Self::Setup, Self::Curl, Self::PowerShell, Self::Terraform];
}

/// The form of a file with these answers.
pub(super) fn file_of(journey: Journey, tenant: &str, answers: Map<String, Value>) -> Value {
    let mut file = Map::new();
    file.insert("causeway".to_owned(), json!(1));
    file.insert("journey".to_owned(), json!(journey.as_str()));
    file.insert("tenant".to_owned(), json!(tenant));
    file.extend(answers);
    file.into()
}
