//! The list as it is kept on this computer for a day, one file a cloud: Microsoft asks nobody for it who has just asked.

use std::io;
use std::path::{Path, PathBuf};

use graph_client::CloudKind;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use step_engine::atomic_file;

use super::shelf::ListedApp;

/// How long a list counts.
const FRESH: SignedDuration = SignedDuration::from_hours(24);
/// Three thousand apps take about 1 MB.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A list with its age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptList {
    pub(super) at: Timestamp,
    pub(super) apps: Vec<ListedApp>,
}

/// Where the list of this cloud lies. That of a demo goes with its tenant, whose gallery is another one each time.
pub(super) fn file(state_dir: &Path, cloud: CloudKind) -> Option<PathBuf> {
    let is_kept = !matches!(cloud, CloudKind::Demo | CloudKind::Custom);
    is_kept.then(|| state_dir.join("gallery").join(format!("{}.json", cloud.as_str())))
}

impl KeptList {
    /// What is damaged, too old or from the future counts as not there: at worst Microsoft is asked again.
    pub(super) fn read(file: &Path, now: Timestamp) -> Option<Self> {
        let is_small = file
            .metadata()
            .is_ok_and(|found| found.is_file() && found.len() <= LARGEST);
        let bytes = is_small.then(|| std::fs::read(file).ok())??;
        let kept: Self = serde_json::from_slice(&bytes).ok()?;
        let age = now.duration_since(kept.at);
        let is_good = !age.is_negative() && age < FRESH && !kept.apps.is_empty();
        is_good.then_some(kept)
    }

    pub(super) fn write(&self, file: &Path) -> io::Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        atomic_file::write_own(file, &serde_json::to_vec(self)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_counts_for_a_day_and_a_damaged_one_never() {
        let place = tempfile::tempdir().unwrap();
        let file = file(place.path(), CloudKind::Global).unwrap();
        let at: Timestamp = "2026-02-05T09:00:00Z".parse().unwrap();
        let app = ListedApp {
            id: "1".to_owned(),
            name: "Zscaler".to_owned(),
            publisher: None,
            categories: Vec::new(),
            provisions: true,
        };
        assert_eq!(KeptList::read(&file, at), None);
        let kept = KeptList { at, apps: vec![app] };
        kept.write(&file).unwrap();
        let read = |hours: i64| KeptList::read(&file, at + SignedDuration::from_hours(hours));
        assert_eq!(read(23), Some(kept));
        assert_eq!((read(24), read(-1)), (None, None));
        for bytes in [&b"{"[..], b"[]", b"\xff"] {
            std::fs::write(&file, bytes).unwrap();
            assert_eq!(read(1), None, "{bytes:?}");
        }
        assert_eq!(super::file(place.path(), CloudKind::Demo), None);
    }
}
