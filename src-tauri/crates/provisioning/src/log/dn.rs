//! Distinguished names, as far as a list needs them (RFC 4514).

/// Whether it looks like one: `attribute=value` first.
pub(super) fn is_one(text: &str) -> bool {
    let first = text.split_once('=').map(|(attribute, _)| attribute);
    first.is_some_and(|attribute| !attribute.is_empty() && attribute.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The first part and what follows its comma. A comma behind a backslash belongs to the name.
pub(super) fn parts(dn: &str) -> (&str, Option<&str>) {
    let mut escaped = false;
    for (at, sign) in dn.char_indices() {
        match sign {
            '\\' => escaped = !escaped,
            ',' if !escaped => {
                let unit = &dn[at + 1..];
                return if unit.is_empty() {
                    (dn, None)
                } else {
                    (&dn[..at], Some(unit))
                };
            }
            _ => escaped = false,
        }
    }
    (dn, None)
}

/// The distinguished name of the unit that it lies in.
pub(super) fn unit(dn: &str) -> Option<&str> {
    parts(dn).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_of_the_name_parts_nothing() {
        for (dn, unit_of_it) in [
            ("CN=Anna,OU=Sales,DC=x", Some("OU=Sales,DC=x")),
            (r"CN=Vries\, Anna de,OU=Sales", Some("OU=Sales")),
            (r"CN=a\\,OU=b", Some("OU=b")),
            ("DC=x", None),
            ("CN=x,", None),
            ("", None),
        ] {
            assert_eq!(unit(dn), unit_of_it, "{dn}");
            let (first, rest) = parts(dn);
            assert_eq!(rest.map_or(first.to_owned(), |rest| format!("{first},{rest}")), dn);
        }
        assert!(is_one("CN=x") && !is_one("a b=c") && !is_one("x"));
    }
}
