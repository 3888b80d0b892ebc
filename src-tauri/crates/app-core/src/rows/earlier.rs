//! What the journals of a set-up's rows hold.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use journeys::{RowIds, Setup};
use step_engine::{Journal, RunState};

use crate::journal_file::{self, JournalFile};
use crate::run_key::RunKey;
use crate::tenant_context::TenantContext;
use crate::view::RunKind;

/// The runs of the rows before.
pub(super) struct Earlier {
    /// By the keys of the rows that the set-up has.
    pub(super) journals: HashMap<String, RunState>,
    /// Names of what was made for rows that it does not have any more.
    pub(super) left_alone: Vec<String>,
}

impl Earlier {
    /// Reads them. One that cannot be read is none here: the row meets that by itself.
    pub(super) fn read(state_dir: &Path, context: &TenantContext, setup: &Setup) -> Self {
        let (cloud, tenant) = (context.client().cloud().kind(), context.client().tenant());
        let (mut journals, mut places) = (HashMap::new(), HashSet::new());
        for row in setup.rows() {
            let place = JournalFile::new(state_dir, cloud, tenant, RunKey::of(&row, RunKind::SetUp));
            if let Ok(Some(state)) = place.read() {
                journals.insert(row.keys().concat(), state);
            }
            places.insert(place.file_name());
        }
        let all = std::fs::read_dir(journal_file::folder(state_dir, cloud, tenant))
            .into_iter()
            .flatten();
        let beginning = RunKey::beginning_of_rows(setup);
        let of_others = all.flatten().filter(|entry| {
            let name = entry.file_name();
            name.to_string_lossy().starts_with(&beginning) && !places.contains(&name)
        });
        let mut left_alone: Vec<String> = of_others
            .filter_map(|entry| {
                let record = Journal::read(&entry.path()).ok()?;
                let key = RunKey::of_header(&record.header)?;
                let place = JournalFile::new(state_dir, cloud, tenant, key.clone());
                let is_gone =
                    place.is_at(&entry.path()) && place.is_about(&record.header) && key.kind == RunKind::SetUp;
                let has_app = RowIds::of(&record.state).service_principal.is_some();
                let row = Setup::parse(&record.header.setup.to_string()).ok()?;
                (is_gone && has_app).then(|| row.subject().name.to_owned())
            })
            .collect();
        left_alone.sort();
        Self { journals, left_alone }
    }

    /// It was never begun, or did not come to a good end.
    pub(super) fn is_unfinished(&self, row: &Setup) -> bool {
        self.journals
            .get(&row.keys().concat())
            .is_none_or(|journal| !journal.done)
    }
}
