//! Names of files that carry the name of a configuration, which may hold anything.

/// Longest part that comes from the configuration, in bytes.
const LONGEST: usize = 100;

/// A file name for this configuration with this ending. It names no other folder and is good on every system.
pub(crate) fn suggested(configuration: &str, ending: &str) -> String {
    // Controls that turn the direction of text would show another name than the file has.
    let harmless = |c: char| {
        if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') {
            c
        } else {
            '-'
        }
    };
    let name: String = configuration.chars().map(harmless).collect();
    let at_edge = [' ', '.', '-'];
    let mut name = name.trim_matches(at_edge);
    while name.len() > LONGEST {
        let end = name.char_indices().next_back().map_or(0, |(at, _)| at);
        name = name[..end].trim_end_matches(at_edge);
    }
    match name {
        "" => format!("causeway{ending}"),
        device if is_device(device) => format!("_{device}{ending}"),
        name => format!("{name}{ending}"),
    }
}

/// Windows takes these for devices, whatever follows the first dot.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || ["com", "lpt"].iter().any(|port| {
            let number = stem.strip_prefix(port);
            number.is_some_and(|number| number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_become_plain_files() {
        for (configuration, file) in [
            ("corp.contoso.com", "corp.contoso.com.setup.json"),
            ("München – Vertrieb", "München - Vertrieb.setup.json"),
            ("../../etc/passwd", "etc-passwd.setup.json"),
            (r"C:\Windows\x", "C--Windows-x.setup.json"),
            ("a\u{202e}gpj.exe\n", "a-gpj.exe.setup.json"),
            ("<img src=x onerror=alert(1)>", "img src-x onerror-alert-1.setup.json"),
            ("con.example", "_con.example.setup.json"),
            ("COM7", "_COM7.setup.json"),
            ("community", "community.setup.json"),
            (" . ", "causeway.setup.json"),
            ("", "causeway.setup.json"),
        ] {
            assert_eq!(suggested(configuration, ".setup.json"), file, "{configuration:?}");
        }
    }

    #[test]
    fn long_names_are_cut_between_letters() {
        let name = suggested(&"ü".repeat(300), ".plan.html");
        assert_eq!(name, format!("{}.plan.html", "ü".repeat(LONGEST / 2)));
    }
}
