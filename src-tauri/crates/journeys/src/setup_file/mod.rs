//! Set-up files as text: where values stand, every mistake with its place, and the answers that files of all journeys have in common.

pub(crate) mod answers;
mod characters;
pub(crate) mod distinguished_name;
mod mistake;
pub(crate) mod pattern;
mod source;
mod suggestion;

pub use characters::is_unseen;
pub use mistake::{Allowed, Found, SetupError};
pub(crate) use source::{Beside, Fields, Place, Source, shortened};
pub use suggestion::nearest;
