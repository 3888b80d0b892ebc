//! What the service and what stands before it say when something goes wrong as scripted.

use std::time::Duration;

use jiff::Timestamp;

use super::response::http_date;
use crate::authority::unauthenticated;
use crate::clock::after;
use crate::faults::RetryAfter;
use crate::reply::{Body, Reply};

/// A scripted status with the body the service would send.
pub(super) fn status(
    status: u16,
    retry_after: Option<RetryAfter>,
    path: &[String],
    origin: &str,
    now: Timestamp,
) -> Reply {
    let reply = match status {
        404 => Reply::not_found(path.get(1).map_or("", String::as_str)),
        401 => unauthenticated("Access token has expired or is not yet valid.", origin),
        403 => Reply::denied(),
        429 => Reply::error(429, "TooManyRequests", "Too Many Requests"),
        500 => Reply::error(
            500,
            "InternalServerError",
            "An internal server error occurred. The operation failed.",
        ),
        502 => Reply::error(
            502,
            "BadGateway",
            "The server received an invalid response from an upstream server.",
        ),
        503 => Reply::error(503, "serviceNotAvailable", "The service is temporarily unavailable."),
        504 => Reply::error(504, "UnknownError", ""),
        409 => Reply::error(
            409,
            "Directory_ConcurrencyViolation",
            "A conflicting update is in progress.",
        ),
        other => Reply::error(other, "UnknownError", ""),
    };
    match retry_after {
        None => reply,
        Some(RetryAfter::Seconds(seconds)) => reply.header("Retry-After", seconds.to_string()),
        Some(RetryAfter::Date(seconds)) => reply.header(
            "Retry-After",
            http_date(after(now, Duration::from_secs(seconds.into()))),
        ),
    }
}

pub(super) fn gateway_page(status: u16) -> Reply {
    let page = format!(
        "<!DOCTYPE html>\r\n<html><head><title>{status}</title></head><body><h2>Our services aren't available right now</h2><p>We're working to restore all services as soon as possible.</p></body></html>"
    );
    Reply::new(
        status,
        Body::Raw {
            media: "text/html",
            bytes: page.into_bytes().into(),
        },
    )
}
