//! What the answers of Cloud Sync may be.

use super::{Existing, Scope};
use crate::setup_file::answers::{guid, text};
use crate::setup_file::distinguished_name::is_name_in;
use crate::setup_file::{Allowed, Found, Place, Source};

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
        source.wrong_word(at, Allowed::ExistingAnswer, &["adopt", "leave", "new"]);
        return None;
    }
    let mut fields = source.fields(at)?;
    let id = fields.required(source, "configuration", |source, at| {
        guid(source, at, Allowed::ConfigurationId)
    });
    fields.none_left(source);
    id.map(Existing::This)
}

/// The names must lie in `domain`, where that is known.
pub(super) fn scope(source: &mut Source<'_>, at: &Place, domain: Option<&str>) -> Option<Scope> {
    if !source.raw(at).starts_with('{') {
        source.wrong(at, Allowed::Scope);
        return None;
    }
    let mut fields = source.fields(at)?;
    if fields.count() != 1 {
        source.wrong(at, Allowed::Scope);
        return None;
    }
    let everyone = fields.optional(source, "everyone", |source, at| Some(source.bool(at)));
    let ous = fields.optional(source, "ous", |source, at| {
        Some(names(source, at, domain, &["OU=", "CN=", "DC="]))
    });
    let groups = fields.optional(source, "groups", |source, at| Some(names(source, at, domain, &["CN="])));
    match (everyone, ous, groups) {
        (Some(Some(true)), ..) => Some(Scope::Everyone),
        (_, Some(names), _) => names.map(Scope::Ous),
        (.., Some(names)) => names.map(Scope::Groups),
        (Some(_), ..) => {
            source.wrong(at, Allowed::Scope);
            None
        }
        (None, None, None) => {
            source.wrong_field(at, &fields, Allowed::Scope);
            None
        }
    }
}

/// `begins` has the kinds of the first part, each with its `=`.
fn names(
    source: &mut Source<'_>,
    at: &Place,
    domain: Option<&str>,
    begins: &'static [&'static str],
) -> Option<Vec<String>> {
    let most = MOST_SCOPES;
    let Some(places) = source.elements(at) else {
        source.wrong(at, Allowed::DistinguishedNames { most });
        return None;
    };
    if places.is_empty() || places.len() > most {
        let number = places.len();
        source.found(at, Found::Names { number }, Allowed::DistinguishedNames { most });
        return None;
    }
    let kinds: Vec<&str> = begins.iter().map(|begin| begin.trim_end_matches('=')).collect();
    let allowed = || match domain.map(str::to_owned) {
        Some(domain) => Allowed::DistinguishedNameIn { begins, domain },
        None => Allowed::DistinguishedName { begins },
    };
    let mut checked: Vec<String> = Vec::new();
    let mut all_good = true;
    for place in &places {
        let Some(name) = text(source, place, allowed(), |name| is_name_in(name, domain, &kinds)) else {
            all_good = false;
            continue;
        };
        if checked.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
            source.wrong(place, Allowed::EachOnce);
            all_good = false;
        }
        checked.push(name);
    }
    all_good.then_some(checked)
}
