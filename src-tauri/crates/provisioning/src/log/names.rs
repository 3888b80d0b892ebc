//! Texts that many rows share, each kept once, and looked through all at once.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;
use memchr::memmem;

use super::fold::fold_into;

/// A text in [`Names`]; 0 is no text.
pub(super) type NameId = u32;

/// Texts by number.
pub(super) struct Names {
    texts: Arena,
    /// The same, folded; each with a zero before and behind it.
    folded: Arena,
    places: HashTable<NameId>,
    hasher: RandomState,
}

/// Texts one behind the other; text *n* ends where *n* + 1 begins.
struct Arena {
    text: String,
    starts: Vec<u32>,
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Self {
            texts: Arena {
                text: String::new(),
                starts: vec![0],
            },
            folded: Arena {
                text: "\0".to_owned(),
                starts: vec![1],
            },
            places: HashTable::new(),
            hasher: RandomState::new(),
        };
        names.push(""); // number 0
        names
    }
}

impl Names {
    /// The number of the text.
    pub(super) fn intern(&mut self, text: Option<&str>) -> NameId {
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            return 0;
        };
        let hash = self.hasher.hash_one(text);
        let texts = &self.texts;
        if let Some(known) = self.places.find(hash, |&id| texts.get(id) == text) {
            return *known;
        }
        let Some(id) = self.push(text) else {
            return 0;
        };
        let (texts, hasher) = (&self.texts, &self.hasher);
        self.places
            .insert_unique(hash, id, |&id| hasher.hash_one(texts.get(id)));
        id
    }

    /// `None` when there is no room for more.
    fn push(&mut self, text: &str) -> Option<NameId> {
        let id = u32::try_from(self.texts.starts.len() - 1).ok()?;
        // Folding can make a text three times as long.
        u32::try_from(self.folded.text.len() + 3 * text.len() + 1).ok()?;
        self.texts.text.push_str(text);
        fold_into(text, &mut self.folded.text);
        self.folded.text.push('\0');
        self.texts.end();
        self.folded.end();
        Some(id)
    }

    pub(super) fn get(&self, id: NameId) -> Option<&str> {
        (id != 0).then(|| self.texts.get(id))
    }

    pub(super) fn folded(&self, id: NameId) -> &str {
        self.folded.get(id).trim_end_matches('\0')
    }

    pub(super) fn len(&self) -> usize {
        self.texts.starts.len() - 1
    }

    /// Marks every text from `marks.len()` on that contains the folded text, which is not empty.
    pub(super) fn mark_containing(&self, needle: &str, marks: &mut Vec<bool>) {
        self.mark(needle, marks);
    }

    /// Marks every text from `marks.len()` on that is the folded text.
    pub(super) fn mark_equal(&self, text: &str, marks: &mut Vec<bool>) {
        self.mark(&format!("\0{text}\0"), marks);
    }

    fn mark(&self, needle: &str, marks: &mut Vec<bool>) {
        let first = marks.len();
        marks.resize(self.len(), false);
        let Some(&start) = self.folded.starts.get(first) else {
            return;
        };
        // The zero before the first of them belongs to it.
        let from = start as usize - 1;
        let finder = memmem::Finder::new(needle);
        let haystack = self.folded.text.as_bytes();
        let mut at = from;
        while let Some(found) = haystack.get(at..).and_then(|rest| finder.find(rest)) {
            // A needle that begins with a zero begins one before the text that it is in.
            let place = at + found + usize::from(needle.starts_with('\0'));
            let id = self.folded.starts.partition_point(|&start| start as usize <= place) - 1;
            if let Some(mark) = marks.get_mut(id) {
                *mark = true;
            }
            at = self
                .folded
                .starts
                .get(id + 1)
                .map_or(haystack.len(), |&next| next as usize - 1);
        }
    }

    #[cfg(test)]
    fn containing(&self, needle: &str) -> Vec<&str> {
        let mut marks = Vec::new();
        self.mark_containing(needle, &mut marks);
        (0..self.len())
            .filter(|&id| marks[id])
            .map(|id| self.texts.get(id as u32))
            .collect()
    }
}

impl Arena {
    fn get(&self, id: NameId) -> &str {
        let id = id as usize;
        &self.text[self.starts[id] as usize..self.starts[id + 1] as usize]
    }

    fn end(&mut self) {
        // `push` has made sure that it fits.
        self.starts.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_and_found_by_its_parts() {
        let mut names = Names::default();
        let anna = names.intern(Some("Anna"));
        assert_eq!(names.intern(Some("Anna")), anna);
        assert_ne!(names.intern(Some("ANNA")), anna, "another text");
        let ase = names.intern(Some("ÅSE 🦀"));
        names.intern(Some("a\0nna"));
        assert_eq!(
            (names.get(anna), names.get(0), names.folded(ase)),
            (Some("Anna"), None, "åse 🦀")
        );
        assert_eq!((names.intern(None), names.intern(Some(""))), (0, 0));
        assert_eq!(names.containing("nn"), ["Anna", "ANNA", "a\0nna"]);
        assert_eq!(names.containing("e 🦀"), ["ÅSE 🦀"]);
        assert_eq!(
            names.containing("annaanna"),
            [""; 0],
            "nothing is found across two texts"
        );
        let mut marks = Vec::new();
        names.mark_equal("anna", &mut marks);
        assert_eq!(marks, [false, true, true, false, false]);
    }

    #[test]
    fn marks_go_on_where_they_ended() {
        let (mut names, mut marks, mut equal) = (Names::default(), Vec::new(), Vec::new());
        for text in ["Sales", "sales team", "Sales", "x", "resales", "SALES"] {
            names.intern(Some(text));
            names.mark_containing("sales", &mut marks);
            names.mark_equal("sales", &mut equal);
        }
        assert_eq!(marks, [false, true, true, false, true, true]);
        assert_eq!(equal, [false, true, false, false, false, true]);
        names.mark_containing("sales", &mut marks);
        assert_eq!(marks.len(), names.len());
    }
}
