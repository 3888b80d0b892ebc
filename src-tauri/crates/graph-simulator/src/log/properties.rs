//! What a row says that changed: target attributes, before and after.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Deed, Entry};
use crate::directory::{Class, Directory};

/// What changes in a company every day, by kind of object: target attribute, the attribute of Active Directory that has its value
/// now, and values that it may have had before.
type Change = (&'static str, &'static str, &'static [&'static str]);

const TITLES: &[&str] = &[
    "Trainee",
    "Assistant",
    "Junior consultant",
    "Team member",
    "Coordinator",
];
const PHONES: &[&str] = &[
    "+31 20 555 0142",
    "+31 30 555 0177",
    "+44 20 7946 0018",
    "+62 21 555 0190",
];

const PEOPLE: [Change; 5] = [
    ("Title", "title", TITLES),
    ("TelephoneNumber", "telephoneNumber", PHONES),
    (
        "Department",
        "department",
        &["Projects", "Back office", "Operations", "Service"],
    ),
    ("City", "l", &["Haarlem", "Bandung", "Leeds", "Rotterdam"]),
    ("Company", "company", &["Adatum", "Fourth Coffee"]),
];
const GROUPS: [Change; 2] = [
    ("Description", "cn", &["Team", "Team and guests"]),
    ("Member", "member", &["", "CN=Former colleague"]),
];
const CONTACTS: [Change; 2] = [
    ("TelephoneNumber", "telephoneNumber", PHONES),
    ("Company", "company", &["Adatum", "Adatum Europe"]),
];

/// Target attributes a deed writes; of a change, `id` says which.
pub(crate) fn modified(company: &Directory, attributes: &[(&'static str, String)], entry: Entry, id: Uuid) -> Value {
    let Entry { object, deed } = entry;
    let class = company.class(object).unwrap_or(Class::User);
    let property = |name: &str, value: String| json!({"displayName": name, "oldValue": null, "newValue": value});
    let flag = |value: bool| if value { "True" } else { "False" }.to_owned();
    let account =
        |old: String, new: bool| json!([{"displayName": "AccountEnabled", "oldValue": old, "newValue": flag(new)}]);
    match deed {
        Deed::Delete => account(flag(company.enabled(object)), false),
        Deed::Disable => account(flag(true), false),
        Deed::Enable => account(flag(false), true),
        Deed::Update => {
            let changes: &[Change] = match class {
                Class::Group => &GROUPS,
                Class::Contact => &CONTACTS,
                Class::User | Class::InetOrgPerson => &PEOPLE,
            };
            let seed = usize::from(id.as_bytes()[0]);
            // Whoever gets another title often goes to another department with it.
            let both = class != Class::Group && seed.is_multiple_of(5);
            let places = if both {
                vec![0, changes.len() / 2]
            } else {
                vec![seed % changes.len()]
            };
            let changed = places.into_iter().map(|place| {
                let (name, source, before) = changes[place];
                let now = attributes.iter().find(|(known, _)| *known == source);
                let now = now.map(|(_, value)| value.as_str());
                let others: Vec<&str> = before.iter().copied().filter(|old| Some(*old) != now).collect();
                json!({"displayName": name, "oldValue": others[seed / 5 % others.len()], "newValue": now})
            });
            changed.collect()
        }
        Deed::Create | Deed::Fail => {
            let mut properties = vec![
                property("DisplayName", company.display_name(object)),
                property("OnPremisesObjectIdentifier", company.object_guid(object).to_string()),
                property("DnsDomainName", company.names.ad_domain.clone()),
            ];
            if class != Class::Group {
                properties.push(property("Mail", company.mail(object)));
            }
            if matches!(class, Class::User | Class::InetOrgPerson) {
                properties.push(property("UserPrincipalName", company.cloud_user_name(object)));
                properties.push(property("AccountEnabled", flag(company.enabled(object))));
                properties.push(property("OnPremisesSamAccountName", company.account_name(object)));
            }
            Value::Array(properties)
        }
        _ => json!([]),
    }
}
