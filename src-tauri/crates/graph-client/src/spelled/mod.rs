//! A secret in a text, however the text spells it: plain, escaped for JSON (once or in JSON inside JSON), for addresses, forms or
//! web pages, also mixed, and inside base64. A service in another language escapes other characters than this program.

mod readings;

pub use readings::holds;

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};

/// Fewer characters of base64 than this stand in many texts by chance.
const SHORTEST_BASE64: usize = 8;

/// The text with `instead` in every place of the secret.
pub(crate) fn replace(text: &str, secret: &str, instead: &str) -> String {
    let Some(first) = secret.chars().next() else {
        return text.to_owned();
    };
    // No spelling is shorter than the secret: an id of the service has no room for a token.
    if secret.len() > text.len() {
        return text.to_owned();
    }
    let may_begin = |c: char| c == first || matches!(c, '\\' | '%' | '&' | '+');
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(may_begin) {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = spells(rest, secret) {
            clean.push_str(instead);
            rest = &rest[length..];
        } else {
            let mut chars = rest.chars();
            clean.extend(chars.next());
            rest = chars.as_str();
        }
    }
    clean.push_str(rest);
    in_base64(secret)
        .iter()
        .fold(clean, |clean, encoded| clean.replace(encoded, instead))
}

/// Length of the beginning of `text` that spells the whole secret. A character that escapes others may stand for itself or not;
/// within one spelling it does the same everywhere.
fn spells(text: &str, secret: &str) -> Option<usize> {
    let all = |of_one: fn(&str, char) -> Option<usize>| {
        secret.chars().try_fold(0, |at, c| Some(at + of_one(&text[at..], c)?))
    };
    all(|text, c| escaped_twice(text, c).or_else(|| backslashed(text, c)))
        .or_else(|| all(|text, c| escaped_once(text, c).or_else(|| backslashed(text, c))))
        .or_else(|| all(|text, c| backslashed(text, c).or_else(|| escaped_once(text, c))))
}

/// Length of the beginning of `text` that is this one character as in an address inside an address.
fn escaped_twice(text: &str, c: char) -> Option<usize> {
    percent(text, c, "%25").or_else(|| escaped_once(text, c))
}

/// Length of the beginning of `text` that is this one character as in an address or a web page.
fn escaped_once(text: &str, c: char) -> Option<usize> {
    percent(text, c, "%").or_else(|| entity(text, c))
}

/// Length of the beginning of `text` that is this one character, plain, as in a form, or after backslashes.
fn backslashed(text: &str, c: char) -> Option<usize> {
    let bare = text.trim_start_matches('\\');
    let slashes = text.len() - bare.len();
    let escaped = (slashes > 0).then(|| escape(bare, c)).flatten();
    if let Some(length) = escaped {
        return Some(slashes + length);
    }
    if c == '\\' && slashes > 0 {
        return Some(1);
    }
    if bare.starts_with(c) {
        return Some(slashes + c.len_utf8());
    }
    (c == ' ' && text.starts_with('+')).then_some(1)
}

/// What follows the backslash in JSON.
fn escape(text: &str, c: char) -> Option<usize> {
    let short = LETTERS.iter().find(|(meant, _)| *meant == c);
    if short.is_some_and(|(_, letter)| text.starts_with(*letter)) {
        return Some(1);
    }
    let mut at = 0;
    for unit in c.encode_utf16(&mut [0; 2]) {
        // The second half of a pair has a backslash of its own.
        let rest = text.get(at..)?;
        let unescaped = rest.trim_start_matches('\\');
        let digits = unescaped.strip_prefix('u')?.get(..4)?;
        if u16::from_str_radix(digits, 16) != Ok(*unit) {
            return None;
        }
        at += rest.len() - unescaped.len() + 5;
    }
    Some(at)
}

/// `%XX` for each byte.
fn percent(text: &str, c: char, sign: &str) -> Option<usize> {
    let mut at = 0;
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        let digits = text.get(at..)?.strip_prefix(sign)?.get(..2)?;
        if u8::from_str_radix(digits, 16) != Ok(byte) {
            return None;
        }
        at += sign.len() + 2;
    }
    Some(at)
}

/// `&amp;` and its like.
fn entity(text: &str, c: char) -> Option<usize> {
    let (name, _) = text.strip_prefix('&')?.split_once(';')?;
    (named(name) == Some(c)).then_some(name.len() + 2)
}

/// The character of `&name;`.
fn named(name: &str) -> Option<char> {
    let number = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
        Some(decimal) => decimal.parse().ok(),
        None => None,
    };
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => number.and_then(char::from_u32),
    }
}

/// What follows the backslash in JSON for a character that has a letter there.
const LETTERS: [(char, char); 5] = [('\n', 'n'), ('\r', 'r'), ('\t', 't'), ('\u{8}', 'b'), ('\u{c}', 'f')];

/// What base64 of any text around the secret has in common: the characters that come of the secret's bytes alone, at each of the
/// three places where it may begin.
fn in_base64(secret: &str) -> Vec<String> {
    let mut found = Vec::new();
    for before in 0..3 {
        let bytes = [vec![0; before], secret.as_bytes().to_vec()].concat();
        let own = (before * 8).div_ceil(6)..bytes.len() * 8 / 6;
        for alphabet in [BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD] {
            let encoded = alphabet.encode(&bytes)[own.clone()].to_owned();
            if encoded.len() >= SHORTEST_BASE64 && !found.contains(&encoded) {
                found.push(encoded);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::BASE64_STANDARD;

    const SECRET: &str = "a~b.c/d+e=%\"\\é \n😀<&z";

    fn clean(text: &str) -> String {
        replace(text, SECRET, "[x]")
    }

    #[test]
    fn every_spelling_goes() {
        let json = |text: &str| {
            let quoted = serde_json::Value::from(text).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        };
        let form: String = url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
        let every_byte: String = SECRET.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let every_unit: String = SECRET.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
        let page: String = SECRET.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        let named = SECRET.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let once = json(SECRET);
        for spelled in [
            SECRET,
            &once,
            &json(&once),
            &json(&json(&once)),
            &once.replace('/', "\\/").replace('+', "\\u002b").replace('<', "\\u003C"),
            &form,
            &form.to_ascii_lowercase(),
            &form.replace('+', "%20"),
            &every_byte,
            &every_byte.replace('%', "%25"),
            &every_unit,
            &json(&every_unit),
            &page,
            &named,
        ] {
            assert_eq!(
                clean(&format!("before {spelled} after")),
                "before [x] after",
                "{spelled}"
            );
        }
    }

    #[test]
    fn base64_of_the_secret_and_what_is_around_it_does_not_give_it_back() {
        for before in ["", "u", "me", "me:", "someone"] {
            let encoded = BASE64_STANDARD.encode(format!("{before}{SECRET}!"));
            let clean = clean(&encoded);
            let left = clean.split("[x]").map(str::len).max().unwrap();
            assert!(clean.contains("[x]") && left < 14, "{encoded} {clean}");
        }
    }

    #[test]
    fn a_text_that_is_nothing_but_a_spelling_goes() {
        let encoded = in_base64(SECRET);
        assert!(encoded.iter().all(|encoded| encoded.len() >= SECRET.len()));
        for spelled in encoded.iter().map(String::as_str).chain([SECRET]) {
            assert_eq!(clean(spelled), "[x]", "{spelled}");
        }
        for secret in ["secret", "secrets", "a secret", "a  b", "<é>"] {
            let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
            for spelled in [form].into_iter().chain(in_base64(secret)) {
                assert_eq!(replace(&spelled, secret, "[x]"), "[x]", "{spelled}");
            }
        }
    }

    #[test]
    fn anything_else_stays() {
        for text in ["", "a~b.c/d+e=%", "é%", "%", "\\u00", "&#;", "&amp", "\\", "a\\", "😀"] {
            assert_eq!(clean(text), text);
            assert_eq!(replace(text, "", "[x]"), text);
        }
    }
}
