//! Everything in a folder, searched for what may be in no file.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};

/// Every access and id token of the demo tenant is a JWT, and begins with its header: `{"typ":"JWT",`.
pub const TOKEN: &str = "eyJ0eXAiOiJKV1Qi";
/// Every refresh token of the demo tenant begins so.
pub const REFRESH_TOKEN: &str = "1.AX0A";

/// Fewer characters of base64 than this stand in many files by chance.
const SHORTEST_BASE64: usize = 8;

/// Fails the test if one of these texts is in a file of the folder, however it is spelled, or if it has fewer files than that. That the
/// search finds what is there is tried each time, in a file that holds them all.
#[track_caller]
pub fn has_none_of(folder: &Path, sentinels: &[&str], at_least: usize) {
    let planted = tempfile::tempdir().expect("a folder");
    let inside = planted.path().join("inside");
    std::fs::create_dir(&inside).expect("a folder");
    for sentinel in sentinels {
        std::fs::write(inside.join("planted"), format!("before{sentinel}after")).expect("a file");
        assert_eq!(
            holders(planted.path(), sentinel).len(),
            1,
            "the search does not find {sentinel:?}"
        );
    }
    let files = files(folder);
    assert!(files.len() >= at_least, "{files:?}");
    for sentinel in sentinels {
        let found = holders(folder, sentinel);
        assert!(found.is_empty(), "{sentinel:?} is in {found:?}");
    }
}

/// The files below the folder in which the text stands.
fn holders(folder: &Path, text: &str) -> Vec<PathBuf> {
    let spellings = pieces(text);
    let holds = |file: &PathBuf| {
        let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        spellings.iter().any(|spelled| contains(&bytes, spelled))
    };
    files(folder).into_iter().filter(holds).collect()
}

/// Whether the text stands in these bytes, however it is spelled.
#[must_use]
pub fn gives_away(bytes: &[u8], text: &str) -> bool {
    pieces(text).iter().any(|spelled| contains(bytes, spelled))
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

/// The text as forms, addresses, JSON and base64 spell it.
#[must_use]
pub fn spellings(text: &str) -> Vec<String> {
    let percent = |keeps: &[u8], lower: bool| -> String {
        let spelled = text.bytes().map(|byte| match byte {
            _ if byte.is_ascii_alphanumeric() || keeps.contains(&byte) => char::from(byte).to_string(),
            _ if lower => format!("%{byte:02x}"),
            _ => format!("%{byte:02X}"),
        });
        spelled.collect()
    };
    let quoted = serde_json::Value::from(text).to_string();
    let ascii: String = text
        .encode_utf16()
        .map(|unit| match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("\\u{unit:04x}"),
        })
        .collect();
    // Forms keep other signs than addresses do.
    let (form, address) = (b"*-._".as_slice(), b"-._~".as_slice());
    vec![
        text.to_owned(),
        percent(form, false),
        percent(form, false).replace("%20", "+"),
        percent(form, true),
        percent(address, false),
        percent(address, true),
        percent(form, false).replace('%', "%25"),
        quoted[1..quoted.len() - 1].to_owned(),
        quoted[1..quoted.len() - 1].replace('/', "\\/"),
        ascii,
        BASE64_STANDARD.encode(text),
        BASE64_URL_SAFE_NO_PAD.encode(text),
    ]
}

/// What is searched for: the spellings, and of base64 what comes of the text alone at each of the three places where it may begin.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = spellings(text);
    for before in 0..3 {
        let bytes = [vec![0; before], text.as_bytes().to_vec()].concat();
        let own = (before * 8).div_ceil(6)..bytes.len() * 8 / 6;
        for encoded in [BASE64_STANDARD.encode(&bytes), BASE64_URL_SAFE_NO_PAD.encode(&bytes)] {
            let own = encoded[own.clone()].to_owned();
            if own.len() >= SHORTEST_BASE64 {
                pieces.push(own);
            }
        }
    }
    pieces
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    entries
        .flat_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => files(&entry.path()),
            Ok(kind) if kind.is_file() => vec![entry.path()],
            _ => Vec::new(), // sockets, and links to what others own
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_planted_is_found_in_every_spelling_and_nothing_else_is() {
        let secret = "a~b.c/d+e=%\"\\é x";
        for spelled in spellings(secret) {
            assert!(gives_away(format!("a=1&s={spelled}&b").as_bytes(), secret), "{spelled}");
        }
        for before in ["", "u", "me", "me:"] {
            let encoded = BASE64_STANDARD.encode(format!("{before}{secret}!"));
            assert!(gives_away(encoded.as_bytes(), secret), "{encoded}");
        }
        assert!(!gives_away(b"a~b.c/d+e=% and a%7Eb.c", secret));
    }

    #[test]
    #[should_panic(expected = "is in")]
    fn a_file_that_holds_one_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let form = &spellings("s3n~tinel")[1];
        std::fs::write(folder.path().join("log"), format!("client_secret={form}")).expect("a file");
        has_none_of(folder.path(), &["s3n~tinel"], 1);
    }
}
