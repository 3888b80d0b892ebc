//! The rows that fit a filter. Rows that came since are looked at when it is asked again, and no others.

use std::fmt;

use memchr::memmem::Finder;

use super::fold::folded;
use super::ids::Wanted;
use super::names::Names;
use super::query::{Conditions, Filter, asked};
use super::row::{NEVER, ticks};
use super::store::{Ids, LogStore, Row, RowNumber};

/// Rows of a [`LogStore`] that fit, the newest first.
pub struct Matches {
    filter: Filter,
    rows: Vec<RowNumber>,
    looked_at: usize,
    generation: u32,
    is: Test,
    not: Test,
}

/// Shows nothing of what was asked: it names people.
impl fmt::Debug for Matches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Matches")
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

impl Matches {
    /// None yet; [`Self::follow`] finds them.
    #[must_use]
    pub fn of(filter: Filter) -> Self {
        Self {
            is: Test::of(&filter.is),
            not: Test::of(&filter.not),
            filter,
            rows: Vec::new(),
            looked_at: 0,
            generation: 0,
        }
    }

    /// What they fit.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Looks at the rows that came since. Whether it is another list now.
    pub fn follow(&mut self, store: &LogStore) -> bool {
        let renumbered = self.generation != store.generation();
        if renumbered {
            *self = Self {
                generation: store.generation(),
                ..Self::of(std::mem::take(&mut self.filter))
            };
        }
        self.is.learn(store.names());
        self.not.learn(store.names());
        let since = self.filter.since.map_or(NEVER, ticks);
        let new = store
            .rows()
            .iter()
            .zip(store.ids())
            .zip(store.numbers())
            .skip(self.looked_at);
        let fitting = new.filter(|((row, ids), _)| {
            (row.at >= since || row.at == NEVER)
                && self.is.all(row, ids, store.names())
                && !self.not.any(row, ids, store.names())
        });
        let mut found: Vec<RowNumber> = fitting.map(|(_, number)| number).collect();
        self.looked_at = store.len();
        found.sort_by_key(|&number| store.newest_first(number));
        let changed = renumbered || !found.is_empty();
        self.merge(found, store);
        changed
    }

    /// Both are in order.
    fn merge(&mut self, found: Vec<RowNumber>, store: &LogStore) {
        let Some(&first) = found.first() else { return };
        // What is read back is older than all that is there.
        let is_older = self
            .rows
            .last()
            .is_none_or(|&last| store.newest_first(last) < store.newest_first(first));
        self.rows.extend(found);
        if !is_older {
            self.rows.sort_by_key(|&number| store.newest_first(number));
        }
    }

    /// Their numbers, the newest first.
    #[must_use]
    pub fn rows(&self) -> &[RowNumber] {
        &self.rows
    }
}

/// Conditions, made ready to be asked of many rows.
struct Test {
    conditions: Conditions,
    codes: Option<Marked>,
    job: Option<Marked>,
    object: Option<Wanted>,
    text: Option<Text>,
}

/// Texts of a store that are one of these.
struct Marked {
    texts: Vec<String>,
    marks: Vec<Vec<bool>>,
}

/// Texts of a store that contain this.
struct Text {
    finder: Finder<'static>,
    needle: String,
    marks: Vec<bool>,
    id: Wanted,
}

impl Test {
    fn of(conditions: &Conditions) -> Self {
        let marked = |texts: &[String]| Marked {
            texts: texts.iter().map(|text| folded(text)).collect(),
            marks: vec![Vec::new(); texts.len()],
        };
        let text = |needle: String| Text {
            finder: Finder::new(&needle).into_owned(),
            id: Wanted::of(&needle),
            needle,
            marks: Vec::new(),
        };
        Self {
            codes: asked(&conditions.codes).map(marked),
            job: conditions.job.as_ref().map(|job| marked(std::slice::from_ref(job))),
            object: conditions.object.as_ref().map(|object| Wanted::of(&folded(object))),
            text: conditions.needle().map(text),
            conditions: conditions.clone(),
        }
    }

    /// Looks at texts that came since.
    fn learn(&mut self, names: &Names) {
        for marked in [&mut self.codes, &mut self.job].into_iter().flatten() {
            for (text, marks) in marked.texts.iter().zip(&mut marked.marks) {
                names.mark_equal(text, marks);
            }
        }
        if let Some(text) = &mut self.text {
            names.mark_containing(&text.needle, &mut text.marks);
        }
    }

    fn all(&self, row: &Row, ids: &Ids, names: &Names) -> bool {
        self.answers(row, ids, names).all(|fits| fits)
    }

    fn any(&self, row: &Row, ids: &Ids, names: &Names) -> bool {
        self.answers(row, ids, names).any(|fits| fits)
    }

    /// For each condition that asks something whether it is so; those that take longest come last.
    fn answers(&self, row: &Row, ids: &Ids, names: &Names) -> impl Iterator<Item = bool> {
        let asked_of = &self.conditions;
        let outcome = asked(&asked_of.outcomes).map(|wanted| wanted.contains(&row.outcome));
        let action = asked(&asked_of.actions).map(|wanted| wanted.contains(&row.action));
        let kind = asked(&asked_of.kinds).map(|wanted| wanted.contains(&row.kind));
        let code = self.codes.as_ref().map(|codes| codes.holds(row.code));
        let job = self.job.as_ref().map(|jobs| jobs.holds(row.job));
        let (source, target) = (ids.source, ids.target);
        let object = self
            .object
            .iter()
            .map(move |id| id.is(source, names) || id.is(target, names));
        let (row, ids) = (*row, *ids);
        let text = self.text.iter().map(move |text| text.is_in(&row, &ids, names));
        [outcome, action, kind, code, job]
            .into_iter()
            .flatten()
            .chain(object)
            .chain(text)
    }
}

impl Marked {
    fn holds(&self, id: u32) -> bool {
        self.marks.iter().any(|marks| marks.get(id as usize) == Some(&true))
    }
}

impl Text {
    fn is_in(&self, row: &Row, ids: &Ids, names: &Names) -> bool {
        let texts = [row.name, row.address, row.dn, row.unit, row.target_name];
        texts.iter().any(|&id| self.marks.get(id as usize) == Some(&true))
            || [ids.source, ids.target, ids.change, ids.entry]
                .into_iter()
                .any(|id| self.id.begins(id, names))
            || self.is_in_whole_dn(row, names)
    }

    /// A distinguished name is kept in two parts; what lies across their comma is in neither.
    fn is_in_whole_dn(&self, row: &Row, names: &Names) -> bool {
        row.unit != 0 && self.needle.contains(',') && {
            let whole = [names.folded(row.dn), ",", names.folded(row.unit)].concat();
            self.finder.find(whole.as_bytes()).is_some()
        }
    }
}
