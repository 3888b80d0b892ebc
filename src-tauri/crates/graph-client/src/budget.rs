//! How much of an answer, or of all pages of a list, is taken in. Looked at before anything is parsed.

/// No answer of Graph is longer, and no list: a whole schema is about 1 MB.
pub(crate) const MOST_BYTES: usize = 64 * 1024 * 1024;
/// `[0,0,…` takes many times its own length in memory.
const MOST_VALUES: usize = 2_000_000;

#[derive(Debug, Default)]
pub(crate) struct Budget {
    bytes: usize,
    values: usize,
}

impl Budget {
    /// # Errors
    /// With this body it is too much; the text says what.
    pub(crate) fn spend(&mut self, body: &[u8]) -> Result<(), String> {
        self.bytes += body.len();
        // Every value but the first of an array or object follows a comma; commas in texts are few.
        self.values += body.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count();
        if self.bytes > MOST_BYTES {
            return Err(format!("more than {} KiB came", MOST_BYTES / 1024));
        }
        if self.values > MOST_VALUES {
            return Err(format!("more than {MOST_VALUES} values came"));
        }
        Ok(())
    }
}
