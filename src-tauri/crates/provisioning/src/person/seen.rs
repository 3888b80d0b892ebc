//! What could be read, or why not.

use graph_client::Error;

use super::people::NotRead;
use crate::log::closed;

/// Something that was read, or why it was not.
pub(super) type Seen<T> = Result<T, NotRead>;

/// A refusal for want of a permission or licence is an answer; everything else that goes wrong is an error.
pub(super) fn seen<T>(answer: Result<T, Error>) -> Result<Seen<T>, Error> {
    match answer {
        Ok(read) => Ok(Ok(read)),
        Err(error) => match closed(&error) {
            Some(why) => Ok(Err(why.into())),
            None => Err(error),
        },
    }
}
