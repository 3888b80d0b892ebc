//! What a sign-in service answers when it gives no token.

use std::fmt;

use graph_client::{TokenError, TokenErrorKind};
use serde::Deserialize;

use crate::{KeepError, Remedy};

/// Longest description kept.
const LONGEST: usize = 300;

/// Why there is no token (contract 2.1). Decided by `error` and the numbers, never by text; holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthError {
    /// It said no.
    Refused {
        /// HTTP status.
        status: u16,
        /// What helps.
        remedy: Remedy,
        /// `error`, such as `invalid_client`.
        error: String,
        /// The numbers of its AADSTS codes, the telling one first.
        codes: Vec<u32>,
        /// First line of `error_description`.
        description: String,
        /// `trace_id`, for support.
        trace_id: Option<String>,
        /// `claims`: what an interactive sign-in must satisfy, as JSON.
        claims: Option<String>,
    },
    /// No connection, or no whole answer.
    Unreachable {
        /// Why.
        reason: String,
    },
    /// The answer is not one of a sign-in service: a proxy's page, for one.
    NotASignInService {
        /// HTTP status.
        status: u16,
        /// It is a web page.
        html: bool,
    },
    /// A token came that does not answer our request.
    WrongAnswer {
        /// What is wrong with it.
        what: &'static str,
    },
    /// This computer's clock and the service's are too far apart.
    ClockOff {
        /// How far this computer is ahead; negative when it is behind.
        seconds_ahead: i64,
    },
    /// Somebody else signed in than was asked to.
    AnotherAccount,
    /// Nobody answered in time.
    TimedOut,
    /// Another sign-in is waiting for its answer.
    UnderWay,
    /// No refresh token is kept.
    SignedOut,
    /// The keychain could not be asked. That does not mean that nobody has signed in.
    Keychain(KeepError),
    /// The Azure CLI gave no token.
    AzureCli {
        /// Its own words, or why it did not run.
        reason: String,
    },
    /// Something on this computer is in the way.
    Here {
        /// What.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Body {
    error: String,
    error_description: String,
    suberror: Option<String>,
    error_codes: Vec<u32>,
    trace_id: Option<String>,
    claims: Option<String>,
}

impl AuthError {
    /// Reads an answer that is no success.
    pub(crate) fn read(status: u16, body: &[u8]) -> Self {
        match serde_json::from_slice::<Body>(body) {
            Ok(body) if !body.error.is_empty() => Self::Refused {
                status,
                remedy: Remedy::of(&body.error, body.suberror.as_deref(), &body.error_codes),
                error: shortened(&body.error),
                codes: body.error_codes,
                description: first_line(&body.error_description),
                trace_id: body.trace_id.as_deref().map(shortened),
                claims: body.claims,
            },
            _ => Self::NotASignInService {
                status,
                html: is_html(body),
            },
        }
    }

    /// A success that cannot be read; nothing of it is repeated.
    pub(crate) fn unreadable(body: &[u8]) -> Self {
        Self::NotASignInService {
            status: 200,
            html: is_html(body),
        }
    }

    /// Reads what a redirect brought instead of a code; its number stands in the text only.
    pub(crate) fn redirected(error: &str, description: &str) -> Self {
        let number = description.strip_prefix("AADSTS").and_then(|rest| rest.split_once(':'));
        let codes: Vec<u32> = number.and_then(|(number, _)| number.parse().ok()).into_iter().collect();
        Self::Refused {
            status: 302,
            remedy: Remedy::of(error, None, &codes),
            error: shortened(error),
            codes,
            trace_id: after(description, "Trace ID: "),
            description: first_line(description),
            claims: None,
        }
    }

    /// The same error with every trace of `secret` taken out of its text: a service may quote what it was sent.
    pub(crate) fn without(mut self, secret: &str) -> Self {
        if let Self::Refused {
            error,
            description,
            trace_id,
            claims,
            ..
        } = &mut self
            && !secret.is_empty()
        {
            let optional = trace_id.iter_mut().chain(claims);
            for text in [error, description].into_iter().chain(optional) {
                *text = text.replace(secret, "[redacted]");
            }
        }
        self
    }

    /// What helps against it (sign-in table of refusals).
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Refused { remedy, .. } => *remedy,
            Self::NotASignInService { .. } | Self::Unreachable { .. } => Remedy::Network,
            Self::ClockOff { .. } => Remedy::Clock,
            Self::AnotherAccount | Self::WrongAnswer { .. } => Remedy::AccountOrTenant,
            Self::SignedOut | Self::TimedOut => Remedy::SignInAgain,
            Self::Keychain(_) => Remedy::Keychain,
            Self::UnderWay | Self::AzureCli { .. } | Self::Here { .. } => Remedy::None,
        }
    }

    fn kind(&self) -> TokenErrorKind {
        if matches!(
            self.remedy(),
            Remedy::SignInAgain | Remedy::MoreFactors | Remedy::Consent
        ) {
            return TokenErrorKind::InteractionRequired;
        }
        match self {
            Self::Refused {
                error, status, codes, ..
            } => match error.as_str() {
                "temporarily_unavailable" => TokenErrorKind::Unreachable,
                _ if *status >= 500 || *status == 429 => TokenErrorKind::Unreachable,
                _ => TokenErrorKind::Refused {
                    aadsts: codes.first().copied(),
                },
            },
            Self::Unreachable { .. } => TokenErrorKind::Unreachable,
            Self::NotASignInService { .. } | Self::WrongAnswer { .. } => TokenErrorKind::Unreadable,
            Self::Keychain(_) => TokenErrorKind::Unreachable,
            _ => TokenErrorKind::Refused { aadsts: None },
        }
    }
}

impl From<AuthError> for TokenError {
    fn from(error: AuthError) -> Self {
        let mut token_error = Self::new(error.kind(), error.to_string());
        if let AuthError::Refused { trace_id, claims, .. } = error {
            token_error.trace_id = trace_id;
            token_error.claims = claims;
        }
        token_error
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused {
                error,
                description,
                trace_id,
                ..
            } => {
                write!(f, "{error}: {description}")?;
                trace_id.iter().try_for_each(|id| write!(f, " (trace {id})"))
            }
            Self::Unreachable { reason } => write!(f, "the sign-in service cannot be reached: {reason}"),
            Self::NotASignInService { status, html: true } => {
                write!(
                    f,
                    "a web page (status {status}) answered in place of the sign-in service"
                )
            }
            Self::NotASignInService { status, html: false } => {
                write!(f, "status {status} without an answer of a sign-in service")
            }
            Self::WrongAnswer { what } => write!(f, "the sign-in service's answer is not for us: {what}"),
            Self::ClockOff { seconds_ahead } => {
                let side = if *seconds_ahead < 0 { "behind" } else { "ahead" };
                write!(
                    f,
                    "this computer's clock is {} seconds {side}",
                    seconds_ahead.unsigned_abs()
                )
            }
            Self::AnotherAccount => f.write_str("another account signed in than was asked to"),
            Self::TimedOut => f.write_str("nobody signed in within the time given"),
            Self::UnderWay => f.write_str("another sign-in is waiting for its answer"),
            Self::SignedOut => f.write_str("nobody is signed in"),
            Self::Keychain(error) => write!(f, "the sign-in cannot be read: {error}"),
            Self::AzureCli { reason } => write!(f, "the Azure CLI gave no token: {reason}"),
            Self::Here { reason } => f.write_str(reason),
        }
    }
}

impl std::error::Error for AuthError {}

impl From<KeepError> for AuthError {
    fn from(error: KeepError) -> Self {
        Self::Keychain(error)
    }
}

/// Entra's descriptions go on with trace and time on further lines, which are in fields of their own.
fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(64).collect()
}

/// The word that follows a label.
fn after(text: &str, label: &str) -> Option<String> {
    let (_, rest) = text.split_once(label)?;
    rest.split_whitespace().next().map(shortened)
}

fn is_html(body: &[u8]) -> bool {
    body.trim_ascii_start().first() == Some(&b'<')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_refusal_with_line_breaks_keeps_its_codes() {
        let body = json!({"error": "invalid_client",
            "error_description": "AADSTS7000215: Invalid client secret provided.\r\nTrace ID: t\r\nTimestamp: x",
            "error_codes": [7_000_215], "trace_id": "t", "correlation_id": "c"});
        let error = TokenError::from(AuthError::read(401, body.to_string().as_bytes()));
        assert_eq!(
            error.code,
            TokenErrorKind::Refused {
                aadsts: Some(7_000_215)
            }
        );
        assert_eq!(error.trace_id.as_deref(), Some("t"));
        assert_eq!(
            error.message,
            "invalid_client: AADSTS7000215: Invalid client secret provided. (trace t)"
        );
    }

    #[test]
    fn what_is_no_sign_in_service_is_told_apart() {
        for (body, html) in [
            ("\r\n <html>Proxy</html>", true),
            ("", false),
            ("[]", false),
            ("{\"a\":1}", false),
        ] {
            let error = AuthError::read(407, body.as_bytes());
            assert_eq!(error, AuthError::NotASignInService { status: 407, html }, "{body}");
            assert_eq!(TokenError::from(error).code, TokenErrorKind::Unreadable);
        }
    }

    #[test]
    fn demands_and_outages_are_no_refusals() {
        let read = |status, error: &str| {
            let body = json!({"error": error, "claims": "{\"access_token\":{}}"});
            TokenError::from(AuthError::read(status, body.to_string().as_bytes()))
        };
        let demand = read(400, "interaction_required");
        assert_eq!(demand.code, TokenErrorKind::InteractionRequired);
        assert_eq!(demand.claims.as_deref(), Some("{\"access_token\":{}}"));
        assert_eq!(read(503, "server_error").code, TokenErrorKind::Unreachable);
        assert_eq!(read(400, "temporarily_unavailable").code, TokenErrorKind::Unreachable);
    }

    #[test]
    fn a_quoted_secret_is_taken_out() {
        let body = json!({"error": "invalid_client", "error_description": "you sent S3CRET"});
        let error = AuthError::read(401, body.to_string().as_bytes()).without("S3CRET");
        assert!(!format!("{error} {error:?}").contains("S3CRET"));
    }
}
