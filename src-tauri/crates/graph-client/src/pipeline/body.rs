//! Reads the body of an answer, as long as it goes on and is no longer than any answer.

use std::time::Duration;

use reqwest::Response;
use tokio::time::timeout;

use crate::budget::{Budget, MOST_BYTES};

/// No error answer of Graph is longer than a few kilobytes.
const LONGEST_ERROR: usize = 256 * 1024;
/// A body that brings less than this within the idle limit has stopped, however often it sends a byte.
const LEAST: usize = 1024;
/// How long a body may bring nothing.
pub(crate) const IDLE: Duration = Duration::from_secs(30);

/// What came of it.
pub(super) enum Body {
    Whole(Vec<u8>),
    /// More than any answer, in words; nothing was kept.
    TooMuch(String),
    /// It broke off.
    Broken(reqwest::Error),
    /// It brings nothing any more.
    Stalled,
}

/// Reads to the end. Bytes count as they are after decompression.
pub(super) async fn read(mut response: Response, idle: Duration) -> Body {
    let limit = if response.status().is_success() {
        MOST_BYTES
    } else {
        LONGEST_ERROR
    };
    let mut body = Vec::new();
    loop {
        match timeout(idle, more(&mut response, &mut body, limit)).await {
            Ok(Ok(More::Goes)) => {}
            Ok(Ok(More::Ended)) => return whole(body),
            Ok(Ok(More::TooLong)) => return Body::TooMuch(format!("more than {} KiB came", limit / 1024)),
            Ok(Err(error)) => return Body::Broken(error),
            Err(_) => return Body::Stalled,
        }
    }
}

fn whole(mut body: Vec<u8>) -> Body {
    // It grew by doubling, and a schema is kept for as long as its run goes on.
    body.shrink_to_fit();
    match Budget::default().spend(&body) {
        Ok(()) => Body::Whole(body),
        Err(what) => Body::TooMuch(what),
    }
}

enum More {
    Goes,
    Ended,
    TooLong,
}

/// Reads until so much has come that the body counts as going on.
async fn more(response: &mut Response, body: &mut Vec<u8>, limit: usize) -> reqwest::Result<More> {
    let enough = body.len() + LEAST;
    while body.len() < enough {
        let Some(chunk) = response.chunk().await? else {
            return Ok(More::Ended);
        };
        if body.len() + chunk.len() > limit {
            return Ok(More::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(More::Goes)
}
