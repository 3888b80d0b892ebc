//! An address out of an answer is followed only when it is the configured Graph's.

use url::Url;

use crate::cloud::Cloud;
use crate::error::Error;

/// The address, if it may receive a token: absolute, same origin, no user info, no
/// fragment, below `/v1.0/` or `/beta/`.
pub(crate) fn guarded(call: &'static str, cloud: &Cloud, address: &str) -> Result<Url, Error> {
    match Url::parse(address) {
        Ok(url) if is_graphs(cloud, &url) => Ok(url),
        // Path and query may hold what opens something, so only the place is told.
        found => Err(Error::ForeignUrl {
            call,
            url: found.map_or_else(|_| "(no address)".to_owned(), |url| url.origin().ascii_serialization()),
        }),
    }
}

/// The last look at every address before a token is attached.
pub(super) fn is_graphs(cloud: &Cloud, url: &Url) -> bool {
    let graph = cloud.graph();
    url.scheme() == graph.scheme()
        && url.host() == graph.host()
        && url.port_or_known_default() == graph.port_or_known_default()
        && url.username().is_empty()
        && url.password().is_none()
        && url.fragment().is_none()
        && (url.path().starts_with("/v1.0/") || url.path().starts_with("/beta/"))
}

/// What the request log shows of an address.
pub(super) fn path_and_query(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_configured_origin_passes() {
        let cloud = Cloud::global();
        for good in [
            "https://graph.microsoft.com/v1.0/users?$skiptoken=x",
            "https://GRAPH.Microsoft.com:443/beta/users",
        ] {
            assert!(guarded("x", &cloud, good).is_ok(), "{good}");
        }
        for bad in [
            "http://graph.microsoft.com/v1.0/users",
            "https://graph.microsoft.com.evil.example/v1.0/users",
            "https://evil.example/v1.0/users",
            "https://graph.microsoft.com@evil.example/v1.0/users",
            "https://user@graph.microsoft.com/v1.0/users",
            "https://user:pw@graph.microsoft.com/v1.0/users",
            "https://graph.microsoft.com:8443/v1.0/users",
            "https://graph.microsoft.com/v1.0/users#frag",
            "https://graph.microsoft.com/v1.0/../evil",
            "https://graph.microsoft.com/v1.0/%2e%2e/evil",
            "https://graph.microsoft.com/elsewhere",
            "//graph.microsoft.com/v1.0/users",
            "/v1.0/users",
            "https:\\\\evil.example/v1.0/users",
            "https://13.107.0.1/v1.0/users",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "",
        ] {
            assert!(guarded("x", &cloud, bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_port_of_a_loopback_origin_counts() {
        let cloud = Cloud::demo("http://127.0.0.1:4001", "http://127.0.0.1:4002").unwrap();
        assert!(guarded("x", &cloud, "http://127.0.0.1:4001/v1.0/users").is_ok());
        assert!(guarded("x", &cloud, "http://127.0.0.1:4002/v1.0/users").is_err());
        assert!(guarded("x", &cloud, "http://localhost:4001/v1.0/users").is_err());
    }

    #[test]
    fn of_a_foreign_address_only_the_place_is_told() {
        for (address, place) in [
            (
                "https://u:s3ntinel@evil.example:8/s3ntinel?s3ntinel#s3ntinel",
                "https://evil.example:8",
            ),
            ("s3ntinel", "(no address)"),
        ] {
            let Err(Error::ForeignUrl { url, .. }) = guarded("x", &Cloud::global(), address) else {
                panic!("followed");
            };
            assert_eq!(url, place);
        }
    }
}
