//! How this program speaks HTTP, whoever it speaks to.

use std::time::Duration;

use reqwest::{redirect, tls};
use url::Url;

use crate::cloud::is_loopback;

const CONNECT_WITHIN: Duration = Duration::from_secs(20);
const ANSWER_WITHIN: Duration = Duration::from_secs(100);

/// The only place where an HTTP client is made: for one origin, which a cloud names. Retries of requests that the
/// connection itself declares unprocessed are left to it; all others are the caller's.
///
/// # Errors
/// The system gives no certificates or no random numbers.
pub fn http_client(origin: &Url) -> Result<reqwest::Client, reqwest::Error> {
    let plain = origin.scheme() == "http"; // a cloud allows this on loopback only
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("Causeway/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .referer(false)
        .https_only(!plain)
        .tls_version_min(tls::Version::TLS_1_2)
        .connect_timeout(CONNECT_WITHIN)
        .timeout(ANSWER_WITHIN);
    if is_loopback(origin) {
        builder = builder.no_proxy();
    }
    if plain {
        // Reading the system's certificates costs time and memory that plain http never uses.
        builder = builder.tls_certs_only([]);
    }
    builder.build()
}
