//! Texts cut to a length, and as they are compared: without upper case, letter by letter, so that a part of a text folds as it does in the whole.

/// In lower case. A Greek word's last letter is no other letter here.
pub(super) fn folded(text: &str) -> String {
    let mut into = String::with_capacity(text.len());
    fold_into(text, &mut into);
    into
}

pub(super) fn fold_into(text: &str, into: &mut String) {
    for sign in text.chars() {
        match sign {
            // Parts texts from each other where many are looked through at once (`names.rs`).
            '\0' => into.push(' '),
            'ς' => into.push('σ'),
            _ => into.extend(sign.to_lowercase()),
        }
    }
}

/// The beginning of a text, at most so many bytes.
pub(super) fn cut(text: &str, longest: usize) -> &str {
    let mut end = longest.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_letters() {
        assert_eq!((cut("éé", 3), cut("éé", 9), cut("é", 0)), ("é", "éé", ""));
    }

    #[test]
    fn a_part_folds_as_in_the_whole() {
        for (whole, part) in [
            ("ΟΔΟΣ ΑΘΗΝΑΣ", "ΟΔΟΣ"),
            ("Ægir ÅSE", "åse"),
            ("İzmir", "İz"),
            ("José 🦀", "É 🦀"),
        ] {
            assert!(folded(whole).contains(&folded(part)), "{whole}");
        }
        assert_eq!(folded("a\0B"), "a b");
    }
}
