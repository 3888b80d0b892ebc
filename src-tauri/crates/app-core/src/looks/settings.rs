//! The settings of configurations as they were when somebody last compared them. A text about a person is kept as a digest.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::known::Line;
use super::{ANOTHER_VISIT, Looks};
use crate::view::Note;

/// What takes more room is kept in part.
const MOST: usize = 16 * 1024;
/// A text that is longer is kept as a digest.
const LONGEST: usize = 2000;
/// Begins a text that was kept as a digest.
const DIGEST: char = '#';

/// A setting that is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum StoodSetting {
    /// The domain of the configuration.
    Domain,
    /// Who gets mail.
    Mail,
    /// The delete guard.
    DeleteGuard,
    /// Who takes part.
    Scope,
    /// Whether a job runs, or is there; of which template.
    Running,
    /// Mappings other than Microsoft's; of which kind of object.
    Mappings,
}

/// How a configuration stands. A part that could not be read is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Standing {
    /// Empty where it is off.
    pub(crate) settings: BTreeMap<StoodSetting, String>,
    /// Whether each job runs, by template.
    pub(crate) running: Option<BTreeMap<String, bool>>,
    /// What there is other than Microsoft's mappings, by object and attribute.
    pub(crate) mappings: Option<BTreeMap<String, BTreeMap<String, String>>>,
}

/// Something that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(crate) setting: StoodSetting,
    /// A job's template, or a kind of object.
    pub(crate) which: Option<String>,
    /// Empty where it is off or not there.
    pub(crate) is: String,
    /// The same; absent where only a digest was kept.
    pub(crate) was: Option<String>,
    /// Of mappings, the attributes.
    pub(crate) names: Vec<String>,
}

/// What a look is compared with in this visit.
#[derive(Debug)]
pub(super) struct Baseline {
    /// How it stood at the last look of the visit before, and when that was.
    before: Option<(Timestamp, Standing)>,
    last_look: Timestamp,
}

impl Standing {
    /// As it is kept: without a text about a person, and not too large. `id` keeps the digests of different configurations apart.
    pub(crate) fn kept(&self, id: &str) -> Self {
        let mut kept = self.clone();
        for (setting, text) in &mut kept.settings {
            if (*setting == StoodSetting::Mail || text.len() > LONGEST) && !text.is_empty() {
                *text = digest(id, text);
            }
        }
        for value in kept.mappings.iter_mut().flatten().flat_map(|(_, of)| of.values_mut()) {
            *value = digest(id, value);
        }
        if kept.size() > MOST {
            kept.mappings = None;
        }
        if kept.size() > MOST {
            return Self::default();
        }
        kept
    }

    fn size(&self) -> usize {
        serde_json::to_string(self).map_or(usize::MAX, |text| text.len())
    }

    /// What this look did not see stays as it was.
    fn over(self, before: &Self) -> Self {
        let mut settings = before.settings.clone();
        settings.extend(self.settings);
        Self {
            settings,
            running: self.running.or_else(|| before.running.clone()),
            mappings: self.mappings.or_else(|| before.mappings.clone()),
        }
    }

    /// What differs of the parts that both saw. `before` is as it was kept, and so is compared; what is told is as it is.
    pub(crate) fn changes(&self, id: &str, before: &Self) -> Vec<Changed> {
        let kept = self.kept(id);
        let mut changes = Vec::new();
        for (setting, is) in &kept.settings {
            let Some(was) = before.settings.get(setting).filter(|was| *was != is) else {
                continue;
            };
            changes.push(Changed {
                setting: *setting,
                which: None,
                is: self.settings.get(setting).cloned().unwrap_or_default(),
                was: Some(was.clone()).filter(|was| !was.starts_with(DIGEST)),
                names: Vec::new(),
            });
        }
        if let (Some(is), Some(was)) = (&kept.running, &before.running) {
            let told = |runs: Option<&bool>| match runs {
                Some(true) => "on",
                Some(false) => "off",
                None => "",
            };
            changes.extend(differing(is, was).map(|template| Changed {
                setting: StoodSetting::Running,
                which: Some(template.clone()),
                is: told(is.get(template)).to_owned(),
                was: Some(told(was.get(template)).to_owned()),
                names: Vec::new(),
            }));
        }
        if let (Some(is), Some(was)) = (&kept.mappings, &before.mappings) {
            let none = BTreeMap::new();
            changes.extend(differing(is, was).map(|object| {
                let of = |all: &'_ BTreeMap<String, BTreeMap<String, String>>| all.get(object).unwrap_or(&none).clone();
                let (is, was) = (of(is), of(was));
                Changed {
                    setting: StoodSetting::Mappings,
                    which: Some(object.clone()),
                    is: String::new(),
                    was: None,
                    names: differing(&is, &was).cloned().collect(),
                }
            }));
        }
        changes
    }
}

/// The keys whose values are not the same, in order.
fn differing<'a, T: PartialEq>(
    one: &'a BTreeMap<String, T>,
    other: &'a BTreeMap<String, T>,
) -> impl Iterator<Item = &'a String> {
    let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    keys.into_iter().filter(|key| one.get(*key) != other.get(*key))
}

fn digest(id: &str, text: &str) -> String {
    let digest = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{id} {text}").as_bytes());
    format!("{DIGEST}{}", digest.simple())
}

impl Looks {
    /// Keeps how a configuration stands, and gives how it stood at the end of the visit before, and when. The note tells what went wrong
    /// with the file.
    pub(crate) async fn remember(
        self: Arc<Self>,
        id: String,
        at: Timestamp,
        found: Standing,
    ) -> (Option<(Timestamp, Standing)>, Option<Note>) {
        let work = move || self.take_in_settings(&id, at, found);
        tokio::task::spawn_blocking(work).await.unwrap_or_default()
    }

    /// It reads and writes files and blocks.
    pub(super) fn take_in_settings(
        &self,
        id: &str,
        at: Timestamp,
        found: Standing,
    ) -> (Option<(Timestamp, Standing)>, Option<Note>) {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let (remembered, damage) = self.opened(&mut remembered);
        let known = remembered.now.settings_of(id).cloned();
        let baseline = remembered.baselines.get_mut(id);
        let before = match baseline.filter(|baseline| at.duration_since(baseline.last_look) <= ANOTHER_VISIT) {
            Some(baseline) => {
                baseline.last_look = at;
                baseline.before.clone()
            }
            None => {
                let before = known.clone();
                let baseline = Baseline {
                    before: before.clone(),
                    last_look: at,
                };
                remembered.baselines.insert(id.to_owned(), baseline);
                before
            }
        };
        let earlier = known.map(|(_, standing)| standing).unwrap_or_default();
        let standing = found.kept(id).over(&earlier);
        let id = id.to_owned();
        let line = match standing == earlier {
            true => Line::Compared { at, id },
            false => Line::Settings { at, id, standing },
        };
        remembered.now.apply(&line);
        let lost = self.keep(remembered, &[line], false);
        (before, damage.or(lost))
    }
}

/// How many configurations are remembered when older lines are let go.
pub(super) const CONFIGURATIONS: usize = 20;

/// The lines of those that were compared last.
pub(super) fn newest(settings: &BTreeMap<String, (Timestamp, Standing)>) -> Vec<Line> {
    let mut all: Vec<_> = settings.iter().collect();
    all.sort_by_key(|(_, (at, _))| std::cmp::Reverse(*at));
    let newest = all.into_iter().take(CONFIGURATIONS);
    newest
        .map(|(id, (at, standing))| Line::Settings {
            at: *at,
            id: id.clone(),
            standing: standing.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
