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
