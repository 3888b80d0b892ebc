//! How the sign-in service says no: as JSON, as a redirect, as a page (contract 2.1).

use serde_json::json;
use uuid::Uuid;

use super::SignIn;
use crate::reply::{Body, Reply};

/// One refusal. The words are ours where no source prints them; `error`, `suberror` and the number are Entra's.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    status: u16,
    pub(super) error: &'static str,
    suberror: Option<&'static str>,
    code: u32,
    message: String,
    claims: Option<String>,
}

/// A refusal as text, with the ids support asks for.
pub(super) struct Told {
    pub(super) description: String,
    trace: Uuid,
    timestamp: String,
}

impl Refusal {
    pub(super) fn new(status: u16, error: &'static str, code: u32, message: impl Into<String>) -> Self {
        Self {
            status,
            error,
            suberror: None,
            code,
            message: message.into(),
            claims: None,
        }
    }

    /// The usual one: 400 `invalid_grant`.
    pub(super) fn grant(code: u32, message: impl Into<String>) -> Self {
        Self::new(400, "invalid_grant", code, message)
    }

    pub(super) fn with_suberror(mut self, suberror: &'static str) -> Self {
        self.suberror = Some(suberror);
        self
    }

    pub(super) fn with_claims(mut self, claims: String) -> Self {
        self.claims = Some(claims);
        self
    }

    pub(super) fn missing(parameter: &str) -> Self {
        let message = format!("The request body must contain the following parameter: '{parameter}'.");
        Self::new(400, "invalid_request", 900_144, message)
    }

    pub(super) fn malformed() -> Self {
        Self::new(
            400,
            "invalid_request",
            9_002_313,
            "Invalid request. Request is malformed or invalid.",
        )
    }

    pub(super) fn unknown_tenant(name: &str) -> Self {
        let message = format!(
            "Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."
        );
        Self::new(400, "invalid_tenant", 90002, message)
    }

    pub(super) fn unknown_app(client: &str, sign_in: &SignIn<'_>) -> Self {
        let message = format!(
            "Application with identifier '{client}' was not found in the directory '{}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
            sign_in.tenant.names.display_name
        );
        Self::new(400, "unauthorized_client", 700_016, message)
    }

    pub(super) fn declined() -> Self {
        Self::new(
            400,
            "access_denied",
            65004,
            "User declined to consent to access the app.",
        )
    }

    /// What the application is told by somebody who gives up on a page that showed this code.
    pub(super) fn brought_back(code: &str) -> Self {
        match code.parse() {
            Ok(90094) => Self::new(
                400,
                "consent_required",
                90094,
                "The grant requires administrator permission.",
            ),
            Ok(code) => Self::new(400, "access_denied", code, "The sign-in was not completed."),
            Err(_) => Self::declined(),
        }
    }

    pub(super) fn blocked() -> Self {
        let message =
            "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.";
        Self::grant(53003, message).with_suberror("message_only")
    }

    pub(super) fn code(&self) -> u32 {
        self.code
    }

    pub(super) fn tell(&self, sign_in: &SignIn<'_>) -> Told {
        let trace = Uuid::new_v4();
        let timestamp = sign_in.now.strftime("%Y-%m-%d %H:%M:%SZ").to_string();
        Told {
            description: format!(
                "AADSTS{}: {} Trace ID: {trace} Correlation ID: {} Timestamp: {timestamp}",
                self.code, self.message, sign_in.correlation
            ),
            trace,
            timestamp,
        }
    }

    /// The answer of a token endpoint.
    pub(super) fn json(&self, sign_in: &SignIn<'_>) -> Reply {
        let told = self.tell(sign_in);
        let mut body = json!({
            "error": self.error,
            "error_description": told.description,
            "error_codes": [self.code],
            "timestamp": told.timestamp,
            "trace_id": told.trace,
            "correlation_id": sign_in.correlation,
            "error_uri": format!("{}/error?code={}", sign_in.origin, self.code),
        });
        if let Some(suberror) = self.suberror {
            body["suberror"] = json!(suberror);
        }
        if let Some(claims) = &self.claims {
            body["claims"] = json!(claims);
        }
        Reply::new(self.status, Body::Json(body)).header("Cache-Control", "no-store, no-cache")
    }
}
