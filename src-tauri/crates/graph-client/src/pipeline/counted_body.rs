//! A body that tells when the connection has taken all of it.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::gate::Written;

struct Counted {
    left: Option<Bytes>,
    /// Goes with the body: the connection lets it go once it has been written, or will never be.
    _written: Written,
}

/// Has the body of this request tell.
pub(super) fn count(request: &mut reqwest::Request, written: Written) {
    let bytes = request
        .body()
        .and_then(reqwest::Body::as_bytes)
        .map(Bytes::copy_from_slice);
    let counted = Counted {
        left: bytes,
        _written: written,
    };
    *request.body_mut() = Some(reqwest::Body::wrap(counted));
}

impl Body for Counted {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.left.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}
