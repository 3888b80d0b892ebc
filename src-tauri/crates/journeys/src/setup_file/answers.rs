//! Answers that set-up files of several journeys have in common, and what each may be.

use super::characters::is_unseen;
use super::{Allowed, Place, Source};

/// Deletes in one cycle that stop a job of a new configuration.
pub(crate) const DEFAULT_THRESHOLD: u32 = 500;

pub(crate) fn version(source: &mut Source<'_>, at: &Place) -> Option<()> {
    if source.raw(at) == "1" {
        return Some(());
    }
    source.wrong(at, Allowed::Exactly { text: "1".to_owned() });
    None
}

/// Where an editor finds the schema.
pub(crate) fn schema(source: &mut Source<'_>, at: &Place) -> Option<()> {
    text(source, at, Allowed::SchemaAddress, |_| true).map(|_| ())
}

pub(crate) fn flag(source: &mut Source<'_>, at: &Place) -> Option<bool> {
    let flag = source.bool(at);
    if flag.is_none() {
        source.wrong(at, Allowed::TrueOrFalse);
    }
    flag
}

pub(crate) fn tenant(source: &mut Source<'_>, at: &Place) -> Option<String> {
    text(source, at, Allowed::Tenant, |tenant| {
        is_guid(tenant) || is_domain(tenant)
    })
}

pub(crate) fn domain(source: &mut Source<'_>, at: &Place) -> Option<String> {
    text(source, at, Allowed::Domain, is_domain)
}

pub(crate) fn name(source: &mut Source<'_>, at: &Place) -> Option<String> {
    text(source, at, Allowed::Name, is_name)
}

pub(crate) fn is_name(name: &str) -> bool {
    (1..=120).contains(&name.chars().count()) && !name.chars().any(is_unseen) && name.trim() == name
}

/// The contract knows of one address only (8.3).
pub(crate) fn notify(source: &mut Source<'_>, at: &Place) -> Option<Option<String>> {
    match source.elements(at).as_deref() {
        Some([]) => Some(None),
        Some([one]) => text(source, one, Allowed::MailAddress, is_mail).map(Some),
        _ => {
            source.wrong(at, Allowed::OneAddress);
            None
        }
    }
}

/// The number of deletes that stops a job; nothing inside when the guard is to stay as it is.
pub(crate) fn delete_guard(source: &mut Source<'_>, at: &Place) -> Option<Option<u32>> {
    let mut fields = source.fields(at)?;
    let enabled = fields.required(source, "enabled", flag);
    let threshold = fields.optional(source, "threshold", threshold);
    fields.none_left(source);
    enabled.map(|enabled| enabled.then(|| threshold.unwrap_or(DEFAULT_THRESHOLD)))
}

/// The largest number that a delete guard can have.
pub(crate) const LARGEST_THRESHOLD: u32 = 1_000_000;

fn threshold(source: &mut Source<'_>, at: &Place) -> Option<u32> {
    number(source, at, 1, LARGEST_THRESHOLD)
}

pub(crate) fn number(source: &mut Source<'_>, at: &Place, least: u32, most: u32) -> Option<u32> {
    let number = source.number(at).and_then(|number| u32::try_from(number).ok());
    let number = number.filter(|number| (least..=most).contains(number));
    if number.is_none() {
        source.wrong(at, Allowed::Number { least, most });
    }
    number
}

pub(crate) fn guid(source: &mut Source<'_>, at: &Place, allowed: Allowed) -> Option<String> {
    text(source, at, allowed, is_guid)
}

pub(crate) fn text(
    source: &mut Source<'_>,
    at: &Place,
    allowed: Allowed,
    good: impl FnOnce(&str) -> bool,
) -> Option<String> {
    let text = source.string(at).filter(|text| good(text));
    if text.is_none() {
        source.wrong(at, allowed);
    }
    text
}

/// One of a few words.
pub(crate) fn word<T: Copy>(source: &mut Source<'_>, at: &Place, words: &[(&'static str, T)]) -> Option<T> {
    let found = source.string(at);
    if let Some((_, meaning)) = words.iter().find(|(word, _)| found.as_deref() == Some(*word)) {
        return Some(*meaning);
    }
    no_word(source, at, words.iter().map(|(word, _)| *word).collect());
    None
}

/// A wrong answer where one of these words may stand; the one that was probably meant.
pub(crate) fn no_word(source: &mut Source<'_>, at: &Place, words: Vec<&'static str>) -> Option<String> {
    let allowed = Allowed::OneOf { words: words.clone() };
    source.wrong_word(at, allowed, &words)
}

fn is_guid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Active Directory allows letters of other scripts and `_` in names, but not a single label here: nothing could reach it.
fn is_domain(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    text.len() <= 253
        && labels.len() >= 2
        && labels.iter().all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        })
}

pub(crate) fn is_mail(text: &str) -> bool {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || ",;<>\"()[]\\".contains(c);
    text.len() <= 254
        && !text.contains(forbidden)
        && text.rsplit_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && local.len() <= 64 && !local.contains('@') && is_domain(domain)
        })
}
