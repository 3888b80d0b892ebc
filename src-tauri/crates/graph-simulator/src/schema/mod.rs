//! The schema of a job (contract 9, 10): the default as the service has it, what a PUT made of it, and the questions one can ask about it.

mod ad2aad;
mod discover;
mod document;
pub mod expression;
mod filters;
mod inbound;
mod operators;
mod parse_expression;
mod small;
mod tables;
mod validate;

use std::sync::{Arc, Once, OnceLock};
use std::thread;

pub use discover::discovered;
pub use document::{Document, Rule};
pub use expression::functions_json;
pub use inbound::NULL_FLOW_MEMBER;
pub use operators::{is_operator, operators_json};
pub use parse_expression::parse_expression;

/// Id of the Active Directory definition, the same in every tenant (contract 10.1).
pub const ACTIVE_DIRECTORY_ID: &str = "ba5b00eb-4c24-41a7-9d57-cd305d47d540";

/// Id of the Microsoft Entra ID definition (contract 10.1).
pub const ENTRA_ID: &str = "66e4a8cc-1b7b-435e-95f8-f06cea133828";

/// The template whose schema has a megabyte.
const LARGE: &str = "AD2AADProvisioning";

/// The schema a job of this template begins with and DELETE brings back. `null_flow_member`: mappings of inbound jobs have the member
/// that lets empty values clear the target.
#[must_use]
pub fn default_document(template_id: &str, null_flow_member: bool) -> Arc<Document> {
    static AD2AAD: OnceLock<Arc<Document>> = OnceLock::new();
    if template_id == LARGE {
        return AD2AAD.get_or_init(|| Arc::new(Document::of(ad2aad::schema()))).clone();
    }
    let inbound = inbound::schema(template_id, null_flow_member);
    Arc::new(Document::of(inbound.unwrap_or_else(|| small::schema(template_id))))
}

/// Makes the large schema beside everything else, once in a process: the first job of a tenant should not take longer than the next. It
/// takes ten megabytes meanwhile, so it waits until somebody signs in.
pub(crate) fn make_large_document() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        let _ = thread::Builder::new().spawn(|| default_document(LARGE, false)); // else the first job makes it
    });
}
