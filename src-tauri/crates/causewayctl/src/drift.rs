//! `drift`: what is not as the set-up file and Microsoft's defaults have it. Reads only.

use std::collections::BTreeMap;
use std::path::Path;

use app_core::drifted::MappingDrift;
use app_core::view::DifferenceView;
use app_core::{DriftAsked, DriftView};
use serde_json::json;

use crate::apply;
use crate::arguments::Arguments;
use crate::connect::{connect, read_setup};
use crate::exit::Exit;
use crate::reporter::Refusal;
use crate::task::tell_that_it_ends;
use crate::terminal::unless_stopped;
use crate::text::serde_name;
use crate::told::template;
use crate::words::Words;

pub(crate) async fn drift(arguments: &Arguments, words: &Words, file: &Path) -> Result<Exit, Refusal> {
    let setup = read_setup(file)?;
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, Some(&setup)).await?;
    tell_that_it_ends(&connected, reporter.as_mut());
    let asked = DriftAsked {
        setup: Some(setup),
        configuration: None,
    };
    let session = &connected.session;
    let view = unless_stopped(async { Ok(session.drift(asked).await?) }).await?;
    let exit = exit(&view);
    apply::name(&connected).await;
    let tenant = session.view().tenant;
    reporter.result(
        tenant.as_ref(),
        &lines(words, &view),
        json!({ "event": "drift", "exit": exit.code(), "drift": view }),
    );
    Ok(exit)
}

/// 3 where something differs, or may and cannot be seen.
fn exit(view: &DriftView) -> Exit {
    let hides = !view.unseen.is_empty() || view.mappings_problem.is_some();
    if view.differs() || hides {
        Exit::Blocked
    } else {
        Exit::Done
    }
}

/// Told to a person.
fn lines(words: &Words, view: &DriftView) -> Vec<String> {
    let settings = view.settings.iter().flatten();
    let mut lines: Vec<String> = settings.map(|drift| setting(words, &drift.difference)).collect();
    lines.extend(mappings(words, &view.mappings));
    for hidden in &view.unseen {
        let step = words.say(&format!("steps.{}.name", hidden.step.as_str()), &[]);
        lines.push(unseen(words, &step, &hidden.problem));
    }
    if let Some(problem) = &view.mappings_problem {
        lines.push(unseen(words, &words.say("drift.mappings", &[]), problem));
    }
    if lines.is_empty() {
        lines.push(words.say("drift.same", &[("name", &view.configuration.name)]));
    }
    lines
}

fn unseen(words: &Words, what: &str, problem: &app_core::Problem) -> String {
    let problem = words.say(&format!("problems.{}.title", serde_name(&problem.code)), &[]);
    words.say("drift.unseen", &[("what", what), ("problem", &problem)])
}

/// What is there, and what should be.
fn setting(words: &Words, difference: &DifferenceView) -> String {
    let form = if difference.is.is_empty() { "missing" } else { "is" };
    let spoken = |value: &str| {
        let known = words.find(&format!("drift.value.{value}"));
        known.map_or_else(|| template(words, value), str::to_owned)
    };
    let (is, should) = (spoken(&difference.is), spoken(&difference.should));
    let which = difference.which.as_deref().map(|which| template(words, which));
    words.say(
        &format!("drift.setting.{}.{form}", difference.setting.as_str()),
        &[
            ("is", &is),
            ("should", &should),
            ("which", which.as_deref().unwrap_or_default()),
        ],
    )
}

/// A sentence for each object mapping and each kind of change, in the order in which they were found; names only.
fn mappings(words: &Words, found: &[MappingDrift]) -> Vec<String> {
    let mut order = Vec::new();
    let mut names: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for drift in found {
        let place = (drift.source_object.as_str(), drift.target_object.as_str(), drift.change);
        if !order.contains(&place) {
            order.push(place);
        }
        names.entry(place).or_default().extend(drift.attribute.as_deref());
    }
    let told = order.into_iter().map(|place| {
        let (object, target, change) = place;
        let names = names.remove(&place).unwrap_or_default();
        let change = serde_name(&change);
        let listed = names.join(", ");
        let values = [("object", object), ("target", target), ("names", listed.as_str())];
        if names.is_empty() {
            words.say(&format!("drift.object.{change}"), &values)
        } else {
            words.count(&format!("drift.mapping.{change}"), names.len() as u64, &values)
        }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use app_core::Setting;
    use app_core::drifted::MappingChange;

    fn difference(setting: Setting, is: &str) -> DifferenceView {
        DifferenceView {
            setting,
            which: Some("AD2AADProvisioning".to_owned()),
            is: is.to_owned(),
            should: "500".to_owned(),
        }
    }

    fn mapping(change: MappingChange, attribute: Option<&str>) -> MappingDrift {
        MappingDrift {
            source_object: "user".to_owned(),
            target_object: "User".to_owned(),
            attribute: attribute.map(str::to_owned),
            change,
            parts: Vec::new(),
            is: None,
            should: None,
        }
    }

    #[test]
    fn every_setting_and_change_has_words_in_every_language() {
        use MappingChange as Change;
        for language in Language::ALL {
            let words = Words::new(language);
            let settings = Setting::ALL.iter();
            let mut said: Vec<String> = settings
                .flat_map(|each| ["", "400"].map(|is| setting(&words, &difference(*each, is))))
                .collect();
            for (change, is_of_objects) in [
                (Change::Missing, true),
                (Change::NewDefault, false),
                (Change::Added, true),
                (Change::Changed, false),
                (Change::SwitchedOff, true),
                (Change::SwitchedOn, true),
            ] {
                let of_object = is_of_objects.then(|| mapping(change, None));
                let is_of_attributes = !matches!(change, Change::SwitchedOff | Change::SwitchedOn);
                let of_attribute = is_of_attributes.then(|| mapping(change, Some("mail")));
                for drift in [of_object, of_attribute].into_iter().flatten() {
                    said.extend(mappings(&words, &[drift]));
                }
            }
            for sentence in said {
                let is_gap = sentence.contains("drift.") || sentence.contains("  ");
                assert!(!is_gap, "{language:?}: {sentence}");
            }
        }
    }

    #[test]
    fn is_and_should_stand_in_one_sentence() {
        let words = Words::new(Language::English);
        let guard = |is| setting(&words, &difference(Setting::DeleteGuard, is));
        assert_eq!(guard(""), "The delete guard is off; the file says 500.");
        assert_eq!(guard("700"), "The delete guard is 700; the file says 500.");
        let changed =
            ["department", "mail", "extensionAttribute5"].map(|name| mapping(MappingChange::Changed, Some(name)));
        assert_eq!(
            mappings(&words, &changed),
            ["3 mappings of user differ from Microsoft's default: department, mail, extensionAttribute5."]
        );
    }
}
