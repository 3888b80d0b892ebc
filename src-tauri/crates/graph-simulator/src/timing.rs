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
    /// 201 of instantiate → people and groups can be assigned to it.
    pub assignable: Duration,
    /// 201 of a job → in the list of jobs.
    pub job_listed: Duration,
    /// 201 of a job → its own address answers, and what lies below it.
    pub job_by_id: Duration,
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
    /// Window of writes to the directory (contract 3.4); zero = no limit.
    pub write_window: Duration,
    /// Window of uploads to API-driven jobs (contract 14.2); zero = no limit, of a day neither.
    pub upload_window: Duration,
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
            assignable: seconds(9),
            job_listed: seconds(1),
            job_by_id: Duration::ZERO,
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
            write_window: seconds(150),
            upload_window: seconds(5),
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
            assignable: none,
            job_listed: none,
            job_by_id: none,
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
            write_window: none,
            upload_window: none,
        }
    }

    /// Nothing takes time, and the limits are those of the service: benches of what is sent.
    #[must_use]
    pub fn real_limits() -> Self {
        let Self {
            throttle_window,
            write_window,
            upload_window,
            ..
        } = Self::demo();
        Self {
            throttle_window,
            write_window,
            upload_window,
            ..Self::instant()
        }
    }
}

/// The text names no timing.
#[derive(Debug, thiserror::Error)]
#[error("timing {0:?} is unknown; write demo, instant or real-limits")]
pub struct UnknownTiming(String);

impl FromStr for Timing {
    type Err = UnknownTiming;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "demo" => Ok(Self::demo()),
            "instant" => Ok(Self::instant()),
            "real-limits" => Ok(Self::real_limits()),
            other => Err(UnknownTiming(other.to_owned())),
        }
    }
}

/// One waiting time by itself, written `NAME=SECONDS`, as in `list=2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lag {
    what: Lagging,
    time: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lagging {
    List,
    Object,
    Templates,
    Assign,
    Job,
    JobById,
    Schema,
}

impl Lag {
    /// Sets the one waiting time; the others stay.
    pub fn set(self, timing: &mut Timing) {
        *match self.what {
            Lagging::List => &mut timing.visible_in_list,
            Lagging::Object => &mut timing.visible_by_id,
            Lagging::Templates => &mut timing.templates_listed,
            Lagging::Assign => &mut timing.assignable,
            Lagging::Job => &mut timing.job_listed,
            Lagging::JobById => &mut timing.job_by_id,
            Lagging::Schema => &mut timing.schema_readable,
        } = self.time;
    }
}

/// The text names no waiting time.
#[derive(Debug, thiserror::Error)]
#[error(
    "lag {0:?} is unknown; write list, object, templates, assign, job, job-by-id or schema, = and whole seconds, as in list=2"
)]
pub struct UnknownLag(String);

impl FromStr for Lag {
    type Err = UnknownLag;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownLag(text.to_owned());
        let (name, seconds) = text.split_once('=').ok_or_else(unknown)?;
        let what = match name {
            "list" => Lagging::List,
            "object" => Lagging::Object,
            "templates" => Lagging::Templates,
            "assign" => Lagging::Assign,
            "job" => Lagging::Job,
            "job-by-id" => Lagging::JobById,
            "schema" => Lagging::Schema,
            _ => return Err(unknown()),
        };
        let seconds: u32 = seconds.parse().map_err(|_| unknown())?;
        Ok(Self {
            what,
            time: Duration::from_secs(seconds.into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lag_sets_one_time_and_nothing_else() {
        let mut timing = Timing::instant();
        "list=2".parse::<Lag>().unwrap().set(&mut timing);
        assert_eq!(timing.visible_in_list, Duration::from_secs(2));
        timing.visible_in_list = Duration::ZERO;
        assert_eq!(format!("{timing:?}"), format!("{:?}", Timing::instant()));
        for bad in ["list", "list=", "list=-1", "person=1"] {
            assert!(bad.parse::<Lag>().is_err(), "{bad}");
        }
    }
}
