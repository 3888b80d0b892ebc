//! How the session follows sign-ins.

use jiff::Timestamp;

use super::{Session, reply};
use crate::Problem;
use crate::session_handle::Answer;
use crate::sign_in::{ScopeRequest, SignInEvent, SignInRequest, SignedIn};
use crate::view::TenantView;

impl Session {
    /// Whoever is signed in and can be asked.
    fn signed_in(&self) -> Option<SignedIn> {
        self.connected.as_ref()?.context().signed_in().cloned()
    }

    /// Begins an attempt in the place of one that may wait.
    pub(super) fn begin_sign_in(&mut self, request: SignInRequest) -> Result<(), Problem> {
        self.must_be_idle()?;
        let current = self.signed_in();
        self.sign_in.begin(request, current);
        Ok(())
    }

    /// Lets whoever is signed in do so again, with what they had and what was demanded meanwhile.
    pub(super) fn sign_in_again(&mut self) -> Result<(), Problem> {
        self.must_be_idle()?;
        let signed_in = self.signed_in().ok_or_else(Problem::not_connected)?;
        let more = ScopeRequest {
            permissions: signed_in.sign_in.scopes(),
            claims: signed_in.sign_in.demanded(),
            signed_in,
        };
        self.sign_in.cancel();
        self.sign_in.ask_more(more, None);
        Ok(())
    }

    /// The answer may take as long as a person does.
    pub(super) fn allow_agents(&mut self, answer: Answer<()>) -> bool {
        let account = match self.idle_tenant() {
            Ok(connected) => connected.context().clone(),
            Err(problem) => return reply(answer, Err(problem)),
        };
        tokio::spawn(async move { reply(answer, account.may_read_agents().await) });
        false
    }

    /// Lets the next start call the tenant by its name.
    pub(super) fn remember_name(&self, tenant: &TenantView) {
        if let Some(SignedIn { host, known, .. }) = self.signed_in() {
            let name = tenant.name.clone();
            tokio::task::spawn_blocking(move || host.tenant_named(&known, &name));
        }
    }

    pub(super) fn follow_sign_in(&mut self, events: SignInEvent) {
        match events {
            SignInEvent::At(number, stage) => self.sign_in.set_stage(number, stage, Timestamp::now()),
            SignInEvent::ScopeRequest(more, asker) => self.sign_in.ask_more(more, Some(asker)),
            SignInEvent::Over(number, over) => {
                if let Some(connection) = self.sign_in.over(number, over)
                    && let Err(problem) = self.connect(*connection)
                {
                    self.sign_in.refuse(problem);
                }
            }
        }
    }

    /// Leaves the tenant at once; the keychain may take its time. `true` when the view changed.
    pub(super) fn sign_out(&mut self, answer: Answer<()>) -> bool {
        let signed_in = self.signed_in();
        if let Err(problem) = self.disconnect() {
            return reply(answer, Err(problem));
        }
        let Some(signed_in) = signed_in else {
            return reply(answer, Ok(()));
        };
        tokio::spawn(async move {
            let forgotten = signed_in.sign_out().await;
            reply(answer, forgotten.map_err(|error| Problem::from(&error)));
        });
        true
    }
}
