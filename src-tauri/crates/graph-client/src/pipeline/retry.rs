//! The retry table (contract 3.4), row by row. The only place that decides to repeat.

use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::call::Effect;
use super::transport::{Answer, Sent};
use crate::pause::Pauser;
use crate::wait::WaitCause;

/// Tries of one call where nobody told us how long to wait.
const TRIES: u32 = 5;
/// Answers that told us to wait, for one call: a service that only ever says *later* ends it.
const TOLD: u32 = 20;
/// What is longer than this is not sat out.
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);
const FIRST_BACK_OFF: Duration = Duration::from_secs(2);
const LONGEST_BACK_OFF: Duration = Duration::from_secs(60);

/// What comes next.
#[derive(Debug)]
pub(super) enum Verdict {
    Success,
    /// Send again with a new token.
    Renew {
        claims: Option<String>,
    },
    /// Send again after the pause.
    Again {
        pause: Pause,
        cause: WaitCause,
    },
    /// It may have happened: look before sending again, after the pause the service asked for.
    LookFirst {
        pause: Option<Pause>,
    },
    /// Not before this moment.
    Later {
        until: Timestamp,
    },
    /// Never again.
    Ended,
}

/// How long to wait, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pause {
    /// As long as the service asks, and no shorter than our own, the how-many-eth.
    Told(Duration, u32),
    /// Our own, the how-many-eth.
    BackOff(u32),
}

impl Pause {
    pub(super) fn length(self) -> Duration {
        match self {
            Self::Told(wait, nth) => wait.max(back_off(nth)),
            Self::BackOff(nth) => back_off(nth),
        }
    }

    /// A service that asks to slow down is obeyed, also where it does not say for how long.
    pub(super) fn pauser(self, cause: WaitCause) -> Pauser {
        match (self, cause) {
            (Self::Told(..), _) | (_, WaitCause::Throttled) => Pauser::Service,
            (Self::BackOff(_), _) => Pauser::Client,
        }
    }
}

/// What one call has been through.
#[derive(Debug)]
pub(super) struct Patience {
    effect: Effect,
    /// How many times it was sent.
    pub(super) attempt: u32,
    /// A change was sent and its outcome never came back.
    pub(super) may_have_happened: bool,
    backed_off: u32,
    told: u32,
    renewed: bool,
}

impl Patience {
    pub(super) fn new(effect: Effect) -> Self {
        Self {
            effect,
            attempt: 0,
            may_have_happened: false,
            backed_off: 0,
            told: 0,
            renewed: false,
        }
    }

    pub(super) fn judge(&mut self, sent: &Sent) -> Verdict {
        let answer = match sent {
            Sent::Stopped | Sent::Unsent { again: false, .. } => return Verdict::Ended,
            Sent::Unsent { again: true, .. } => return self.back_off(WaitCause::Unreachable),
            Sent::Lost { .. } => return self.unsure(None),
            Sent::Senseless { answer, .. } => return self.once_it_may_have_happened(answer.status),
            Sent::Intercepted { answer, .. } if self.effect == Effect::Once => {
                return self.once_it_may_have_happened(answer.status);
            }
            Sent::Intercepted { .. } => return Verdict::Ended,
            Sent::Answered(answer) => answer,
        };
        match answer.status {
            200..300 => Verdict::Success,
            401 => self.renew(answer.claims.clone()),
            403 if answer.claims.is_some() => self.renew(answer.claims.clone()),
            429 => match answer.retry_after {
                Some(wait) => self.told(wait, WaitCause::Throttled),
                None => self.throttled_without_a_word(),
            },
            500 if is_wrong_casing(answer) => Verdict::Ended,
            503 => self.unsure(answer.retry_after),
            500 | 502 | 504 => self.unsure(None),
            _ => Verdict::Ended,
        }
    }

    /// The service may or may not have done it.
    fn unsure(&mut self, told: Option<Duration>) -> Verdict {
        self.may_have_happened |= self.effect != Effect::Look;
        match (self.effect, told) {
            (_, Some(wait)) if wait > LONGEST_WAIT => later(wait),
            (Effect::Once, told) => Verdict::LookFirst {
                pause: told.map(|wait| Pause::Told(wait, 0)),
            },
            (_, Some(wait)) => self.told(wait, WaitCause::Unavailable),
            (_, None) => self.back_off(WaitCause::Unavailable),
        }
    }

    /// No repeat makes such an answer better. A change may have been made where the status does not say otherwise.
    fn once_it_may_have_happened(&mut self, status: u16) -> Verdict {
        if self.effect == Effect::Look || matches!(status, 300..500) {
            return Verdict::Ended;
        }
        self.may_have_happened = true;
        Verdict::LookFirst { pause: None }
    }

    fn told(&mut self, wait: Duration, cause: WaitCause) -> Verdict {
        let nth = self.told;
        self.told += 1;
        if wait > LONGEST_WAIT || self.told >= TOLD {
            return later(wait);
        }
        Verdict::Again {
            pause: Pause::Told(wait, nth),
            cause,
        }
    }

    fn throttled_without_a_word(&mut self) -> Verdict {
        match self.back_off(WaitCause::Throttled) {
            Verdict::Ended => later(LONGEST_BACK_OFF),
            again => again,
        }
    }

    fn back_off(&mut self, cause: WaitCause) -> Verdict {
        if self.backed_off + 1 >= TRIES {
            return Verdict::Ended;
        }
        let pause = Pause::BackOff(self.backed_off);
        self.backed_off += 1;
        Verdict::Again { pause, cause }
    }

    /// A refused token was not executed: one new token, one repeat.
    fn renew(&mut self, claims: Option<String>) -> Verdict {
        if std::mem::replace(&mut self.renewed, true) {
            return Verdict::Ended;
        }
        Verdict::Renew { claims }
    }
}

fn later(wait: Duration) -> Verdict {
    Verdict::Later {
        until: Timestamp::now() + wait,
    }
}

/// 500 for an enum name in the wrong case: a mistake of ours that no repeat cures (F21).
fn is_wrong_casing(answer: &Answer) -> bool {
    let message = &answer.told.envelope.message;
    message.starts_with("Requested value '") && message.ends_with("' was not found.")
}

fn back_off(nth: u32) -> Duration {
    let plain = FIRST_BACK_OFF.saturating_mul(2_u32.saturating_pow(nth));
    plain.min(LONGEST_BACK_OFF).mul_f64(jitter())
}

/// Between 0.8 and 1.2, so that many clients do not come back at once.
fn jitter() -> f64 {
    let (random, _) = Uuid::new_v4().as_u64_pair();
    0.8 + 0.4 * f64::from((random >> 32) as u32) / f64::from(u32::MAX)
}
