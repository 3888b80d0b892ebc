//! Secrets of a set-up. They are in memory for one run and no part of its file.

use graph_client::SecretText;

use super::Setup;
use crate::gallery_app::ValueSource;

impl Setup {
    /// The same with the secrets that it names by where they are, as far as `read` has them. They are kept in memory, for this set-up
    /// and its copies, and are no part of the file.
    #[must_use]
    pub fn knowing(self, read: impl Fn(&ValueSource) -> Option<SecretText>) -> Self {
        match self {
            Self::GalleryApp(setup) => Self::GalleryApp(setup.knowing(read)),
            other @ (Self::CloudSync(_) | Self::PeopleFeed(_)) => other,
        }
    }

    /// The same with what a person typed for it: `read` is given what is set up and the name of the value. It is kept as in
    /// [`Setup::knowing`].
    #[must_use]
    pub fn typed(self, read: impl Fn(&str, &str) -> Option<SecretText>) -> Self {
        match self {
            Self::GalleryApp(setup) => Self::GalleryApp(setup.typed(read)),
            other @ (Self::CloudSync(_) | Self::PeopleFeed(_)) => other,
        }
    }

    /// The same, for a run in which the values at hand take the place of what is stored, although that works; nothing else is made
    /// or changed. `None` where there is nothing of the kind.
    #[must_use]
    pub fn renewing(self) -> Option<Self> {
        match self {
            Self::GalleryApp(setup) => setup.renewing().map(Self::GalleryApp),
            Self::CloudSync(_) | Self::PeopleFeed(_) => None,
        }
    }

    /// What a person is to type: what is set up and the name of each value that is not known yet.
    #[must_use]
    pub fn prompts(&self) -> Vec<(&str, &str)> {
        match self {
            Self::GalleryApp(setup) => setup.prompts(),
            Self::CloudSync(_) | Self::PeopleFeed(_) => Vec::new(),
        }
    }
}
