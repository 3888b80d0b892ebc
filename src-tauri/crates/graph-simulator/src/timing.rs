//! How long things take (contract 17).

use std::str::FromStr;
use std::time::Duration;

/// Every waiting time of the demo tenant. All are measured on the tenant's clock.
#[derive(Debug, Clone)]
pub struct Timing {
    /// 201 of instantiate → GET by id answers.
    pub visible_by_id: Duration,
    /// 201 of instantiate → in the list of service principals.
    pub visible_in_list: Duration,
    /// 201 of instantiate → `synchronization/templates` is not empty any more.
    pub templates_listed: Duration,
    /// 201 of a job → in the list of jobs.
    pub job_listed: Duration,
    /// 201 of a job → its schema can be read.
    pub schema_readable: Duration,
    /// What discover takes.
    pub discover: Duration,
    /// What one person on demand takes.
    pub on_demand: Duration,
    /// Start → first tick.
    pub first_tick: Duration,
    /// Speed of a cycle; 0 = at once.
    pub objects_per_second: u32,
    /// Between two cycles after the first.
    pub next_cycle: Duration,
    /// The deed → its row in the provisioning log.
    pub log_delay: Duration,
    /// Life of an access token.
    pub token_lifetime: Duration,
    /// How often an application may ask whether a device code was used.
    pub device_code_interval: Duration,
    /// Window of the per-service limits (contract 3.4); zero = no limits.
    pub throttle_window: Duration,
}

impl Timing {
    /// The figures of contract 17, for people.
    #[must_use]
    pub fn demo() -> Self {
        let seconds = Duration::from_secs;
        Self {
            visible_by_id: seconds(5),
            visible_in_list: seconds(7),
            templates_listed: seconds(8),
            job_listed: seconds(1),
            schema_readable: seconds(2),
            discover: seconds(6),
            on_demand: seconds(4),
            first_tick: seconds(3),
            objects_per_second: 100,
            next_cycle: seconds(10),
            log_delay: seconds(5),
            token_lifetime: seconds(3599),
            device_code_interval: seconds(5),
            throttle_window: seconds(10),
        }
    }

    /// Nothing takes time and nothing is throttled: benches and most tests.
    #[must_use]
    pub fn instant() -> Self {
        let none = Duration::ZERO;
        Self {
            visible_by_id: none,
            visible_in_list: none,
            templates_listed: none,
            job_listed: none,
            schema_readable: none,
            discover: none,
            on_demand: none,
            first_tick: none,
            objects_per_second: 0,
            next_cycle: none,
            log_delay: none,
            token_lifetime: Duration::from_secs(3599),
            device_code_interval: Duration::from_secs(1),
            throttle_window: none,
        }
    }
}

/// Why the text is no timing.
#[derive(Debug, thiserror::Error)]
pub enum UnknownTiming {
    /// It names none.
    #[error("timing {0:?} is unknown; write demo or instant")]
    Name(String),
    /// What follows the name is no lag.
    #[error("lag {0:?} is unknown; write object, list, templates, job or schema, and seconds, as in list=2")]
    Lag(String),
}

impl Timing {
    /// The time that a lag of this name sets.
    fn lag(&mut self, name: &str) -> Option<&mut Duration> {
        Some(match name {
            "object" => &mut self.visible_by_id,
            "list" => &mut self.visible_in_list,
            "templates" => &mut self.templates_listed,
            "job" => &mut self.job_listed,
            "schema" => &mut self.schema_readable,
            _ => return None,
        })
    }
}

/// `demo` or `instant`, and what deviates from it in seconds: `instant,list=2,object=3`.
impl FromStr for Timing {
    type Err = UnknownTiming;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut words = text.split(',');
        let mut timing = match words.next() {
            Some("demo") => Self::demo(),
            Some("instant") => Self::instant(),
            other => return Err(UnknownTiming::Name(other.unwrap_or_default().to_owned())),
        };
        for word in words {
            let unknown = || UnknownTiming::Lag(word.to_owned());
            let (name, seconds) = word.split_once('=').ok_or_else(unknown)?;
            let seconds: u16 = seconds.parse().map_err(|_| unknown())?;
            *timing.lag(name).ok_or_else(unknown)? = Duration::from_secs(seconds.into());
        }
        Ok(timing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_lags_deviate_from_a_timing() {
        let timing: Timing = "instant,list=2,object=3,job=1".parse().unwrap();
        let seconds = [timing.visible_in_list, timing.visible_by_id, timing.job_listed].map(|lag| lag.as_secs());
        assert_eq!(seconds, [2, 3, 1]);
        assert_eq!(timing.schema_readable, Duration::ZERO);
        for bad in [
            "",
            "slow",
            "instant,list",
            "instant,list=soon",
            "instant,moon=1",
            "instant,",
        ] {
            assert!(bad.parse::<Timing>().is_err(), "{bad}");
        }
    }
}
