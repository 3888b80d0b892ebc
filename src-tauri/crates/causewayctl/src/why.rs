//! `why`: who is meant, and why she was skipped. Reads only.

use std::path::Path;

use app_core::people::{AnswerCode, FoundPerson, NotRead, PeopleFound, PersonAnswer};
use app_core::{PersonAsked, PersonView, SessionHandle, Setup, State, WhyAsked};
use serde_json::json;

use crate::apply;
use crate::arguments::Arguments;
use crate::connect::{connect, read_setup};
use crate::exit::Exit;
use crate::reporter::{Refusal, Reporter};
use crate::sign_in::prompted;
use crate::task::tell_that_it_ends;
use crate::text::serde_name;
use crate::told::{day, minute};
use crate::words::Words;

/// Of several who fit, so many are named.
const SHOWN: usize = 10;

pub(crate) async fn why(
    arguments: &Arguments,
    words: &Words,
    typed: &str,
    file: Option<&Path>,
) -> Result<Exit, Refusal> {
    let setup = who(typed, file)?;
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, setup.as_ref()).await?;
    tell_that_it_ends(&connected, reporter.as_mut());
    let session = &connected.session;
    let view = told(reporter.as_mut(), session, typed, setup).await?;
    apply::name(&connected).await;
    let tenant = session.view().tenant;
    reporter.result(
        tenant.as_ref(),
        &lines(words, &view),
        json!({ "event": "why", "exit": Exit::Done.code(), "why": view }),
    );
    Ok(Exit::Done)
}

/// Somebody was named; the set-up of the configuration that is meant, which brings people from Active Directory: pairs and reasons of
/// others are not read.
pub(crate) fn who(typed: &str, file: Option<&Path>) -> Result<Option<Setup>, Refusal> {
    if typed.trim().is_empty() {
        return Err(Refusal::Usage("cli.why.nothing-typed", Vec::new()));
    }
    let setup = file.map(read_setup).transpose()?;
    match setup.as_ref().filter(|setup| !setup.follows_directory()) {
        Some(other) => Err(Refusal::Usage(
            "cli.why.not-of-directory",
            vec![("name", other.name().to_owned())],
        )),
        None => Ok(setup),
    }
}

/// Everything that is known of the one who is meant.
pub(crate) async fn told(
    reporter: &mut dyn Reporter,
    session: &SessionHandle,
    typed: &str,
    setup: Option<Setup>,
) -> Result<PersonView, Refusal> {
    let asked = PersonAsked {
        text: typed.to_owned(),
        at_hand: Vec::new(),
        ask: true,
    };
    let found = prompted(session, reporter, session.find_person(asked)).await?;
    let person = the_one(reporter, found)?;
    let asked = WhyAsked {
        person,
        setup,
        ask: true,
    };
    prompted(session, reporter, session.why(asked)).await
}

/// The one who is meant. Whoever was not found may be asked about all the same: that nobody has met her is an answer.
fn the_one(reporter: &mut dyn Reporter, found: PeopleFound) -> Result<FoundPerson, Refusal> {
    let count = found.people.len();
    if count > 1 {
        let named = found
            .people
            .iter()
            .take(SHOWN)
            .map(label)
            .collect::<Vec<_>>()
            .join("; ");
        reporter.result(None, &[], json!({ "event": "people", "found": found }));
        let more = if count > SHOWN || found.more { "; …" } else { "" };
        let values = vec![("count", count.to_string()), ("found", format!("{named}{more}"))];
        return Err(Refusal::Usage("cli.why.which", values));
    }
    Ok(found.people.into_iter().next().unwrap_or(found.typed))
}

fn label(person: &FoundPerson) -> String {
    let id = person.source_id.as_ref().or(person.target_id.as_ref());
    let known = [&person.distinguished_name, &person.address];
    let known = known.into_iter().flatten().next().or(id);
    format!("{} ({})", person.name, known.map(String::as_str).unwrap_or_default())
}

/// What is the matter with the job, as far as that needs no numbers.
fn cause(words: &Words, state: State) -> Option<String> {
    let path = state.as_str().replace('/', ".");
    let part = if state.is_quarantine() { "lead" } else { "rail" };
    let key = format!("operate.state.{path}.{part}");
    let text = words.find(&key).filter(|text| !text.contains("{{"))?;
    Some(text.to_owned())
}

/// Told to a person.
fn lines(words: &Words, view: &PersonView) -> Vec<String> {
    let inside = |text: String| format!("    {text}");
    let (title, lead) = sentences(words, &view.answer);
    let mut lines = vec![title];
    lines.push(inside(lead));
    if let Some(state) = view.answer.values.state {
        let is_besides = view.answer.code != AnswerCode::JobNotWell;
        let also = is_besides.then(|| words.say("person.also", &[]));
        lines.extend([also, cause(words, state)].into_iter().flatten().map(inside));
    }
    for (place, todo) in view.answer.todo.iter().enumerate() {
        let said = words.say(&format!("person.todo.{}", todo.as_str()), &[]);
        lines.push(inside(format!("{}. {said}", place + 1)));
    }
    if let Some(found) = &view.configuration {
        lines.push(inside(words.say("cli.why.configuration", &[("name", &found.name)])));
    }
    if let Some(tie) = &view.tie {
        let account = tie.name.as_deref().unwrap_or(&tie.target);
        lines.push(inside(words.say("cli.why.tied", &[("account", account)])));
    }
    let address = view
        .user
        .as_ref()
        .map(|user| user.address.as_deref().unwrap_or(&user.id));
    if let Some(account) = address {
        lines.push(inside(words.say("cli.why.account", &[("account", account)])));
    }
    for entry in &view.rows {
        let row = &entry.row;
        let values = [
            ("at", row.at.map(minute).unwrap_or_default()),
            ("action", words.say(&format!("log.action.{}", row.action.as_str()), &[])),
            (
                "outcome",
                words.say(&format!("log.outcome.{}", row.outcome.as_str()), &[]),
            ),
            ("code", row.code.clone().unwrap_or_default()),
        ];
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        lines.push(inside(words.say("cli.why.row", &values).trim_end().to_owned()));
    }
    if view.more_rows {
        lines.push(inside(words.say("cli.why.more-rows", &[])));
    }
    let unread = &view.unread;
    for (part, why) in [
        ("log", unread.log),
        ("tie", unread.tie),
        ("user", unread.user),
        ("job", unread.job),
        ("scope", unread.scope),
    ] {
        // That nothing is known to ask by follows from what stands above.
        let why = why.filter(|why| *why != NotRead::NothingToAskBy);
        lines.extend(why.map(|why| inside(not_read(words, part, why))));
    }
    lines
}

fn not_read(words: &Words, part: &str, why: NotRead) -> String {
    let part = words.say(&format!("person.part.{part}"), &[]);
    words.say(&format!("person.unread.{}", serde_name(&why)), &[("part", &part)])
}

/// Its title and lead, filled in.
fn sentences(words: &Words, answer: &PersonAnswer) -> (String, String) {
    let told = &answer.values;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let of_cause = told
        .cause
        .and_then(|cause| words.find(&format!("log.code.{}", cause.as_str())));
    let values = [
        ("name", told.name.clone()),
        ("address", text(&told.address)),
        ("other", text(&told.other)),
        ("attribute", text(&told.attribute)),
        ("reason", of_cause.map_or_else(|| text(&told.reason), str::to_owned)),
        ("unit", text(&told.unit)),
        ("among", told.among.join(", ")),
        ("target", text(&told.target)),
        ("account", text(&told.account)),
        ("since", told.since.map(minute).unwrap_or_default()),
        ("until", told.until.map(day).unwrap_or_default()),
    ];
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = format!("person.lead.{}", answer.lead.as_str());
    let lead = match words.find(&key) {
        Some(_) => words.say(&key, &values),
        None => words.count(&key, told.others.or(told.days).unwrap_or_default(), &values),
    };
    let title = words.say(&format!("person.answer.{}.title", answer.code.as_str()), &values);
    (title, lead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::at;
    use crate::words::Language;
    use app_core::State;
    use app_core::people::{AnswerCode, AnswerLead, AnswerTodo, AnswerValues};

    fn answer(lead: AnswerLead) -> PersonAnswer {
        let some = |text: &str| Some(text.to_owned());
        PersonAnswer {
            code: lead.code(),
            lead,
            values: AnswerValues {
                name: "Anna".to_owned(),
                address: some("anna@contoso.com"),
                other: some("Anna B."),
                attribute: some("employeeId"),
                error: some("E"),
                cause: None,
                reason: some("Because."),
                unit: some("Interns"),
                among: vec!["Staff".to_owned(), "Sales".to_owned()],
                target: some("Box"),
                account: some("anna@contoso.com"),
                others: Some(598),
                since: Some(at("2026-12-19T11:58:00Z")),
                until: Some(at("2027-01-18T11:58:00Z")),
                days: Some(30),
                state: Some(State::AgentSilent),
            },
            todo: AnswerTodo::ALL.to_vec(),
        }
    }

    #[test]
    fn every_answer_lead_and_cure_has_words_in_every_language() {
        for language in Language::ALL {
            let words = Words::new(language);
            for lead in AnswerLead::ALL {
                let (title, said) = sentences(&words, &answer(*lead));
                for sentence in [&title, &said] {
                    let is_gap = sentence.starts_with("person.") || sentence.contains("  ") || sentence.is_empty();
                    assert!(!is_gap, "{language:?} {lead:?}: {sentence}");
                }
            }
            for code in AnswerCode::ALL {
                let is_told = AnswerLead::ALL.iter().any(|lead| lead.code() == *code);
                assert!(is_told, "{code:?} has no lead");
            }
            let must = |key: String| assert!(words.find(&key).is_some(), "{language:?} lacks {key}");
            AnswerTodo::ALL
                .iter()
                .for_each(|todo| must(format!("person.todo.{}", todo.as_str())));
            for part in ["log", "tie", "user", "users", "job", "scope"] {
                must(format!("person.part.{part}"));
            }
            NotRead::ALL
                .iter()
                .for_each(|why| must(format!("person.unread.{}", serde_name(why))));
        }
    }

    #[test]
    fn what_is_known_stands_in_the_sentence() {
        let words = Words::new(Language::English);
        let lead = |lead| sentences(&words, &answer(lead)).1;
        assert_eq!(
            lead(AnswerLead::OutsideUnits),
            "The organizational unit Interns is not among those that take part: Staff, Sales."
        );
        assert_eq!(
            lead(AnswerLead::HeldDeleteWithOthers),
            "The delete guard holds this removal back, with 598 others. The account is still there."
        );
        assert!(lead(AnswerLead::FailsTakenByCloud).starts_with("anna@contoso.com belongs to Anna B., an account"));
    }
}
