use std::path::Path;

use people_feed::{FeedError, Ledger};

use crate::looked::{DUTCH, header, of, staff};

fn read(path: &Path) -> Result<Option<Ledger>, FeedError> {
    Ledger::read(path, &header(0))
}

#[test]
fn a_ledger_is_read_as_it_was_written_and_holds_no_word_of_a_person() {
    let csv = staff(1..=300).replace("00007", "7,\"7");
    let ledger = of(DUTCH, csv.as_bytes()).accepted();
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("feeds/t/ledger.jsonl");
    assert!(read(&path).unwrap().is_none());
    ledger.write(&path).unwrap();
    let again = read(&path).unwrap().unwrap();
    assert_eq!(again.header, ledger.header);
    assert!(again.people().eq(ledger.people()));
    let text = std::fs::read_to_string(&path).unwrap();
    for word in ["Zoë", "Müller", "@x.nl", "Verkoop"] {
        assert!(!text.contains(word), "{word}");
    }
    let line = text.lines().nth(1).unwrap();
    assert!(
        line.starts_with("{\"n\":\"00001\",\"d\":\"") && line.ends_with("\",\"s\":\"a\",\"r\":17}"),
        "{line}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_ledger_that_is_not_whole_or_was_changed_says_so_and_stays() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("ledger.jsonl");
    let ledger = of(DUTCH, staff(1..=40).as_bytes()).accepted();
    ledger.write(&path).unwrap();
    let whole = std::fs::read_to_string(&path).unwrap();
    let must_be = |text: &str, what: &str| {
        std::fs::write(&path, text).unwrap();
        let error = read(&path).unwrap_err();
        assert!(error.to_string().contains(what), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "nothing is changed");
    };
    for length in (0..whole.len()).step_by(13) {
        must_be(&whole[..length], "damaged");
    }
    let lines: Vec<&str> = whole.lines().collect();
    let without = |skipped: usize| {
        let kept = lines.iter().enumerate().filter(|(at, _)| *at != skipped);
        kept.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    (0..lines.len()).for_each(|skipped| must_be(&without(skipped), "damaged"));
    must_be(&whole.replacen("\"a\"", "\"x\"", 1), "does not fit");
    must_be(
        &whole.replacen("{\"ledger\":1", "{\"ledger\":2", 1),
        "newer than this program",
    );
    must_be("{\"ledger\":9,\"another\":\"form\"}\nof file", "format 9");
    must_be("", "damaged");
    must_be("null\n\n\n", "damaged");
    for (what, from, to) in [
        ("tenant", "\"tenant\":\"t\"", "\"tenant\":\"u\""),
        ("job", "\"job\":\"job\"", "\"job\":\"jab\""),
    ] {
        let mut other = ledger.clone();
        let text = serde_json::to_string(&other.header).unwrap().replacen(from, to, 1);
        other.header = serde_json::from_str(&text).unwrap();
        other.write(&path).unwrap();
        let error = read(&path).unwrap_err();
        assert!(
            matches!(error, FeedError::Foreign { what: told, .. } if told == what),
            "{error}"
        );
    }
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(read(&path).unwrap().unwrap().len(), 40);
}

#[cfg(unix)]
#[test]
fn a_ledger_that_cannot_be_written_is_there_as_before() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("feed/ledger.jsonl");
    let ledger = of(DUTCH, staff(1..=4).as_bytes()).accepted();
    ledger.write(&path).unwrap();
    let before = std::fs::read(&path).unwrap();
    // A folder stands where the file would go; and nobody but root is stopped by rights.
    let taken = place.path().join("taken.jsonl");
    std::fs::create_dir_all(taken.join("x")).unwrap();
    assert!(ledger.write(&taken).is_err());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).unwrap();
    let error = read(&path).unwrap_err();
    assert!(
        error.to_string().contains("not taken"),
        "others could have written it: {error}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
