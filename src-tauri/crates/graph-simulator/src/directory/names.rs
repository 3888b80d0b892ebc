//! Names of people, from fourteen languages.

use std::sync::OnceLock;

/// A person's name as places in the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PersonName {
    culture: u8,
    given: u8,
    family: u8,
}

/// Where a name comes from.
pub(super) struct Culture {
    share: u64,
    pub(super) country_code: &'static str,
    pub(super) country: &'static str,
    given: Vec<&'static str>,
    family: Vec<&'static str>,
}

/// Names a culture has in each list at most; keeps [`PersonName::number`] dense.
const LIST: usize = 30;

impl PersonName {
    /// Picks a name by a random number; cultures come by their share.
    pub(super) fn pick(random: u64) -> Self {
        let total: u64 = cultures().iter().map(|culture| culture.share).sum();
        let mut left = random % total;
        let mut culture = 0_u8;
        for known in cultures() {
            if left < known.share {
                break;
            }
            left -= known.share;
            culture += 1;
        }
        let place = |shift: u32| u8::try_from((random >> shift) % LIST as u64).unwrap_or(0);
        Self {
            culture,
            given: place(16),
            family: place(32),
        }
    }

    /// A number below [`PersonName::KINDS`], the same for the same name.
    pub(super) fn number(self) -> usize {
        (usize::from(self.culture) * LIST + usize::from(self.given)) * LIST + usize::from(self.family)
    }

    pub(super) const KINDS: usize = 256 * LIST * LIST;

    pub(super) fn culture(self) -> &'static Culture {
        &cultures()[usize::from(self.culture) % cultures().len()]
    }

    pub(super) fn given(self) -> &'static str {
        let names = &self.culture().given;
        names[usize::from(self.given) % names.len()]
    }

    pub(super) fn family(self) -> &'static str {
        let names = &self.culture().family;
        names[usize::from(self.family) % names.len()]
    }
}

fn cultures() -> &'static [Culture] {
    static CULTURES: OnceLock<Vec<Culture>> = OnceLock::new();
    CULTURES.get_or_init(|| {
        let lines: Vec<&str> = include_str!("data/names").lines().collect();
        lines
            .chunks_exact(3)
            .filter_map(|block| read(block[0], block[1], block[2]))
            .collect()
    })
}

/// `nl 10 NL Netherlands`: language, share, country code, country.
fn read(head: &'static str, given: &'static str, family: &'static str) -> Option<Culture> {
    let mut words = head.splitn(4, ' ').skip(1);
    let share = words.next()?.parse().ok()?;
    let (country_code, country) = (words.next()?, words.next()?);
    Some(Culture {
        share,
        country_code,
        country,
        given: given.split(", ").collect(),
        family: family.split(", ").collect(),
    })
}

/// Letters without their marks, as sign-in names have them: `Łukasz Groß` → `Lukasz Gross`. Other scripts are left as they are.
#[must_use]
pub fn plain_letters(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match folded(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    plain
}

/// Letters of the same base, each line the base first.
const FOLDED: &[(&str, &str)] = &[
    ("a", "àáâãäåāăąấầẩẫậắằẳẵặảạ"),
    ("A", "ÀÁÂÃÄÅĀĂĄẤẦẨẪẬẮẰẲẴẶẢẠ"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("c", "çćčĉ"),
    ("C", "ÇĆČĈ"),
    ("d", "ďđð"),
    ("D", "ĎĐÐ"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệ"),
    ("E", "ÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ"),
    ("g", "ğĝģ"),
    ("G", "ĞĜĢ"),
    ("i", "ìíîïīĭįıỉịĩ"),
    ("I", "ÌÍÎÏĪĬĮİỈỊĨ"),
    ("l", "łľĺļ"),
    ("L", "ŁĽĹĻ"),
    ("n", "ñńňņ"),
    ("N", "ÑŃŇŅ"),
    ("o", "òóôõöøōŏőơọỏốồổỗộớờởỡợ"),
    ("O", "ÒÓÔÕÖØŌŎŐƠỌỎỐỒỔỖỘỚỜỞỠỢ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("r", "řŕŗ"),
    ("R", "ŘŔŖ"),
    ("s", "şšśŝș"),
    ("S", "ŞŠŚŜȘ"),
    ("ss", "ß"),
    ("t", "ţťț"),
    ("T", "ŢŤȚ"),
    ("u", "ũùúûüūŭůűųưụủứừửữự"),
    ("U", "ŨÙÚÛÜŪŬŮŰŲƯỤỦỨỪỬỮỰ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("Y", "ÝŸŶỲỴỶỸ"),
    ("z", "žźż"),
    ("Z", "ŽŹŻ"),
];

fn folded(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    FOLDED
        .iter()
        .find(|(_, marked)| marked.contains(c))
        .map(|(plain, _)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_plain_letters_and_every_list_is_full() {
        for culture in cultures() {
            assert_eq!(
                (culture.given.len(), culture.family.len()),
                (LIST, LIST),
                "{}",
                culture.country
            );
            for name in culture.given.iter().chain(&culture.family) {
                assert!(plain_letters(name).is_ascii(), "{name}");
            }
        }
        assert_eq!(cultures().len(), 14);
    }

    #[test]
    fn marks_go_and_other_scripts_stay() {
        assert_eq!(plain_letters("Łukasz Groß-Dvořák Nguyễn"), "Lukasz Gross-Dvorak Nguyen");
        assert_eq!(plain_letters("ليلى"), "ليلى");
    }
}
