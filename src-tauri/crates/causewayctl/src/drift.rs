//! `drift`: what is not as the set-up file and Microsoft's defaults have it. Reads only.

use std::collections::BTreeMap;
use std::path::Path;

use app_core::drifted::MappingDrift;
use app_core::view::DifferenceView;
use app_core::{DriftAsked, DriftView, SettingChange, StoodSetting};
use serde_json::json;

use crate::apply;
use crate::arguments::Arguments;
use crate::connect::{connect, read_setup};
use crate::exit::Exit;
use crate::reporter::Refusal;
use crate::rows::must_be_one;
use crate::task::tell_that_it_ends;
use crate::terminal::unless_stopped;
use crate::text::serde_name;
use crate::told::{minute, template};
use crate::words::Words;

pub(crate) async fn drift(arguments: &Arguments, words: &Words, file: &Path) -> Result<Exit, Refusal> {
    let setup = read_setup(file)?;
    must_be_one(&setup)?;
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
    let noted = view.note.iter().map(|note| words.note(&note.code, &note.values));
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
    if let Some(since) = view.since.as_ref().filter(|since| !since.changes.is_empty()) {
        let title = words.say("drift.since.title", &[("when", &minute(since.since))]);
        lines.push(format!("{title}:"));
        lines.extend(since.changes.iter().map(|change| changed(words, change)));
    }
    noted.chain(lines).collect()
}

/// What is there and what was there before, and who did it where that is known.
fn changed(words: &Words, change: &SettingChange) -> String {
    let path = format!("drift.since.{}", serde_name(&change.setting));
    let which = change.which.as_deref().unwrap_or_default();
    let sentence = if change.setting == StoodSetting::Mappings {
        let (count, names) = (change.names.len() as u64, change.names.join(", "));
        words.count(&path, count, &[("object", which), ("names", &names)])
    } else {
        let form = match (change.setting, change.is.as_str(), change.was.as_deref()) {
            (StoodSetting::Running, "", _) => "gone",
            (StoodSetting::Running, _, Some("")) => "new",
            (StoodSetting::Running, is, _) => is,
            (_, "", _) => "off",
            (_, _, Some("")) => "on",
            (_, _, None) => "other",
            (_, _, Some(_)) => "is",
        };
        let (is, was) = (spoken(words, &change.is), change.was.as_deref().unwrap_or("…"));
        let values = [
            ("is", &*is),
            ("was", &spoken(words, was)),
            ("which", &template(words, which)),
        ];
        words.say(&format!("{path}.{form}"), &values)
    };
    let Some(deed) = &change.deed else { return sentence };
    let when = minute(deed.at);
    match &deed.by {
        Some(by) => words.say(
            "drift.since.by",
            &[("sentence", &sentence), ("when", &when), ("by", by)],
        ),
        None => words.say("drift.since.when", &[("sentence", &sentence), ("when", &when)]),
    }
}

/// A value in words, where it has some.
fn spoken(words: &Words, value: &str) -> String {
    let known = words.find(&format!("drift.value.{value}"));
    known.map_or_else(|| template(words, value), str::to_owned)
}

fn unseen(words: &Words, what: &str, problem: &app_core::Problem) -> String {
    let problem = words.say(&format!("problems.{}.title", serde_name(&problem.code)), &[]);
    words.say("drift.unseen", &[("what", what), ("problem", &problem)])
}

/// What is there, and what should be.
fn setting(words: &Words, difference: &DifferenceView) -> String {
    let form = if difference.is.is_empty() { "missing" } else { "is" };
    let (is, should) = (spoken(words, &difference.is), spoken(words, &difference.should));
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
    use app_core::SetupSetting;
    use app_core::drifted::MappingChange;

    fn difference(setting: SetupSetting, is: &str) -> DifferenceView {
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
            let settings = SetupSetting::ALL.iter();
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

    fn change(setting: StoodSetting, is: &str, was: Option<&str>) -> SettingChange {
        SettingChange {
            setting,
            which: Some("user".to_owned()),
            is: is.to_owned(),
            was: was.map(str::to_owned),
            names: vec!["department".to_owned(), "mail".to_owned()],
            deed: None,
        }
    }

    #[test]
    fn every_change_since_the_last_look_has_words_in_every_language() {
        use StoodSetting as Setting;
        for language in Language::ALL {
            let words = Words::new(language);
            let texts = [Setting::Domain, Setting::Mail, Setting::DeleteGuard, Setting::Scope];
            let forms = [
                ("", Some("400")),
                ("500", Some("")),
                ("500", None),
                ("500", Some("400")),
            ];
            let of_texts = texts
                .into_iter()
                .flat_map(|setting| forms.map(|(is, was)| change(setting, is, was)));
            let states = [
                ("on", Some("off")),
                ("off", Some("on")),
                ("on", Some("")),
                ("", Some("on")),
            ];
            let of_jobs = states.map(|(is, was)| change(Setting::Running, is, was));
            let mut all: Vec<SettingChange> = of_texts.chain(of_jobs).collect();
            all.push(change(Setting::Mappings, "", None));
            let said: Vec<String> = all.iter().map(|change| changed(&words, change)).collect();
            for sentence in &said {
                let is_gap = sentence.contains("drift.") || sentence.contains("{{") || sentence.contains("  ");
                assert!(!is_gap, "{language:?}: {sentence}");
            }
            let once: std::collections::BTreeSet<&String> = said.iter().collect();
            assert_eq!(once.len(), said.len(), "{language:?}: two say the same");
        }
    }

    #[test]
    fn who_changed_it_and_when_stands_behind_the_sentence() {
        let words = Words::new(Language::English);
        let deed = |by: Option<&str>| app_core::Deed {
            at: "2026-02-02T10:14:00Z".parse().unwrap(),
            by: by.map(str::to_owned),
        };
        let told = |by| {
            let mut guard = change(StoodSetting::DeleteGuard, "", Some("500"));
            guard.deed = Some(deed(by));
            changed(&words, &guard)
        };
        let sentence = "The delete guard is off now; it was 500.";
        assert_eq!(
            told(Some("sanne@contoso.com")),
            format!("{sentence} (2026-02-02 10:14 UTC, sanne@contoso.com)")
        );
        assert_eq!(told(None), format!("{sentence} (2026-02-02 10:14 UTC)"));
    }

    #[test]
    fn is_and_should_stand_in_one_sentence() {
        let words = Words::new(Language::English);
        let guard = |is| setting(&words, &difference(SetupSetting::DeleteGuard, is));
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
