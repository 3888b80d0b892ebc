//! Apps that were seen to have jobs, so that the next look asks only those.

use std::io;
use std::path::Path;

use jiff::Timestamp;
use provisioning::App;
use serde::{Deserialize, Serialize};

use super::{Looked, Standing};
use crate::{atomic_file, small_file};

/// What is kept of one tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KnownApps {
    /// When all apps of the tenant had last been asked.
    pub(super) searched: Option<Timestamp>,
    pub(super) apps: Vec<App>,
}

impl KnownApps {
    /// A file that is not there or cannot be read holds none: at worst they are searched for again.
    pub(super) fn read(file: &Path) -> Self {
        let bytes = small_file::read(file).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    pub(super) fn write(&self, file: &Path) -> io::Result<()> {
        atomic_file::write_own(file, &serde_json::to_vec(self)?)
    }

    /// Of one that cannot be seen nothing is learnt.
    pub(super) fn learn(&mut self, Looked { app, standing }: &Looked) {
        let place = self.apps.iter().position(|known| known.id == app.id);
        match (place, standing) {
            (Some(place), Standing::Found(_)) => self.apps[place] = app.clone(),
            (None, Standing::Found(_)) => self.apps.push(app.clone()),
            (Some(place), Standing::Nothing) => drop(self.apps.remove(place)),
            (None, Standing::Nothing) | (_, Standing::Unseen(_)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_holds_none() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("apps.json");
        assert!(KnownApps::read(&file).apps.is_empty());
        for bytes in [&b"{"[..], b"[]", b"{\"apps\":[{}]}", b"\xff"] {
            std::fs::write(&file, bytes).unwrap();
            let known = KnownApps::read(&file);
            assert!(known.apps.is_empty() && known.searched.is_none(), "{bytes:?}");
        }
    }
}
