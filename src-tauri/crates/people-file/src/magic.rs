//! What a file is by its first bytes; its ending says nothing.

use memchr::memmem;

use crate::Instead;

/// What may be read of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Looks {
    Text,
    /// A ZIP archive, and perhaps a workbook.
    Zip,
    No(Instead),
}

const OLD_OFFICE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Of the bytes at the beginning of a file.
pub(crate) fn of(head: &[u8]) -> Looks {
    let begins = |magic: &[u8]| head.starts_with(magic);
    if begins(OLD_OFFICE) {
        // The stream that an encrypted workbook keeps its content in, as the directory of the container spells it.
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_locked = memmem::find(head, &locked).is_some();
        return Looks::No(if is_locked {
            Instead::LockedExcel
        } else {
            Instead::OldExcel
        });
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Looks::Zip;
    }
    for (magic, instead) in [
        (b"\x1F\x8B".as_slice(), Instead::Gzip),
        (b"%PDF-", Instead::Pdf),
        (b"7z\xBC\xAF\x27\x1C", Instead::Archive),
        (b"Rar!\x1A\x07", Instead::Archive),
        (b"\x28\xB5\x2F\xFD", Instead::Archive),
        (b"\x09\x08", Instead::OldExcel),
    ] {
        if begins(magic) {
            return Looks::No(instead);
        }
    }
    Looks::Text
}

/// Text that is a document and no table.
pub(crate) fn of_text(text: &str) -> Option<Instead> {
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let mut rest = text.chars();
    let first = rest.next()?;
    let second = rest.find(|next| !next.is_whitespace());
    match (first, second) {
        ('{', Some('"' | '}' | '{' | '[') | None) => Some(Instead::Json),
        ('[', Some('{' | '[' | ']' | '"')) => Some(Instead::Json),
        ('<', Some('!' | '?' | 'a'..='z' | 'A'..='Z')) => {
            let start: String = text.chars().take(1000).collect::<String>().to_ascii_lowercase();
            let is_page = ["<html", "<table", "<!doctype html", "<body", "<meta"];
            let is_page = is_page.iter().any(|tag| start.contains(tag));
            Some(if is_page { Instead::WebPage } else { Instead::Xml })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_from_a_table() {
        for (head, looks) in [
            (b"Employee ID,Name".as_slice(), Looks::Text),
            (b"PK\x03\x04...", Looks::Zip),
            (OLD_OFFICE, Looks::No(Instead::OldExcel)),
            (b"\x1F\x8B\x08", Looks::No(Instead::Gzip)),
            (b"%PDF-1.7", Looks::No(Instead::Pdf)),
        ] {
            assert_eq!(of(head), looks);
        }
        let mut locked = OLD_OFFICE.to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(of(&locked), Looks::No(Instead::LockedExcel));
        for (text, instead) in [
            ("[{\"id\":1}]", Some(Instead::Json)),
            (" \u{FEFF}{ \"value\": [] }", Some(Instead::Json)),
            ("<!DOCTYPE html><html>", Some(Instead::WebPage)),
            ("<?xml version=\"1.0\"?><Workbook>", Some(Instead::Xml)),
            ("[Employee],[Name]", None),
            ("{Employee},x", None),
            ("<-,x", None),
            ("", None),
        ] {
            assert_eq!(of_text(text), instead, "{text}");
        }
    }
}
