//! What feeds wrote of accounts, over what these were before. One for Microsoft Entra ID, one for Active Directory.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// By object id.
#[derive(Debug, Default)]
pub struct Accounts {
    written: BTreeMap<Uuid, Account>,
    /// Counts up whenever one is written.
    revision: u64,
}

/// One that was written.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Target attribute → its value; `None`: cleared.
    pub values: BTreeMap<String, Option<String>>,
    /// Object id of the manager.
    pub manager: Option<Uuid>,
    /// It was not there before.
    pub created: Option<Timestamp>,
    pub deleted: Option<Timestamp>,
    /// Its source of authority is Active Directory.
    pub is_managed_by_ad: bool,
}

impl Accounts {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    #[must_use]
    pub fn get(&self, id: Uuid) -> Option<&Account> {
        self.written.get(&id)
    }

    /// To be written; what was there before shows through.
    pub fn entry(&mut self, id: Uuid) -> &mut Account {
        self.revision += 1;
        self.written.entry(id).or_default()
    }

    pub fn all(&self) -> impl Iterator<Item = (Uuid, &Account)> {
        self.written.iter().map(|(&id, account)| (id, account))
    }
}

impl Account {
    /// A property of the user that was written, by its name in Graph; `None`: what was there before holds.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<Value> {
        let text = |attribute: &str| self.values.get(attribute);
        match name {
            "accountEnabled" => text(name).map(|value| json!(value.as_deref() != Some("False"))),
            "businessPhones" => text("telephoneNumber").map(|value| json!(value.as_slice())),
            "employeeOrgData" => self.group("employeeOrgData."),
            "onPremisesExtensionAttributes" => self.group(""),
            _ => text(target_attribute(name)).map(|value| json!(value)),
        }
    }

    /// Attributes that are members of one property.
    fn group(&self, prefix: &str) -> Option<Value> {
        let is_member = |name: &str| {
            if prefix.is_empty() {
                name.starts_with("extensionAttribute")
            } else {
                true
            }
        };
        let members = self.values.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix(prefix).filter(|name| is_member(name))?;
            Some((name.to_owned(), json!(value)))
        });
        let members: Map<String, Value> = members.collect();
        (!members.is_empty()).then_some(Value::Object(members))
    }
}

/// What the schema calls a property of Graph.
#[must_use]
pub(crate) fn target_attribute(property: &str) -> &str {
    match property {
        "mobilePhone" => "mobile",
        "officeLocation" => "physicalDeliveryOfficeName",
        "faxNumber" => "facsimileTelephoneNumber",
        other => other,
    }
}

/// What Graph calls a target attribute.
#[must_use]
pub(crate) fn property_of(attribute: &str) -> &str {
    match attribute {
        "mobile" => "mobilePhone",
        "physicalDeliveryOfficeName" => "officeLocation",
        "facsimileTelephoneNumber" => "faxNumber",
        "telephoneNumber" => "businessPhones",
        other => other,
    }
}
