//! What letters of a cell mislead or get lost: found by looking at each letter once.

use unicode_normalization::UnicodeNormalization as _;

use crate::Code;

/// Nothing but letters, digits and punctuation of ASCII: no need to look closer.
pub(crate) fn is_plain(text: &[u8]) -> bool {
    // Without a way out of the loop it runs over many bytes at once.
    text.iter().fold(0_u8, |found, byte| {
        found | u8::from(*byte < b' ') | u8::from(*byte >= 0x7F)
    }) == 0
}

/// What is wrong with the letters of this cell.
pub(crate) fn letters(cell: &str, found: &mut Vec<Code>) {
    let mut scripts = 0_u8;
    for letter in cell.chars() {
        match letter {
            '\0' => found.push(Code::Nul),
            '\t' | '\n' | '\r' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}' => {
                found.push(Code::Direction);
            }
            '\u{FFFD}' => found.push(Code::LettersMixed),
            '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}'..='\u{2064}' | '\u{180E}' => {
                found.push(Code::Invisible);
            }
            _ if letter.is_control() => found.push(Code::Control),
            _ => scripts |= script(letter),
        }
    }
    if scripts.count_ones() > 1 {
        found.push(Code::Lookalike);
    }
    found.sort_unstable();
    found.dedup();
}

/// One bit for each script whose letters look like those of another.
fn script(letter: char) -> u8 {
    match letter {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => 1,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => 2,
        '\u{400}'..='\u{52F}' => 4,
        _ => 0,
    }
}

/// A spreadsheet would take this text for a formula.
pub(crate) fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@']) && cell.len() > 1 && !is_number_like(cell)
}

/// `-5`, `+31 6 1234` or `-` are written by people.
fn is_number_like(cell: &str) -> bool {
    cell.chars()
        .skip(1)
        .all(|letter| letter.is_ascii_digit() || " .,()-/".contains(letter))
        && !cell.starts_with(['=', '@'])
}

/// Text that a spreadsheet puts where it could not work out a value.
pub(crate) fn is_error(cell: &str) -> bool {
    const ERRORS: [&str; 11] = [
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#NV", "#N/B", "#GETAL!",
    ];
    cell.starts_with('#') && (ERRORS.contains(&cell) || cell.len() > 2 && cell.bytes().all(|byte| byte == b'#'))
}

/// `1.23457E+11`: a spreadsheet has rounded a long number.
pub(crate) fn is_rounded(cell: &str) -> bool {
    let Some((digits, power)) = cell.split_once(['E', 'e']) else {
        return false;
    };
    let power = power.strip_prefix('+').unwrap_or(power);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    is_digits(whole)
        && whole.len() == 1
        && is_digits(part)
        && is_digits(power)
        && (digits.len() > 1 || cell.contains('+'))
}

/// The same for texts that people would call the same: composed, lower case.
pub(crate) fn folded(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.nfkc().collect::<String>().to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cell: &str) -> Vec<Code> {
        let mut found = Vec::new();
        letters(cell, &mut found);
        found
    }

    #[test]
    fn letters_that_mislead_are_told_from_names_of_the_world() {
        for (cell, codes) in [
            ("An\0a", vec![Code::Nul]),
            ("Be\u{1B}[31mn", vec![Code::Control]),
            ("Cal\u{202E}gpj", vec![Code::Direction]),
            ("Re\u{FFFD}e", vec![Code::LettersMixed]),
            ("a\u{200B}b\u{FEFF}", vec![Code::Invisible]),
            ("P\u{430}ul", vec![Code::Lookalike]),
        ] {
            assert_eq!(of(cell), codes, "{cell:?}");
            assert!(!is_plain(cell.as_bytes()));
        }
        for name in [
            "José van der Müller",
            "张伟",
            "Łukasz",
            "Ольга",
            "Ελένη",
            "O'Neil",
            "Nguyễn",
            "two\nlines",
        ] {
            assert_eq!(of(name), [], "{name}");
        }
        assert!(is_plain(b"Ana Ruiz"));
    }

    #[test]
    fn what_spreadsheets_do_to_text_is_recognised() {
        for formula in ["=1+1", "@SUM(1)", "+31 Ben", "-cmd|x", "=HYPERLINK(\"x\")"] {
            assert!(is_formula(formula), "{formula}");
        }
        for text in ["-", "-5", "+31 6 12345678", "Ana", ""] {
            assert!(!is_formula(text), "{text}");
        }
        for rounded in ["1.23457E+11", "3,20101E+15", "1E+15", "1.2e5"] {
            assert!(is_rounded(rounded), "{rounded}");
        }
        for text in ["E7", "1e5", "E7.1", "12E", "0x1F", "1.2.3E5", "A1E+5", ""] {
            assert!(!is_rounded(text), "{text}");
        }
        assert!(is_error("#N/A") && is_error("#####") && !is_error("#12") && !is_error("#"));
    }
}
