//! How this program speaks HTTP, whoever it speaks to.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{redirect, tls};
use url::Url;

use crate::cloud::is_loopback;

const CONNECT_WITHIN: Duration = Duration::from_secs(20);
const ANSWER_WITHIN: Duration = Duration::from_secs(100);

/// The HTTP clients of one cloud, made when they are first needed. Clones share them, so that all tenants of a process share
/// connections and the system's certificates.
#[derive(Clone, Default)]
pub(crate) struct Clients(Arc<[OnceLock<reqwest::Client>; 3]>);

impl Clients {
    /// The one for origins like this.
    pub(crate) fn of(&self, origin: &Url) -> Result<reqwest::Client, reqwest::Error> {
        let place = match (origin.scheme(), is_loopback(origin)) {
            ("http", _) => 0,
            (_, true) => 1,
            (_, false) => 2,
        };
        let client = &self.0[place];
        match client.get() {
            Some(client) => Ok(client.clone()),
            None => {
                let new = http_client(origin)?;
                Ok(client.get_or_init(|| new).clone())
            }
        }
    }
}

/// They are no part of what a cloud is.
impl PartialEq for Clients {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Clients {}

impl fmt::Debug for Clients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clients").finish_non_exhaustive()
    }
}

/// The only place where an HTTP client is made: for origins like this one, which a cloud names. Retries of requests that the
/// connection itself declares unprocessed are left to it; all others are the caller's.
fn http_client(origin: &Url) -> Result<reqwest::Client, reqwest::Error> {
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

/// The proxy of this computer through which requests to this origin go, without name and password; `None` when they go
/// straight. Found by the same code as that of [`crate::Cloud::http`].
#[must_use]
pub fn proxy(origin: &Url) -> Option<String> {
    if is_loopback(origin) {
        return None;
    }
    let through = Matcher::from_system().intercept(&origin.as_str().parse().ok()?)?;
    let mut proxy = Url::parse(&through.uri().to_string()).ok()?;
    let _ = proxy.set_username(""); // what has no place for a name has none
    let _ = proxy.set_password(None);
    Some(proxy.as_str().trim_end_matches('/').to_owned())
}

/// The address of a script by which this computer chooses proxies. Nothing here runs it.
#[cfg(windows)]
#[must_use]
pub fn proxy_script() -> Option<String> {
    const SETTINGS: &str = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";
    let settings = windows_registry::CURRENT_USER.open(SETTINGS).ok()?;
    settings
        .get_string("AutoConfigURL")
        .ok()
        .filter(|script| !script.is_empty())
}

/// Other systems do not say it where it could be read without asking.
#[cfg(not(windows))]
#[must_use]
pub fn proxy_script() -> Option<String> {
    None
}

/// The variable that names a file of certificates. Where it or [`CERTIFICATE_FOLDERS`] is set, the system's own count no more.
pub const CERTIFICATE_FILE: &str = "SSL_CERT_FILE";
/// The variable that names folders of certificates.
pub const CERTIFICATE_FOLDERS: &str = "SSL_CERT_DIR";

/// What this variable names in place of the system's own certificates, on the systems on which it is heeded.
#[must_use]
pub fn certificates(variable: &str) -> Option<String> {
    let heeded = cfg!(all(unix, not(target_os = "macos")));
    let named = std::env::var_os(variable).filter(|named| heeded && !named.is_empty())?;
    Some(named.to_string_lossy().into_owned())
}
