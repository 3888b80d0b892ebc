//! What is asked of a table of instances, and of the work on its rows.

use super::{Session, reply};
use crate::session_handle::RowsMessage;
use crate::tenant_state::TenantState;

impl Session {
    /// `true` when the view changed.
    pub(super) fn hear_of_rows(&mut self, message: RowsMessage) -> bool {
        match message {
            RowsMessage::Change(change, answer) => {
                let changed = self.idle_tenant().and_then(|tenant| tenant.change_table(change));
                return reply(answer, changed);
            }
            RowsMessage::Take(text, answer) => {
                let taken = self.idle_tenant().and_then(|tenant| tenant.take_table(&text));
                return reply(answer, taken);
            }
            RowsMessage::Work(setup, deed, chosen, answer) => {
                let tenant = self.idle_tenant();
                return reply(
                    answer,
                    tenant.and_then(|tenant| tenant.rows_of_table(&setup, deed, chosen)),
                );
            }
            RowsMessage::End => {
                self.connected.iter_mut().for_each(TenantState::end_rows);
                return true;
            }
            RowsMessage::Table(asked, answer) => {
                reply(answer, self.tenant().map(|tenant| tenant.table_rows(asked)));
            }
            RowsMessage::Empty(separator, answer) => {
                reply(answer, self.tenant().and_then(|tenant| tenant.empty_table(separator)));
            }
            RowsMessage::Rows(asked, answer) => {
                reply(answer, self.tenant().map(|tenant| tenant.shown_rows(&asked)));
            }
            RowsMessage::Run(number, answer) => {
                reply(answer, self.tenant().map(|tenant| tenant.row_run(number)));
            }
            RowsMessage::Results(answer) => {
                reply(answer, self.tenant().map(|tenant| tenant.row_results()));
            }
        }
        false
    }
}
