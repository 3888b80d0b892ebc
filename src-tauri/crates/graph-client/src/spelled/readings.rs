//! Whether a text holds a secret, however it is spelled: plain, escaped for JSON, an address, a form or a web page, in base64, or in
//! several of these, one inside the other.
//!
//! Every reading of the text is looked at, so that it does not matter which characters a service escapes.

use std::collections::HashSet;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{LETTERS, named};

/// How many spellings may lie one inside the other, as a form in base64 in JSON.
const DEEPEST: usize = 4;
/// No further than this is a text looked at, in bytes. No more of it may be shown.
const WINDOW: usize = 16 * 1024;

/// Padded or not; bits that are left over do not matter.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);

/// Whether one of these secrets can be read out of the text.
#[must_use]
pub fn holds(text: &str, secrets: &[String]) -> bool {
    let secrets: Vec<&String> = secrets.iter().filter(|secret| !secret.is_empty()).collect();
    let window = String::from_utf8_lossy(&text.as_bytes()[..text.len().min(WINDOW)]);
    let mut seen = HashSet::new();
    let mut readings = vec![window.into_owned()];
    for _ in 0..=DEEPEST {
        let found = |reading: &String| secrets.iter().any(|secret| reading.contains(secret.as_str()));
        if readings.iter().any(found) {
            return true;
        }
        readings.retain(|reading| seen.insert(reading.clone()));
        readings = readings.iter().flat_map(|reading| other_readings(reading)).collect();
    }
    false
}

fn other_readings(text: &str) -> Vec<String> {
    let mut readings = vec![
        without_percents(text),
        without_percents(&text.replace('+', " ")),
        without_backslashes(text),
        without_entities(text),
    ];
    readings.extend(in_base64(text));
    readings
}

/// `%41` is `A`.
fn without_percents(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut read = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = text.get(at + 1..at + 3).filter(|_| byte == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(meant) => {
                read.push(meant);
                at += 3;
            }
            None => {
                read.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&read).into_owned()
}

/// `\u0041` is `A`, and `\"` is `"`.
fn without_backslashes(text: &str) -> String {
    let mut read: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        rest = &rest[next.len_utf8()..];
        let escaped = rest.chars().next().filter(|_| next == '\\');
        let Some(escaped) = escaped else {
            read.extend_from_slice(next.encode_utf16(&mut [0; 2]));
            continue;
        };
        rest = &rest[escaped.len_utf8()..];
        let unit = rest.get(..4).filter(|_| escaped == 'u');
        if let Some(unit) = unit.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            read.push(unit);
            rest = &rest[4..];
            continue;
        }
        let meant = LETTERS.iter().find(|(_, letter)| *letter == escaped);
        let meant = meant.map_or(escaped, |(meant, _)| *meant);
        read.extend_from_slice(meant.encode_utf16(&mut [0; 2]));
    }
    String::from_utf16_lossy(&read)
}

/// `&#65;` is `A`, and `&amp;` is `&`.
fn without_entities(text: &str) -> String {
    let mut pieces = text.split('&');
    let mut read = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece
            .split_once(';')
            .and_then(|(name, rest)| Some((named(name)?, rest)))
        {
            Some((meant, rest)) => {
                read.push(meant);
                read.push_str(rest);
            }
            None => {
                read.push('&');
                read.push_str(piece);
            }
        }
    }
    read
}

/// What stands in base64 of either alphabet. What stands before it without a space shifts its letters, so each of four is tried as
/// the first.
fn in_base64(text: &str) -> Vec<String> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
    let runs = text.split(|c| !is_letter(c)).filter(|run| run.len() >= 4);
    let runs = runs.map(|run| run.replace('-', "+").replace('_', "/"));
    runs.flat_map(|run| {
        (0..4).filter_map(move |first| {
            let letters = run.get(first..)?;
            // One letter alone stands for no byte.
            let letters = &letters[..letters.len() - usize::from(letters.len() % 4 == 1)];
            let bytes = BASE64.decode(letters).ok()?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
    use hostile_input::{inputs, text};
    use proptest::prelude::*;
    use url::form_urlencoded::byte_serialize;

    const SECRET: &str = "a~b.c/d+e=%\"\\é 😀";

    fn gives_away(text: &str) -> bool {
        holds(text, &[String::new(), SECRET.to_owned()])
    }

    fn json(text: &str) -> String {
        let quoted = serde_json::Value::from(text).to_string();
        quoted[1..quoted.len() - 1].to_owned()
    }

    #[test]
    fn every_spelling_is_recognised() {
        let form: String = byte_serialize(SECRET.as_bytes()).collect();
        let every_unit: String = SECRET.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
        let page: String = SECRET.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        let once = json(SECRET);
        for spelled in [
            SECRET.to_owned(),
            form.clone(),
            form.to_ascii_lowercase(),
            form.replace('+', "%20"),
            form.replace('%', "%25"),
            SECRET.bytes().map(|byte| format!("%{byte:02x}")).collect(),
            json(&once),
            json(&form),
            json(&every_unit),
            once.replace('/', "\\/"),
            once,
            every_unit,
            page,
            SECRET.replace('"', "&quot;"),
            BASE64_STANDARD.encode(SECRET),
            BASE64_URL_SAFE_NO_PAD.encode(SECRET),
            BASE64_STANDARD.encode(format!("client:{SECRET}&more")),
            BASE64_STANDARD.encode(&form),
            byte_serialize(BASE64_STANDARD.encode(SECRET).as_bytes()).collect(),
        ] {
            assert!(gives_away(&format!("you sent client_secret={spelled}&x")), "{spelled}");
            assert!(gives_away(&spelled), "{spelled}");
        }
    }

    #[test]
    fn what_holds_no_secret_holds_none() {
        for text in [
            "",
            "AADSTS7000215: Invalid client secret provided.",
            "a~b.c/d+e=%",
            "%",
            "\\u00",
            "&#;",
            "\\",
            "é%é",
        ] {
            assert!(!gives_away(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(inputs(2_000))]

        #[test]
        fn no_text_is_too_odd_to_look_at(text in text(), secret in text()) {
            prop_assume!(secret.len() < WINDOW);
            let held = holds(&format!("{secret}{text}"), std::slice::from_ref(&secret));
            prop_assert_eq!(held, !secret.is_empty());
        }
    }
}
