//! A managed identity: Azure vouches for the computer on which this runs, so that nobody keeps a secret for it.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use azure_core::http::headers::Headers;
use azure_core::http::{AsyncRawResponse, HttpClient, Method, Request};
use serde::Deserialize;
use url::{Host, Url};

use crate::AuthError;
use crate::transport::{ask, into_azure};

/// Of the virtual machine, where the environment names no other place. It is a constant of `azure_identity` as well.
const VIRTUAL_MACHINE: &str = "http://169.254.169.254/metadata/identity/oauth2/token";

/// Whoever gives out tokens is on this computer or beside it; where nobody answers within this time, it is not in Azure.
const CONNECTED_WITHIN: Duration = Duration::from_secs(5);

/// Where Azure gives out tokens of the identity, and which identity where there are several.
#[derive(Clone)]
pub struct ManagedIdentity {
    place: Url,
    client_id: Option<String>,
}

/// The place cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ManagedIdentityError {
    /// It is no address.
    #[error("IDENTITY_ENDPOINT holds no address")]
    NotAnAddress,
    /// It is another computer, which nobody would tell a token.
    #[error("IDENTITY_ENDPOINT names another computer")]
    Elsewhere,
}

impl ManagedIdentity {
    /// The identity of this place, which `IDENTITY_ENDPOINT` names in App Service and its relatives; a virtual machine has a place
    /// that is the same everywhere. `client_id` chooses one that was assigned to it.
    ///
    /// # Errors
    /// [`ManagedIdentityError`].
    pub fn at(place: Option<&str>, client_id: Option<String>) -> Result<Self, ManagedIdentityError> {
        let place = Url::parse(place.unwrap_or(VIRTUAL_MACHINE)).map_err(|_| ManagedIdentityError::NotAnAddress)?;
        let is_near = match place.host() {
            Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback() || address.is_link_local(),
            Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback() || address.is_unicast_link_local(),
            None => return Err(ManagedIdentityError::NotAnAddress),
        };
        if is_near {
            Ok(Self { place, client_id })
        } else {
            Err(ManagedIdentityError::Elsewhere)
        }
    }

    pub(crate) fn client_id(&self) -> Option<&str> {
        self.client_id.as_deref()
    }

    /// What asks there and nowhere else.
    pub(crate) fn transport(&self) -> Result<Metadata, reqwest::Error> {
        // A proxy would be told the secret of this place.
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECTED_WITHIN)
            .timeout(Duration::from_secs(30))
            .build()?;
        Ok(Metadata {
            http,
            place: self.place.clone(),
        })
    }
}

impl fmt::Debug for ManagedIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManagedIdentity").finish_non_exhaustive()
    }
}

/// Asks the place for a token.
#[derive(Debug)]
pub(crate) struct Metadata {
    http: reqwest::Client,
    place: Url,
}

/// What the place says. Has no `Debug`: it is secret.
#[derive(Deserialize)]
struct Success {
    access_token: String,
    /// Seconds since 1970, as text.
    expires_on: String,
}

impl Metadata {
    async fn token(&self, request: &Request) -> Result<Vec<u8>, AuthError> {
        let address = request.url();
        let known = |url: &Url| (url.origin(), url.path().to_owned());
        if request.method() != Method::Get || known(address) != known(&self.place) {
            return Err(AuthError::Here {
                reason: "only the place of the managed identity is asked".to_owned(),
            });
        }
        let mut get = self.http.get(address.clone());
        for (name, value) in request.headers().iter() {
            get = get.header(name.as_str(), value.as_str());
        }
        let (status, body) = ask(get).await.map_err(|error| AuthError::NoIdentity {
            status: None,
            reason: error.to_string(),
        })?;
        let is_token = |success: Success| !success.access_token.is_empty() && success.expires_on.parse::<i64>().is_ok();
        if (200..300).contains(&status) && serde_json::from_slice(&body).is_ok_and(is_token) {
            return Ok(body);
        }
        // Each kind of computer words it in its own way, and the body of a success is secret.
        Err(AuthError::NoIdentity {
            status: Some(status),
            reason: format!("its place answered {status}"),
        })
    }
}

#[async_trait::async_trait]
impl HttpClient for Metadata {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        match self.token(request).await {
            Ok(body) => Ok(AsyncRawResponse::from_bytes(200.into(), Headers::new(), body)),
            Err(error) => Err(into_azure(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_and_its_own_link_are_asked() {
        let at = |place: &str| ManagedIdentity::at(Some(place), None).map(drop);
        for near in [
            "http://127.0.0.1:41741/MSI/token/",
            "http://localhost:42356/msi/token",
            "http://169.254.129.2:8081/msi/token",
            "http://[::1]:80/token",
        ] {
            assert_eq!(at(near), Ok(()), "{near}");
        }
        for far in [
            "http://10.0.0.4/msi/token",
            "https://evil.example/msi/token",
            "http://8.8.8.8/",
        ] {
            assert_eq!(at(far), Err(ManagedIdentityError::Elsewhere), "{far}");
        }
        for none in ["", "msi/token", "data:token"] {
            assert_eq!(at(none), Err(ManagedIdentityError::NotAnAddress), "{none}");
        }
        assert!(ManagedIdentity::at(None, None).is_ok());
    }
}
