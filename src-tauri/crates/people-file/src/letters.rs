//! How the bytes of a file become letters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Serialize, Serializer};

use crate::FileError;

/// The upper half of code page 850, which terminals of Western Europe and old exports use, and which browsers do not know.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤\
                     ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// An encoding, by the name that browsers give it, or code page 850.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    Known(&'static Encoding),
    Cp850,
}

impl Letters {
    /// By one of its names, such as `utf-8`, `latin1` or `cp850`.
    ///
    /// # Errors
    /// No encoding has this name.
    pub fn named(name: &str) -> Result<Self, FileError> {
        let folded = name.trim().to_ascii_lowercase();
        if ["cp850", "ibm850", "850", "cp-850"].contains(&folded.as_str()) {
            return Ok(Self::Cp850);
        }
        let known = Encoding::for_label_no_replacement(folded.as_bytes());
        known.map(Self::Known).ok_or(FileError::UnknownEncoding)
    }

    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Known(encoding) => encoding.name().to_ascii_lowercase(),
            Self::Cp850 => "cp850".to_owned(),
        }
    }

    pub(crate) fn decoder(self) -> Decoder {
        match self {
            Self::Known(encoding) => Decoder::Known(Box::new(encoding.new_decoder_without_bom_handling())),
            Self::Cp850 => Decoder::Cp850(CP850.chars().collect()),
        }
    }
}

impl Serialize for Letters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

/// What was found at the beginning of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Guess {
    pub(crate) letters: Letters,
    /// Bytes of the byte order mark.
    pub(crate) mark: usize,
    /// The bytes that were looked at say nothing: all of them mean the same in nearly every encoding.
    pub(crate) open: bool,
}

/// Of these bytes from the beginning of a file, or of those around the first that is not ASCII; `all` when no more follow.
pub(crate) fn guess(bytes: &[u8], all: bool) -> Guess {
    let sure = |letters, mark| Guess {
        letters,
        mark,
        open: false,
    };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return sure(Letters::Known(encoding), mark);
    }
    if let Some(encoding) = wide(bytes) {
        return sure(Letters::Known(encoding), 0);
    }
    if bytes.is_ascii() {
        return Guess {
            letters: Letters::Known(UTF_8),
            mark: 0,
            open: true,
        };
    }
    sure(narrow(bytes, all), 0)
}

/// UTF-16 without a mark: its separators, digits and line ends have a zero in the same half of their two bytes.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len().min(4096) / 2;
    let zeros = |half: usize| {
        let of_half = bytes[..pairs * 2].iter().skip(half).step_by(2);
        of_half.filter(|byte| **byte == 0).count()
    };
    let (first, second) = (zeros(0), zeros(1));
    match () {
        () if pairs < 4 => None,
        () if second * 8 > pairs && first * 20 <= second => Some(UTF_16LE),
        () if first * 8 > pairs && second * 20 <= first => Some(UTF_16BE),
        () => None,
    }
}

fn narrow(bytes: &[u8], all: bool) -> Letters {
    let (valid, wrong) = utf8_letters(bytes, all);
    // Letters of other encodings are hardly ever well formed as UTF-8, so that a good one weighs more than a broken one. What is broken
    // is told by row.
    if valid > 0 && valid >= wrong {
        return Letters::Known(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for line in bytes
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .filter(|line| !line.is_ascii())
    {
        detector.feed(line, false);
        detector.feed(b"\n", false);
    }
    detector.feed(b"", true);
    let found = detector.guess(None, Utf8Detection::Deny);
    match found.is_single_byte() && is_cp850(bytes) {
        true => Letters::Cp850,
        false => Letters::Known(found),
    }
}

/// How many letters beyond ASCII are well formed as UTF-8, and at how many places it is broken.
fn utf8_letters(mut bytes: &[u8], all: bool) -> (usize, usize) {
    let (mut valid, mut wrong) = (0, 0);
    loop {
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => return (valid + text.chars().filter(|letter| !letter.is_ascii()).count(), wrong),
            Err(error) => error,
        };
        let (good, rest) = bytes.split_at(error.valid_up_to());
        let starts = good.iter().filter(|byte| **byte >= 0xC0).count();
        valid += starts;
        match error.error_len() {
            Some(broken) => {
                wrong += 1;
                bytes = &rest[broken..];
            }
            // A letter that the end of what was read cuts in two is no mistake.
            None => return (valid, wrong + usize::from(all)),
        }
    }
}

/// In code page 850 the letters of Western Europe are where Windows has quotation marks and dashes, and nearly none where
/// Windows has its letters.
fn is_cp850(bytes: &[u8]) -> bool {
    let (mut here, mut there) = (0, 0);
    for around in bytes.windows(2) {
        let is_letter = |byte: u8| byte.is_ascii_alphabetic();
        let (before, byte) = (around[0], around[1]);
        if !is_letter(before) {
            continue;
        }
        match byte {
            // What Windows has here is a letter as well, or an apostrophe.
            0x8A | 0x8C | 0x8E | 0x91 | 0x92 | 0x9A | 0x9C | 0x9E | 0x9F => {}
            0x80..=0x9B | 0x9D | 0xA0..=0xA5 => here += 1,
            0xC0..=0xFF if byte != 0xE1 => there += 1,
            _ => {}
        }
    }
    here > 2 * there
}

/// Turns bytes into UTF-8, piece by piece.
pub(crate) enum Decoder {
    Known(Box<encoding_rs::Decoder>),
    Cp850(Vec<char>),
}

impl Decoder {
    /// Adds the text of these bytes. What is no letter becomes U+FFFD.
    pub(crate) fn decode(&mut self, bytes: &[u8], text: &mut String, last: bool) {
        match self {
            Self::Known(decoder) => {
                let room = decoder
                    .max_utf8_buffer_length(bytes.len())
                    .unwrap_or(bytes.len() * 3 + 16);
                text.reserve(room);
                let mut read = 0;
                loop {
                    let (result, taken, _) = decoder.decode_to_string(&bytes[read..], text, last);
                    read += taken;
                    match result {
                        encoding_rs::CoderResult::InputEmpty => return,
                        encoding_rs::CoderResult::OutputFull => text.reserve(room),
                    }
                }
            }
            Self::Cp850(upper) => text.extend(bytes.iter().map(|byte| match byte {
                0..0x80 => char::from(*byte),
                _ => upper[usize::from(*byte) - 0x80],
            })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = "Personeelsnummer;Naam\n1;José van der Müller\n2;Daniël Øster\n3;Zoë Weiß\n4;Señor Nuñez\n";

    fn name(bytes: &[u8]) -> String {
        guess(bytes, true).letters.name()
    }

    fn cp850(text: &str) -> Vec<u8> {
        let upper: Vec<char> = CP850.chars().collect();
        let byte = |letter: char| match upper.iter().position(|known| *known == letter) {
            Some(place) => 0x80 + u8::try_from(place).unwrap(),
            None => u8::try_from(letter).unwrap(),
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn every_way_to_write_the_same_names_is_recognised() {
        assert_eq!(CP850.chars().count(), 128);
        assert_eq!(name(NAMES.as_bytes()), "utf-8");
        assert_eq!(name(&cp850(NAMES)), "cp850");
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(NAMES);
        assert_eq!(name(&latin), "windows-1252");
        for (mark, encoding) in [
            (true, "utf-16le"),
            (false, "utf-16le"),
            (true, "utf-16be"),
            (false, "utf-16be"),
        ] {
            let with_mark = format!("{}{NAMES}", if mark { "\u{FEFF}" } else { "" });
            let units = with_mark.encode_utf16();
            let bytes: Vec<u8> = match encoding {
                "utf-16le" => units.flat_map(u16::to_le_bytes).collect(),
                _ => units.flat_map(u16::to_be_bytes).collect(),
            };
            assert_eq!(name(&bytes), encoding, "mark: {mark}");
        }
        assert!(guess(b"a,b\n1,2\n", true).open);
    }

    #[test]
    fn one_broken_letter_does_not_change_the_alphabet_of_the_others() {
        let mut bytes = NAMES.as_bytes().to_vec();
        bytes.extend(b"5;Ren\xE9\n");
        assert_eq!(name(&bytes), "utf-8");
        let cut = &NAMES.as_bytes()[..NAMES.find('ü').unwrap() + 1];
        assert_eq!(guess(cut, false).letters.name(), "utf-8");
    }

    #[test]
    fn text_is_the_same_wherever_the_pieces_are_cut() {
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(NAMES);
        let wide: Vec<u8> = NAMES.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (letters, bytes) in [
            (Letters::Known(UTF_8), NAMES.as_bytes().to_vec()),
            (Letters::Known(encoding_rs::WINDOWS_1252), latin.to_vec()),
            (Letters::Known(UTF_16LE), wide),
            (Letters::Cp850, cp850(NAMES)),
        ] {
            for size in 1..7 {
                let (mut decoder, mut text) = (letters.decoder(), String::new());
                bytes
                    .chunks(size)
                    .for_each(|piece| decoder.decode(piece, &mut text, false));
                decoder.decode(b"", &mut text, true);
                assert_eq!(text, NAMES, "{letters:?} {size}");
            }
        }
    }

    #[test]
    fn encodings_are_named_as_people_name_them() {
        for (typed, name) in [("CP850", "cp850"), ("latin1", "windows-1252"), (" UTF-8 ", "utf-8")] {
            assert_eq!(Letters::named(typed).unwrap().name(), name);
        }
        assert_eq!(Letters::named("klingon").unwrap_err().code(), "file-encoding-unknown");
    }
}
