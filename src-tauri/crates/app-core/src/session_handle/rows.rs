//! What can be asked about a table of instances, and about the work on its rows.

use super::{Message, RowsMessage, SessionHandle};
use crate::Problem;
use crate::view::{RowsChosen, RowsDeed, RunView, ShownRows, TableAsked, TableChange, TableRows, WantedRows};

impl SessionHandle {
    /// Changes the table of instances. What is a secret in it is in memory alone, and nothing tells it again.
    ///
    /// # Errors
    /// No tenant, its rows are being worked on, no app was chosen, or a text is no table that can be used.
    pub async fn change_table(&self, change: TableChange) -> Result<(), Problem> {
        self.of_rows(|answer| RowsMessage::Change(change, answer)).await
    }

    /// Puts the rows of this text of a file in the place of its own. A secret in it is not taken.
    ///
    /// # Errors
    /// As [`SessionHandle::change_table`].
    pub async fn take_table(&self, text: String) -> Result<(), Problem> {
        self.of_rows(|answer| RowsMessage::Take(text, answer)).await
    }

    /// Rows of the table.
    ///
    /// # Errors
    /// No tenant.
    pub async fn table_rows(&self, asked: TableAsked) -> Result<TableRows, Problem> {
        self.of_rows(|answer| RowsMessage::Table(asked, answer)).await
    }

    /// The text of a file for a table without rows, with the columns that the app needs.
    ///
    /// # Errors
    /// No tenant, or no table.
    pub async fn empty_table(&self, separator: char) -> Result<String, Problem> {
        self.of_rows(|answer| RowsMessage::Empty(separator, answer)).await
    }

    /// Begins to work on rows of the table. `setup` is the text of the set-up that names it. Returns when it has begun; how many rows are
    /// where is in the view.
    ///
    /// # Errors
    /// No tenant, work under way, answers that cannot be used, or no such row.
    pub async fn work_on_rows(&self, setup: String, deed: RowsDeed, chosen: RowsChosen) -> Result<(), Problem> {
        self.of_rows(|answer| RowsMessage::Work(setup, deed, chosen, answer))
            .await
    }

    /// Begins no other row; those at work come to their end.
    pub fn end_rows(&self) {
        let _ = self.mailbox.send(Message::OfTable(RowsMessage::End)); // a session that is gone has ended
    }

    /// Rows as they stand in that work.
    ///
    /// # Errors
    /// No tenant.
    pub async fn shown_rows(&self, asked: WantedRows) -> Result<ShownRows, Problem> {
        self.of_rows(|answer| RowsMessage::Rows(asked, answer)).await
    }

    /// Every step of one of them, by its number from 1; `None` where it never began.
    ///
    /// # Errors
    /// No tenant.
    pub async fn row_run(&self, number: usize) -> Result<Option<RunView>, Problem> {
        self.of_rows(|answer| RowsMessage::Run(number, answer)).await
    }

    /// What came of each row, as the text of a file; `None` before anything was done.
    ///
    /// # Errors
    /// No tenant.
    pub async fn row_results(&self) -> Result<Option<String>, Problem> {
        self.of_rows(RowsMessage::Results).await
    }

    async fn of_rows<T>(&self, message: impl FnOnce(super::Answer<T>) -> RowsMessage) -> Result<T, Problem> {
        self.ask(|answer| Message::OfTable(message(answer))).await
    }
}
