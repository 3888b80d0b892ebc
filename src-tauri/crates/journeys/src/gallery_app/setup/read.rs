//! What the answers may be.

use std::collections::BTreeMap;

use graph_client::secrets::is_confidential;

use super::answers::{Answers, Assignee, Assignment, Existing, OutOfScope, Scope, TestAnswer};
use super::credentials::{Credential, FROM, names, names_a_variable};
use super::listed::{self, Listed, Spot};
use super::{App, Instance};
use crate::setup_file::answers::{delete_guard, flag, guid, name, notify, text, word};
use crate::setup_file::{Allowed, Fields, Found, Place, Source, is_unseen};

/// People and groups in one file: the service takes them one by one.
pub(super) const MOST_ASSIGNED: usize = 100;
/// Longest value that is no secret.
pub(super) const LONGEST_VALUE: usize = 2_000;

pub(super) fn app(source: &mut Source<'_>, at: &Place) -> Option<App> {
    let mut fields = source.fields(at)?;
    let before = fields.count();
    let template = fields.optional(source, "template", |source, at| guid(source, at, Allowed::TemplateId));
    let app_name = fields.optional(source, "name", name);
    let named = fields.count() < before;
    let job_template = fields.optional(source, "jobTemplate", |source, at| match source.raw(at) {
        "null" => Some(None),
        _ => text(source, at, Allowed::JobTemplate, is_word).map(Some),
    });
    fields.none_left(source);
    if !named {
        source.found(at, Found::NoApp, Allowed::TemplateOrName);
        return None;
    }
    Some(App {
        template,
        name: app_name,
        job_template: job_template.flatten(),
    })
}

/// Letters, digits, `.`, `-` and `_`: what ids of job templates are made of.
fn is_word(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    (1..=120).contains(&id.len()) && id.chars().all(plain)
}

/// The instances that stand in the file.
pub(super) fn instances(source: &mut Source<'_>, at: &Place) -> Option<Vec<Listed>> {
    let Some(places) = source.elements(at).filter(|places| !places.is_empty()) else {
        source.wrong(at, listed::allowed(source));
        return None;
    };
    let read: Vec<Option<Listed>> = places.into_iter().map(|at| instance(source, at)).collect();
    Some(read.into_iter().flatten().collect())
}

fn instance(source: &mut Source<'_>, at: Place) -> Option<Listed> {
    let mut fields = source.fields(&at)?;
    let key = fields.optional(source, "key", name);
    let own_name = fields.required(source, "name", name);
    let answers = answers(source, fields);
    let own_name = own_name?;
    Some(Listed {
        instance: Instance {
            key: key.unwrap_or_else(|| own_name.clone()),
            name: own_name,
            answers,
        },
        place: Spot::File(at),
    })
}

pub(super) fn defaults(source: &mut Source<'_>, at: &Place) -> Option<Answers> {
    let fields = source.fields(at)?;
    Some(answers(source, fields))
}

/// The answers in an object that holds nothing else any more.
fn answers(source: &mut Source<'_>, mut fields: Fields) -> Answers {
    let mut everyone = None;
    let scope = fields.optional(source, "scope", |source, at| {
        let scope = word(
            source,
            at,
            &[("assigned", Scope::Assigned), ("everyone", Scope::Everyone)],
        )?;
        everyone = (scope == Scope::Everyone).then(|| at.clone());
        Some(scope)
    });
    let confirmed = fields.optional(source, "confirmEveryone", flag);
    if let Some(at) = everyone.filter(|_| confirmed != Some(true)) {
        source.wrong(&at, Allowed::ConfirmedEveryone);
    }
    let answers = Answers {
        scope,
        notify: fields.optional(source, "notify", notify),
        accidental_deletes: fields.optional(source, "accidentalDeletes", delete_guard),
        out_of_scope: fields.optional(source, "outOfScope", |source, at| {
            word(
                source,
                at,
                &[("disable", OutOfScope::Disable), ("leave", OutOfScope::Leave)],
            )
        }),
        existing: fields.optional(source, "existing", |source, at| {
            word(source, at, &[("adopt", Existing::Adopt), ("leave", Existing::Leave)])
        }),
        test: fields.optional(source, "test", |source, at| {
            word(
                source,
                at,
                &[("required", TestAnswer::Required), ("warn", TestAnswer::Warn)],
            )
        }),
        start: fields.optional(source, "start", flag),
        credentials: fields.optional(source, "credentials", credentials).unwrap_or_default(),
        assign: fields.optional(source, "assign", assign),
    };
    fields.none_left(source);
    answers
}

fn credentials(source: &mut Source<'_>, at: &Place) -> Option<BTreeMap<&'static str, Credential>> {
    let mut fields = source.fields(at)?;
    let read = |key| {
        let read = fields.optional(source, key, |source, at| credential(source, at, key));
        read.map(|credential| (key, credential))
    };
    let credentials = names().filter_map(read).collect();
    fields.none_left(source);
    Some(credentials)
}

/// What may be a secret is never repeated in a mistake.
fn credential(source: &mut Source<'_>, at: &Place, key: &str) -> Option<Credential> {
    if source.raw(at).starts_with('{') {
        return reference(source, at);
    }
    if is_confidential(key) {
        source.found(at, Found::NotShown, Allowed::Reference);
        return None;
    }
    let value = source.string(at).filter(|value| is_good(key, value));
    if value.is_none() {
        source.found(at, Found::NotShown, in_clear(key));
    }
    value.map(Credential::Clear)
}

/// Whether this can be the value of a credential that is no secret.
pub(super) fn is_good(key: &str, value: &str) -> bool {
    (1..=LONGEST_VALUE).contains(&value.chars().count())
        && value.trim() == value
        && value != "*"
        && !value.chars().any(is_unseen)
        && (!is_address(key) || is_good_address(value))
}

/// What such a value may be.
pub(super) fn in_clear(key: &str) -> Allowed {
    if is_address(key) {
        Allowed::HttpsAddress
    } else {
        Allowed::PlainText
    }
}

fn is_address(key: &str) -> bool {
    matches!(key, "BaseAddress" | "Url")
}

fn is_good_address(value: &str) -> bool {
    value
        .strip_prefix("https://")
        .is_some_and(|rest| !rest.is_empty() && !rest.contains(['{', '}', '<', '>', '@', ' ']))
}

fn reference(source: &mut Source<'_>, at: &Place) -> Option<Credential> {
    let mut fields = source.fields(at)?;
    let from = fields.required(source, "from", |source, at| {
        let word = source.string(at).filter(|word| FROM.contains(&word.as_str()));
        if word.is_none() {
            source.found(at, Found::NotShown, Allowed::OneOf { words: FROM.to_vec() });
        }
        word
    });
    let credential = match from.as_deref() {
        Some("env") => fields.required(source, "name", |source, at| {
            let name = source.string(at).filter(|name| names_a_variable(name));
            if name.is_none() {
                source.found(at, Found::NotShown, Allowed::VariableName);
            }
            name.map(Credential::Env)
        }),
        Some(word) => Credential::of_word(word),
        None => None,
    };
    fields.none_left(source);
    credential
}

fn assign(source: &mut Source<'_>, at: &Place) -> Option<Vec<Assignment>> {
    let places = source.elements(at).filter(|places| places.len() <= MOST_ASSIGNED);
    let Some(places) = places else {
        source.wrong(at, Allowed::Assignments { most: MOST_ASSIGNED });
        return None;
    };
    let read: Vec<Option<Assignment>> = places.iter().map(|at| assignment(source, at)).collect();
    read.into_iter().collect()
}

fn assignment(source: &mut Source<'_>, at: &Place) -> Option<Assignment> {
    let mut fields = source.fields(at)?;
    let group = fields.optional(source, "group", |source, at| {
        Some(name(source, at).map(Assignee::Group))
    });
    let user = fields.optional(source, "user", |source, at| Some(name(source, at).map(Assignee::User)));
    let role = fields.optional(source, "role", name);
    fields.none_left(source);
    match (group, user) {
        (Some(who), None) | (None, Some(who)) => who.map(|who| Assignment { who, role }),
        _ => {
            source.found(at, Found::NeitherOrBoth, Allowed::GroupOrUser);
            None
        }
    }
}
