//! Where the mappings of a job are not as its template has them (contract 9).

mod compare;
mod mappings;

pub use compare::mappings;
pub use mappings::{MappingChange, MappingDrift, MappingPart, MappingSide};
