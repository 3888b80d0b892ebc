//! What a sign-in service answers when it gives no token.

use std::fmt;

use graph_client::spelled::holds;
use graph_client::{Interception, TokenError, TokenErrorKind};
use serde::Deserialize;

use crate::{KeepError, Remedy};

/// Longest description kept.
const LONGEST: usize = 300;
/// Microsoft's number for a client secret that is not the one.
const WRONG_SECRET: u32 = 7_000_215;
/// Stands in place of what quotes a secret.
const REDACTED: &str = "[redacted]";

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
        /// First sentence of `error_description`; nothing of it but its number where it quotes a secret.
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
    /// Something else answered in its place, or stands in the way.
    Intercepted(Interception),
    /// The answer is not one of a sign-in service: the page of its own gateway, for one.
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
    /// A token of another tenant came than was asked for.
    WrongTenant {
        /// The tenant that was asked for.
        asked: String,
        /// The one that the token names.
        found: String,
    },
    /// The browser sent more than is read here: cookies, for the most part.
    TooLarge,
    /// The Azure CLI gave no token.
    AzureCli {
        /// Its own words, or why it did not run.
        reason: String,
        /// The number of the AADSTS code in them.
        code: Option<u32>,
        /// The trace id in them, for support.
        trace_id: Option<String>,
    },
    /// There is no Azure CLI on this computer.
    NoAzureCli,
    /// Azure gives this computer no token of the identity that is wanted.
    NoIdentity {
        /// HTTP status, where somebody answered.
        status: Option<u16>,
        /// What was answered, or why nobody did.
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
    /// Reads an answer that is no success. A service may quote what it was sent: what holds one of these secrets, however it spells
    /// it, is not kept.
    pub(crate) fn read(status: u16, body: &[u8], secrets: &[String]) -> Self {
        let body = match serde_json::from_slice::<Body>(body) {
            Ok(body) if !body.error.is_empty() => body,
            _ => {
                return Self::NotASignInService {
                    status,
                    html: is_html(body),
                };
            }
        };
        let codes = match number(&body.error_description) {
            Some(code) if body.error_codes.is_empty() => vec![code],
            _ => body.error_codes,
        };
        Self::Refused {
            status,
            remedy: Remedy::of(&body.error, body.suberror.as_deref(), &codes),
            error: name(&body.error, secrets),
            codes,
            description: description(&body.error_description, secrets),
            trace_id: body.trace_id.map(|id| name(&id, secrets)),
            claims: body.claims.filter(|claims| !holds(claims, secrets)),
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
    pub(crate) fn redirected(error: &str, text: &str) -> Self {
        let codes: Vec<u32> = number(text).into_iter().collect();
        Self::Refused {
            status: 302,
            remedy: Remedy::of(error, None, &codes),
            error: name(error, &[]),
            codes,
            trace_id: trace_id(text),
            description: description(text, &[]),
            claims: None,
        }
    }

    /// Reads what the Azure CLI wrote in place of a token.
    pub(crate) fn azure_cli(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let words = words.join(" ");
        Self::AzureCli {
            code: text.find("AADSTS").and_then(|at| number(&text[at..])),
            trace_id: trace_id(text),
            reason: words.chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
        }
    }

    /// The same refusal where it was an application that signed in as itself: a person at a sign-in can do nothing about it.
    /// `by_id`: what it gave for its secret looks like the id of one.
    pub(crate) fn of_an_app(mut self, by_id: bool) -> Self {
        if let Self::Refused { remedy, codes, .. } = &mut self {
            *remedy = match *remedy {
                Remedy::Registration | Remedy::AccountOrTenant => Remedy::AppUnknown,
                Remedy::ClientSecret if by_id && codes.contains(&WRONG_SECRET) => Remedy::SecretId,
                Remedy::MoreFactors
                | Remedy::SignInAgain
                | Remedy::ManagedDevice
                | Remedy::DeviceCode
                | Remedy::Declined => Remedy::None,
                same => same,
            };
        }
        self
    }

    /// What helps against it (sign-in table of refusals).
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Refused { remedy, .. } => *remedy,
            Self::NotASignInService { .. } | Self::Intercepted(_) | Self::Unreachable { .. } => Remedy::Network,
            Self::ClockOff { .. } => Remedy::Clock,
            Self::AnotherAccount | Self::WrongAnswer { .. } => Remedy::AccountOrTenant,
            Self::SignedOut | Self::TimedOut => Remedy::SignInAgain,
            Self::Keychain(_) => Remedy::Keychain,
            Self::WrongTenant { .. } => Remedy::WrongTenant,
            Self::TooLarge => Remedy::Cookies,
            Self::AzureCli { code, .. } => match code.and_then(Remedy::numbered) {
                // Whoever signs in to the CLI anew does so there.
                None | Some(Remedy::SignInAgain) => Remedy::AzureCli,
                Some(remedy) => remedy,
            },
            Self::NoAzureCli => Remedy::NoAzureCli,
            Self::NoIdentity { .. } => Remedy::ManagedIdentity,
            Self::UnderWay | Self::Here { .. } => Remedy::None,
        }
    }

    fn kind(&self) -> TokenErrorKind {
        match self {
            // Nobody can be asked here: it has to be signed in to by itself.
            Self::AzureCli { code, .. } => return TokenErrorKind::Refused { aadsts: *code },
            _ if matches!(
                self.remedy(),
                Remedy::SignInAgain | Remedy::MoreFactors | Remedy::Consent
            ) =>
            {
                return TokenErrorKind::InteractionRequired;
            }
            _ => {}
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
            Self::Intercepted(by) => TokenErrorKind::Intercepted(by.clone()),
            Self::NotASignInService { .. } | Self::WrongAnswer { .. } => TokenErrorKind::Unreadable,
            Self::Keychain(_) => TokenErrorKind::Unreachable,
            _ => TokenErrorKind::Refused { aadsts: None },
        }
    }
}

impl From<AuthError> for TokenError {
    fn from(error: AuthError) -> Self {
        let mut token_error = Self::new(error.kind(), error.to_string());
        token_error.problem = Some(error.remedy().problem());
        match error {
            AuthError::Refused { trace_id, claims, .. } => {
                token_error.trace_id = trace_id;
                token_error.claims = claims;
            }
            AuthError::AzureCli { trace_id, .. } => token_error.trace_id = trace_id,
            _ => {}
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
            Self::Intercepted(by) => write!(f, "the sign-in service was not reached: {by}"),
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
            Self::WrongTenant { asked, found } => {
                write!(f, "the token is of the tenant {found}, and {asked} was asked for")
            }
            Self::TooLarge => f.write_str("the browser sent more with its answer than is read"),
            Self::AzureCli { reason, .. } => write!(f, "the Azure CLI gave no token: {reason}"),
            Self::NoAzureCli => f.write_str("there is no Azure CLI (az) on the path"),
            Self::NoIdentity { reason, .. } => write!(f, "no token of the managed identity: {reason}"),
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

/// The first sentence: Entra's descriptions go on with advice, then with trace and time, which are in fields of their own.
fn description(text: &str, secrets: &[String]) -> String {
    if holds(text, secrets) {
        return number(text).map_or(REDACTED.to_owned(), |number| format!("AADSTS{number}: {REDACTED}"));
    }
    let line = text.lines().next().unwrap_or_default();
    let sentence = line.find(". ").map_or(line, |end| &line[..=end]);
    sentence.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// A short text, such as an error's name or an id.
fn name(text: &str, secrets: &[String]) -> String {
    if holds(text, secrets) {
        return REDACTED.to_owned();
    }
    text.chars().filter(|c| !c.is_control()).take(64).collect()
}

/// The number of the AADSTS code at the beginning of a description.
fn number(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("AADSTS")?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// The trace id that stands in a text, where it has no field of its own.
fn trace_id(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("Trace ID: ")?;
    rest.split_whitespace().next().map(|id| name(id, &[]))
}

fn is_html(body: &[u8]) -> bool {
    body.trim_ascii_start().first() == Some(&b'<')
}

#[cfg(test)]
mod tests;
