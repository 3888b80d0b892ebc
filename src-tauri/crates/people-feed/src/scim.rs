//! One person as an operation of a bulk request (contract 14). Written by hand into one buffer: a million of them take a second.

use people_file::Target;

use crate::Person;

const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// The schema of what the other two have no name for: when somebody was hired, and when they leave.
pub const EXTENSION: &str = "urn:ietf:params:scim:schemas:extension:causeway:1.0:User";

/// Writes one person, all of them: what is left out may be cleared. An empty value is left out, because an empty text flows as such.
pub fn operation(person: &Person<'_>, run: u64, out: &mut Vec<u8>) {
    let dates = [("HireDate", Target::HireDate), ("LeaveDate", Target::LeaveDate)];
    let extended = dates.iter().any(|(_, target)| is_told(person, *target)) || person.fields().len() > 0;
    begin(run, person.row, out);
    let mut data = Object::new(out);
    data.schemas(&[CORE, ENTERPRISE], extended.then_some(EXTENSION));
    data.values(
        person,
        &[("externalId", Target::Number), ("userName", Target::UserName)],
    );
    let name = [
        ("familyName", Target::FamilyName),
        ("givenName", Target::GivenName),
        ("middleName", Target::MiddleName),
    ];
    data.object("name", person, &name);
    data.values(
        person,
        &[
            ("displayName", Target::FullName),
            ("nickName", Target::PreferredName),
            ("title", Target::Title),
            ("userType", Target::EmployeeType),
        ],
    );
    data.flag("active", person.active);
    data.typed("emails", person, &[(Target::Email, "work")], true);
    data.typed(
        "phoneNumbers",
        person,
        &[(Target::WorkPhone, "work"), (Target::MobilePhone, "mobile")],
        false,
    );
    data.address(person);
    data.enterprise(person);
    if extended {
        data.name(EXTENSION);
        let mut own = Object::new(data.out);
        own.values(person, &dates);
        person.fields().for_each(|(name, value)| own.text(name, value));
        own.end();
    }
    data.end();
    out.push(b'}');
}

/// Writes that somebody of whom nothing but the number is known has left. Only for jobs that clear nothing for being left out.
pub fn leave(number: &str, run: u64, place: u64, out: &mut Vec<u8>) {
    begin(run, place, out);
    let mut data = Object::new(out);
    data.schemas(&[CORE, ENTERPRISE], None);
    data.text("externalId", number);
    data.flag("active", false);
    data.end();
    out.push(b'}');
}

/// Bytes of a request beside its operations.
pub(crate) const AROUND: usize = HEAD.len() + TAIL.len();
const HEAD: &str = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":["#;
const TAIL: &str = r#"],"failOnErrors":null}"#;

/// A whole request.
pub(crate) fn request<'a>(operations: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut out = HEAD.as_bytes().to_vec();
    for (place, operation) in operations.enumerate() {
        if place > 0 {
            out.push(b',');
        }
        out.extend_from_slice(operation);
    }
    out.extend_from_slice(TAIL.as_bytes());
    out
}

/// The id leads back to run and row, and to nobody's number: it stands in logs.
fn begin(run: u64, row: u64, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"method":"POST","bulkId":""#);
    base_36(run, out);
    out.push(b'-');
    base_36(row, out);
    out.extend_from_slice(br#"","path":"/Users","data":"#);
}

fn base_36(mut number: u64, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let start = out.len();
    loop {
        out.push(DIGITS[(number % 36) as usize]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    out[start..].reverse();
}

/// An object that is being written.
struct Object<'o> {
    out: &'o mut Vec<u8>,
    begun: bool,
}

impl<'o> Object<'o> {
    fn new(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, begun: false }
    }

    fn end(self) {
        self.out.push(b'}');
    }

    /// Names are ours and need no escapes.
    fn name(&mut self, name: &str) {
        if std::mem::replace(&mut self.begun, true) {
            self.out.push(b',');
        }
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.name(name);
            text(value, self.out);
        }
    }

    fn flag(&mut self, name: &str, value: bool) {
        self.name(name);
        self.out
            .extend_from_slice(if value { b"true".as_slice() } else { b"false" });
    }

    fn schemas(&mut self, all: &[&str], more: Option<&str>) {
        self.name("schemas");
        let mut separator = b'[';
        for schema in all.iter().copied().chain(more) {
            self.out.push(separator);
            text(schema, self.out);
            separator = b',';
        }
        self.out.push(b']');
    }

    fn values(&mut self, person: &Person<'_>, values: &[(&str, Target)]) {
        for (name, target) in values {
            if person.is_cleared(*target) {
                self.name(name);
                self.out.extend_from_slice(b"null");
            }
            self.text(name, person.get(*target));
        }
    }

    /// An object of its own, where it holds anything.
    fn object(&mut self, name: &str, person: &Person<'_>, values: &[(&str, Target)]) {
        if values.iter().any(|(_, target)| is_told(person, *target)) {
            self.name(name);
            let mut object = Object::new(self.out);
            object.values(person, values);
            object.end();
        }
    }

    /// A list of values that say which they are: the mappings read `[type eq "work"]`.
    fn typed(&mut self, name: &str, person: &Person<'_>, values: &[(Target, &str)], primary: bool) {
        let mut separator = b'[';
        for (target, kind) in values {
            let value = person.get(*target);
            if value.is_empty() {
                continue;
            }
            if separator == b'[' {
                self.name(name);
            }
            self.out.push(separator);
            separator = b',';
            let mut one = Object::new(self.out);
            one.text("value", value);
            one.text("type", kind);
            if primary {
                one.flag("primary", true);
            }
            one.end();
        }
        if separator == b',' {
            self.out.push(b']');
        }
    }

    fn address(&mut self, person: &Person<'_>) {
        let parts = [
            ("streetAddress", Target::Street),
            ("locality", Target::City),
            ("region", Target::Region),
            ("postalCode", Target::PostalCode),
            ("country", Target::Country),
        ];
        if parts.iter().any(|(_, target)| !person.get(*target).is_empty()) {
            self.name("addresses");
            self.out.push(b'[');
            let mut address = Object::new(self.out);
            address.text("type", "work");
            address.values(person, &parts);
            address.end();
            self.out.push(b']');
        }
    }

    /// The manager is named by their number, as they are sent themselves.
    fn enterprise(&mut self, person: &Person<'_>) {
        let parts = [
            ("costCenter", Target::CostCenter),
            ("organization", Target::Company),
            ("division", Target::Division),
            ("department", Target::Department),
        ];
        let manager = person.get(Target::Manager);
        let is_told = |target: Target| is_told(person, target);
        if !is_told(Target::Manager) && !parts.iter().any(|(_, target)| is_told(*target)) {
            return;
        }
        self.name(ENTERPRISE);
        let mut enterprise = Object::new(self.out);
        enterprise.values(person, &parts);
        if !manager.is_empty() {
            enterprise.name("manager");
            let mut of = Object::new(enterprise.out);
            of.text("value", manager);
            of.end();
        } else if person.is_cleared(Target::Manager) {
            enterprise.name("manager");
            enterprise.out.extend_from_slice(b"null");
        }
        enterprise.end();
    }
}

/// Something is said of it: what is left out of an object is cleared only where the object is there (people feed, *Flow null values*).
fn is_told(person: &Person<'_>, target: Target) -> bool {
    !person.get(target).is_empty() || person.is_cleared(target)
}

/// A text with what JSON wants escaped.
fn text(value: &str, out: &mut Vec<u8>) {
    // A buffer takes every text.
    let _ = serde_json::to_writer(out, value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn what_is_cleared_is_told_in_its_object_and_nothing_else_is() {
        use Target::{Department, GivenName, Manager, Number, Street, Title};
        let mut person = Person::new(7, true);
        person.set(Number, "7".into());
        person.set(Title, "Clerk".into());
        person.clear(&[Department, Title, GivenName, Manager, Street]);
        let data = &written(&person)["data"];
        let expected = json!({ "department": null, "manager": null });
        assert_eq!((&data[ENTERPRISE], &data["title"]), (&expected, &json!("Clerk")));
        assert_eq!(data["name"], json!({ "givenName": null }));
        assert_eq!(data.get("addresses"), None, "a list has no empty member");
    }

    fn written(person: &Person<'_>) -> Value {
        let mut out = Vec::new();
        operation(person, 17, &mut out);
        serde_json::from_slice(&out).unwrap()
    }

    fn all(value: &str) -> Person<'_> {
        let mut person = Person::new(10_551, true);
        Target::ALL.iter().for_each(|target| person.set(*target, value.into()));
        person
    }

    #[test]
    fn a_whole_person() {
        let expected = json!({
            "method": "POST", "bulkId": "h-853", "path": "/Users",
            "data": {
                "schemas": [CORE, ENTERPRISE, EXTENSION],
                "externalId": "v", "userName": "v",
                "name": {"familyName": "v", "givenName": "v", "middleName": "v"},
                "displayName": "v", "nickName": "v", "title": "v", "userType": "v", "active": true,
                "emails": [{"value": "v", "type": "work", "primary": true}],
                "phoneNumbers": [{"value": "v", "type": "work"}, {"value": "v", "type": "mobile"}],
                "addresses": [{"type": "work", "streetAddress": "v", "locality": "v", "region": "v", "postalCode": "v", "country": "v"}],
                ENTERPRISE: {"costCenter": "v", "organization": "v", "division": "v", "department": "v", "manager": {"value": "v"}},
                EXTENSION: {"HireDate": "v", "LeaveDate": "v"},
            },
        });
        assert_eq!(written(&all("v")), expected);
    }

    #[test]
    fn nothing_empty_is_sent() {
        let mut person = all("");
        person.set(Target::Number, "00012".into());
        person.active = false;
        let data = json!({"schemas": [CORE, ENTERPRISE], "externalId": "00012", "active": false});
        assert_eq!(written(&person)["data"], data);
        person.set(Target::MobilePhone, "+31 6".into());
        person.set(Target::Manager, "4".into());
        let phones = json!([{"value": "+31 6", "type": "mobile"}]);
        assert_eq!(written(&person)["data"]["phoneNumbers"], phones);
        assert_eq!(written(&person)["data"][ENTERPRISE], json!({"manager": {"value": "4"}}));
        let mut short = Vec::new();
        leave("00012", 1, 36, &mut short);
        let short: Value = serde_json::from_slice(&short).unwrap();
        assert_eq!((&short["data"], &short["bulkId"]), (&data, &json!("1-10")));
    }

    proptest::proptest! {
        #[test]
        fn whatever_stands_in_a_cell_arrives_as_it_is(value in "\\PC{1,40}|[\\x00-\\x1f\"\\\\/\u{2028}]{1,9}") {
            let one = written(&all(&value));
            proptest::prop_assert_eq!(&one["data"]["displayName"], &value);
            proptest::prop_assert_eq!(&one["data"][ENTERPRISE]["manager"]["value"], &value);
            let mut out = Vec::new();
            operation(&all(&value), 0, &mut out);
            let request = request([out.as_slice(), out.as_slice()].into_iter());
            let request: Value = serde_json::from_slice(&request).unwrap();
            proptest::prop_assert_eq!(request["Operations"].as_array().map(Vec::len), Some(2));
        }
    }
}
