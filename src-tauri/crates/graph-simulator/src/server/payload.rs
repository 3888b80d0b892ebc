//! The body on its way out.

use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};

/// A whole body, or one that breaks off in the middle although its length was announced.
#[derive(Debug)]
pub(super) struct Payload {
    rest: Option<Bytes>,
    length: u64,
    breaks: bool,
}

/// The script cuts the body here.
#[derive(Debug, thiserror::Error)]
#[error("cut as scripted")]
pub(super) struct CutOff;

impl Payload {
    pub(super) fn whole(bytes: Bytes) -> Self {
        Self {
            length: bytes.len() as u64,
            rest: Some(bytes),
            breaks: false,
        }
    }

    pub(super) fn cut(bytes: Bytes) -> Self {
        // An empty body is announced longer than it is, so that it can end too early as well.
        Self {
            length: bytes.len().max(2) as u64,
            rest: Some(bytes.slice(..bytes.len() / 2)),
            breaks: true,
        }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = CutOff;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, CutOff>>> {
        match self.rest.take() {
            Some(bytes) if !bytes.is_empty() => {
                if self.breaks {
                    // The first half goes out before the break is found.
                    context.waker().wake_by_ref();
                }
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            _ if self.breaks => Poll::Ready(Some(Err(CutOff))),
            _ => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        !self.breaks && self.rest.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
