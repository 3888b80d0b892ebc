//! Why nobody is signed in, by what helps.

use identity::{AuthError, KeepError, PublicClient, Remedy};
use journeys::SetupError;
use journeys::permissions::every_permission;

use crate::sign_in::scopes;

use super::{Problem, ProblemCode, chain, intercepted};

impl Problem {
    /// Somebody gave up.
    pub(crate) fn sign_in_declined() -> Self {
        Self::new(ProblemCode::SignInDeclined, false, "the sign-in was cancelled")
    }

    /// One person at a time.
    pub(crate) fn sign_in_under_way() -> Self {
        Self::from(&AuthError::UnderWay)
    }

    /// Nobody waits in a browser.
    pub(crate) fn no_sign_in_page() -> Self {
        Self::new(ProblemCode::UnexpectedAnswer, false, "no sign-in waits on a page")
    }

    /// This way to sign in does not tell the tenant.
    pub(crate) fn tenant_needed() -> Self {
        Self::from(vec![SetupError::no_tenant("")])
    }

    /// Not all that was asked for was granted.
    pub(crate) fn not_granted(permissions: &[String], client: &PublicClient) -> Self {
        let names = permissions.join(", ");
        let problem = Self::new(ProblemCode::ConsentMissing, false, format!("not granted: {names}"));
        problem.with("permission", names).approved_through(client)
    }

    /// The sign-in through this application was refused.
    pub(crate) fn refused(error: &AuthError, client: &PublicClient) -> Self {
        let problem = Self::from(error);
        match problem.code {
            ProblemCode::ConsentMissing => problem.approved_through(client),
            _ => problem,
        }
    }

    /// With the page on which an administrator approves the application.
    fn approved_through(self, client: &PublicClient) -> Self {
        self.with("approval", client.admin_consent_link(&scopes(&every_permission())))
    }
}

/// The problem against which this helps, and whether trying again may do.
fn against(remedy: Remedy) -> (ProblemCode, bool) {
    named(remedy.problem())
}

/// The problem that a source of tokens names, and whether trying again may do.
pub(super) fn named(problem: &str) -> (ProblemCode, bool) {
    let code = ProblemCode::named(problem).unwrap_or(ProblemCode::SignInRefused);
    let may_do = matches!(
        code,
        ProblemCode::NoConnection
            | ProblemCode::ClockOff
            | ProblemCode::KeychainTrouble
            | ProblemCode::AzureCliTrouble
            | ProblemCode::AzureCliMissing
            | ProblemCode::BrowserAnswerTooLarge
    );
    (code, may_do)
}

impl From<&AuthError> for Problem {
    fn from(error: &AuthError) -> Self {
        let (code, retryable) = match error {
            AuthError::TimedOut => (ProblemCode::SignInTimedOut, false),
            AuthError::Intercepted(by) => (intercepted(by), true),
            AuthError::NotASignInService { .. } => (ProblemCode::ProxyAnswered, true),
            error => against(error.remedy()),
        };
        let mut problem = Self::new(code, retryable, error.to_string());
        let (number, trace_id) = match error {
            AuthError::Refused { codes, trace_id, .. } => (codes.first(), trace_id),
            AuthError::AzureCli { code, trace_id, .. } => (code.as_ref(), trace_id),
            _ => (None, &None),
        };
        problem.request_id.clone_from(trace_id);
        match number {
            Some(number) => problem.with("aadsts", format!("AADSTS{number}")),
            None => problem,
        }
    }
}

impl From<&KeepError> for Problem {
    fn from(error: &KeepError) -> Self {
        Self::new(ProblemCode::KeychainTrouble, true, error.to_string())
    }
}

impl From<&identity::Error> for Problem {
    fn from(error: &identity::Error) -> Self {
        use identity::Error;
        match error {
            Error::SignIn(refused) => Self {
                details: chain(error),
                ..Self::from(&**refused)
            },
            Error::Token(refused) => Self::from(&**refused),
            Error::Tenant { found } | Error::TenantId { found } => Self {
                details: chain(error),
                ..Self::from(vec![SetupError::no_tenant(found)])
            },
            Error::Environment { .. }
            | Error::Around { .. }
            | Error::Certificate(_)
            | Error::FederatedToken(_)
            | Error::ManagedIdentity(_)
            | Error::Credentials
            | Error::NotDemo => Self::new(ProblemCode::SignInRefused, false, chain(error)),
            Error::Setup { .. } => Self::new(ProblemCode::UnexpectedAnswer, false, chain(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use graph_client::Interception;

    #[test]
    fn every_remedy_has_a_problem_of_its_name() {
        use Remedy::*;
        for remedy in [
            Consent,
            Declined,
            Registration,
            MoreFactors,
            ManagedDevice,
            ConditionalAccess,
            SignInAgain,
            AccountOrTenant,
            ClientSecret,
            SecretId,
            AppUnknown,
            Federation,
            ManagedIdentity,
            WrongTenant,
            DeviceCode,
            Cookies,
            AzureCli,
            NoAzureCli,
            Network,
            Clock,
            Keychain,
            None,
        ] {
            assert!(ProblemCode::named(remedy.problem()).is_some(), "{remedy:?}");
        }
    }

    #[test]
    fn what_helps_decides_and_number_and_trace_stay() {
        let refused = AuthError::Refused {
            status: 400,
            remedy: Remedy::ConditionalAccess,
            error: "access_denied".to_owned(),
            codes: vec![53_003],
            description: "AADSTS53003: no".to_owned(),
            trace_id: Some("t".to_owned()),
            claims: None,
        };
        let problem = Problem::from(&refused);
        assert_eq!(problem.code, ProblemCode::BlockedByPolicy);
        assert_eq!(problem.facts["aadsts"], "AADSTS53003");
        assert_eq!(problem.request_id.as_deref(), Some("t"));
        for (error, code) in [
            (AuthError::TimedOut, ProblemCode::SignInTimedOut),
            (AuthError::SignedOut, ProblemCode::SignInAgain),
            (AuthError::AnotherAccount, ProblemCode::WrongAccount),
            (AuthError::Keychain(KeepError::Locked), ProblemCode::KeychainTrouble),
            (AuthError::ClockOff { seconds_ahead: 900 }, ProblemCode::ClockOff),
            (AuthError::UnderWay, ProblemCode::SignInRefused),
            (AuthError::TooLarge, ProblemCode::BrowserAnswerTooLarge),
            (AuthError::NoAzureCli, ProblemCode::AzureCliMissing),
        ] {
            assert_eq!(Problem::from(&error).code, code, "{error}");
        }
        let page = AuthError::NotASignInService {
            status: 502,
            html: true,
        };
        assert_eq!(Problem::from(&page).code, ProblemCode::ProxyAnswered);
        let proxy = AuthError::Intercepted(Interception::ProxySignIn);
        assert_eq!(Problem::from(&proxy).code, ProblemCode::ProxySignIn);
    }
}
