//! Microsoft's directory roles by the ids that tokens carry (contract 2.5).

use uuid::{Uuid, uuid};

const ROLES: [(Uuid, &str); 8] = [
    (uuid!("62e90394-69f5-4237-9190-012177145e10"), "Global Administrator"),
    (
        uuid!("8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2"),
        "Hybrid Identity Administrator",
    ),
    (
        uuid!("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"),
        "Application Administrator",
    ),
    (
        uuid!("158c047a-c907-4556-b7ef-446551a6b5f7"),
        "Cloud Application Administrator",
    ),
    (uuid!("f2ef992c-3afb-46b9-b7cf-a126ee74c451"), "Global Reader"),
    (uuid!("4a5d8f65-41da-4de4-8968-e035b65339cf"), "Reports Reader"),
    (uuid!("5d6b6bb7-de71-4623-b4af-96380a352509"), "Security Reader"),
    (uuid!("fe930be7-5e62-47db-91af-98c3a49a38b1"), "User Administrator"),
];

/// The names of those that mean something here, in the order of the list; others are left out.
pub(crate) fn names(ids: &[Uuid]) -> Vec<String> {
    let held = ROLES.iter().filter(|(id, _)| ids.contains(id));
    held.map(|(_, name)| (*name).to_owned()).collect()
}
