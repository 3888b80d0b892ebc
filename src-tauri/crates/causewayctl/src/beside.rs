//! What stands around the jobs of a configuration, in sentences: the same as in the window (`ui/src/operate/besideWords.ts`).

use app_core::Beside;

use crate::told::{Told, minute};
use crate::words::Words;

/// One line about what is called `domain`.
pub(crate) fn lead(words: &Words, line: &Beside, domain: &str) -> String {
    say(words, line, "lead", domain)
}

/// The same with title and cure, where it asks for something.
pub(crate) fn told(words: &Words, line: &Beside, domain: &str) -> Told {
    Told {
        title: say(words, line, "title", domain),
        lead: lead(words, line, domain),
        todo: words.list(&format!("operate.beside.{}.do", line.code.as_str())),
        short: say(words, line, "rail", domain),
    }
}

fn say(words: &Words, line: &Beside, part: &str, domain: &str) -> String {
    let told = |(name, value): (&String, &String)| match (name.as_str(), value.parse()) {
        ("at", Ok(at)) => minute(at),
        _ => value.clone(),
    };
    let of_line = line.values.iter().map(|one| (one.0.as_str(), told(one)));
    let values: Vec<(&str, String)> = of_line.chain([("domain", domain.to_owned())]).collect();
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.say(&format!("operate.beside.{}.{part}", line.code.as_str()), &values)
}

#[cfg(test)]
mod tests {
    use app_core::{BesideCode, Weight};

    use super::*;
    use crate::words::Language;

    /// Lines that never make a configuration worse need no title.
    const ONLY_TOLD: [BesideCode; 16] = [
        BesideCode::AgentDown,
        BesideCode::LoneAgent,
        BesideCode::AgentsNotAllowed,
        BesideCode::AgentsNoAnswer,
        BesideCode::AgentsNotAsked,
        BesideCode::SynchronizationHidden,
        BesideCode::OffAsInFile,
        BesideCode::SettingsHidden,
        BesideCode::SettingsNoAnswer,
        BesideCode::HashesNoAnswer,
        BesideCode::HashesNotAsked,
        BesideCode::TenantGuard,
        BesideCode::TenantNotAllowed,
        BesideCode::TenantNoAnswer,
        BesideCode::TenantNotAsked,
        BesideCode::OtherWriter,
    ];

    #[test]
    fn every_line_has_words_in_every_language() {
        for language in Language::ALL {
            let words = Words::new(language);
            for code in BesideCode::ALL {
                let values = ["active", "of", "served", "others", "own", "tenant"].map(|name| (name, "7"));
                let values = values.into_iter().chain([("at", "2026-12-19T12:00:00Z")]);
                let line = Beside {
                    code: *code,
                    level: Weight::NeedsYou,
                    values: values
                        .map(|(name, value)| (name.to_owned(), value.to_owned()))
                        .collect(),
                };
                let said = told(&words, &line, "corp.contoso.com");
                let asks = !ONLY_TOLD.contains(code);
                let of_asking = asks.then_some([&said.title, &said.short]);
                let all = [&said.lead]
                    .into_iter()
                    .chain(of_asking.into_iter().flatten())
                    .chain(&said.todo);
                for sentence in all {
                    let is_gap = sentence.is_empty() || sentence.contains("operate.") || sentence.contains("{{");
                    assert!(!is_gap, "{language:?} {}: {said:?}", code.as_str());
                }
                assert_eq!(
                    asks,
                    (1..=3).contains(&said.todo.len()),
                    "{language:?} {}",
                    code.as_str()
                );
                assert!(!asks || said.title.contains("corp.contoso.com"), "{said:?}");
                assert!(!said.lead.contains("T12:00"), "{said:?}");
            }
        }
    }
}
