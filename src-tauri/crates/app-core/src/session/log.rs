//! What is asked of the provisioning log.

use super::{Session, reply};
use crate::session_handle::LogMessage;
use crate::tenant_state::TenantState;

impl Session {
    /// `true` when the view changed.
    pub(super) fn hear_of_log(&mut self, message: LogMessage) -> bool {
        match message {
            LogMessage::Open(target, period, answer) => {
                return reply(answer, self.tenant().map(|tenant| tenant.open_log(target, period)));
            }
            LogMessage::Stop => {
                self.connected.iter_mut().for_each(TenantState::stop_log);
                return true;
            }
            LogMessage::Filter(filter, answer) => {
                return reply(answer, self.tenant().map(|tenant| tenant.filter_log(*filter)));
            }
            LogMessage::Rows(from, count, answer) => {
                reply(answer, self.tenant().map(|tenant| tenant.log_rows(from, count)));
            }
            LogMessage::Timeline(marks, answer) => {
                reply(answer, self.tenant().map(|tenant| tenant.log_timeline(&marks)));
            }
            LogMessage::Entry(id, answer) => {
                reply(answer, self.tenant().map(|tenant| tenant.log_entry(&id)));
            }
            LogMessage::Export(answer) => {
                reply(answer, self.tenant().map(|tenant| tenant.log_export()));
            }
            LogMessage::Held(job, since, answer) => match self.tenant() {
                Ok(tenant) => tenant.held(job, since, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
        }
        false
    }
}
