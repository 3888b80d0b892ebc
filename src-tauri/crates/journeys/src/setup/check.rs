//! What each answer may be.

use super::characters::is_unseen;
use super::source::{Place, Source};
use super::{Existing, Scope};

/// Organizational units or groups in one configuration (contract 10.4: newer pages say about 50, older ones 59).
pub(super) const MOST_SCOPES: usize = 59;

pub(super) fn version(source: &mut Source<'_>, at: &Place) -> Option<()> {
    if source.raw(at) == "1" {
        return Some(());
    }
    source.wrong(at, "1");
    None
}

pub(super) fn journey(source: &mut Source<'_>, at: &Place) -> Option<()> {
    if source.string(at).is_some_and(|journey| journey == "cloud-sync") {
        return Some(());
    }
    source.wrong_word(at, "\"cloud-sync\"", &["cloud-sync"]);
    None
}

/// Where an editor finds the schema.
pub(super) fn schema(source: &mut Source<'_>, at: &Place) -> Option<()> {
    text(source, at, "the address of a JSON Schema", |_| true).map(|_| ())
}

pub(super) fn flag(source: &mut Source<'_>, at: &Place) -> Option<bool> {
    let flag = source.bool(at);
    if flag.is_none() {
        source.wrong(at, "true or false");
    }
    flag
}

pub(super) fn tenant(source: &mut Source<'_>, at: &Place) -> Option<String> {
    let allowed = "a tenant id (a GUID) or one of the tenant's domains";
    text(source, at, allowed, |tenant| is_guid(tenant) || is_domain(tenant))
}

pub(super) fn domain(source: &mut Source<'_>, at: &Place) -> Option<String> {
    let allowed = "the full name of an Active Directory domain, such as corp.contoso.com";
    text(source, at, allowed, is_domain)
}

pub(super) fn name(source: &mut Source<'_>, at: &Place) -> Option<String> {
    let allowed = "1 to 120 characters on one line, all of them visible, not blank at either end";
    text(source, at, allowed, |name| {
        (1..=120).contains(&name.chars().count()) && !name.chars().any(is_unseen) && name.trim() == name
    })
}

/// The contract knows of one address only (8.3).
pub(super) fn notify(source: &mut Source<'_>, at: &Place) -> Option<Option<String>> {
    match source.elements(at).as_deref() {
        Some([]) => Some(None),
        Some([one]) => {
            let allowed = "a mail address, such as ops@contoso.com; a group's address reaches several people";
            text(source, one, allowed, is_mail).map(Some)
        }
        Some(_) => {
            source.wrong(at, "a list with at most one address; use a group's address for several");
            None
        }
        None => {
            source.wrong(at, "a list with at most one address");
            None
        }
    }
}

/// The number of deletes that stops a job; nothing inside when the guard is to stay as it is.
pub(super) fn delete_guard(source: &mut Source<'_>, at: &Place) -> Option<Option<u32>> {
    let mut fields = source.fields(at)?;
    let enabled = fields.required(source, "enabled", flag);
    let threshold = fields.optional(source, "threshold", threshold);
    fields.none_left(source);
    enabled.map(|enabled| enabled.then(|| threshold.unwrap_or(super::DEFAULT_THRESHOLD)))
}

fn threshold(source: &mut Source<'_>, at: &Place) -> Option<u32> {
    let number = source.number(at).filter(|number| (1..=1_000_000).contains(number));
    let number = number.and_then(|number| u32::try_from(number).ok());
    if number.is_none() {
        source.wrong(at, "a whole number from 1 to 1000000");
    }
    number
}

pub(super) fn existing(source: &mut Source<'_>, at: &Place) -> Option<Existing> {
    match source.string(at).as_deref() {
        Some("adopt") => return Some(Existing::Adopt),
        Some("leave") => return Some(Existing::Leave),
        Some("new") => return Some(Existing::New),
        _ => {}
    }
    if !source.raw(at).starts_with('{') {
        let allowed = "\"adopt\", \"leave\", \"new\" or {\"configuration\": \"<its id>\"}";
        source.wrong_word(at, allowed, &["adopt", "leave", "new"]);
        return None;
    }
    let mut fields = source.fields(at)?;
    let id = fields.required(source, "configuration", |source, at| {
        text(source, at, "the object id of a configuration (a GUID)", is_guid)
    });
    fields.none_left(source);
    id.map(Existing::This)
}

/// The names must lie in `domain`, where that is known.
pub(super) fn scope(source: &mut Source<'_>, at: &Place, domain: Option<&str>) -> Option<Scope> {
    let allowed = "one of {\"everyone\": true}, {\"ous\": [names]} or {\"groups\": [names]}";
    if !source.raw(at).starts_with('{') {
        source.wrong(at, allowed);
        return None;
    }
    let mut fields = source.fields(at)?;
    if fields.count() != 1 {
        source.wrong(at, allowed);
        return None;
    }
    let everyone = fields.optional(source, "everyone", |source, at| Some(source.bool(at)));
    let ous = fields.optional(source, "ous", |source, at| {
        Some(names(source, at, domain, &["OU", "CN", "DC"]))
    });
    let groups = fields.optional(source, "groups", |source, at| Some(names(source, at, domain, &["CN"])));
    match (everyone, ous, groups) {
        (Some(Some(true)), ..) => Some(Scope::Everyone),
        (_, Some(names), _) => names.map(Scope::Ous),
        (.., Some(names)) => names.map(Scope::Groups),
        (Some(_), ..) => {
            source.wrong(at, allowed);
            None
        }
        (None, None, None) => {
            source.wrong_field(at, &fields, allowed);
            None
        }
    }
}

fn names(source: &mut Source<'_>, at: &Place, domain: Option<&str>, first: &[&str]) -> Option<Vec<String>> {
    let Some(places) = source.elements(at) else {
        source.wrong(at, "a list of distinguished names");
        return None;
    };
    if places.is_empty() || places.len() > MOST_SCOPES {
        let allowed = format!("1 to {MOST_SCOPES} distinguished names");
        source.found(at, &places.len().to_string(), &allowed);
        return None;
    }
    let begin = first.join("= or ");
    let inside = domain.unwrap_or("the domain");
    let allowed = format!("a distinguished name that begins with {begin}= and lies in {inside}");
    let mut checked: Vec<String> = Vec::new();
    let mut all_good = true;
    for place in &places {
        let Some(name) = text(source, place, &allowed, |name| is_name_in(name, domain, first)) else {
            all_good = false;
            continue;
        };
        if checked.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
            source.wrong(place, "each name once");
            all_good = false;
        }
        checked.push(name);
    }
    all_good.then_some(checked)
}

fn text(source: &mut Source<'_>, at: &Place, allowed: &str, good: impl FnOnce(&str) -> bool) -> Option<String> {
    let text = source.string(at).filter(|text| good(text));
    if text.is_none() {
        source.wrong(at, allowed);
    }
    text
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

fn is_mail(text: &str) -> bool {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || ",;<>\"()[]\\".contains(c);
    text.len() <= 254
        && !text.contains(forbidden)
        && text.rsplit_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && local.len() <= 64 && !local.contains('@') && is_domain(domain)
        })
}

/// Whether `text` is a distinguished name of the kind wanted, below the domain where that is known.
fn is_name_in(text: &str, domain: Option<&str>, first: &[&str]) -> bool {
    let Some(parts) = parts(text) else { return false };
    let kind_fits = parts
        .first()
        .is_some_and(|(kind, _)| first.iter().any(|wanted| wanted.eq_ignore_ascii_case(kind)));
    let Some(domain) = domain else { return kind_fits };
    let labels: Vec<&str> = domain.split('.').collect();
    let dcs = parts
        .iter()
        .rev()
        .take_while(|(kind, _)| kind.eq_ignore_ascii_case("DC"))
        .count();
    let below = parts.iter().rev().take(dcs).map(|(_, value)| value.as_str());
    kind_fits
        && dcs == labels.len()
        && below
            .zip(labels.iter().rev())
            .all(|(dc, label)| dc.eq_ignore_ascii_case(label))
}

/// `kind=value` pairs of a distinguished name; `None` when it is not one. A backslash takes the next character as it is.
fn parts(text: &str) -> Option<Vec<(String, String)>> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                parts.last_mut()?.push(c);
                parts.last_mut()?.push(chars.next()?);
            }
            ',' => parts.push(String::new()),
            c if c.is_control() => return None,
            c => parts.last_mut()?.push(c),
        }
    }
    let pairs = parts.iter().map(|part| {
        let (kind, value) = part.trim_start().split_once('=')?;
        let known = ["OU", "CN", "DC"].iter().any(|known| known.eq_ignore_ascii_case(kind));
        (known && !value.trim().is_empty()).then(|| (kind.to_owned(), value.to_owned()))
    });
    pairs.collect()
}
