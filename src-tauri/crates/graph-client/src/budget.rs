//! How much of an answer, or of all pages of a list, is taken in. Looked at before anything is parsed.

/// No answer of Graph is longer, and no list: a whole schema is about 1 MB.
pub(crate) const MOST_BYTES: usize = 64 * 1024 * 1024;
/// `[0,0,…` takes many times its own length in memory.
const MOST_VALUES: usize = 2_000_000;

/// So many are counted in one byte, which a processor does for many bytes at a time.
const COUNTED_AT_ONCE: usize = 255;

fn values(part: &[u8]) -> usize {
    let starts = part.iter().map(|byte| u8::from(matches!(byte, b',' | b'[' | b'{')));
    usize::from(starts.sum::<u8>())
}

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
        self.values += body.chunks(COUNTED_AT_ONCE).map(values).sum::<usize>();
        if self.bytes > MOST_BYTES {
            return Err(format!("more than {} KiB came", MOST_BYTES / 1024));
        }
        if self.values > MOST_VALUES {
            return Err(format!("more than {MOST_VALUES} values came"));
        }
        Ok(())
    }
}
