//! The refusals people meet, by what helps against them.

/// What a person can do about a refusal. The numbers are those of `AADSTS…`; codes that are not listed are decided by
/// `error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// An administrator must consent, or allow to: the admin-consent link.
    Consent,
    /// The person said no.
    Declined,
    /// The registration of the application is not as it must be: the checklist.
    Registration,
    /// Sign in interactively, with the claims that came along.
    MoreFactors,
    /// Sign in on a managed device, in its own browser; a device code cannot pass.
    ManagedDevice,
    /// Conditional Access says no; after a device code, the browser may pass.
    ConditionalAccess,
    /// The sign-in is over.
    SignInAgain,
    /// Another account, or another tenant.
    AccountOrTenant,
    /// The client secret or certificate is wrong or over.
    ClientSecret,
    /// The id of a client secret was given in place of its value.
    SecretId,
    /// An application that signs in as itself is not known in the tenant, or the tenant is not known.
    AppUnknown,
    /// The application trusts no such token of another identity provider, or the token is over.
    Federation,
    /// This computer has no managed identity, or not the one that was chosen.
    ManagedIdentity,
    /// Another tenant's token came.
    WrongTenant,
    /// The device code is unknown, over or used.
    DeviceCode,
    /// The browser must send fewer cookies.
    Cookies,
    /// Sign in to the Azure CLI.
    AzureCli,
    /// Install the Azure CLI.
    NoAzureCli,
    /// It was not the sign-in service that answered, or nobody: proxy, TLS, connection.
    Network,
    /// The computer's clock must be set.
    Clock,
    /// The keychain must be unlocked.
    Keychain,
    /// Nothing but its own words.
    None,
}

impl Remedy {
    pub(crate) fn of(error: &str, suberror: Option<&str>, codes: &[u32]) -> Self {
        let by_number = codes.iter().find_map(|code| Self::numbered(*code));
        match (error, suberror) {
            ("authorization_declined", _) => Self::Declined,
            ("authorization_pending" | "slow_down" | "expired_token" | "bad_verification_code", _) => Self::DeviceCode,
            ("consent_required", _) | (_, Some("consent_required")) => Self::Consent,
            (_, _) if by_number.is_some() => by_number.unwrap_or(Self::None),
            ("access_denied", _) => Self::Declined,
            ("interaction_required" | "login_required", _) => Self::MoreFactors,
            ("invalid_grant", _) => Self::SignInAgain,
            ("invalid_tenant", _) => Self::AccountOrTenant,
            ("unauthorized_client", _) => Self::Registration,
            ("invalid_client", _) => Self::ClientSecret,
            ("temporarily_unavailable" | "server_error", _) => Self::Network,
            _ => Self::None,
        }
    }

    /// What helps against `AADSTS` with this number; absent where the number alone does not say.
    #[must_use]
    pub fn numbered(code: u32) -> Option<Self> {
        Some(match code {
            65001 | 90094 | 90095 => Self::Consent,
            65004 => Self::Declined,
            50105 | 700_016 | 50011 | 7_000_218 => Self::Registration,
            50076 | 50079 | 50158 | 50074 => Self::MoreFactors,
            53000 | 53001 | 50097 => Self::ManagedDevice,
            53003 => Self::ConditionalAccess,
            700_082 | 70043 | 50173 | 50132 | 50133 => Self::SignInAgain,
            50020 | 50034 | 90002 | 50059 => Self::AccountOrTenant,
            7_000_215 | 7_000_222 | 700_027 => Self::ClientSecret,
            700_024 => Self::Clock,
            70021 | 700_211..=700_213 => Self::Federation,
            70016 | 70018 | 70019 => Self::DeviceCode,
            _ => return None,
        })
    }

    /// The name of the problem that people are told of, among those of their words.
    #[must_use]
    pub fn problem(self) -> &'static str {
        match self {
            Self::Consent => "consent-missing",
            Self::Declined => "sign-in-declined",
            Self::Registration => "app-not-set-up",
            Self::MoreFactors => "confirm-sign-in",
            Self::ManagedDevice => "managed-device",
            Self::ConditionalAccess => "blocked-by-policy",
            Self::SignInAgain => "sign-in-again",
            Self::AccountOrTenant => "wrong-account",
            Self::ClientSecret => "app-secret-over",
            Self::SecretId => "app-secret-id",
            Self::AppUnknown => "app-unknown",
            Self::Federation => "app-federation",
            Self::ManagedIdentity => "app-managed-identity",
            Self::WrongTenant => "wrong-tenant",
            Self::DeviceCode => "device-code-over",
            Self::Cookies => "browser-answer-too-large",
            Self::AzureCli => "azure-cli-trouble",
            Self::NoAzureCli => "azure-cli-missing",
            Self::Network => "no-connection",
            Self::Clock => "clock-off",
            Self::Keychain => "keychain-trouble",
            Self::None => "sign-in-refused",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_has_its_remedy() {
        for (error, suberror, codes, remedy) in [
            ("invalid_grant", Some("consent_required"), vec![65001], Remedy::Consent),
            ("consent_required", None, vec![90094], Remedy::Consent),
            ("access_denied", None, vec![65004], Remedy::Declined),
            ("access_denied", None, vec![53003], Remedy::ConditionalAccess),
            ("access_denied", None, vec![], Remedy::Declined),
            ("unauthorized_client", None, vec![700_016], Remedy::Registration),
            ("invalid_client", None, vec![7_000_218], Remedy::Registration),
            ("invalid_grant", Some("basic_action"), vec![50076], Remedy::MoreFactors),
            ("interaction_required", None, vec![], Remedy::MoreFactors),
            ("interaction_required", None, vec![53000], Remedy::ManagedDevice),
            ("invalid_grant", None, vec![53003], Remedy::ConditionalAccess),
            ("invalid_grant", Some("bad_token"), vec![700_082], Remedy::SignInAgain),
            ("invalid_grant", None, vec![123_456], Remedy::SignInAgain),
            ("invalid_request", None, vec![90002], Remedy::AccountOrTenant),
            ("invalid_client", None, vec![7_000_222], Remedy::ClientSecret),
            ("invalid_client", None, vec![700_024], Remedy::Clock),
            ("expired_token", None, vec![70019], Remedy::DeviceCode),
            ("authorization_declined", None, vec![65004], Remedy::Declined),
            ("unknown", None, vec![1], Remedy::None),
        ] {
            assert_eq!(
                Remedy::of(error, suberror, &codes),
                remedy,
                "{error} {suberror:?} {codes:?}"
            );
        }
    }
}
