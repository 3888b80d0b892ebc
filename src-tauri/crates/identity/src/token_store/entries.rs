//! What the token store needs of a keychain.

use std::fmt;

use secrecy::zeroize::Zeroizing;

use super::Reason;

/// Named entries of bytes that belong to this program. Each call changes one entry whole or not at all, and may block.
pub trait Entries: Send + fmt::Debug {
    /// Most bytes an entry is given.
    fn piece_size(&self) -> usize;

    /// The bytes under this name; `None` when there is no such entry. An entry that is there and cannot be made sense of
    /// is empty.
    ///
    /// # Errors
    /// [`Reason`]. Some keychains say `None` while they are locked.
    fn read(&mut self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Reason>;

    /// Makes or replaces the entry.
    ///
    /// # Errors
    /// [`Reason`].
    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Reason>;

    /// Removes the entry; that there was none is success.
    ///
    /// # Errors
    /// [`Reason`].
    fn delete(&mut self, name: &str) -> Result<(), Reason>;
}
