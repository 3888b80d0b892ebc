//! What answers in place of Microsoft, or stands in the way, as far as it shows: a proxy, a guest network, a program that reads
//! encrypted traffic. Trying again does not help; a person does.

use std::error::Error;
use std::io;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION};
use rustls::CertificateError;
use url::Url;

/// What is in the way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Interception {
    /// The connection shows a certificate that this computer does not trust. With Microsoft's addresses that is TLS inspection, or
    /// a clock that is far off.
    #[error("the certificate of the connection is not trusted: {reason}")]
    Certificate {
        /// As TLS libraries call it, such as `UnknownIssuer`. None of them tells who the issuer is.
        reason: &'static str,
    },
    /// The proxy wants a name and a password (407).
    #[error("the proxy wants a name and a password")]
    ProxySignIn,
    /// The proxy does not let the connection through.
    #[error("the proxy lets no connection through")]
    ProxyRefused,
    /// A web page where JSON belongs: a block page, or the sign-in of a guest network.
    #[error("a web page came instead of an answer (status {status})")]
    Page { status: u16 },
    /// A redirect, to the page of a guest network for one. It is not followed.
    #[error("the request was sent on to {} (status {status})", place.as_deref().unwrap_or("another address"))]
    Redirect {
        status: u16,
        /// Origin of the other address, if it is one.
        place: Option<String>,
    },
}

impl Interception {
    /// Why no connection came about, where something in the way is the reason.
    #[must_use]
    pub fn of_failure(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(rustls::Error::InvalidCertificate(reason)) = error.downcast_ref() {
                return Some(Self::Certificate { reason: said(reason) });
            }
            // The type is private; a test holds these words against the real error.
            match error.to_string().as_str() {
                "tunnel error: proxy authorization required" => return Some(Self::ProxySignIn),
                "tunnel error: unsuccessful" => return Some(Self::ProxyRefused),
                _ => {}
            }
            // An input/output error passes over the error it holds.
            next = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
                Some(held) => Some(held),
                None => error.source(),
            };
        }
        None
    }

    /// Who answers in place of the service, where it shows. A page with a status of 500 and above is the service's own gateway as
    /// often as not, and passes.
    #[must_use]
    pub fn of_answer(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        match status {
            StatusCode::PROXY_AUTHENTICATION_REQUIRED => Some(Self::ProxySignIn),
            _ if status.is_redirection() => Some(Self::Redirect {
                status: status.as_u16(),
                place: place(headers),
            }),
            StatusCode::NETWORK_AUTHENTICATION_REQUIRED => Some(Self::Page {
                status: status.as_u16(),
            }),
            _ if is_page(body) && !status.is_server_error() => Some(Self::Page {
                status: status.as_u16(),
            }),
            _ => None,
        }
    }

    /// Status of the answer, if one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Page { status } | Self::Redirect { status, .. } => Some(*status),
            Self::ProxySignIn => Some(StatusCode::PROXY_AUTHENTICATION_REQUIRED.as_u16()),
            Self::Certificate { .. } | Self::ProxyRefused => None,
        }
    }
}

/// No JSON begins like that.
pub(crate) fn is_page(body: &[u8]) -> bool {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    body.trim_ascii_start().starts_with(b"<")
}

/// Path and query may hold what opens something.
fn place(headers: &HeaderMap) -> Option<String> {
    let address = Url::parse(headers.get(LOCATION)?.to_str().ok()?).ok()?;
    address.has_host().then(|| address.origin().ascii_serialization())
}

/// Without the names that the certificate holds, which another computer chose.
fn said(reason: &CertificateError) -> &'static str {
    match reason {
        CertificateError::UnknownIssuer => "UnknownIssuer",
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "Expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => "NotValidYet",
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => "NotValidForName",
        CertificateError::Revoked => "Revoked",
        _ => "NotVerified",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn what_answers_in_place_of_the_service_shows() {
        let of = |status: u16, location: Option<&'static str>, body: &str| {
            let mut headers = HeaderMap::new();
            if let Some(location) = location {
                headers.insert(LOCATION, HeaderValue::from_static(location));
            }
            Interception::of_answer(StatusCode::from_u16(status).unwrap(), &headers, body.as_bytes())
        };
        for status in [200, 403, 404, 511] {
            assert_eq!(
                of(status, None, "\u{feff}\r\n<html>"),
                Some(Interception::Page { status })
            );
        }
        assert_eq!(of(511, None, ""), Some(Interception::Page { status: 511 }));
        assert_eq!(of(407, None, "{}"), Some(Interception::ProxySignIn));
        let redirect = of(302, Some("http://u:p@hotel.example:8080/secret?secret"), "");
        let place = Some("http://hotel.example:8080".to_owned());
        assert_eq!(redirect, Some(Interception::Redirect { status: 302, place }));
        let nowhere = Some(Interception::Redirect {
            status: 302,
            place: None,
        });
        assert_eq!(of(302, None, ""), nowhere);
        assert_eq!(of(302, Some("data:secret"), ""), nowhere);
        for (status, body) in [
            (200, "{}"),
            (200, ""),
            (403, "{}"),
            (403, ""),
            (502, "<html>"),
            (503, "<html>"),
        ] {
            assert_eq!(of(status, None, body), None, "{status} {body}");
        }
    }

    #[test]
    fn a_certificate_is_found_however_deep_it_lies() {
        let inner = rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer);
        let error = io::Error::other(io::Error::new(io::ErrorKind::InvalidData, inner));
        let reason = "UnknownIssuer";
        assert_eq!(
            Interception::of_failure(&error),
            Some(Interception::Certificate { reason })
        );
        assert_eq!(Interception::of_failure(&io::Error::other("tunnel")), None);
    }
}
