//! What a run is about: the key of its journal.

use journeys::steering::{Act, Steering};
use journeys::{Journey, Setup};
use step_engine::Header;

use crate::journal_file::{encoded, encoded_within};
use crate::view::{RunKind, UnfinishedRun};

/// Journal of a removal, in file names and headers.
const REMOVAL: &str = "removal";
/// Journal of an act, in file names and headers. It belongs to no journey: what stands in its place says so.
const ACT: &str = "act";
const NO_JOURNEY: &str = "steering";
const ENDING: &str = ".jsonl";
/// Longest encoded row in a file name, which has room for 255 bytes with what is added when the journal is put away.
const LONGEST_ROW: usize = 60;
/// The only journey there was when journals of removals did not name theirs. Its removals keep that file name.
const FIRST_JOURNEY: &str = Journey::FIRST.as_str();

/// Two runs of one tenant with the same key are one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RunKey {
    pub(crate) journey: String,
    pub(crate) kind: RunKind,
    pub(crate) name: String,
    /// Which row of its table; absent for a set-up by itself.
    pub(crate) row: Option<String>,
}

impl RunKey {
    /// Of a set-up, or of one row of it.
    pub(crate) fn of(setup: &Setup, kind: RunKind) -> Self {
        Self {
            journey: setup.journey().as_str().to_owned(),
            kind,
            name: setup.name().to_owned(),
            row: match setup.keys().as_slice() {
                [only] => Some((*only).to_owned()),
                _ => None,
            },
        }
    }

    /// How the names of the journals of all rows of a set-up begin.
    pub(crate) fn beginning_of_rows(setup: &Setup) -> String {
        let all = Self {
            row: Some(String::new()),
            ..Self::of(setup, RunKind::SetUp)
        };
        all.file_name().trim_end_matches(ENDING).to_owned()
    }

    /// One journal for each act on a configuration, and for each pair of it, since each can break off by itself.
    pub(crate) fn of_act(steering: &Steering) -> Self {
        Self {
            journey: NO_JOURNEY.to_owned(),
            kind: RunKind::Act,
            name: steering.target.service_principal.clone(),
            row: Some(match &steering.act {
                Act::ForgetPair { object } => format!("{} {object}", steering.act.as_str()),
                act => act.as_str().to_owned(),
            }),
        }
    }

    /// What a journal says it is about; `None` for something that this version does not do.
    pub(crate) fn of_header(header: &Header) -> Option<Self> {
        let (journey, kind) = match (header.what.as_deref(), header.journey.as_str()) {
            (None, REMOVAL) => (FIRST_JOURNEY, RunKind::Removal),
            (None, journey) => (journey, RunKind::SetUp),
            (Some(REMOVAL), journey) => (journey, RunKind::Removal),
            (Some(ACT), journey) => (journey, RunKind::Act),
            (Some(_), _) => return None,
        };
        Some(Self {
            journey: journey.to_owned(),
            kind,
            name: header.name.clone(),
            row: header.row.clone(),
        })
    }

    pub(crate) fn is_of(&self, run: &UnfinishedRun) -> bool {
        (&self.journey, self.kind, &self.name, &self.row) == (&run.journey, run.kind, &run.name, &run.row)
    }

    /// In the header of its journal; absent for a set-up.
    pub(crate) fn what(&self) -> Option<String> {
        match self.kind {
            RunKind::SetUp => None,
            RunKind::Removal => Some(REMOVAL.to_owned()),
            RunKind::Act => Some(ACT.to_owned()),
        }
    }

    /// Name of its journal. No two keys share one: `+` stands in no encoded text.
    pub(crate) fn file_name(&self) -> String {
        let whose = match (self.kind, encoded(&self.journey)) {
            (RunKind::SetUp, journey) => journey,
            (RunKind::Removal, journey) if journey == FIRST_JOURNEY => REMOVAL.to_owned(),
            (RunKind::Removal, journey) => format!("{journey}+{REMOVAL}"),
            (RunKind::Act, journey) => format!("{journey}+{ACT}"),
        };
        let row = self
            .row
            .as_deref()
            .map(|row| format!("+{}", encoded_within(row, LONGEST_ROW)));
        format!("{whose}--{}{}{ENDING}", encoded(&self.name), row.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn key(journey: &str, kind: RunKind, name: &str, row: Option<&str>) -> RunKey {
        RunKey {
            journey: journey.to_owned(),
            kind,
            name: name.to_owned(),
            row: row.map(str::to_owned),
        }
    }

    #[test]
    fn every_row_has_a_file_of_its_own_whose_name_every_file_system_takes() {
        let long = |last: char| format!("{}{last}", "株".repeat(119));
        let mut names = Vec::new();
        for name in [long('a'), long('b'), "n".repeat(120)] {
            for row in [long('a'), long('b'), "r".repeat(120), "r".repeat(119)] {
                let file = key("gallery-app", RunKind::Removal, &name, Some(&row)).file_name();
                let aside = file.replace(ENDING, ".damaged-20261201T000000.000Z.jsonl");
                assert!(aside.len() <= 255, "{aside}");
                names.push(file);
            }
        }
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn no_two_runs_share_a_file() {
        let mut names = Vec::new();
        for journey in [FIRST_JOURNEY, "gallery-app"] {
            for kind in [RunKind::SetUp, RunKind::Removal, RunKind::Act] {
                for name in ["Contoso", "contoso", "removal--contoso", "a+b", "a"] {
                    for row in [None, Some(""), Some("b"), Some("B"), Some("removal")] {
                        names.push(key(journey, kind, name, row).file_name());
                    }
                }
            }
        }
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{names:#?}");
    }

    #[test]
    fn journals_of_earlier_versions_are_found_under_their_names() {
        for (journey, kind, file) in [
            (
                FIRST_JOURNEY,
                RunKind::SetUp,
                format!("{FIRST_JOURNEY}--corp.contoso.com.jsonl"),
            ),
            (
                "removal",
                RunKind::Removal,
                "removal--corp.contoso.com.jsonl".to_owned(),
            ),
        ] {
            let header = Header::new("t", "demo", journey, "corp.contoso.com", Value::Null);
            let found = RunKey::of_header(&header).unwrap();
            assert_eq!(found, key(FIRST_JOURNEY, kind, "corp.contoso.com", None));
            assert_eq!(found.file_name(), file);
        }
    }

    #[test]
    fn a_header_tells_its_key() {
        for (kind, row) in [
            (RunKind::SetUp, None),
            (RunKind::Removal, Some("4711")),
            (RunKind::Act, Some("pause")),
        ] {
            let key = key("gallery-app", kind, "Contoso", row);
            let mut header = Header::new("t", "demo", "gallery-app", "Contoso", Value::Null);
            (header.what, header.row) = (key.what(), key.row.clone());
            let kept = serde_json::to_string(&header).unwrap();
            let kept: Header = serde_json::from_str(&kept).unwrap();
            assert_eq!(RunKey::of_header(&kept), Some(key));
        }
        let mut later = Header::new("t", "demo", "gallery-app", "Contoso", Value::Null);
        later.what = Some("send".to_owned());
        assert_eq!(RunKey::of_header(&later), None);
    }
}
