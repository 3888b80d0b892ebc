//! Set-up files on disk, read the same way for the window and the command line.

use std::io;
use std::path::Path;

use crate::small_file;

/// Longest table beside a set-up file, in bytes.
const LONGEST_TABLE: u64 = 4 * 1024 * 1024;

/// Reads the text of files beside this one, such as tables; in the same encodings.
pub fn beside(setup: &Path) -> impl Fn(&str) -> io::Result<String> {
    |name| table(&setup.with_file_name(name))
}

/// The text of a file with a table.
///
/// # Errors
/// Those of [`read`]; a table may be larger.
pub fn table(path: &Path) -> io::Result<String> {
    text(&small_file::read_up_to(path, LONGEST_TABLE)?)
}

/// The text of a set-up file. Its byte order mark says whether it is UTF-8 or UTF-16; without one it is UTF-8.
///
/// # Errors
/// It is no regular file, larger than any set-up, no text, or cannot be read.
pub fn read(path: &Path) -> io::Result<String> {
    text(&small_file::read(path)?)
}

fn text(bytes: &[u8]) -> io::Result<String> {
    decoded(bytes).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it is no UTF-8 or UTF-16 text"))
}

fn decoded(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xef, 0xbb, 0xbf, text @ ..] => String::from_utf8(text.to_vec()).ok(),
        [0xff, 0xfe, text @ ..] => utf16(text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] => utf16(text, u16::from_be_bytes),
        text => String::from_utf8(text.to_vec()).ok(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (units, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|bytes| unit(*bytes)).collect();
    String::from_utf16(&units).ok().filter(|_| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_order_mark_decides() {
        let text = "{\r\n  \"name\": \"Städte 株式会社 👩‍🏫\"\r\n}";
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            let units = text.encode_utf16().flat_map(bytes);
            mark.into_iter().chain(units).collect::<Vec<u8>>()
        };
        let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            with_mark,
            utf16([0xff, 0xfe], u16::to_le_bytes),
            utf16([0xfe, 0xff], u16::to_be_bytes),
        ] {
            assert_eq!(decoded(&bytes).as_deref(), Some(text));
        }
        for bytes in [&b"\xff\xfe{"[..], b"\xff\xfe\x00\xd8", b"\xffx", b"\xe9"] {
            assert_eq!(decoded(bytes), None, "{bytes:?}");
        }
    }
}
