//! "I know": notes of a person on how configurations stand, each until a date and for that standing alone.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use jiff::Timestamp;
use provisioning::{BesideCode, Level, State};
use serde::{Deserialize, Serialize};

use crate::status::{ConfigurationStatus, TenantStatus};
use crate::{atomic_file, small_file};

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Acknowledged(BTreeMap<String, Known>);

#[derive(Debug, Serialize, Deserialize)]
struct Known {
    state: State,
    beside: Option<BesideCode>,
    until: Timestamp,
}

impl Acknowledged {
    /// A file that is not there or cannot be read holds none: at worst something asks again.
    pub(super) fn read(file: &Path) -> Self {
        let bytes = small_file::read(file).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    pub(super) fn write(&self, file: &Path) -> io::Result<()> {
        atomic_file::write_own(file, &serde_json::to_vec(self)?)
    }

    /// Only of what needs somebody: what is urgent stays so, whoever knows.
    pub(super) fn set(&mut self, found: &ConfigurationStatus, until: Option<Timestamp>) {
        match until.filter(|_| found.level == Level::NeedsYou) {
            None => drop(self.0.remove(&found.id)),
            Some(until) => {
                let known = Known {
                    state: found.state,
                    beside: found.main_beside,
                    until,
                };
                self.0.insert(found.id.clone(), known);
            }
        }
    }

    /// Tells which configurations somebody knows of. What is over is dropped; `true` when something was.
    pub(super) fn tell(&mut self, status: &mut TenantStatus) -> bool {
        let before = self.0.len();
        let now = status.at;
        for found in &mut status.configurations {
            let holds = |known: &&Known| {
                let same = (known.state, known.beside) == (found.state, found.main_beside);
                same && found.level == Level::NeedsYou && known.until > now
            };
            let until = self.0.get(&found.id).filter(holds).map(|known| known.until);
            if until.is_none() {
                self.0.remove(&found.id);
            }
            found.acknowledged = until;
        }
        status.sort();
        self.0.len() < before
    }
}
