//! The steps of a row, as people see them: import, scoping, matching, processing, export (contract 13.1).

use serde_json::{Map, Value, json};

use super::{Deed, Entry};
use crate::directory::{Class, Directory, ObjectIndex};

/// Those that were taken: what is passed over ends early.
pub(super) fn steps(company: &Directory, attributes: &[(&'static str, String)], entry: Entry) -> Value {
    let Entry { object, deed } = entry;
    let step = |name: &str, kind: &str, status: &str, description: String, details: Value| json!({"name": name, "provisioningStepType": kind, "status": status, "description": description, "details": details});
    let skipped = |reason: &str| json!({"SkipReason": reason});
    if deed == Deed::LeftOut {
        let told = "Received an object that the agent filtered out".to_owned();
        return json!([step("EntryImport", "import", "skipped", told, json!({}))]);
    }
    let imported: Map<String, Value> = attributes
        .iter()
        .map(|(key, value)| ((*key).to_owned(), Value::String(value.clone())))
        .collect();
    let change = change_of(company, object, deed);
    let import = |status| {
        let told = received(company, object, deed);
        step(
            &format!("EntryImport{change}"),
            "import",
            status,
            told,
            Value::Object(imported),
        )
    };
    if deed == Deed::ImportSkipped {
        let told = format!("{} was skipped", at_the_beginning(&told(company, object)));
        let end = step(
            "EntrySynchronizationSkip",
            "processing",
            "skipped",
            told,
            skipped("ImportSkipped"),
        );
        return json!([import("skipped"), end]);
    }
    let (is_active, passes) = standing(company, object, deed);
    let flag = |value: bool| if value { "True" } else { "False" };
    let scoping = step(
        "EntrySynchronizationScoping",
        "scoping",
        "success",
        weighed(company, object),
        json!({"Active in the source system": flag(is_active), "Scoping filter evaluation passed": flag(passes)}),
    );
    let ends = |kind: &str, reason: &str| {
        step(
            "EntrySynchronizationSkip",
            kind,
            "skipped",
            written(company, object, deed),
            skipped(reason),
        )
    };
    if matches!(deed, Deed::NotInScope | Deed::NotActive) {
        return json!([import("success"), scoping, ends("processing", "NotEffectivelyEntitled")]);
    }
    let matching = step(
        "EntryImportByMatchingProperty",
        "matching",
        "success",
        format!("Find matching {} in Microsoft Entra ID", told(company, object)),
        json!({"Matching attribute": "OnPremisesObjectIdentifier", "Matches found": if deed.has_target() && deed != Deed::Create { "1" } else { "0" }}),
    );
    if deed == Deed::Skip {
        return json!([import("success"), scoping, matching, ends("export", "RedundantExport")]);
    }
    let verb = match deed {
        Deed::Create | Deed::Fail => "Add",
        Deed::Delete | Deed::StagedDelete | Deed::RefusedDelete => "Delete",
        _ => "Update",
    };
    let processing = step(
        &format!("EntrySynchronization{verb}"),
        "processing",
        "success",
        format!("Determine what to write of {}", told(company, object)),
        json!({}),
    );
    let (status, details) = match deed {
        _ if deed.is_held() => ("skipped", skipped("AccidentalDeletionPrevention")),
        _ if deed.is_failure() => {
            let reason = deed.reason(company.flaw(object));
            (
                "failure",
                json!({"ErrorCode": reason.map(|(code, _)| code), "Reason": reason.map(|(_, reason)| reason)}),
            )
        }
        _ => ("success", json!({})),
    };
    let export = step(
        &format!("EntryExport{verb}"),
        "export",
        status,
        written(company, object, deed),
        details,
    );
    json!([import("success"), scoping, matching, processing, export])
}

/// Is it active in Active Directory, and does it pass the scope?
fn standing(company: &Directory, object: ObjectIndex, deed: Deed) -> (bool, bool) {
    match deed {
        // Deleted, or still there and not in scope any more.
        _ if deed.leaves() => {
            let gone = company.is_gone(object);
            (!gone, gone)
        }
        Deed::StagedDisable | Deed::NotActive => (false, true),
        Deed::NotInScope => (true, false),
        _ => (true, true),
    }
}

/// Kind of the change that came from Active Directory.
fn change_of(company: &Directory, object: ObjectIndex, deed: Deed) -> &'static str {
    match deed {
        Deed::NotActive => "Delete",
        _ if deed.leaves() && company.is_gone(object) => "Delete",
        Deed::Create | Deed::Skip | Deed::Fail | Deed::ImportSkipped | Deed::NotInScope => "Add",
        _ => "Update",
    }
}

/// `user 'anna@contoso.com'`: as the sentences of the steps name an object.
fn told(company: &Directory, object: ObjectIndex) -> String {
    let (kind, name) = match company.class(object) {
        Some(Class::Group) => ("Group", company.display_name(object)),
        Some(Class::Contact) => ("contact", company.mail(object)),
        _ => ("user", company.user_principal_name(object)),
    };
    format!("{kind} '{name}'")
}

fn at_the_beginning(told: &str) -> String {
    format!("{}{}", told[..1].to_uppercase(), &told[1..])
}

/// The sentence of the import step (provisionondemand, example 2).
pub(crate) fn received(company: &Directory, object: ObjectIndex, deed: Deed) -> String {
    let (told, change) = (told(company, object), change_of(company, object, deed));
    format!("Received {told} change of type ({change}) from Active Directory")
}

/// The sentence of the scoping step.
pub(crate) fn weighed(company: &Directory, object: ObjectIndex) -> String {
    let told = told(company, object);
    let kind = told.split(' ').next().unwrap_or_default();
    format!("Determine if {kind} in scope by evaluating against each scoping filter")
}

/// The sentence of the last step.
pub(crate) fn written(company: &Directory, object: ObjectIndex, deed: Deed) -> String {
    let told = at_the_beginning(&told(company, object));
    let happened = match deed {
        Deed::Create => "was created",
        Deed::Update | Deed::Enable => "was updated",
        Deed::Disable => "was disabled",
        Deed::Delete => "was deleted",
        Deed::Fail => "could not be created",
        Deed::FailUpdate => "could not be updated",
        Deed::RefusedDelete => "could not be deleted",
        _ => return format!("{told} was skipped"),
    };
    format!("{told} {happened} in Microsoft Entra ID")
}
