//! What a tenant and its Active Directory are called.

use crate::scenario::Company;

/// The names of one tenant. The first of a company in a process has those of its company; each further one has names made of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    pub display_name: String,
    /// FQDN of its Active Directory: the domain the agents publish.
    pub ad_domain: String,
    /// NetBIOS name of its Active Directory domain.
    pub netbios: String,
    /// The verified domain of its sign-in names.
    pub verified_domain: String,
    /// A domain added but never verified, in use as UPN suffix by a few people.
    pub unverified_domain: String,
    /// The `.onmicrosoft.com` domain the tenant began with.
    pub initial_domain: String,
}

impl Names {
    /// Those of the company for 0, else made of the place in the process.
    #[must_use]
    pub fn of(company: Company, place: usize) -> Self {
        if place == 0 {
            return Self {
                display_name: company.display_name().to_owned(),
                ad_domain: company.ad_domain().to_owned(),
                netbios: company.netbios().to_owned(),
                verified_domain: company.verified_domain().to_owned(),
                unverified_domain: company.unverified_domain().to_owned(),
                initial_domain: company.initial_domain().to_owned(),
            };
        }
        let number = format!("{:03}", place + 1);
        Self {
            display_name: format!("{} {number}", company.display_name()),
            ad_domain: format!("ad.tenant-{number}.example"),
            netbios: format!("TENANT-{number}"),
            verified_domain: format!("tenant-{number}.example"),
            unverified_domain: format!("tenant-{number}-labs.example"),
            initial_domain: format!("tenant-{number}.onmicrosoft.com"),
        }
    }
}
