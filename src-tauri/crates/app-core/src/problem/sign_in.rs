//! Why nobody is signed in, by what helps.

use graph_client::TokenError;
use identity::{AuthError, KeepError, PublicClient, Remedy};

use crate::sign_in::to_set_up;

use super::{Problem, ProblemCode, chain};

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
        Self::new(ProblemCode::SetupInvalid, false, "no tenant is named")
            .with("field", "tenant")
            .with("found", "")
    }

    /// The Azure CLI gave no token.
    pub(crate) fn azure_cli(error: &TokenError) -> Self {
        Self::new(ProblemCode::AzureCliTrouble, true, chain(error))
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
        self.with("approval", client.admin_consent_link(&to_set_up()))
    }
}

/// The problem against which this helps, and whether trying again may do.
pub(super) fn refused(remedy: Remedy) -> (ProblemCode, bool) {
    match remedy {
        Remedy::Consent => (ProblemCode::ConsentMissing, false),
        Remedy::Declined => (ProblemCode::SignInDeclined, false),
        Remedy::Registration => (ProblemCode::AppNotSetUp, false),
        Remedy::MoreFactors => (ProblemCode::ConfirmSignIn, false),
        Remedy::ManagedDevice => (ProblemCode::ManagedDevice, false),
        Remedy::ConditionalAccess => (ProblemCode::BlockedByPolicy, false),
        Remedy::SignInAgain => (ProblemCode::SignInAgain, false),
        Remedy::AccountOrTenant => (ProblemCode::WrongAccount, false),
        Remedy::ClientSecret => (ProblemCode::AppSecretOver, false),
        Remedy::DeviceCode => (ProblemCode::DeviceCodeOver, false),
        Remedy::Network => (ProblemCode::NoConnection, true),
        Remedy::Clock => (ProblemCode::ClockOff, true),
        Remedy::Keychain => (ProblemCode::KeychainTrouble, true),
        Remedy::None => (ProblemCode::SignInRefused, false),
    }
}

impl From<&AuthError> for Problem {
    fn from(error: &AuthError) -> Self {
        let (code, retryable) = match error {
            AuthError::TimedOut => (ProblemCode::SignInTimedOut, false),
            AuthError::NotASignInService { .. } => (ProblemCode::ProxyAnswered, true),
            AuthError::AzureCli { .. } => (ProblemCode::AzureCliTrouble, true),
            error => refused(error.remedy()),
        };
        let mut problem = Self::new(code, retryable, error.to_string());
        if let AuthError::Refused { codes, trace_id, .. } = error {
            problem.request_id.clone_from(trace_id);
            if let Some(number) = codes.first() {
                problem = problem.with("aadsts", format!("AADSTS{number}"));
            }
        }
        problem
    }
}

impl From<&KeepError> for Problem {
    fn from(error: &KeepError) -> Self {
        Self::new(ProblemCode::KeychainTrouble, true, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(Problem::from(&error).code, code, "{error}");
        }
        let page = AuthError::NotASignInService {
            status: 407,
            html: true,
        };
        assert_eq!(Problem::from(&page).code, ProblemCode::ProxyAnswered);
    }
}
