//! The journeys: what can be set up.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::checks::Prerequisites;
use crate::questions::Question;
use crate::{cloud_sync, gallery_app, people_feed};

/// What can be set up. The name stands in set-up files, journals and the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Journey {
    /// People follow from Active Directory.
    CloudSync,
    /// People get accounts in an app of the gallery.
    GalleryApp,
    /// People whom HR keeps in a file get accounts.
    PeopleFeed,
}

impl Journey {
    /// Every journey.
    pub const ALL: &'static [Self] = &[Self::CloudSync, Self::GalleryApp, Self::PeopleFeed];
    /// The only one when journals of removals did not name theirs.
    pub const FIRST: Self = Self::CloudSync;

    /// The name as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CloudSync => cloud_sync::Setup::JOURNEY,
            Self::GalleryApp => gallery_app::Setup::JOURNEY,
            Self::PeopleFeed => people_feed::Setup::JOURNEY,
        }
    }

    /// The journey of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|journey| journey.as_str() == name)
    }

    /// What must be so before anything of it is set up.
    #[must_use]
    pub fn prerequisites(self) -> &'static Prerequisites {
        match self {
            Self::CloudSync => &cloud_sync::PREREQUISITES,
            Self::GalleryApp => &gallery_app::PREREQUISITES,
            Self::PeopleFeed => &people_feed::PREREQUISITES,
        }
    }

    /// What is asked before a set-up of it can be written, in this order.
    #[must_use]
    pub fn questions(self) -> &'static [Question] {
        match self {
            Self::CloudSync => cloud_sync::QUESTIONS,
            Self::GalleryApp => gallery_app::QUESTIONS,
            Self::PeopleFeed => people_feed::QUESTIONS,
        }
    }

    /// The format of its set-up files as JSON Schema (draft 2020-12).
    #[must_use]
    pub fn json_schema(self) -> Value {
        match self {
            Self::CloudSync => cloud_sync::Setup::json_schema(),
            Self::GalleryApp => gallery_app::Setup::json_schema(),
            Self::PeopleFeed => people_feed::Setup::json_schema(),
        }
    }
}
