//! Scenarios of several tenants.

use std::num::NonZeroU16;
use std::str::FromStr;

use super::{Company, Scenario, UnknownScenario, Variant};

/// The scenarios of the tenants of a run, in order; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mix(Vec<Scenario>);

/// What a consultant's customers look like on a Monday: how many of each.
const MONDAY: &[(usize, Company, Variant)] = &[
    (14, Company::Contoso, Variant::Healthy),
    (8, Company::School, Variant::Healthy),
    (1, Company::Enterprise, Variant::Healthy),
    (1, Company::Contoso, Variant::StuckAgent),
    (1, Company::School, Variant::StuckDay20),
    (1, Company::School, Variant::SwitchedOff),
    (1, Company::Contoso, Variant::HeldDeletes),
    (1, Company::Contoso, Variant::ManyFail),
    (1, Company::Contoso, Variant::StuckCredentials),
    (1, Company::School, Variant::StuckAccount),
    (1, Company::Contoso, Variant::ByHand),
    (2, Company::Contoso, Variant::AgentDown),
    (1, Company::School, Variant::Quiet),
    (1, Company::Contoso, Variant::Drifted),
    (1, Company::School, Variant::Paused),
    (1, Company::Contoso, Variant::FirstRound),
    (2, Company::School, Variant::FreeLicence),
    (1, Company::Contoso, Variant::LogClosed),
];

/// Every so many-th of them is the next, so that no two neighbours are alike; it has no divisor in common with their number.
const STRIDE: usize = 17;

impl Mix {
    /// Name of the mix of forty.
    pub const MONDAY: &'static str = "monday";

    fn monday() -> Self {
        let repeated = MONDAY
            .iter()
            .flat_map(|&(count, company, variant)| std::iter::repeat_n(Scenario { company, variant }, count));
        let sorted: Vec<Scenario> = repeated.collect();
        Self(
            (0..sorted.len())
                .map(|place| sorted[place * STRIDE % sorted.len()])
                .collect(),
        )
    }

    /// So many times, one after the other.
    #[must_use]
    pub fn times(&self, count: NonZeroU16) -> Self {
        Self(self.0.repeat(count.get().into()))
    }

    /// These tenants; `None` without any.
    #[must_use]
    pub fn each(scenarios: Vec<Scenario>) -> Option<Self> {
        (!scenarios.is_empty()).then_some(Self(scenarios))
    }

    #[must_use]
    pub fn scenarios(&self) -> &[Scenario] {
        &self.0
    }
}

impl From<Scenario> for Mix {
    fn from(scenario: Scenario) -> Self {
        Self(vec![scenario])
    }
}

impl FromStr for Mix {
    type Err = UnknownScenario;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            Self::MONDAY => Ok(Self::monday()),
            scenario => scenario.parse::<Scenario>().map(Self::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monday_is_forty_tenants_the_same_each_time() {
        let monday: Mix = "monday".parse().unwrap();
        assert_eq!(monday.scenarios().len(), 40);
        assert_eq!(monday, "monday".parse().unwrap());
        assert_eq!(monday.scenarios()[0].to_string(), "contoso/healthy");
        let healthy = monday
            .scenarios()
            .iter()
            .filter(|scenario| scenario.variant == Variant::Healthy);
        assert_eq!(healthy.count(), 23);
        assert_eq!("school".parse::<Mix>().unwrap().scenarios().len(), 1);
        assert!("tuesday".parse::<Mix>().is_err());
    }
}
