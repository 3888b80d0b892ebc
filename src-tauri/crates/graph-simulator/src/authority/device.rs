//! Signing in on another device: codes, their page, and the application's polling (contract 2.1).

use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::app::random;
use super::person::Person;
use super::refusal::Refusal;
use super::scopes::Scopes;
use super::visit::{Finish, Visit};
use super::{Authority, SignIn, pages};
use crate::call::Query;
use crate::clock::after;
use crate::reply::Reply;

const LIVES: Duration = Duration::from_secs(900);

/// An old code is told to be old for a while.
pub(super) const KEPT: Duration = Duration::from_secs(3600);

/// A code that was given out.
pub(super) struct Device {
    user_code: String,
    client: Uuid,
    scopes: Scopes,
    issued: Timestamp,
    polled: Option<Timestamp>,
    outcome: Option<Outcome>,
}

/// How it went on the other device.
pub(super) enum Outcome {
    SignedIn(Person),
    Refused(Refusal),
}

impl Authority {
    pub(super) fn device_code(&mut self, sign_in: &SignIn<'_>) -> Result<Reply, Refusal> {
        let form = sign_in.form();
        let client = self.client(form.get("client_id"), sign_in)?;
        let scopes = Scopes::read(form.get("scope").ok_or_else(|| Refusal::missing("scope"))?, sign_in)?;
        let user_code = Uuid::new_v4().simple().to_string()[..9].to_ascii_uppercase();
        let device_code = random(8);
        let verification_uri = format!("{}/common/oauth2/deviceauth", sign_in.origin);
        let body = json!({
            "user_code": user_code,
            "device_code": device_code,
            "verification_uri": verification_uri,
            "expires_in": LIVES.as_secs(),
            "interval": sign_in.tenant.timing.device_code_interval.as_secs(),
            "message": format!("To sign in, use a web browser to open the page {verification_uri} and enter the code {user_code} to authenticate."),
        });
        let device = Device {
            user_code,
            client,
            scopes,
            issued: sign_in.now,
            polled: None,
            outcome: None,
        };
        self.devices.insert(device_code, device, sign_in.now);
        Ok(Reply::ok(body).header("Cache-Control", "no-store, no-cache"))
    }

    pub(super) fn poll_device(&mut self, form: &Query, sign_in: &SignIn<'_>) -> Result<Reply, Refusal> {
        let client = self.client(form.get("client_id"), sign_in)?;
        let given = form.get("device_code").ok_or_else(|| Refusal::missing("device_code"))?;
        let unknown = || Refusal::new(400, "bad_verification_code", 70018, "Bad verification code.");
        let device = self
            .devices
            .get_mut(given, sign_in.now)
            .filter(|device| device.client == client)
            .ok_or_else(unknown)?;
        if sign_in.now >= after(device.issued, LIVES) {
            let message = "The device code has expired. Request a new one.";
            return Err(Refusal::new(400, "expired_token", 70019, message));
        }
        let interval = sign_in.tenant.timing.device_code_interval;
        // Half the interval is forgiven: clocks differ.
        let too_soon = device
            .polled
            .is_some_and(|last| sign_in.now < after(last, interval / 2));
        device.polled = Some(sign_in.now);
        match device.outcome.take() {
            Some(Outcome::SignedIn(person)) => {
                let scopes = device.scopes.clone();
                self.devices.remove(given);
                Ok(self.tokens_for(&person, &scopes, None, sign_in))
            }
            Some(Outcome::Refused(refusal)) => {
                self.devices.remove(given);
                Err(refusal)
            }
            None if too_soon => Err(Refusal::new(
                400,
                "slow_down",
                70016,
                "The application polls too often.",
            )),
            None => {
                let message = "OAuth 2.0 device flow error. Authorization is pending. Continue polling.";
                Err(Refusal::new(400, "authorization_pending", 70016, message))
            }
        }
    }

    /// The page where people type the code.
    pub(super) fn device_page(&mut self, post: bool, sign_in: &SignIn<'_>) -> Reply {
        if !post {
            return pages::device_code(false, &self.ticket);
        }
        let form = sign_in.form();
        let typed: String = form.get("otc").unwrap_or_default().split_whitespace().collect();
        let found = self.devices.iter().find(|(_, device)| {
            device.user_code.eq_ignore_ascii_case(&typed) && sign_in.now < after(device.issued, LIVES)
        });
        let Some((code, device)) = found else {
            return pages::device_code(true, &self.ticket);
        };
        let mut visit = Visit::new(device.client, Finish::Device { code: code.to_owned() });
        visit.scopes = device.scopes.clone();
        self.enter(visit, sign_in)
    }

    /// Whether this is what people type for one of the codes given out here.
    pub(super) fn is_user_code(&self, typed: &str) -> bool {
        self.devices
            .iter()
            .any(|(_, device)| device.user_code.eq_ignore_ascii_case(typed.trim()))
    }

    pub(super) fn settle(&mut self, code: &str, outcome: Outcome, now: Timestamp) {
        if let Some(device) = self.devices.get_mut(code, now) {
            device.outcome = Some(outcome);
        }
    }
}
