//! One person in front of the sign-in pages: who, more factors, consent, and back to where they came from.

use std::time::Duration;

use uuid::Uuid;

use super::app::random;
use super::authorize::Code;
use super::device::Outcome;
use super::person::Person;
use super::refusal::Refusal;
use super::scopes::Scopes;
use super::{Authority, Demand, SignIn, pages};
use crate::accounts::{Account, accounts};
use crate::call::Query;
use crate::reply::{Body, Reply};

/// So long a page waits for its button.
pub(super) const LIVES: Duration = Duration::from_secs(900);

/// What is known of the person so far.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    pub(super) client: Uuid,
    pub(super) scopes: Scopes,
    pub(super) finish: Finish,
    pub(super) account: Option<Account>,
    /// Written into the field for another account.
    pub(super) hint: String,
    /// Consent is asked although it was given.
    pub(super) asks_consent: bool,
    more_factors: bool,
}

/// Where the visit ends.
#[derive(Debug, Clone)]
pub(super) enum Finish {
    Redirect {
        redirect: String,
        state: Option<String>,
        challenge: String,
        nonce: Option<String>,
        fragment: bool,
    },
    AdminConsent {
        redirect: String,
        state: Option<String>,
    },
    Device {
        code: String,
    },
}

impl Visit {
    pub(super) fn new(client: Uuid, finish: Finish) -> Self {
        Self {
            client,
            scopes: Scopes::default(),
            finish,
            account: None,
            hint: String::new(),
            asks_consent: false,
            more_factors: false,
        }
    }
}

impl Authority {
    /// Shows the first page.
    pub(super) fn enter(&mut self, visit: Visit, sign_in: &SignIn<'_>) -> Reply {
        let ticket = random(2);
        self.visits.insert(ticket.clone(), visit, sign_in.now);
        self.next(&ticket, sign_in)
    }

    /// A form of a page came in.
    pub(super) fn visit(&mut self, sign_in: &SignIn<'_>) -> Reply {
        let form = sign_in.form();
        let ticket = form.get("ctx").unwrap_or_default().to_owned();
        match self.take_in(&ticket, &form, sign_in) {
            Ok(()) => self.next(&ticket, sign_in),
            Err(refusal) if form.get("back").is_some() => self.end(&ticket, &refusal, sign_in),
            Err(refusal) => pages::refused(&refusal, sign_in, Some(&ticket)),
        }
    }

    fn take_in(&mut self, ticket: &str, form: &Query, sign_in: &SignIn<'_>) -> Result<(), Refusal> {
        let visit = self
            .visits
            .get_mut(ticket, sign_in.now)
            .ok_or_else(Refusal::malformed)?;
        if let Some(code) = form.get("back") {
            return Err(Refusal::brought_back(code));
        }
        if let Some(address) = form.get("account").or(form.get("address")) {
            visit.account = Some(Self::account(address, sign_in)?);
        }
        visit.more_factors |= form.get("factors") == Some("approved");
        if form.get("consent") == Some("yes") {
            let visit = visit.clone();
            let wanted = self.lacking(visit.client, &visit.scopes);
            if !visit
                .account
                .is_some_and(|account| Self::may_consent(&account, &wanted, sign_in))
            {
                return Err(Refusal::malformed());
            }
            self.consent(visit.client, &visit.scopes);
            if let Some(visit) = self.visits.get_mut(ticket, sign_in.now) {
                visit.asks_consent = false;
            }
        }
        Ok(())
    }

    /// The next page, or the way back.
    fn next(&mut self, ticket: &str, sign_in: &SignIn<'_>) -> Reply {
        let Some(visit) = self.visits.get_mut(ticket, sign_in.now).cloned() else {
            return pages::refused(&Refusal::malformed(), sign_in, None);
        };
        let Some(account) = visit.account.clone() else {
            return pages::accounts(ticket, &visit.hint, &accounts(sign_in.tenant), sign_in);
        };
        let by_device = matches!(visit.finish, Finish::Device { .. });
        if self.demand == Demand::Blocked || (self.demand == Demand::NoDeviceCode && by_device) {
            if let Finish::Device { code } = &visit.finish {
                self.settle(code, Outcome::Refused(Refusal::blocked()), sign_in.now);
            }
            return pages::refused(&Refusal::blocked(), sign_in, Some(ticket));
        }
        if matches!(self.demand, Demand::Mfa | Demand::MfaRegistration) && !visit.more_factors {
            return pages::factors(ticket, &account);
        }
        let wanted = self.lacking(visit.client, &visit.scopes);
        if !wanted.is_empty() || visit.asks_consent {
            let wanted = if visit.asks_consent { visit.scopes.graph } else { wanted };
            return if Self::may_consent(&account, &wanted, sign_in) {
                pages::consent(ticket, &account, self.name_of(visit.client), &wanted, sign_in)
            } else {
                pages::approval(ticket, &account, self.name_of(visit.client))
            };
        }
        self.visits.remove(ticket);
        let person = Person {
            account,
            client: visit.client,
            more_factors: visit.more_factors,
        };
        self.complete(visit.finish, person, visit.scopes, sign_in)
    }

    fn complete(&mut self, finish: Finish, person: Person, scopes: Scopes, sign_in: &SignIn<'_>) -> Reply {
        match finish {
            Finish::Device { code } => {
                self.settle(&code, Outcome::SignedIn(person), sign_in.now);
                pages::device_done()
            }
            Finish::AdminConsent {
                ref redirect,
                ref state,
            } => {
                let tenant = sign_in.tenant.id.to_string();
                let scope = scopes.granted(&scopes.graph, sign_in.origin);
                let told = [("admin_consent", "True"), ("tenant", &tenant), ("scope", &scope)];
                go(redirect, '?', &told, state.as_deref())
            }
            Finish::Redirect {
                redirect,
                state,
                challenge,
                nonce,
                fragment,
            } => {
                let code = self.new_code(Code {
                    person,
                    scopes,
                    redirect: redirect.clone(),
                    challenge,
                    nonce,
                    issued: sign_in.now,
                    redeemed: false,
                });
                let session = Uuid::new_v4().to_string();
                let mark = if fragment { '#' } else { '?' };
                go(
                    &redirect,
                    mark,
                    &[("code", &code), ("session_state", &session)],
                    state.as_deref(),
                )
            }
        }
    }

    fn end(&mut self, ticket: &str, refusal: &Refusal, sign_in: &SignIn<'_>) -> Reply {
        let Some(visit) = self.visits.remove(ticket) else {
            return pages::refused(&Refusal::malformed(), sign_in, None);
        };
        if let Finish::Device { code } = &visit.finish {
            let declined = Refusal::new(
                400,
                "authorization_declined",
                refusal.code(),
                "The user declined the request.",
            );
            self.settle(code, Outcome::Refused(declined), sign_in.now);
        }
        visit.finish.refuse(refusal, sign_in)
    }

    /// One of the tenant's people.
    pub(super) fn account(address: &str, sign_in: &SignIn<'_>) -> Result<Account, Refusal> {
        let address = address.trim();
        let found = accounts(sign_in.tenant)
            .into_iter()
            .find(|known| known.address.eq_ignore_ascii_case(address));
        found.ok_or_else(|| {
            let own = address.rsplit_once('@').is_some_and(|(_, domain)| super::discovery::knows(sign_in.tenant, domain));
            let tenant = &sign_in.tenant.names.display_name;
            if own {
                let message = format!("The user account {address} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory.");
                Refusal::grant(50034, message)
            } else {
                let message = format!("User account '{address}' from identity provider 'live.com' does not exist in tenant '{tenant}' and cannot access the application in that tenant.");
                Refusal::grant(50020, message)
            }
        })
    }

    fn name_of(&self, client: Uuid) -> &'static str {
        if client == self.client_id {
            "Causeway (demo)"
        } else {
            "Microsoft Graph Command Line Tools"
        }
    }
}

impl Finish {
    /// Tells the application that it gets nothing; on a device there is nobody to redirect to.
    pub(super) fn refuse(&self, refusal: &Refusal, sign_in: &SignIn<'_>) -> Reply {
        let description = refusal.tell(sign_in).description;
        let told = [("error", refusal.error), ("error_description", &description)];
        match self {
            Self::Redirect {
                redirect,
                state,
                fragment,
                ..
            } => go(redirect, if *fragment { '#' } else { '?' }, &told, state.as_deref()),
            Self::AdminConsent { redirect, state } => go(redirect, '?', &told, state.as_deref()),
            Self::Device { .. } => pages::device_declined(),
        }
    }
}

fn go(redirect: &str, mark: char, told: &[(&str, &str)], state: Option<&str>) -> Reply {
    let state = state.map(|state| ("state", state));
    let pairs: Vec<String> = told
        .iter()
        .copied()
        .chain(state)
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    let location = format!("{}/{mark}{}", redirect.trim_end_matches('/'), pairs.join("&"));
    Reply::new(302, Body::Empty)
        .header("Location", location)
        .header("Cache-Control", "no-store")
}

fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
