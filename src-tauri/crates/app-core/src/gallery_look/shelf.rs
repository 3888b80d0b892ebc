//! The list of apps, and a search in it as somebody types.

use std::collections::HashMap;

use graph_client::models::ApplicationTemplate;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::known::{self, OWN};
use crate::view::{GalleryAsked, GalleryKind, GalleryRow, GalleryRows};

/// Rows that are told at once.
const MOST_ROWS: usize = 200;

/// What is kept of one app. Nothing of it is about a person or a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ListedApp {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) publisher: Option<String>,
    pub(super) categories: Vec<String>,
    pub(super) provisions: bool,
}

impl From<ApplicationTemplate> for ListedApp {
    fn from(template: ApplicationTemplate) -> Self {
        Self {
            provisions: template.can_provision(),
            name: template.display_name.unwrap_or_else(|| template.id.clone()),
            id: template.id,
            publisher: template.publisher.filter(|publisher| !publisher.trim().is_empty()),
            categories: template.categories,
        }
    }
}

/// The list in the order of names, ready to be searched.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    apps: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    app: ListedApp,
    kind: GalleryKind,
    /// Name and publisher as they are compared.
    name: String,
    publisher: String,
}

/// One app, with so many apps of the tenant.
pub(super) fn row(app: ListedApp, instances: usize) -> GalleryRow {
    Entry::of(app).row(instances)
}

/// How well an app fits; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Begins,
    BeginsAWord,
    Inside,
    Publisher,
    /// An app of one's own fits whatever is looked for.
    Own,
}

impl Shelf {
    pub(super) fn of(apps: Vec<ListedApp>) -> Self {
        let mut apps: Vec<Entry> = apps.into_iter().map(Entry::of).collect();
        apps.sort_by(|one, other| (&one.name, &one.app.id).cmp(&(&other.name, &other.app.id)));
        apps.dedup_by(|one, other| one.app.id == other.app.id);
        Self { apps }
    }

    pub(super) fn len(&self) -> usize {
        self.apps.len()
    }

    /// The rows that are wanted. `instances`: apps of the tenant by the template they were made from.
    pub(super) fn rows(&self, asked: &GalleryAsked, instances: &HashMap<String, usize>, revision: u64) -> GalleryRows {
        let wanted = folded(&asked.text);
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let mut found: Vec<(Fit, &Entry)> = self
            .apps
            .iter()
            .filter_map(|entry| Some((entry.fit(&words)?, entry)))
            .collect();
        let all = found.len();
        if asked.usable {
            found.retain(|(_, entry)| entry.kind.is_usable());
        }
        // The sort is stable: within one fit the order of names stays.
        found.sort_by_key(|(fit, _)| *fit);
        let count_of = |id: &str| instances.get(id).copied().unwrap_or_default();
        let rows = found.iter().skip(asked.from).take(asked.count.min(MOST_ROWS));
        GalleryRows {
            revision,
            matched: found.len(),
            left_out: all - found.len(),
            rows: rows.map(|(_, entry)| entry.row(count_of(&entry.app.id))).collect(),
        }
    }
}

impl Entry {
    fn of(app: ListedApp) -> Self {
        let kind = match known::of(&app.name) {
            _ if app.id == OWN => GalleryKind::Own,
            _ if !app.provisions => GalleryKind::SignOn,
            Some(known) => known.kind,
            None => known::kind_by_name(&app.name),
        };
        Self {
            kind,
            name: folded(&app.name),
            publisher: folded(app.publisher.as_deref().unwrap_or_default()),
            app,
        }
    }

    fn row(&self, instances: usize) -> GalleryRow {
        let app = &self.app;
        GalleryRow {
            id: app.id.clone(),
            name: app.name.clone(),
            publisher: app.publisher.clone(),
            categories: app.categories.clone(),
            kind: self.kind,
            instances,
        }
    }

    /// How well every one of these words fits; `None` where one is nowhere. The first word decides the place.
    fn fit(&self, words: &[&str]) -> Option<Fit> {
        if self.kind == GalleryKind::Own {
            return Some(Fit::Own);
        }
        let fit = |word: &&str| {
            if self.name.starts_with(*word) {
                return Some(Fit::Begins);
            }
            let at = self.name.find(*word);
            if at.is_some() && self.name.split_whitespace().any(|part| part.starts_with(*word)) {
                return Some(Fit::BeginsAWord);
            }
            at.map(|_| Fit::Inside)
                .or_else(|| self.publisher.contains(*word).then_some(Fit::Publisher))
        };
        let fits: Option<Vec<Fit>> = words.iter().map(fit).collect();
        Some(fits?.first().copied().unwrap_or(Fit::Begins))
    }
}

/// Without case and accents.
fn folded(text: &str) -> String {
    let plain = text.nfkd().filter(|sign| !is_combining_mark(*sign));
    plain.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(names: &[(&str, &str, bool)]) -> Shelf {
        let app = |(id, name, provisions): &(&str, &str, bool)| ListedApp {
            id: (*id).to_owned(),
            name: (*name).to_owned(),
            publisher: Some("Köln Soft".to_owned()),
            categories: Vec::new(),
            provisions: *provisions,
        };
        Shelf::of(names.iter().map(app).collect())
    }

    fn asked(text: &str, usable: bool) -> GalleryAsked {
        GalleryAsked {
            text: text.to_owned(),
            usable,
            from: 0,
            count: 50,
        }
    }

    #[test]
    fn names_that_begin_so_come_first_and_accents_mean_nothing() {
        let shelf = shelf(&[
            ("1", "Acme Zscaler", true),
            ("2", "zscaler", true),
            ("3", "Xzscaler", true),
            ("4", "Zśc", false),
            ("5", "Other", true),
        ]);
        let names = |text: &str, usable| {
            let found = shelf.rows(&asked(text, usable), &HashMap::new(), 1);
            let names: Vec<String> = found.rows.into_iter().map(|row| row.name).collect();
            (names, found.matched, found.left_out)
        };
        let all = ["Zśc", "zscaler", "Acme Zscaler", "Xzscaler"]
            .map(str::to_owned)
            .to_vec();
        assert_eq!(names("ZSC", false), (all.clone(), 4, 0));
        assert_eq!(names("zsc", true), (all[1..].to_vec(), 3, 1));
        assert_eq!(names("koln oth", true).0, ["Other"]);
        assert_eq!(names("koln nothing", true).1, 0);
        assert_eq!(names("", false).1, 5);
    }

    #[test]
    fn an_app_of_ones_own_comes_last_whatever_was_typed() {
        let shelf = shelf(&[(OWN, "Custom", true), ("1", "Zscaler", true)]);
        let names = |text: &str| {
            let found = shelf.rows(&asked(text, true), &HashMap::new(), 1);
            found.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
        };
        assert_eq!(names(""), ["Zscaler", "Custom"]);
        assert_eq!(names("nothing like it"), ["Custom"]);
    }

    #[test]
    fn rows_are_told_from_one_place_on_and_never_all_at_once() {
        let names: Vec<(String, String)> = (0..3_000).map(|n| (n.to_string(), format!("App {n:04}"))).collect();
        let names: Vec<(&str, &str, bool)> = names
            .iter()
            .map(|(id, name)| (id.as_str(), name.as_str(), true))
            .collect();
        let shelf = shelf(&names);
        let wanted = GalleryAsked {
            from: 2_990,
            count: 5_000,
            ..asked("app", true)
        };
        let instances = HashMap::from([("2990".to_owned(), 3)]);
        let found = shelf.rows(&wanted, &instances, 7);
        assert_eq!((found.matched, found.rows.len(), found.revision), (3_000, 10, 7));
        assert_eq!((found.rows[0].name.as_str(), found.rows[0].instances), ("App 2990", 3));
        let most = GalleryAsked { from: 0, ..wanted };
        assert_eq!(shelf.rows(&most, &instances, 7).rows.len(), MOST_ROWS);
    }

    #[test]
    fn an_app_is_what_is_known_of_it() {
        let kind = |id: &str, name: &str, provisions| shelf(&[(id, name, provisions)]).apps.remove(0).kind;
        assert_eq!(kind("a", "Slack", true), GalleryKind::Person);
        assert_eq!(kind("b", "AWS Single-Account Access", true), GalleryKind::Roles);
        let workday = "Workday to Microsoft Entra User Provisioning";
        assert_eq!(kind("c", workday, true), GalleryKind::Hr);
        let snowflake = kind("d", "Snowflake", false);
        assert_eq!(snowflake, GalleryKind::SignOn, "what the gallery says counts first");
        assert_eq!(kind(OWN, "Custom", true), GalleryKind::Own);
    }
}
