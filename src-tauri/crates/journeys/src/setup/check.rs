//! What each answer may be.

use serde_json::Value;

use super::characters::is_unseen;
use super::fields::{Fields, wrong};
use super::{Existing, Scope, SetupError};

/// Organizational units or groups in one configuration (contract 10.4: newer pages say about 50, older ones 59).
pub(super) const MOST_SCOPES: usize = 59;

type Checked<T> = Result<T, SetupError>;

pub(super) fn version(path: &str, value: Value) -> Checked<()> {
    if value == 1 {
        Ok(())
    } else {
        Err(wrong(path, &value, "1"))
    }
}

pub(super) fn journey(path: &str, value: Value) -> Checked<()> {
    if value == "cloud-sync" {
        Ok(())
    } else {
        Err(wrong(path, &value, "\"cloud-sync\""))
    }
}

/// Where an editor finds the schema.
pub(super) fn schema(path: &str, value: Value) -> Checked<()> {
    text(path, value, "the address of a JSON Schema", |_| true).map(|_| ())
}

pub(super) fn flag(path: &str, value: Value) -> Checked<bool> {
    value.as_bool().ok_or_else(|| wrong(path, &value, "true or false"))
}

pub(super) fn tenant(path: &str, value: Value) -> Checked<String> {
    text(
        path,
        value,
        "a tenant id (a GUID) or one of the tenant's domains",
        |tenant| is_guid(tenant) || is_domain(tenant),
    )
}

pub(super) fn domain(path: &str, value: Value) -> Checked<String> {
    let allowed = "the full name of an Active Directory domain, such as corp.contoso.com";
    text(path, value, allowed, is_domain)
}

pub(super) fn name(path: &str, value: Value) -> Checked<String> {
    text(
        path,
        value,
        "1 to 120 characters on one line, all of them visible, not blank at either end",
        |name| (1..=120).contains(&name.chars().count()) && !name.chars().any(is_unseen) && name.trim() == name,
    )
}

/// The contract knows of one address only (8.3).
pub(super) fn notify(path: &str, value: Value) -> Checked<Option<String>> {
    let Value::Array(mut addresses) = value else {
        return Err(wrong(path, &value, "a list with at most one address"));
    };
    match addresses.len() {
        0 => Ok(None),
        1 => {
            let allowed = "a mail address, such as ops@contoso.com; a group's address reaches several people";
            text(&format!("{path}[0]"), addresses.remove(0), allowed, is_mail).map(Some)
        }
        _ => Err(wrong(
            path,
            &Value::Array(addresses),
            "a list with at most one address; use a group's address for several",
        )),
    }
}

pub(super) fn delete_guard(path: &str, value: Value) -> Checked<Option<u32>> {
    let mut fields = Fields::of(value, path)?;
    let enabled = fields.required("enabled", flag)?;
    let threshold = fields.optional("threshold", threshold)?;
    fields.none_left()?;
    Ok(enabled.then(|| threshold.unwrap_or(500)))
}

fn threshold(path: &str, value: Value) -> Checked<u32> {
    let number = value.as_u64().filter(|number| (1..=1_000_000).contains(number));
    number
        .and_then(|number| u32::try_from(number).ok())
        .ok_or_else(|| wrong(path, &value, "a whole number from 1 to 1000000"))
}

pub(super) fn existing(path: &str, value: Value) -> Checked<Existing> {
    match value.as_str() {
        Some("adopt") => return Ok(Existing::Adopt),
        Some("leave") => return Ok(Existing::Leave),
        _ => {}
    }
    if !value.is_object() {
        return Err(wrong(
            path,
            &value,
            "\"adopt\", \"leave\" or {\"configuration\": \"<its id>\"}",
        ));
    }
    let mut fields = Fields::of(value, path)?;
    let id = fields.required("configuration", |path, value| {
        text(path, value, "the object id of a configuration (a GUID)", is_guid)
    })?;
    fields.none_left()?;
    Ok(Existing::This(id))
}

pub(super) fn scope(path: &str, value: Value, domain: &str) -> Checked<Scope> {
    let allowed = "one of {\"everyone\": true}, {\"ous\": [names]} or {\"groups\": [names]}";
    if value.as_object().is_none_or(|kinds| kinds.len() != 1) {
        return Err(wrong(path, &value, allowed));
    }
    let whole = value.clone();
    let mut fields = Fields::of(value, path)?;
    if let Some(everyone) = fields.optional("everyone", flag)? {
        return if everyone {
            Ok(Scope::Everyone)
        } else {
            Err(wrong(path, &whole, allowed))
        };
    }
    if let Some(ous) = fields.optional("ous", |path, value| names(path, value, domain, &["OU", "CN", "DC"]))? {
        return Ok(Scope::Ous(ous));
    }
    let groups = fields.optional("groups", |path, value| names(path, value, domain, &["CN"]))?;
    groups.map(Scope::Groups).ok_or_else(|| wrong(path, &whole, allowed))
}

fn names(path: &str, value: Value, domain: &str, first: &[&str]) -> Checked<Vec<String>> {
    let Value::Array(names) = value else {
        return Err(wrong(path, &value, "a list of distinguished names"));
    };
    if names.is_empty() || names.len() > MOST_SCOPES {
        let found = Value::from(names.len());
        return Err(wrong(path, &found, &format!("1 to {MOST_SCOPES} distinguished names")));
    }
    let mut checked: Vec<String> = Vec::new();
    for (at, name) in names.into_iter().enumerate() {
        let path = format!("{path}[{at}]");
        let begin = first.join("= or ");
        let allowed = format!("a distinguished name that begins with {begin}= and lies in {domain}");
        let whole = name.clone();
        let name = text(&path, name, &allowed, |name| is_name_in(name, domain, first))?;
        if checked.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
            return Err(wrong(&path, &whole, "each name once"));
        }
        checked.push(name);
    }
    Ok(checked)
}

fn text(path: &str, value: Value, allowed: &str, good: impl FnOnce(&str) -> bool) -> Checked<String> {
    match value {
        Value::String(text) if good(&text) => Ok(text),
        other => Err(wrong(path, &other, allowed)),
    }
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

/// Whether `text` is a distinguished name of the kind wanted, below the domain.
fn is_name_in(text: &str, domain: &str, first: &[&str]) -> bool {
    let Some(parts) = parts(text) else { return false };
    let kind_fits = parts
        .first()
        .is_some_and(|(kind, _)| first.iter().any(|wanted| wanted.eq_ignore_ascii_case(kind)));
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
