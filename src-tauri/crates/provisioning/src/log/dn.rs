//! Distinguished names, as far as a list needs them (RFC 4514).

/// Whether it looks like one: `attribute=value` first.
pub(crate) fn is_one(text: &str) -> bool {
    let first = text.split_once('=').map(|(attribute, _)| attribute);
    first.is_some_and(|attribute| !attribute.is_empty() && attribute.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The first part and what follows its comma. A comma behind a backslash belongs to the name.
pub(crate) fn parts(dn: &str) -> (&str, Option<&str>) {
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
pub(crate) fn unit(dn: &str) -> Option<&str> {
    parts(dn).1
}

/// Its parts from the first on, as they are compared: without case and without blanks around them.
fn compared(dn: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = Some(dn);
    while let Some(dn) = rest {
        let (first, further) = parts(dn);
        let part = match first.split_once('=') {
            Some((attribute, value)) => format!("{}={}", attribute.trim(), value.trim()),
            None => first.trim().to_owned(),
        };
        found.push(part.to_lowercase());
        rest = further;
    }
    found
}

/// The domain that it lies in, as DNS writes it.
pub(crate) fn domain(dn: &str) -> Option<String> {
    let parts = compared(dn);
    let labels: Vec<&str> = parts.iter().filter_map(|part| part.strip_prefix("dc=")).collect();
    (!labels.is_empty()).then(|| labels.join("."))
}

/// Both name the same object.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    compared(one) == compared(other)
}

/// The object lies in the unit, or in a unit below it.
pub(crate) fn is_below(dn: &str, unit: &str) -> bool {
    let (dn, unit) = (compared(dn), compared(unit));
    dn.len() > unit.len() && dn.ends_with(&unit)
}

/// The value of its first part, as it reads without escapes.
pub(crate) fn first_value(dn: &str) -> Option<String> {
    let (_, value) = parts(dn).0.split_once('=')?;
    let value = value.trim();
    let (mut read, mut at) = (Vec::with_capacity(value.len()), 0);
    let bytes = value.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        let hex = |at: usize| {
            char::from(*bytes.get(at)?)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        };
        match (byte, hex(at + 1), hex(at + 2), bytes.get(at + 1)) {
            (b'\\', Some(high), Some(low), _) => {
                read.push(high * 16 + low);
                at += 3;
            }
            (b'\\', _, _, Some(&sign)) => {
                read.push(sign);
                at += 2;
            }
            _ => {
                read.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(read).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_part_by_part() {
        assert!(is_same("CN=Anna,OU=Sales,DC=x", "cn=anna, ou=SALES , dc=x"));
        assert_eq!(
            domain("CN=Anna,OU=x, DC=Corp,dc=example").as_deref(),
            Some("corp.example")
        );
        assert_eq!(domain("CN=Anna"), None);
        assert!(!is_same(r"CN=Vries\, Anna,OU=Sales", "CN=Vries,Anna,OU=Sales"));
        assert!(is_below("CN=Anna,OU=Young,OU=Sales,DC=x", "ou=sales,dc=x"));
        for unit in ["OU=ales,DC=x", "CN=Anna,OU=Sales,DC=x", "OU=Young,DC=x"] {
            assert!(!is_below("CN=Anna,OU=Sales,DC=x", unit), "{unit}");
        }
    }

    #[test]
    fn the_first_value_reads_as_people_write_it() {
        for (dn, value) in [
            ("CN=Anna,OU=Sales", Some("Anna")),
            (r"CN=Vries\, Anna de,OU=Sales", Some("Vries, Anna de")),
            (r"CN=Lu\C4\8Di\C4\87,OU=x", Some("Lučić")),
            (r"CN=a\+b\\c", Some(r"a+b\c")),
            (r"CN=\FF", None),
            ("CN=", None),
            ("Anna", None),
            (r"CN=a\", Some(r"a\")),
        ] {
            assert_eq!(first_value(dn).as_deref(), value, "{dn}");
        }
    }

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
