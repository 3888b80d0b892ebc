//! An application that signs in as itself: by secret, by an assertion signed with its certificate's key, or by
//! the token of another identity provider that it trusts.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use uuid::Uuid;

use super::refusal::Refusal;
use super::scopes::{is_graph, unknown_resource};
use super::{Authority, Demand, SignIn};
use crate::call::Query;
use crate::identity::{Caller, CallerKind};
use crate::reply::Reply;
use crate::scenario::Variant;

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A certificate of the application, by what a client tells of it.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Certificate {
    /// SHA-256 of the certificate, base64url: `x5t#S256`.
    thumbprint: String,
    /// `SubjectPublicKeyInfo`, base64 of DER.
    public_key: String,
}

/// A federated identity credential of the application. In place of the keys that an issuer publishes it has the key itself: the demo
/// tenant asks nobody else.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct FederatedCredential {
    issuer: String,
    subject: String,
    /// `SubjectPublicKeyInfo` of the issuer, base64 of DER.
    public_key: String,
}

/// What a token must be for, unless the credential says otherwise.
const AUDIENCE: &str = "api://AzureADTokenExchange";

impl Authority {
    /// An application trusts this subject of this issuer from now on.
    pub(crate) fn federate(&mut self, credential: FederatedCredential) {
        self.federated.push(credential);
    }

    /// An application may sign in with this certificate from now on.
    pub(crate) fn trust(&mut self, certificate: Certificate) {
        self.certificates.push(certificate);
    }

    pub(super) fn app_token(&mut self, form: &Query, sign_in: &SignIn<'_>) -> Result<Reply, Refusal> {
        let (basic_id, basic_secret) = sign_in.basic().unzip();
        let client = form.get("client_id").map(str::to_owned).or(basic_id);
        let client = client.ok_or_else(|| Refusal::missing("client_id"))?;
        if client.parse() != Ok(self.client_id) {
            return Err(Refusal::unknown_app(&client, sign_in));
        }
        let secret = form.get("client_secret").map(str::to_owned).or(basic_secret);
        match (secret, form.get("client_assertion")) {
            (Some(secret), _) => self.check_secret(&secret, &client)?,
            (None, Some(assertion)) if form.get("client_assertion_type") == Some(ASSERTION) => {
                self.check_assertion(assertion, sign_in)?;
            }
            _ => {
                let message =
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
                return Err(Refusal::new(401, "invalid_client", 7_000_218, message));
            }
        }
        match form.get("scope").and_then(|scope| scope.strip_suffix("/.default")) {
            Some(resource) if is_graph(resource, sign_in) => {}
            Some(resource) => return Err(unknown_resource(resource, sign_in)),
            None => {
                let message = "The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).";
                return Err(Refusal::new(400, "invalid_scope", 1_002_012, message));
            }
        }
        let lifetime = sign_in.tenant.timing.token_lifetime.as_secs();
        let token = self.own_token(sign_in);
        let body =
            json!({"token_type": "Bearer", "expires_in": lifetime, "ext_expires_in": lifetime, "access_token": token});
        Ok(Reply::ok(body).header("Cache-Control", "no-store, no-cache"))
    }

    /// A token of the application itself.
    pub(super) fn own_token(&mut self, sign_in: &SignIn<'_>) -> String {
        let variant = sign_in.tenant.scenario.variant;
        let caller = Caller {
            kind: CallerKind::App,
            tenant: sign_in.tenant.id,
            client_id: self.client_id,
            permissions: self.granted(variant),
            has_role: variant != Variant::RoleMissing,
            person: None,
        };
        self.issue(caller, None, sign_in)
    }

    fn check_secret(&self, given: &str, client: &str) -> Result<(), Refusal> {
        if self.demand == Demand::SecretExpired {
            let message = format!("The provided client secret keys for app '{client}' are expired.");
            return Err(Refusal::new(401, "invalid_client", 7_000_222, message));
        }
        if given != self.client_secret {
            let message = format!(
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'."
            );
            return Err(Refusal::new(401, "invalid_client", 7_000_215, message));
        }
        Ok(())
    }

    /// RFC 7523 with Entra's header: `x5t#S256` names the certificate.
    fn check_assertion(&self, assertion: &str, sign_in: &SignIn<'_>) -> Result<(), Refusal> {
        let refused = |what: &str| {
            let message = format!("Client assertion failed signature validation. {what}");
            Refusal::new(401, "invalid_client", 700_027, message)
        };
        let malformed = || refused("The assertion is no JWT.");
        let (signed, signature) = assertion.rsplit_once('.').ok_or_else(malformed)?;
        let (header, claims) = signed.split_once('.').ok_or_else(malformed)?;
        let (header, claims) = part(header).zip(part(claims)).ok_or_else(malformed)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| malformed())?;
        let claims_of_itself = claims["iss"].as_str().and_then(|issuer| issuer.parse().ok()) == Some(self.client_id);
        if !claims_of_itself && header["x5t#S256"].is_null() {
            return self.check_federated(&claims, signed, &signature, sign_in);
        }

        let certificate = self
            .certificates
            .iter()
            .find(|known| header["x5t#S256"] == *known.thumbprint);
        let certificate = certificate.ok_or_else(|| refused("The key was not found."))?;
        let key = STANDARD
            .decode(&certificate.public_key)
            .map_err(|_| refused("The registered key is no key."))?;
        let algorithm = match header["alg"].as_str() {
            Some("PS256") => &aws_lc_rs::signature::RSA_PSS_2048_8192_SHA256,
            Some("RS256") => &aws_lc_rs::signature::RSA_PKCS1_2048_8192_SHA256,
            _ => return Err(refused("The algorithm is not supported.")),
        };
        aws_lc_rs::signature::UnparsedPublicKey::new(algorithm, key)
            .verify(signed.as_bytes(), &signature)
            .map_err(|_| refused("The signature is not valid."))?;

        let client = self.client_id.to_string();
        let own = |value: &Value| value.as_str().is_some_and(|value| value.eq_ignore_ascii_case(&client));
        let endpoint = format!("{}/{}/oauth2/v2.0/token", sign_in.origin, sign_in.tenant.id);
        let now = sign_in.now.as_second();
        let in_time = claims["exp"].as_i64().is_some_and(|end| now < end)
            && claims["nbf"].as_i64().is_none_or(|begin| begin <= now + 300);
        if !own(&claims["iss"]) || !own(&claims["sub"]) || claims["aud"] != endpoint || claims["jti"].is_null() {
            return Err(refused("Issuer, subject, audience or id is wrong."));
        }
        if !in_time {
            let message = "Client assertion is not within its valid time range.";
            return Err(Refusal::new(401, "invalid_client", 700_024, message));
        }
        Ok(())
    }
}

impl Authority {
    /// Issuer, subject and audience are compared letter by letter.
    fn check_federated(
        &self,
        claims: &Value,
        signed: &str,
        signature: &[u8],
        sign_in: &SignIn<'_>,
    ) -> Result<(), Refusal> {
        let text = |name: &str| claims[name].as_str().unwrap_or_default();
        let (issuer, subject, audience) = (text("iss"), text("sub"), text("aud"));
        let refused = |code, message: &str| Err(Refusal::new(401, "invalid_client", code, message));
        let of_issuer: Vec<_> = self.federated.iter().filter(|known| known.issuer == issuer).collect();
        if of_issuer.is_empty() {
            return refused(
                700_211,
                &format!("No matching federated identity record found for presented assertion issuer '{issuer}'."),
            );
        }
        let Some(credential) = of_issuer.into_iter().find(|known| known.subject == subject) else {
            return refused(
                700_213,
                &format!("No matching federated identity record found for presented assertion subject '{subject}'."),
            );
        };
        if audience != AUDIENCE {
            return refused(
                700_212,
                &format!("No matching federated identity record found for presented assertion audience '{audience}'."),
            );
        }
        let key = STANDARD.decode(&credential.public_key).unwrap_or_default();
        let algorithm = &aws_lc_rs::signature::RSA_PKCS1_2048_8192_SHA256;
        let verified =
            aws_lc_rs::signature::UnparsedPublicKey::new(algorithm, key).verify(signed.as_bytes(), signature);
        if verified.is_err() {
            return refused(700_027, "Client assertion failed signature validation.");
        }
        let now = sign_in.now.as_second();
        if claims["exp"].as_i64().is_none_or(|end| end <= now) {
            return refused(700_024, "Client assertion is not within its valid time range.");
        }
        Ok(())
    }
}

impl SignIn<'_> {
    /// Id and secret in the `Authorization` header.
    fn basic(&self) -> Option<(String, String)> {
        let encoded = self.authorization?.strip_prefix("Basic ")?;
        let decoded = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
        let (id, secret) = decoded.split_once(':')?;
        Some((id.to_owned(), secret.to_owned()))
    }
}

fn part(text: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// The random half of a code or refresh token.
pub(super) fn random(uuids: usize) -> String {
    let bytes: Vec<u8> = (0..uuids).flat_map(|_| Uuid::new_v4().into_bytes()).collect();
    URL_SAFE_NO_PAD.encode(bytes)
}
