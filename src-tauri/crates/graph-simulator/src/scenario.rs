//! Which company, and what is special about its tenant.

mod mix;
mod variant;

use std::fmt;
use std::str::FromStr;

pub use mix::Mix;
pub use variant::Variant;

/// A tenant people can believe, as in `contoso`, `agent-inactive` or `school/duplicated`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scenario {
    pub company: Company,
    pub variant: Variant,
}

/// Whose directory it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Company {
    /// 40 people.
    School,
    /// 812 people.
    #[default]
    Contoso,
    /// 150 000 people.
    Enterprise,
}

impl Company {
    pub const ALL: [Self; 3] = [Self::School, Self::Contoso, Self::Enterprise];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Contoso => "contoso",
            Self::Enterprise => "enterprise",
        }
    }

    /// FQDN of its Active Directory: the domain the agents publish.
    #[must_use]
    pub fn ad_domain(self) -> &'static str {
        match self {
            Self::School => "ad.lindenschool.example",
            Self::Contoso => "corp.contoso.com",
            Self::Enterprise => "emea.fabrikam.com",
        }
    }

    /// NetBIOS name of its Active Directory domain.
    #[must_use]
    pub fn netbios(self) -> &'static str {
        match self {
            Self::School => "LINDEN",
            Self::Contoso => "CONTOSO",
            Self::Enterprise => "EMEA",
        }
    }

    /// The verified domain of its sign-in names.
    #[must_use]
    pub fn verified_domain(self) -> &'static str {
        match self {
            Self::School => "lindenschool.example",
            Self::Contoso => "contoso.com",
            Self::Enterprise => "fabrikam.com",
        }
    }

    /// A domain added to the tenant but never verified, in use as UPN suffix by a few people.
    #[must_use]
    pub fn unverified_domain(self) -> &'static str {
        match self {
            Self::School => "linden-alumni.example",
            Self::Contoso => "contoso-retail.com",
            Self::Enterprise => "fabrikam-labs.com",
        }
    }

    /// The `.onmicrosoft.com` domain the tenant began with.
    #[must_use]
    pub fn initial_domain(self) -> &'static str {
        match self {
            Self::School => "lindenschool.onmicrosoft.com",
            Self::Contoso => "contoso.onmicrosoft.com",
            Self::Enterprise => "fabrikam.onmicrosoft.com",
        }
    }

    /// People in its directory that the default scope takes in.
    #[must_use]
    pub fn people(self) -> u32 {
        match self {
            Self::School => 40,
            Self::Contoso => 812,
            Self::Enterprise => 150_000,
        }
    }

    #[must_use]
    pub fn display_name(self) -> &'static str {
        match self {
            Self::School => "Linden School",
            Self::Contoso => "Contoso",
            Self::Enterprise => "Fabrikam Group",
        }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.company.name(), self.variant.name())
    }
}

/// The text names no company or variant.
#[derive(Debug, thiserror::Error)]
#[error("scenario {found:?} is unknown; write COMPANY, VARIANT or COMPANY/VARIANT, with one of {} and one of {}", names(&Company::ALL.map(Company::name)), names(&Variant::ALL.map(Variant::name)))]
pub struct UnknownScenario {
    found: String,
}

fn names(of: &[&str]) -> String {
    of.join(", ")
}

impl FromStr for Scenario {
    type Err = UnknownScenario;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownScenario { found: text.to_owned() };
        let company = |name: &str| Company::ALL.into_iter().find(|known| known.name() == name);
        let variant = |name: &str| Variant::ALL.into_iter().find(|known| known.name() == name);
        match text.split_once('/') {
            Some((first, second)) => Ok(Self {
                company: company(first).ok_or_else(unknown)?,
                variant: variant(second).ok_or_else(unknown)?,
            }),
            None => match (company(text), variant(text)) {
                (Some(company), _) => Ok(Self {
                    company,
                    ..Self::default()
                }),
                (None, Some(variant)) => Ok(Self {
                    variant,
                    ..Self::default()
                }),
                (None, None) => Err(unknown()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_reads_back() {
        for company in Company::ALL {
            for variant in Variant::ALL {
                let scenario = Scenario { company, variant };
                assert_eq!(scenario.to_string().parse::<Scenario>().unwrap(), scenario);
            }
        }
        assert_eq!("school".parse::<Scenario>().unwrap().company, Company::School);
        assert_eq!("throttled".parse::<Scenario>().unwrap().variant, Variant::Throttled);
        assert_eq!(
            "school/stuck-day-20".parse::<Scenario>().unwrap().variant,
            Variant::StuckDay20
        );
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = "contoso/nope".parse::<Scenario>().unwrap_err().to_string();
        assert!(
            error.contains("contoso/nope") && error.contains("half-configured"),
            "{error}"
        );
    }
}
