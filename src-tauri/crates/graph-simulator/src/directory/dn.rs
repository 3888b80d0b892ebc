//! Distinguished names: writing values safely, and reading for comparison (RFC 4514).

/// A value as it stands in a DN: separators, a leading blank or `#`, and a trailing blank carry a backslash.
#[must_use]
pub fn escape_value(value: &str) -> String {
    let last = value.chars().count().saturating_sub(1);
    let mut escaped = String::with_capacity(value.len());
    for (place, c) in value.chars().enumerate() {
        let at_edge = (c == ' ' && (place == 0 || place == last)) || (c == '#' && place == 0);
        if at_edge || matches!(c, ',' | '+' | '"' | '\\' | '<' | '>' | ';' | '=') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The parts of a DN in order, type and value in lower case and unescaped, blanks around separators dropped.
/// `None` when it is no DN.
#[must_use]
pub fn parse_dn(dn: &str) -> Option<Vec<(String, String)>> {
    let mut parts = Vec::new();
    let mut rest = dn.trim();
    while !rest.is_empty() {
        let (kind, after) = rest.split_once('=')?;
        let kind = kind.trim();
        if kind.is_empty() || !kind.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.') {
            return None;
        }
        let (value, next) = value(after.trim_start())?;
        parts.push((kind.to_ascii_lowercase(), value.to_lowercase()));
        rest = next;
    }
    (!parts.is_empty()).then_some(parts)
}

/// One value up to the next bare comma, and what follows it.
fn value(text: &str) -> Option<(String, &str)> {
    let (mut value, mut kept) = (String::new(), 0);
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            ',' => {
                let next = text[at + 1..].trim_start();
                value.truncate(value.trim_end().len().max(kept));
                return (!next.is_empty()).then_some((value, next));
            }
            '\\' => {
                let (_, escaped) = characters.next()?;
                match escaped
                    .to_digit(16)
                    .zip(characters.clone().next().and_then(|(_, low)| low.to_digit(16)))
                {
                    Some((high, low)) => {
                        characters.next();
                        value.push(char::from(u8::try_from(high * 16 + low).ok()?));
                    }
                    None => value.push(escaped),
                }
                kept = value.len();
            }
            other => value.push(other),
        }
    }
    value.truncate(value.trim_end().len().max(kept));
    Some((value, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_reads_back() {
        for name in ["Bakker, Tom (Sales)", " edge ", "#1", "a\\b", "x=\"1\"; <b>+c", "ليلى"] {
            let dn = format!("CN={}, OU=A B ,DC=x", escape_value(name));
            let parsed = parse_dn(&dn).unwrap();
            assert_eq!(parsed[0], ("cn".to_owned(), name.to_lowercase()), "{dn}");
            assert_eq!(parsed[1], ("ou".to_owned(), "a b".to_owned()));
            assert_eq!(parsed.len(), 3);
        }
    }

    #[test]
    fn hexadecimal_escapes_are_read() {
        assert_eq!(parse_dn("CN=a\\2Cb,DC=x").unwrap()[0].1, "a,b");
    }

    #[test]
    fn what_is_no_dn_is_refused() {
        for text in ["", "Sales", "OU=a,", "=x", "OU=a,,DC=b", "CN=x\\"] {
            assert_eq!(parse_dn(text), None, "{text}");
        }
    }
}
