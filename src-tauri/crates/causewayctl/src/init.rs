//! `init`: writes a set-up file, from answers or from what there is in a tenant. Sends nothing by itself, and changes nothing.

use std::path::{Path, PathBuf};

use app_core::{AnswerForm, Journey, NEW_TABLE, Problem, Question, Setup, atomic_file, setup_file};
use clap::Args;
use serde_json::{Map, Value, json};

use crate::arguments::{Arguments, journeys};
use crate::connect::connect;
use crate::exit::Exit;
use crate::mistakes::mistake_words;
use crate::output;
use crate::reporter::Refusal;
use crate::setups::ENDING;
use crate::terminal::{ask, can_ask, unless_stopped};
use crate::words::Words;

/// The answer that names a table of rows beside the file.
const TABLE: &str = "table";

/// What stands in the set-up, and where it goes.
#[derive(Debug, Args)]
pub(crate) struct Init {
    #[arg(value_name = "FILE", conflicts_with = "from_tenant")]
    new_file: Option<PathBuf>,
    #[arg(long, value_name = "JOURNEY", default_value = Journey::FIRST.as_str(), value_parser = journeys(), conflicts_with = "from_tenant")]
    journey: Journey,
    #[arg(long = "set", value_name = "FIELD=VALUE", value_parser = answer, conflicts_with = "from_tenant")]
    answers: Vec<(String, Value)>,
    #[arg(long)]
    pub(crate) from_tenant: bool,
    #[arg(long)]
    replace: bool,
}

/// `field=value`, or `field.part=value`. A value is JSON where it reads as JSON, and a text otherwise.
fn answer(text: &str) -> Result<(String, Value), String> {
    match text.split_once('=') {
        Some((field, value)) if !field.is_empty() => Ok((field.to_owned(), of_text(value))),
        _ => Err("FIELD=VALUE".to_owned()),
    }
}

fn of_text(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| json!(text))
}

pub(crate) async fn init(arguments: &Arguments, words: &Words, init: &Init) -> Result<Exit, Refusal> {
    if init.from_tenant {
        return from_tenant(arguments, words, init).await;
    }
    let mut answers = Map::new();
    for (field, value) in &init.answers {
        put(&mut answers, field, listed(init.journey, field, value.clone()));
    }
    let asking = can_ask();
    let tenant = match of_environment(arguments) {
        Some(tenant) => tenant,
        None if asking => ask(&words.say("cli.init.ask.tenant", &[]))
            .await
            .ok_or(Refusal::Stopped)?,
        None => return Err(Refusal::Usage("cli.no-tenant", Vec::new())),
    };
    if asking {
        for question in init.journey.questions() {
            let is_in_table = question.form == AnswerForm::Names && holds(&answers, TABLE);
            if !is_in_table && !holds(&answers, question.field) {
                asked(words, init.journey, &tenant, question, &mut answers).await?;
            }
        }
    }
    if let Some(Value::String(table)) = answers.get(TABLE).cloned() {
        return with_table(words, init, &tenant, answers, &table);
    }
    let setup = Setup::begun(init.journey, &tenant, answers).map_err(wrong)?;
    let file = init.new_file.clone().unwrap_or_else(|| file_for(&setup));
    write(&file, &setup.to_file(), init.replace)?;
    told(words, &file);
    Ok(Exit::Done)
}

/// The set-up, and the table that it names, where there is none yet.
fn with_table(
    words: &Words,
    init: &Init,
    tenant: &str,
    answers: Map<String, Value>,
    table: &str,
) -> Result<Exit, Refusal> {
    let folder = init.new_file.clone().unwrap_or_default();
    let is_there = folder.with_file_name(table).exists();
    let beside = |name: &str| match is_there {
        true => setup_file::beside(&folder)(name),
        // What is begun here is tried with one row in it.
        false => Ok("name\nA".to_owned()),
    };
    let (setup, text) = Setup::begun_beside(init.journey, tenant, answers, &beside).map_err(wrong)?;
    let file = init.new_file.clone().unwrap_or_else(|| file_for(&setup));
    write(&file, &text, init.replace)?;
    told(words, &file);
    if !is_there {
        let table = file.with_file_name(table);
        write(&table, NEW_TABLE, false)?;
        told(words, &table);
    }
    Ok(Exit::Done)
}

fn of_environment(arguments: &Arguments) -> Option<String> {
    let named = || {
        std::env::var("AZURE_TENANT_ID")
            .ok()
            .filter(|tenant| !tenant.is_empty())
    };
    arguments.tenant.clone().or_else(named)
}

/// A field that holds a list may be given its one entry, or several with commas between.
fn listed(journey: Journey, field: &str, value: Value) -> Value {
    let question = journey.questions().iter().find(|question| question.field == field);
    match (value, question.map(|question| question.form)) {
        (Value::String(text), Some(AnswerForm::Texts)) => texts(&text),
        (Value::String(text), Some(AnswerForm::Names)) => named(&text),
        (other, _) => other,
    }
}

fn texts(text: &str) -> Value {
    let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
    json!(entries.collect::<Vec<_>>())
}

/// The names, each of a thing of which nothing else is known yet.
fn named(text: &str) -> Value {
    let names = texts(text);
    let each = names.as_array().into_iter().flatten();
    each.map(|name| json!({ "name": name })).collect()
}

/// Something stands at a path such as `app.name`.
fn holds(answers: &Map<String, Value>, path: &str) -> bool {
    let mut parts = path.split('.');
    let first = parts.next().and_then(|field| answers.get(field));
    parts
        .try_fold(first, |value, part| Some(value?.get(part)))
        .flatten()
        .is_some()
}

/// Puts a value at a path such as `accidentalDeletes.threshold`.
fn put(answers: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            answers.insert(path.to_owned(), value);
        }
        Some((field, rest)) => {
            let part = answers.entry(field).or_insert_with(|| json!({}));
            match part {
                Value::Object(part) => put(part, rest, value),
                other => *other = json!({ rest: value }),
            }
        }
    }
}

/// Asks until the answer can be used. No answer takes what stands in brackets.
async fn asked(
    words: &Words,
    journey: Journey,
    tenant: &str,
    question: &Question,
    answers: &mut Map<String, Value>,
) -> Result<(), Refusal> {
    let usual = usual(journey, tenant, question.field, answers);
    let text = words.say(&format!("cli.init.ask.{}.{}", journey.as_str(), question.field), &[]);
    let prompt = match &usual {
        Some(value) => format!("{text} [{}]", shown(words, value)),
        None => text,
    };
    loop {
        let typed = ask(&prompt).await.ok_or(Refusal::Stopped)?;
        let value = match (question.form, typed.as_str()) {
            (AnswerForm::Texts, "") => return Ok(()),
            (_, "") => match &usual {
                Some(usual) => usual.clone(),
                None => json!(""),
            },
            (AnswerForm::Text, _) => json!(typed),
            (AnswerForm::Texts, _) => texts(&typed),
            (AnswerForm::Names, _) => named(&typed),
            (AnswerForm::YesNo, _) => match yes_or_no(words, &typed) {
                Some(yes) => json!(yes),
                None => {
                    output::line(&words.say("cli.init.yes-or-no", &[]));
                    continue;
                }
            },
        };
        put(answers, question.field, value);
        let Some(mistake) = Setup::begun(journey, tenant, answers.clone())
            .err()
            .into_iter()
            .flatten()
            .find(|mistake| mistake.field == "tenant" || mistake.field.starts_with(question.field))
        else {
            return Ok(());
        };
        output::line(&mistake_words(words, None, &mistake));
        if mistake.field == "tenant" {
            return Err(wrong(vec![mistake])); // asking about something else does not mend it
        }
    }
}

fn shown(words: &Words, value: &Value) -> String {
    match value {
        Value::Bool(true) => words.say("cli.init.yes", &[]),
        Value::Bool(false) => words.say("cli.init.no", &[]),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn yes_or_no(words: &Words, typed: &str) -> Option<bool> {
    let typed = typed.to_lowercase();
    let is = |key: &str| words.say(key, &[]).to_lowercase().starts_with(&typed);
    match (is("cli.init.yes"), is("cli.init.no")) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// What something new gets where the answer is left out.
fn usual(journey: Journey, tenant: &str, field: &str, answers: &Map<String, Value>) -> Option<Value> {
    let setup = Setup::begun(journey, tenant, answers.clone()).ok()?;
    let usual = setup.completed().to_value().get(field)?.clone();
    let is_empty = usual.as_array().is_some_and(Vec::is_empty);
    (!is_empty).then_some(usual)
}

fn wrong(mistakes: Vec<app_core::SetupError>) -> Refusal {
    Refusal::WrongSetup(None, Box::new(Problem::from(mistakes)))
}

/// A file for each configuration that there is, in the folder where the command runs: what it says is so now, and what cannot be read is
/// left out of it.
async fn from_tenant(arguments: &Arguments, words: &Words, init: &Init) -> Result<Exit, Refusal> {
    let mut reporter = arguments.reporter(words, None);
    let connected = connect(arguments, reporter.as_mut(), arguments.tenant.as_deref(), None).await?;
    let session = &connected.session;
    let status = unless_stopped(async { Ok(session.status(None).await?) }).await?;
    if status.configurations.is_empty() && status.unseen.is_empty() {
        return Err(Refusal::Usage("cli.init.none-there", Vec::new()));
    }
    let mut exit = Exit::Done;
    let mut unclear = |name: &str| {
        output::print_error(words, &words.say("cli.init.unclear", &[("name", name)]));
        exit = Exit::Blocked;
    };
    status.unseen.iter().for_each(|hidden| unclear(&hidden.name));
    for there in &status.configurations {
        let Some(domain) = &there.domain else {
            unclear(&there.name);
            continue;
        };
        let namesakes = status
            .configurations
            .iter()
            .filter(|other| other.domain == there.domain);
        let mut answers = Map::from_iter([
            ("domain".to_owned(), json!(domain)),
            ("name".to_owned(), json!(there.name)),
        ]);
        if namesakes.count() > 1 {
            answers.insert("existing".to_owned(), json!({ "configuration": there.id }));
        }
        // A name that no set-up can have is nothing that a person can mend here.
        let Ok(begun) = Setup::begun(init.journey, &status.tenant.domain, answers) else {
            unclear(&there.name);
            continue;
        };
        match unless_stopped(async { Ok(session.as_found(begun).await?) }).await? {
            Some(setup) => {
                let file = file_for(&setup);
                write(&file, &setup.to_file(), init.replace)?;
                told(words, &file);
            }
            None => unclear(&there.name),
        }
    }
    Ok(exit)
}

/// Named after what is set up, without what a file system takes for something else.
fn file_for(setup: &Setup) -> PathBuf {
    let plain = |c: char| {
        if c.is_alphanumeric() || "-_. ".contains(c) {
            c
        } else {
            '_'
        }
    };
    let name: String = setup.name().chars().map(plain).collect();
    PathBuf::from(format!("{}{ENDING}", name.trim_matches(['.', ' '])))
}

fn write(file: &Path, text: &str, replace: bool) -> Result<(), Refusal> {
    let name = || file.display().to_string();
    if file.exists() && !replace {
        return Err(Refusal::Usage("cli.init.there-already", vec![("file", name())]));
    }
    atomic_file::write_named(file, |out| out.write_all(text.as_bytes())).map_err(|error| {
        let values = vec![("file", name()), ("cause", error.to_string())];
        Refusal::Failed("cli.file-not-written", values)
    })
}

fn told(words: &Words, file: &Path) {
    output::line(&words.say("cli.init.written", &[("file", &file.display().to_string())]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn every_question_has_its_words() {
        for language in Language::ALL {
            let words = Words::new(language);
            for journey in Journey::ALL {
                for question in journey.questions() {
                    let key = format!("cli.init.ask.{}.{}", journey.as_str(), question.field);
                    assert!(words.find(&key).is_some(), "{language:?}: {key}");
                }
            }
            let [yes, no] = ["cli.init.yes", "cli.init.no"].map(|key| words.say(key, &[]));
            assert_eq!(
                (yes_or_no(&words, &yes), yes_or_no(&words, &no)),
                (Some(true), Some(false))
            );
            assert_eq!((yes_or_no(&words, ""), yes_or_no(&words, "1")), (None, None));
        }
    }

    #[test]
    fn an_answer_is_json_where_it_reads_as_json() {
        let given = |text: &str| answer(text).unwrap();
        assert_eq!(given("start=true"), ("start".to_owned(), json!(true)));
        assert_eq!(given("name=a=b"), ("name".to_owned(), json!("a=b")));
        assert_eq!(given("scope={\"ous\":[]}").1, json!({"ous": []}));
        assert_eq!(given("domain="), ("domain".to_owned(), json!("")));
    }

    #[test]
    fn a_path_leads_into_an_object() {
        let mut answers = Map::new();
        put(&mut answers, "a.b.c", json!(1));
        put(&mut answers, "a.b.d", json!(2));
        put(&mut answers, "e", json!("text"));
        put(&mut answers, "e.f", json!(3)); // the later one counts
        assert_eq!(
            Value::Object(answers),
            json!({"a": {"b": {"c": 1, "d": 2}}, "e": {"f": 3}})
        );
    }

    #[test]
    fn what_stands_at_a_path_is_not_asked_for() {
        let answers = Map::from_iter([
            ("app".to_owned(), json!({ "name": "Zscaler" })),
            ("e".to_owned(), json!("text")),
        ]);
        for (path, is_there) in [
            ("app", true),
            ("app.name", true),
            ("app.id", false),
            ("e.f", false),
            ("x.y", false),
        ] {
            assert_eq!(holds(&answers, path), is_there, "{path}");
        }
    }

    #[test]
    fn a_list_is_given_with_commas() {
        assert_eq!(texts("a@b.c, d@e.f,,"), json!(["a@b.c", "d@e.f"]));
        let first = Journey::FIRST;
        assert_eq!(listed(first, "notify", json!("a@b.c")), json!(["a@b.c"]));
        assert_eq!(listed(first, "domain", json!("a,b")), json!("a,b"));
        assert_eq!(named("NL prod, DE"), json!([{ "name": "NL prod" }, { "name": "DE" }]));
    }
}
