//! A cloud is a value: where to sign in, where Graph is, how long things take there.

use std::fmt;
use std::time::Duration;

use url::{Host, Url};

use crate::http::Clients;

/// The version a call belongs to (contract 1: a property of the call, not of the client).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    V1,
    Beta,
}

impl Version {
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }
}

/// Which cloud it is, for display and settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloudKind {
    Demo,
    Global,
    UsGov,
    UsGovDod,
    China,
    Custom,
}

impl CloudKind {
    /// The name on the command line and in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Global => "global",
            Self::UsGov => "usgov",
            Self::UsGovDod => "usgov-dod",
            Self::China => "china",
            Self::Custom => "custom",
        }
    }

    /// Whether what a job has tied together can be read and forgotten one by one: in the worldwide cloud alone (synchronization
    /// objectConnection, beta). Of a custom one nobody knows.
    pub fn has_object_connections(self) -> bool {
        matches!(self, Self::Demo | Self::Global | Self::Custom)
    }
}

impl fmt::Display for CloudKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An address that cannot be a cloud's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloudError {
    /// What was given is not repeated: nobody knows what it holds.
    #[error("an origin such as https://graph.example.com is needed, and this is none")]
    NotAnAddress,
    #[error("{0:?} is not a bare origin such as https://graph.example.com")]
    NotAnOrigin(String),
    #[error("{0:?} must use https; plain http is for this machine only")]
    NotSecure(String),
    #[error("{0:?} is not on this machine; the demo tenant only runs here")]
    NotLoopback(String),
}

/// One Microsoft cloud, the demo tenant or a custom origin (contract 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cloud {
    kind: CloudKind,
    graph: Url,
    login: Url,
    seen_within: Duration,
    first_writes_within: Duration,
    clients: Clients,
}

impl Cloud {
    /// Worldwide, GCC included.
    pub fn global() -> Self {
        Self::microsoft(
            CloudKind::Global,
            "https://graph.microsoft.com",
            "https://login.microsoftonline.com",
        )
    }

    /// US Government L4 (GCC High).
    pub fn usgov() -> Self {
        Self::microsoft(
            CloudKind::UsGov,
            "https://graph.microsoft.us",
            "https://login.microsoftonline.us",
        )
    }

    /// US Government L5 (DoD).
    pub fn usgov_dod() -> Self {
        Self::microsoft(
            CloudKind::UsGovDod,
            "https://dod-graph.microsoft.us",
            "https://login.microsoftonline.us",
        )
    }

    /// China, operated by 21Vianet.
    pub fn china() -> Self {
        Self::microsoft(
            CloudKind::China,
            "https://microsoftgraph.chinacloudapi.cn",
            "https://login.chinacloudapi.cn",
        )
    }

    /// The demo tenant: both origins must be on this machine.
    pub fn demo(graph: &str, login: &str) -> Result<Self, CloudError> {
        let cloud = Self::build(CloudKind::Demo, origin(graph)?, origin(login)?);
        for (url, text) in [(&cloud.graph, graph), (&cloud.login, login)] {
            if !is_loopback(url) {
                return Err(CloudError::NotLoopback(text.to_owned()));
            }
        }
        Ok(cloud)
    }

    /// Any other origin: https, or plain http on this machine.
    pub fn custom(graph: &str, login: &str) -> Result<Self, CloudError> {
        let cloud = Self::build(CloudKind::Custom, origin(graph)?, origin(login)?);
        for (url, text) in [(&cloud.graph, graph), (&cloud.login, login)] {
            if url.scheme() == "http" && !is_loopback(url) {
                return Err(CloudError::NotSecure(text.to_owned()));
            }
        }
        Ok(cloud)
    }

    pub fn kind(&self) -> CloudKind {
        self.kind
    }

    /// Origin of Graph, and the resource its tokens are for. Path is `/`.
    pub fn graph(&self) -> &Url {
        &self.graph
    }

    /// Origin of the sign-in service. Path is `/`.
    pub fn login(&self) -> &Url {
        &self.login
    }

    /// How long a created object may stay invisible (contract 3.7).
    pub fn seen_within(&self) -> Duration {
        self.seen_within
    }

    /// How long the first writes on a created object may be refused (contract 3.7).
    pub fn first_writes_within(&self) -> Duration {
        self.first_writes_within
    }

    /// The HTTP client for one of this cloud's two origins. Clones of a cloud share it.
    ///
    /// # Errors
    /// The system gives no certificates or no random numbers.
    pub fn http(&self, origin: &Url) -> Result<reqwest::Client, reqwest::Error> {
        self.clients.of(origin)
    }

    /// Whether Graph is on this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.graph)
    }

    fn microsoft(kind: CloudKind, graph: &'static str, login: &'static str) -> Self {
        #[expect(clippy::expect_used, reason = "the four pairs above are constants")]
        let parse = |text| Url::parse(text).expect("a constant address");
        Self::build(kind, parse(graph), parse(login))
    }

    fn build(kind: CloudKind, graph: Url, login: Url) -> Self {
        let (seen, writes) = if is_loopback(&graph) { (10, 10) } else { (120, 300) };
        Self {
            kind,
            graph,
            login,
            seen_within: Duration::from_secs(seen),
            first_writes_within: Duration::from_secs(writes),
            clients: Clients::default(),
        }
    }
}

fn origin(text: &str) -> Result<Url, CloudError> {
    let url = Url::parse(text).map_err(|_| CloudError::NotAnAddress)?;
    let bare = matches!(url.scheme(), "http" | "https")
        && url.host().is_some()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if bare {
        Ok(url)
    } else {
        // Name, password and query of an address are nobody's to read.
        Err(CloudError::NotAnOrigin(url.origin().ascii_serialization()))
    }
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn microsoft_clouds_are_patient_and_secure() {
        for cloud in [Cloud::global(), Cloud::usgov(), Cloud::usgov_dod(), Cloud::china()] {
            assert_eq!(cloud.graph().scheme(), "https");
            assert_eq!(cloud.login().scheme(), "https");
            assert_eq!(cloud.seen_within(), Duration::from_secs(120));
            assert_eq!(cloud.first_writes_within(), Duration::from_secs(300));
        }
    }

    #[test]
    fn the_demo_tenant_never_leaves_this_machine() {
        let demo = Cloud::demo("http://127.0.0.1:4001", "http://[::1]:4002").unwrap();
        assert_eq!(demo.seen_within(), Duration::from_secs(10));
        for elsewhere in ["https://graph.microsoft.com", "http://127.0.0.1.evil.example"] {
            assert_eq!(
                Cloud::demo(elsewhere, "http://localhost:1"),
                Err(CloudError::NotLoopback(elsewhere.to_owned()))
            );
            assert!(Cloud::demo("http://localhost:1", elsewhere).is_err());
        }
    }

    #[test]
    fn plain_http_is_for_loopback_only() {
        assert!(Cloud::custom("http://localhost:8080", "http://127.0.0.9:1").is_ok());
        assert!(Cloud::custom("https://graph.example", "https://login.example").is_ok());
        assert_eq!(
            Cloud::custom("https://graph.example", "http://login.example"),
            Err(CloudError::NotSecure("http://login.example".to_owned()))
        );
    }

    #[test]
    fn an_origin_is_nothing_but_an_origin() {
        for odd in [
            "https://graph.example/v1.0",
            "https://user@graph.example",
            "https://user:s3ntinel@graph.example",
            "https://graph.example/?a=b",
            "https://graph.example/#x",
            "ftp://graph.example",
        ] {
            let error = Cloud::custom(odd, "https://login.example").unwrap_err();
            assert!(matches!(&error, CloudError::NotAnOrigin(origin) if origin.ends_with("://graph.example")));
            assert!(!error.to_string().contains("s3ntinel"), "{error}");
        }
        for odd in ["graph.example", "https://s3ntinel:s3ntinel%40graph.example"] {
            let error = Cloud::custom(odd, "https://login.example").unwrap_err();
            assert_eq!(error, CloudError::NotAnAddress);
            assert!(!error.to_string().contains("s3ntinel"), "{error}");
        }
    }
}
