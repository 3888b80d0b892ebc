//! As many entries as the real gallery has, under made-up names.

use std::sync::OnceLock;

use uuid::Uuid;

use super::shelf::letters;
use super::{AppTemplate, Field, JobTemplate, Kind, Role};
use crate::tenant::apps::product_name;

/// Microsoft's gallery has about as many.
const ALL: usize = 3000;

/// One in so many can create accounts.
const PROVISIONS: usize = 4;

/// Entries beside those that are known by name; the enterprise apps of a tenant are made from the first of them.
pub(super) fn apps() -> &'static [AppTemplate] {
    static APPS: OnceLock<Vec<AppTemplate>> = OnceLock::new();
    APPS.get_or_init(|| (0..ALL).map(app).collect())
}

fn app(number: usize) -> AppTemplate {
    const CATEGORIES: [&[&str]; 6] = [
        &["businessMgmt"],
        &["collaboration", "productivity"],
        &["security", "New"],
        &["humanResources"],
        &["developerServices", "itInfrastructure"],
        &["mdm"],
    ];
    let name = product_name(number);
    let id = Uuid::new_v5(&Uuid::NAMESPACE_DNS, name.as_bytes()).to_string();
    // Two makers are spelled with the same letters.
    let key = format!("{}{number}", letters(&name));
    let job = || JobTemplate {
        factory_tag: "CustomSCIM".to_owned(),
        fields: vec![Field::read("BaseAddress"), Field::read("SecretToken")],
        application: name.replace(' ', ""),
        ..JobTemplate::new(&key, Kind::Scim)
    };
    AppTemplate {
        publisher: name.split(' ').next().unwrap_or(&name).to_owned(),
        description: format!("Sign in to {name} with the account of your company."),
        categories: CATEGORIES[number % CATEGORIES.len()].to_vec(),
        sign_on: vec![if number.is_multiple_of(2) { "saml" } else { "password" }],
        home_page: None,
        listed: true,
        roles: vec![Role::of(&id, "User"), Role::of(&id, "msiam_access")],
        imports: None,
        jobs: if number.is_multiple_of(PROVISIONS) {
            vec![job()]
        } else {
            Vec::new()
        },
        id,
        key,
        name,
    }
}
