//! The words about how a sending ended.

use app_core::FeedEnding;

/// The key of the words about an ending, with their values; none where all went well.
pub(super) fn words(ending: &FeedEnding) -> (Option<&'static str>, Vec<(&'static str, String)>) {
    let plain = |key| (Some(key), Vec::new());
    match ending {
        FeedEnding::Done => (None, Vec::new()),
        FeedEnding::Stopped => plain("stopped"),
        FeedEnding::Later(until) => {
            let until = until.strftime("%Y-%m-%d %H:%M UTC").to_string();
            (Some("later"), vec![("until", until)])
        }
        FeedEnding::MostCalls => plain("most-calls"),
        FeedEnding::Refused => plain("refused"),
        FeedEnding::Gone => plain("gone"),
        FeedEnding::PilotRefused => plain("pilot-refused"),
        FeedEnding::PilotUnseen => plain("pilot-unseen"),
        FeedEnding::Failed(_) => plain("failed"),
    }
}

#[cfg(test)]
mod tests {
    use app_core::{FindingCode, Why};

    use crate::words::{Language, Words};

    #[test]
    fn everything_that_is_found_has_words_in_every_language() {
        for language in Language::ALL {
            let words = Words::new(language);
            let must = |key: String| assert!(words.has(&key), "{language:?} lacks {key}");
            for code in FindingCode::ALL {
                must(format!("cli.feed.finding.{}", code.as_str()));
            }
            for why in Why::ALL {
                ["one", "other"]
                    .iter()
                    .for_each(|form| must(format!("cli.feed.aside.{}_{form}", why.as_str())));
            }
            for key in [
                "stopped",
                "later",
                "most-calls",
                "refused",
                "gone",
                "pilot-refused",
                "pilot-unseen",
                "failed",
            ] {
                must(format!("cli.feed.ending.{key}"));
            }
        }
    }
}
