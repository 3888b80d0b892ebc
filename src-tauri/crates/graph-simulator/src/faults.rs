//! Misbehaviour as a script: which request, the how-manieth, and what goes wrong. Never dice.

mod recurring;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::call::Method;
pub use recurring::Recurring;
use recurring::Turn;

/// One scripted misbehaviour, written `[METHOD ]PATH[#N[xTIMES]]=ACTION`, as in `POST /applicationTemplates/*/instantiate#1=reset:after`.
///
/// `PATH` is what follows the version (or the host, at sign-in), without case; `*` is one segment, a closing `**` any rest.
/// `#2x3` = the second to fourth time the path is met; plain = the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    method: Option<Method>,
    path: Vec<String>,
    first: u32,
    times: u32,
    pub action: Action,
    met: u32,
    text: String,
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// An error status with its usual body; 429 and 503 may tell when to come back.
    Status {
        status: u16,
        retry_after: Option<RetryAfter>,
        when: When,
    },
    /// The connection is reset without an answer.
    Reset(When),
    /// The answer stops in the middle of its body.
    Truncate,
    /// In place of the answer stands a JSON text that quotes it.
    Quoted,
    /// A gateway's HTML page instead of Graph's JSON.
    Html(u16),
    /// The effect and the answer come late, or the answer alone.
    Slow(Duration, When),
    /// 401, the token's time is over.
    ExpiredToken,
    /// 401 with a claims challenge (contract 2.7).
    InsufficientClaims,
}

/// Whether the request has had its effect when it goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Before,
    After,
}

/// The two forms of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    Seconds(u32),
    Date(u32),
}

/// The text is not a fault.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "fault {text:?}: {problem}; write it as in `POST /applicationTemplates/*/instantiate#1=reset:after`, `GET /organization=429:retry-after=2`, `PUT /**#2x3=503:after`, `=truncate`, `=quoted`, `=html:502`, `=slow:3`, `=expired-token`, `=insufficient-claims`"
)]
pub struct BadFault {
    text: String,
    problem: &'static str,
}

/// A fault whose turn it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Happening {
    /// What goes wrong.
    pub action: Action,
    /// As it was asked for.
    pub text: String,
}

/// The script of a run.
#[derive(Debug, Default)]
pub struct Faults {
    script: Vec<Fault>,
    recurring: Option<Turn>,
}

impl Faults {
    /// Of the tenant at this place of its process.
    #[must_use]
    pub fn new(script: Vec<Fault>, recurring: Option<Recurring>, place: usize) -> Self {
        Self {
            script,
            recurring: recurring.map(|recurring| recurring.begin(place)),
        }
    }

    pub fn add(&mut self, fault: Fault) {
        self.script.push(fault);
    }

    pub fn clear(&mut self) {
        self.script.clear();
        self.recurring = None;
    }

    /// The script as text; what has happened is gone from it.
    #[must_use]
    pub fn remaining(&self) -> Vec<String> {
        let script = self.script.iter().map(ToString::to_string);
        script.chain(self.recurring.iter().map(ToString::to_string)).collect()
    }

    /// Counts the request against the script; the first fault whose turn it is happens. One that comes back gives way to it.
    pub fn take(&mut self, method: Method, path: &[String]) -> Option<Happening> {
        let recurring = self.recurring.as_mut().and_then(Turn::take);
        let mut happens = None;
        for fault in &mut self.script {
            if fault.fits(method, path) {
                fault.met += 1;
                if happens.is_none() && fault.met >= fault.first {
                    happens = Some(Happening {
                        action: fault.action.clone(),
                        text: fault.to_string(),
                    });
                }
            }
        }
        self.script
            .retain(|fault| fault.met < fault.first.saturating_add(fault.times - 1));
        happens.or(recurring)
    }
}

impl Fault {
    fn fits(&self, method: Method, path: &[String]) -> bool {
        if self.method.is_some_and(|wanted| wanted != method) {
            return false;
        }
        let (wanted, open) = match self.path.split_last() {
            Some((last, front)) if last == "**" => (front, true),
            _ => (self.path.as_slice(), false),
        };
        (if open {
            path.len() >= wanted.len()
        } else {
            path.len() == wanted.len()
        }) && wanted
            .iter()
            .zip(path)
            .all(|(wanted, found)| wanted == "*" || wanted.eq_ignore_ascii_case(found))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl FromStr for Fault {
    type Err = BadFault;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text).map_err(|problem| BadFault {
            text: text.to_owned(),
            problem,
        })
    }
}

fn read(text: &str) -> Result<Fault, &'static str> {
    let (target, action) = text.split_once('=').ok_or("the `=` before the action is missing")?;
    let (method, path) = match target.trim().split_once(' ') {
        Some((method, path)) => (Some(Method::parse(method).ok_or("the method is unknown")?), path.trim()),
        None => (None, target.trim()),
    };
    let (path, count) = path.split_once('#').unwrap_or((path, "1"));
    let (first, times) = count.split_once('x').unwrap_or((count, "1"));
    let number = |text: &str| {
        text.parse()
            .ok()
            .filter(|&number: &u32| number > 0)
            .ok_or("the count is not a number above 0")
    };
    if !path.starts_with('/') {
        return Err("the path does not begin with `/`");
    }
    Ok(Fault {
        method,
        path: crate::call::segments(path),
        first: number(first)?,
        times: number(times)?,
        action: read_action(action.trim())?,
        met: 0,
        text: text.to_owned(),
    })
}

fn read_action(text: &str) -> Result<Action, &'static str> {
    let mut words = text.split(':');
    let name = words.next().unwrap_or_default();
    let options: Vec<&str> = words.collect();
    let when = if options.contains(&"after") {
        When::After
    } else {
        When::Before
    };
    let value = || options.first().and_then(|word| word.parse().ok());
    Ok(match name {
        "reset" => Action::Reset(when),
        "truncate" => Action::Truncate,
        "quoted" => Action::Quoted,
        "html" => Action::Html(value().unwrap_or(502)),
        "slow" => {
            let seconds: u16 = value().ok_or("`slow` wants seconds, as in `slow:3`")?;
            Action::Slow(Duration::from_secs(seconds.into()), when)
        }
        "expired-token" => Action::ExpiredToken,
        "insufficient-claims" => Action::InsufficientClaims,
        status => Action::Status {
            status: status
                .parse()
                .ok()
                .filter(|status| (400..600).contains(status))
                .ok_or("the action is unknown")?,
            retry_after: retry_after(&options)?,
            when,
        },
    })
}

fn retry_after(options: &[&str]) -> Result<Option<RetryAfter>, &'static str> {
    let wrong = "`retry-after` wants seconds: `retry-after=2`, or `retry-after-date=2` for the form with a date";
    for option in options {
        match option.split_once('=') {
            Some(("retry-after", seconds)) => {
                return seconds
                    .parse()
                    .map(|seconds| Some(RetryAfter::Seconds(seconds)))
                    .map_err(|_| wrong);
            }
            Some(("retry-after-date", seconds)) => {
                return seconds
                    .parse()
                    .map(|seconds| Some(RetryAfter::Date(seconds)))
                    .map_err(|_| wrong);
            }
            _ if *option == "before" || *option == "after" => {}
            _ => return Err("the option of the status is unknown"),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Vec<String> {
        crate::call::segments(text)
    }

    #[test]
    fn a_fault_happens_at_its_turn_and_then_is_gone() {
        let mut faults = Faults::default();
        faults.add("GET /servicePrincipals/*#2x2=404".parse().unwrap());
        let expected = Some(Action::Status {
            status: 404,
            retry_after: None,
            when: When::Before,
        });
        let sp = path("/serviceprincipals/abc");
        let mut take = |method, path: &[String]| faults.take(method, path).map(|fault| fault.action);
        assert_eq!(take(Method::Post, &sp), None);
        assert_eq!(take(Method::Get, &path("/servicePrincipals")), None);
        assert_eq!(take(Method::Get, &sp), None);
        assert_eq!(take(Method::Get, &sp), expected);
        assert_eq!(faults.remaining().len(), 1);
        let last = faults.take(Method::Get, &sp).unwrap();
        assert_eq!(last.text, "GET /servicePrincipals/*#2x2=404");
        assert_eq!(Some(last.action), expected);
        assert!(faults.remaining().is_empty());
        assert_eq!(faults.take(Method::Get, &sp), None);
    }

    #[test]
    fn every_action_reads() {
        let action = |text: &str| format!("/**={text}").parse::<Fault>().unwrap().action;
        assert_eq!(
            action("429:retry-after=2"),
            Action::Status {
                status: 429,
                retry_after: Some(RetryAfter::Seconds(2)),
                when: When::Before
            }
        );
        assert_eq!(
            action("503:retry-after-date=4:after"),
            Action::Status {
                status: 503,
                retry_after: Some(RetryAfter::Date(4)),
                when: When::After
            }
        );
        assert_eq!(action("reset"), Action::Reset(When::Before));
        assert_eq!(action("reset:after"), Action::Reset(When::After));
        assert_eq!(action("truncate"), Action::Truncate);
        assert_eq!(action("quoted"), Action::Quoted);
        assert_eq!(action("html:504"), Action::Html(504));
        assert_eq!(action("slow:3"), Action::Slow(Duration::from_secs(3), When::Before));
        assert_eq!(
            action("slow:3:after"),
            Action::Slow(Duration::from_secs(3), When::After)
        );
        assert_eq!(action("expired-token"), Action::ExpiredToken);
        assert_eq!(action("insufficient-claims"), Action::InsufficientClaims);
    }

    #[test]
    fn a_bad_fault_says_what_is_wrong() {
        for bad in [
            "",
            "/x",
            "x=500",
            "FETCH /x=500",
            "/x#0=500",
            "/x=200",
            "/x=nonsense",
            "/x=429:retry-after=soon",
            "/x=slow",
            "/x=500:later",
        ] {
            assert!(bad.parse::<Fault>().is_err(), "{bad}");
        }
    }
}
