//! What the answers of Cloud Sync may be.

use super::{Existing, Scope};
use crate::setup_file::answers::{guid, text};
use crate::setup_file::distinguished_name::is_name_in;
use crate::setup_file::{Place, Source};

/// Organizational units or groups in one configuration (contract 10.4: newer pages say about 50, older ones 59).
pub(super) const MOST_SCOPES: usize = 59;

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
        guid(source, at, "the object id of a configuration (a GUID)")
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
