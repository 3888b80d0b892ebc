//! What a misspelled word was meant to be.

/// Words longer than this are no misspelling of ours.
const LONGEST: usize = 40;

/// The known word that `found` most likely stands for; nothing where none is near.
#[must_use]
pub fn nearest(found: &str, known: &[&str]) -> Option<String> {
    if found.chars().nth(LONGEST).is_some() {
        return None;
    }
    let found = plain(found);
    let distance = |word: &&str| strsim::damerau_levenshtein(&found, &plain(word));
    let best = known.iter().copied().min_by_key(distance)?;
    // A third of the letters wrong is another word.
    let near = plain(best).chars().count() / 3;
    (distance(&best) <= near).then(|| best.to_owned())
}

/// Capitals, hyphens and underscores are the usual slips.
fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_seen_through_and_another_word_is_not() {
        let known = ["passwordHashSync", "scope", "ous", "threshold"];
        for (found, meant) in [
            ("PasswordHashSync", Some("passwordHashSync")),
            ("password_hash_sync", Some("passwordHashSync")),
            ("treshold", Some("threshold")),
            ("scpoe", Some("scope")),
            ("ou", Some("ous")),
            ("password", None),
            ("everything", None),
            ("", None),
        ] {
            assert_eq!(nearest(found, &known).as_deref(), meant, "{found}");
        }
        assert_eq!(nearest(&"x".repeat(1_000_000), &known), None);
    }
}
