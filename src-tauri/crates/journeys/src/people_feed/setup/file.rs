//! The form of a set-up file for people feeds: how it is written, its JSON Schema and its TypeScript type are this one declaration. What
//! JSON Schema cannot say, only [`crate::Setup::parse`] refuses: answers that contradict each other, targets and attributes that occur
//! twice, names of encodings and time zones that there are none of, and `1` that is not `1.0`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use ts_rs::TS;

use super::answers::{Column, FileAnswers, NameRule, Sent, UserName};
use super::columns::KINDS;
use super::read::{AUTO, CLASHES, DATES, DIRECTORIES, LEAVERS, LEFT, MODES, MOST_PILOT, REPEATED, TAKES};
use super::{Setup, leave_out, schema};
use crate::setup_file::pattern;

/// How people whom HR keeps in a file get accounts. Holds no secret, and of what stands in cells only the words of the status column
/// and those by which rows are left out.
#[derive(Debug, Serialize, JsonSchema, TS)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "Causeway set-up file: people feed", deny_unknown_fields, transform = pattern::of_file)]
#[schemars(extend("examples" = examples()))]
#[ts(rename = "PeopleFeedSetup")]
pub struct File {
    /// Version of the format.
    #[schemars(extend("const" = 1))]
    #[ts(type = "1")]
    causeway: u32,
    /// What is set up.
    #[schemars(extend("const" = Setup::JOURNEY))]
    #[ts(type = "\"people-feed\"")]
    journey: &'static str,
    /// The tenant: its id (a GUID), or one of its domains.
    #[schemars(extend("pattern" = format!("{}|{}", pattern::GUID, pattern::domain()), "examples" = ["contoso.onmicrosoft.com"]))]
    #[schemars(length(max = 253))]
    tenant: String,
    /// Name of the feed in the tenant. If the tenant has a feed of this name, that one is completed.
    #[schemars(length(min = 1, max = 120), extend("pattern" = pattern::NAME))]
    name: String,
    /// Where people go: Microsoft Entra ID, or a domain of Active Directory, which an agent reaches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::target")]
    #[ts(type = "\"entra\" | \"ad\"")]
    target: Option<&'static str>,
    /// Id of the feed's application template, where Microsoft's usual one is not meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = pattern::GUID))]
    #[ts(as = "String")]
    template: Option<String>,
    /// Who hears of it when Microsoft puts the feed aside. One address, which must be there; a group's reaches several people.
    #[schemars(schema_with = "schema::notify")]
    #[ts(type = "[string]")]
    notify: [String; 1],
    /// Stops the feed when so many people would be disabled or deleted in one round.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::accidental_deletes")]
    #[ts(type = "{ enabled: true; threshold: number } | { enabled: false }")]
    accidental_deletes: Option<Value>,
    /// Where the file is and how it is read. What is left out is found in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::file")]
    #[ts(
        type = "{ path?: string; take?: \"only\" | \"newest\"; encoding?: string; delimiter?: string; sheet?: string | null; \
                 headerRow?: \"auto\" | number; dates?: \"auto\" | \"day-first\" | \"month-first\"; timeZone?: string }"
    )]
    file: Option<Value>,
    /// What people are recognised by: the column with everybody's number, and the attribute of the directory that holds it.
    #[serde(rename = "match")]
    #[schemars(schema_with = "schema::matching")]
    #[ts(type = "{ column: string; attribute?: string; repeated?: \"stop\" | \"last\" | \"leave-out\" }")]
    matching: Value,
    /// What else is sent: by the heading of each column its target, or an object that says more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::columns")]
    #[ts(
        type = "Record<string, string | { to: string; join?: string[]; kind?: \"text\" | \"date\"; target?: string; \
                 values?: Record<string, \"here\" | \"left\" | \"leave-out\"> }>"
    )]
    columns: Option<Value>,
    /// How people sign in. Those who are there keep their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::user_name")]
    #[ts(
        type = "{ rule: \"column\" | \"first.last\" | \"f.last\" | \"number\"; column?: string | null; domain?: string; \
                 onClash?: \"stop\" | \"number\" }"
    )]
    user_name: Option<Value>,
    /// Rows that are left out: by the heading of a column, and by one of `is`, `isNot` and `contains`. Capitals count.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "leave_out::schema")]
    #[ts(type = "{ column: string; is?: string[]; isNot?: string[]; contains?: string[] }[]")]
    leave_out: Option<Value>,
    /// What becomes of people who have left and have no account: they are left out, or created switched off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::left_without_account")]
    #[ts(type = "\"leave-out\" | \"create\"")]
    left_without_account: Option<&'static str>,
    /// How it is told that somebody left, and how many may leave without being asked about. The limit can only be stricter than 10 people
    /// or 2 per cent, whichever is more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::leavers")]
    #[ts(type = "{ by: \"status\" | \"absence\" | \"never\"; most?: { people?: number; percent?: number } }")]
    leavers: Option<Value>,
    /// Targets whose attribute is cleared in the directory when the cell is empty. Left out, an empty cell changes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::clear_when_empty")]
    #[ts(as = "Vec<String>")]
    clear_when_empty: Option<Vec<String>>,
    /// Attributes whose mapping in the tenant may be replaced where it is another than this set-up wants. Left out, it stays and is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::replace_mappings")]
    #[ts(as = "Vec<String>")]
    replace_mappings: Option<Vec<String>>,
    /// Organizational unit of new accounts, by its distinguished name. Active Directory needs it, and the domain is read from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::ou")]
    #[ts(type = "string | null")]
    ou: Option<String>,
    /// What is sent: who is new, who changed and who left, or everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::mode")]
    #[ts(type = "\"changed\" | \"full\"")]
    mode: Option<&'static str>,
    /// Only details of people who are there are filled in: nobody is created, and nobody is switched off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = false))]
    #[ts(as = "bool")]
    only_enrich: Option<bool>,
    /// How many people are sent first, for a person to look at what becomes of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = MOST_PILOT), extend("default" = 5))]
    #[ts(as = "u32")]
    pilot: Option<u32>,
    /// Most calls of a day, each of 50 people; `auto` is as many as Microsoft takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::calls_per_day")]
    #[ts(type = "\"auto\" | number")]
    calls_per_day: Option<Value>,
    /// Client id of the application that sends at night. It is permitted to upload people and to read the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::uploader")]
    #[ts(type = "string | null")]
    uploader: Option<String>,
    /// The feed's job is started at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = true))]
    #[ts(as = "bool")]
    start: Option<bool>,
}

impl From<&Setup> for File {
    fn from(setup: &Setup) -> Self {
        let answers = &setup.answers;
        Self {
            causeway: 1,
            journey: Setup::JOURNEY,
            tenant: setup.tenant.clone(),
            name: setup.name.clone(),
            target: word_of(&DIRECTORIES, answers.target),
            template: answers.template.clone(),
            notify: [setup.notify.clone()],
            accidental_deletes: answers.accidental_deletes.map(|guard| match guard {
                Some(threshold) => json!({ "enabled": true, "threshold": threshold }),
                None => json!({ "enabled": false }),
            }),
            file: answers.file.as_ref().map(of_file),
            matching: given([
                ("column", Some(json!(setup.matching.column))),
                ("attribute", setup.matching.attribute.as_ref().map(|name| json!(name))),
                (
                    "repeated",
                    word_of(&REPEATED, setup.matching.repeated).map(|word| json!(word)),
                ),
            ]),
            columns: filled(&answers.columns, |columns| {
                let each = columns.iter().map(|column| (column.heading.clone(), of_column(column)));
                each.collect::<Map<_, _>>().into()
            }),
            user_name: answers.user_name.as_ref().map(of_user_name),
            leave_out: filled(&answers.leave_out, |rules| {
                rules.iter().map(leave_out::written).collect()
            }),
            left_without_account: word_of(&LEFT, answers.creates_left),
            leavers: answers.leavers.map(|leavers| {
                let most = leavers.most.map(|most| {
                    given([
                        ("people", most.people.map(|people| json!(people))),
                        ("percent", most.percent.map(|percent| json!(percent))),
                    ])
                });
                given([
                    ("by", word_of(&LEAVERS, Some(leavers.by)).map(|by| json!(by))),
                    ("most", most),
                ])
            }),
            clear_when_empty: filled(&answers.clear_when_empty, <[_]>::to_vec),
            replace_mappings: filled(&answers.replace_mappings, <[_]>::to_vec),
            ou: answers.ou.clone(),
            mode: word_of(&MODES, answers.mode),
            only_enrich: answers.only_enrich,
            pilot: answers.pilot,
            calls_per_day: answers.calls_per_day.map(auto_or),
            uploader: answers.uploader.clone(),
            start: answers.start,
        }
    }
}

/// The word that the file has for an answer.
fn word_of<T: PartialEq>(words: &[(&'static str, T)], answer: Option<T>) -> Option<&'static str> {
    let answer = answer?;
    let known = words.iter().find(|(_, meaning)| *meaning == answer);
    known.map(|(word, _)| *word)
}

pub(super) fn words<T>(words: &[(&'static str, T)]) -> Vec<&'static str> {
    words.iter().map(|(word, _)| *word).collect()
}

/// An object of the answers that were given, in reading order.
fn given<const N: usize>(answers: [(&str, Option<Value>); N]) -> Value {
    let given = answers
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    given.collect::<Map<_, _>>().into()
}

fn filled<T, W>(list: &[T], written: impl FnOnce(&[T]) -> W) -> Option<W> {
    (!list.is_empty()).then(|| written(list))
}

fn auto_or(number: Option<u32>) -> Value {
    number.map_or_else(|| json!(AUTO), |number| json!(number))
}

fn of_file(file: &FileAnswers) -> Value {
    let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
    given([
        ("path", text(&file.path)),
        ("take", word_of(&TAKES, file.take).map(|take| json!(take))),
        ("encoding", text(&file.encoding)),
        ("delimiter", text(&file.delimiter)),
        ("sheet", text(&file.sheet)),
        ("headerRow", file.header_row.map(auto_or)),
        ("dates", word_of(&DATES, file.dates).map(|dates| json!(dates))),
        ("timeZone", text(&file.time_zone)),
    ])
}

fn of_column(column: &Column) -> Value {
    let kind = match &column.to {
        Sent::Own { kind, .. } => word_of(&KINDS, Some(*kind)),
        Sent::Known(_) => None,
    };
    let values: Map<String, Value> = column
        .values
        .iter()
        .map(|(word, meaning)| (word.clone(), json!(meaning)))
        .collect();
    let more = [
        ("join", filled(&column.join, |join| json!(join))),
        ("kind", kind.map(|kind| json!(kind))),
        ("target", column.target.as_ref().map(|target| json!(target))),
        ("values", (!values.is_empty()).then(|| values.into())),
    ];
    if more.iter().all(|(_, value)| value.is_none()) {
        return json!(column.to.path());
    }
    let [join, kind, target, values] = more;
    given([("to", Some(json!(column.to.path()))), join, kind, target, values])
}

fn of_user_name(user_name: &UserName) -> Value {
    let column = match &user_name.rule {
        NameRule::Column(column) => Some(json!(column)),
        _ => None,
    };
    given([
        ("rule", Some(json!(user_name.rule.as_str()))),
        ("column", column),
        ("domain", user_name.domain.as_ref().map(|domain| json!(domain))),
        (
            "onClash",
            word_of(&CLASHES, Some(user_name.on_clash)).map(|clash| json!(clash)),
        ),
    ])
}

/// The shortest file, and one with every field.
pub(super) fn examples() -> [Value; 2] {
    [
        json!({
            "causeway": 1,
            "journey": Setup::JOURNEY,
            "tenant": "contoso.onmicrosoft.com",
            "name": "HR to Entra",
            "notify": ["ops@contoso.com"],
            "match": { "column": "Employee ID" },
        }),
        json!({
            "causeway": 1,
            "journey": Setup::JOURNEY,
            "tenant": "contoso.onmicrosoft.com",
            "name": "HR to Entra",
            "target": "entra",
            "template": "8adf8e6e-67b2-4cf2-a259-e3dc5476c621",
            "notify": ["ops@contoso.com"],
            "accidentalDeletes": { "enabled": true, "threshold": 500 },
            "file": { "path": "hr/*.csv", "take": "newest", "encoding": "windows-1252", "delimiter": ";", "sheet": null, "headerRow": 3,
                "dates": "day-first", "timeZone": "Europe/Amsterdam" },
            "match": { "column": "Personeelsnummer", "attribute": "employeeId", "repeated": "last" },
            "columns": {
                "Roepnaam": "name.givenName",
                "Achternaam": { "to": "name.familyName", "join": ["Tussenvoegsel", "Achternaam"] },
                "Afdeling": "department",
                "Werkgever": { "to": "organization", "target": "companyName" },
                "Leidinggevende": "manager",
                "Datum in dienst": { "to": "HireDate", "kind": "date", "target": "employeeHireDate" },
                "Gebouw": { "to": "Building", "kind": "text", "target": "physicalDeliveryOfficeName" },
                "Status": { "to": "active", "values": { "In dienst": "here", "Met zwangerschapsverlof": "here", "Uit dienst": "left",
                    "Stagiair": "leave-out" } },
            },
            "userName": { "rule": "first.last", "column": null, "domain": "contoso.com", "onClash": "number" },
            "leaveOut": [{ "column": "Afdeling", "is": ["Test"] }, { "column": "Werkgever", "isNot": ["Contoso"] },
                { "column": "E-mail", "contains": ["@partner.com"] }],
            "leftWithoutAccount": "leave-out",
            "leavers": { "by": "status", "most": { "people": 10, "percent": 2 } },
            "clearWhenEmpty": ["department"],
            "replaceMappings": ["companyName"],
            "ou": null,
            "mode": "changed",
            "onlyEnrich": false,
            "pilot": 5,
            "callsPerDay": "auto",
            "uploader": "5c1a8c4e-3f61-4c8e-9a55-1f9f0d6a7e21",
            "start": true,
        }),
    ]
}
