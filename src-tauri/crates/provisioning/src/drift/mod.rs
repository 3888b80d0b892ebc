//! Where the mappings of a job are not as its template has them (contract 9).

mod mappings;

pub use mappings::{MappingChange, MappingDrift, MappingPart, MappingSide};
