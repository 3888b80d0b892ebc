//! Distinguished names of Active Directory, such as `OU=Staff,DC=corp,DC=contoso,DC=com`.

/// Whether `text` is a distinguished name of the kind wanted, below the domain where that is known.
pub(crate) fn is_name_in(text: &str, domain: Option<&str>, first: &[&str]) -> bool {
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

/// The domain that a distinguished name lies in, such as `corp.contoso.com`; `None` where it names none, or is no such name.
pub(crate) fn domain_of(text: &str) -> Option<String> {
    let parts = parts(text)?;
    let mut labels: Vec<String> = parts
        .into_iter()
        .rev()
        .map_while(|(kind, value)| kind.eq_ignore_ascii_case("DC").then_some(value))
        .collect();
    labels.reverse();
    (labels.len() >= 2).then(|| labels.join("."))
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
