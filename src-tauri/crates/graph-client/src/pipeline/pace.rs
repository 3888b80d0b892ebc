use std::time::Duration;

/// How long the client's seconds are. Tests shorten them; nothing else does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pace {
    second: Duration,
}

impl Pace {
    pub(crate) fn new(second: Duration) -> Self {
        Self { second }
    }

    pub(crate) fn of(self, wait: Duration) -> Duration {
        if self == Self::default() {
            wait
        } else {
            wait.mul_f64(self.second.as_secs_f64())
        }
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::new(Duration::from_secs(1))
    }
}
