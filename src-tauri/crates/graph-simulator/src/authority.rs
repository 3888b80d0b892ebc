//! The sign-in side: token endpoint and discovery (contract 2.1). Only app-only sign-in so far; the interactive endpoints answer 501.

use std::collections::HashMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::accounts::Account;
use crate::call::Query;
use crate::clock::after;
use crate::identity::{Caller, CallerKind, granted};
use crate::reply::{Body, Reply};
use crate::tenant::Tenant;

/// The application that may sign in during this run, and the tokens it got.
pub struct Authority {
    pub client_id: Uuid,
    pub client_secret: String,
    tokens: HashMap<String, Issued>,
}

struct Issued {
    caller: Caller,
    expires: Timestamp,
}

impl fmt::Debug for Authority {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Authority")
            .field("client_id", &self.client_id)
            .field("tokens", &self.tokens.len())
            .finish_non_exhaustive()
    }
}

/// A sign-in request below `/{tenant}/`.
#[derive(Debug)]
pub struct SignIn<'a> {
    pub tenant: &'a Tenant,
    pub origin: &'a str,
    pub now: Timestamp,
    /// `authorization` header, for clients that send id and secret in it.
    pub authorization: Option<&'a str>,
    pub body: &'a [u8],
    pub correlation: Uuid,
}

impl Authority {
    #[must_use]
    pub fn new() -> Self {
        // A secret looks like the real ones: 40 characters, with `~` and `.` in it.
        let random = Uuid::new_v4().simple().to_string();
        let more = Uuid::new_v4().simple().to_string();
        Self {
            client_id: Uuid::new_v4(),
            client_secret: format!("{}8Q~{}.{}", &random[..3], &random[3..], &more[..4]),
            tokens: HashMap::new(),
        }
    }

    /// Answers one address of the sign-in host; `path` holds its segments in lower case.
    pub fn answer(&mut self, post: bool, path: &[&str], sign_in: &SignIn<'_>) -> Reply {
        let Some((tenant, rest)) = path.split_first() else {
            return Reply::not_implemented("/");
        };
        match (post, rest) {
            (true, ["oauth2", "v2.0", "token"]) if knows(sign_in.tenant, tenant) => self.token(sign_in),
            (false, ["v2.0", ".well-known", "openid-configuration"]) if knows(sign_in.tenant, tenant) => discovery(sign_in),
            (true, ["oauth2", "v2.0", "token"]) | (false, ["v2.0", ".well-known", "openid-configuration"]) => sign_in.refuse(
                400,
                "invalid_tenant",
                90002,
                &format!("Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."),
            ),
            _ => Reply::not_implemented(&format!("/{}", path.join("/"))),
        }
    }

    fn token(&mut self, sign_in: &SignIn<'_>) -> Reply {
        let form = Query::parse(&String::from_utf8_lossy(sign_in.body));
        let (basic_id, basic_secret) = sign_in.basic().unzip();
        let client_id = form.get("client_id").map(str::to_owned).or(basic_id);
        let secret = form.get("client_secret").map(str::to_owned).or(basic_secret);

        match form.get("grant_type") {
            Some("client_credentials") => {}
            Some(other) => {
                return sign_in.refuse(
                    400,
                    "unsupported_grant_type",
                    70003,
                    &format!("The app requested an unsupported grant type '{other}'."),
                );
            }
            None => {
                return sign_in.refuse(
                    400,
                    "invalid_request",
                    900_144,
                    "The request body must contain the following parameter: 'grant_type'.",
                );
            }
        }
        let Some(client_id) = client_id else {
            return sign_in.refuse(
                400,
                "invalid_request",
                900_144,
                "The request body must contain the following parameter: 'client_id'.",
            );
        };
        if client_id.parse() != Ok(self.client_id) {
            let message = format!(
                "Application with identifier '{client_id}' was not found in the directory '{}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
                sign_in.tenant.scenario.company.display_name()
            );
            return sign_in.refuse(400, "unauthorized_client", 700_016, &message);
        }
        match secret {
            None => {
                return sign_in.refuse(
                    401,
                    "invalid_client",
                    7_000_218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
                );
            }
            Some(given) if given != self.client_secret => {
                let message = format!(
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client_id}'."
                );
                return sign_in.refuse(401, "invalid_client", 7_000_215, &message);
            }
            Some(_) => {}
        }
        match form.get("scope").and_then(|scope| scope.strip_suffix("/.default")) {
            Some(resource) if resource == sign_in.origin || resource == "https://graph.microsoft.com" => {}
            Some(resource) => {
                let message = format!(
                    "The resource principal named {resource} was not found in the tenant named {}.",
                    sign_in.tenant.scenario.company.display_name()
                );
                return sign_in.refuse(400, "invalid_resource", 500_011, &message);
            }
            None => {
                let message = "The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).";
                return sign_in.refuse(400, "invalid_scope", 1_002_012, message);
            }
        }
        let variant = sign_in.tenant.scenario.variant;
        let caller = Caller {
            kind: CallerKind::App,
            tenant: sign_in.tenant.id,
            client_id: self.client_id,
            permissions: granted(variant),
            has_role: variant != crate::scenario::Variant::RoleMissing,
        };
        let lifetime = sign_in.tenant.timing.token_lifetime.as_secs();
        let token = self.issue(caller, None, sign_in);
        Reply::ok(
            json!({"token_type": "Bearer", "expires_in": lifetime, "ext_expires_in": lifetime, "access_token": token}),
        )
        .header("Cache-Control", "no-store, no-cache")
    }

    /// Makes a token for `caller`, which tells who the `person` is. It has the look of a JWT; nothing but this simulator can
    /// tell whether it is good.
    pub fn issue(&mut self, caller: Caller, person: Option<&Account>, sign_in: &SignIn<'_>) -> String {
        let expires = after(sign_in.now, sign_in.tenant.timing.token_lifetime);
        let permissions: Vec<&String> = caller.permissions.iter().collect();
        let mut claims = json!({
            "aud": sign_in.origin, "iss": format!("{}/{}/v2.0", sign_in.origin, caller.tenant), "iat": sign_in.now.as_second(), "nbf": sign_in.now.as_second(),
            "exp": expires.as_second(), "appid": caller.client_id, "tid": caller.tenant, "ver": "1.0", "uti": Uuid::new_v4().simple().to_string(),
        });
        match caller.kind {
            CallerKind::App => {
                claims["idtyp"] = json!("app");
                claims["roles"] = json!(permissions);
            }
            CallerKind::Delegated => {
                claims["scp"] = json!(
                    permissions
                        .iter()
                        .map(|name| name.as_str())
                        .collect::<Vec<_>>()
                        .join(" ")
                )
            }
        }
        if let (Some(claims), Some(Value::Object(about))) = (claims.as_object_mut(), person.map(Account::claims)) {
            claims.extend(about);
        }
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signature = URL_SAFE_NO_PAD.encode([Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat());
        let token = format!(
            "{}.{}.{signature}",
            part(&json!({"typ": "JWT", "alg": "RS256", "kid": "demo"})),
            part(&claims)
        );
        self.tokens.insert(token.clone(), Issued { caller, expires });
        token
    }

    /// The identity behind the `Authorization` header.
    ///
    /// # Errors
    /// 401 `InvalidAuthenticationToken` in the words of contract 3.3.
    pub fn caller(&self, authorization: Option<&str>, now: Timestamp) -> Result<Caller, Reply> {
        let token = authorization
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .filter(|token| !token.is_empty())
            .ok_or_else(|| unauthenticated("Access token is empty."))?;
        let issued = self
            .tokens
            .get(token)
            .ok_or_else(|| unauthenticated("CompactToken parsing failed with error code: 80049217"))?;
        if now >= issued.expires {
            return Err(token_expired());
        }
        Ok(issued.caller.clone())
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl SignIn<'_> {
    /// An error of the token endpoint (contract 2.1).
    fn refuse(&self, status: u16, error: &str, code: u32, message: &str) -> Reply {
        let trace = Uuid::new_v4();
        let timestamp = self.now.strftime("%Y-%m-%d %H:%M:%SZ").to_string();
        Reply::new(
            status,
            Body::Json(json!({
                "error": error,
                "error_description": format!("AADSTS{code}: {message} Trace ID: {trace} Correlation ID: {} Timestamp: {timestamp}", self.correlation),
                "error_codes": [code],
                "timestamp": timestamp,
                "trace_id": trace,
                "correlation_id": self.correlation,
                "error_uri": format!("{}/error?code={code}", self.origin),
            })),
        )
    }

    fn basic(&self) -> Option<(String, String)> {
        let encoded = self.authorization?.strip_prefix("Basic ")?;
        let decoded = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
        let (id, secret) = decoded.split_once(':')?;
        Some((id.to_owned(), secret.to_owned()))
    }
}

/// 401 of Graph itself.
#[must_use]
pub fn unauthenticated(message: &str) -> Reply {
    Reply::error(401, "InvalidAuthenticationToken", message).header("WWW-Authenticate", "Bearer realm=\"\"")
}

/// 401 of a token whose time is over.
#[must_use]
pub fn token_expired() -> Reply {
    unauthenticated("Lifetime validation failed, the token is expired.")
}

fn knows(tenant: &Tenant, name: &str) -> bool {
    name.parse() == Ok(tenant.id)
        || tenant.domains.iter().any(|domain| {
            domain["isVerified"] == true && domain["id"].as_str().is_some_and(|id| id.eq_ignore_ascii_case(name))
        })
}

fn discovery(sign_in: &SignIn<'_>) -> Reply {
    let base = format!("{}/{}", sign_in.origin, sign_in.tenant.id);
    Reply::ok(json!({
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": format!("{base}/v2.0"),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
        "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
        "tenant_region_scope": "EU",
        "cloud_instance_name": "localhost",
        "msgraph_host": sign_in.origin.trim_start_matches("http://"),
    }))
}
