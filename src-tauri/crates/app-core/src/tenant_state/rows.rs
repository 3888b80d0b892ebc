//! Work on the rows of a set-up: for a terminal, which hears of each, and for the window, which sees counts in the view.

use std::collections::BTreeSet;

use journeys::Setup;
use serde_json::Value;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::{TenantState, Working};
use crate::events::TenantEvent;
use crate::gallery_look::{AppTable, TableSource};
use crate::rows::{self, Ending, RowsAsked, RowsEnd, RowsNews, RowsWork};
use crate::rows_look::{RowsEvent, RowsLook};
use crate::session_handle::Answer;
use crate::view::{RowsChosen, RowsDeed, RunView, ShownRows, TableAsked, TableChange, TableRows, WantedRows};
use crate::{Problem, credentials};

impl TenantState {
    /// Works on the rows of a set-up. They come into no view; whoever asked hears of them.
    pub(crate) fn rows(&mut self, asked: RowsAsked, news: UnboundedSender<RowsNews>, answer: Answer<RowsEnd>) {
        let ending = self.begin_rows(&asked.work);
        let (context, state_dir, sender) = (self.context.clone(), self.state_dir.clone(), self.sender.clone());
        let work = async move {
            let end = rows::work(context, state_dir, asked, news, ending).await;
            sender.send(TenantEvent::RowsOver(Some((end, answer))));
        };
        self.spawn(work, |_| TenantEvent::RowsOver(None));
    }

    /// The same for those of the table. `file` is the set-up that names it.
    pub(crate) fn rows_of_table(&mut self, file: &str, deed: RowsDeed, chosen: RowsChosen) -> Result<(), Problem> {
        let (setup, file) = self.setup_of_table(file)?;
        let begins = chosen == RowsChosen::All && deed != RowsDeed::Start;
        if begins && !self.table.as_ref().is_some_and(AppTable::is_all_ready) {
            return Err(Problem::senseless("a row of the table is not ready"));
        }
        let setup = match deed {
            RowsDeed::Plan | RowsDeed::Prepare => setup.at_rest(),
            RowsDeed::Start => setup.starting(),
        };
        let keys = match &self.rows {
            _ if begins => BTreeSet::new(),
            None => return Err(Problem::senseless("nothing was done with the rows yet")),
            Some(look) => {
                let keys = look.keys(chosen, deed, self.is_ready());
                if keys.is_empty() {
                    return Err(Problem::senseless("no row is to be worked on"));
                }
                keys
            }
        };
        let asked = RowsAsked {
            work: match deed {
                RowsDeed::Plan => RowsWork::Plan,
                RowsDeed::Prepare | RowsDeed::Start => RowsWork::Apply,
            },
            keys: keys.clone(),
            only_unfinished: false,
            prepared: setup.clone().into(),
        };
        self.rows = Some(RowsLook::begin(self.rows.take(), file, &setup, deed, &keys));
        let ending = self.begin_rows(&asked.work);
        let (context, state_dir, sender) = (self.context.clone(), self.state_dir.clone(), self.sender.clone());
        let work = async move {
            let (news, mut told) = unbounded_channel();
            let tell = async {
                while let Some(news) = told.recv().await {
                    sender.send(TenantEvent::Rows(RowsEvent::News(news)));
                }
            };
            let (end, ()) = futures::join!(rows::work(context, state_dir, asked, news, ending), tell);
            sender.send(TenantEvent::Rows(RowsEvent::Over(Some(end))));
        };
        self.spawn(work, |_| TenantEvent::Rows(RowsEvent::Over(None)));
        Ok(())
    }

    fn begin_rows(&mut self, work: &RowsWork) -> Ending {
        let ending = Ending::within(self.context.left());
        self.working = Some(Working::Rows {
            kind: work.kind(),
            mode: work.mode(),
            ending: ending.clone(),
        });
        ending
    }

    /// The set-up with its rows and their secrets, and the file as it was handed over.
    fn setup_of_table(&self, file: &str) -> Result<(Setup, Value), Problem> {
        let Some(table) = &self.table else {
            return Err(Problem::senseless("a table of rows without a table"));
        };
        let setup = Setup::parse_file(file, &|_| Ok(table.text()))?;
        let setup = table.given_to(setup).knowing(credentials::value);
        // What was parsed is JSON.
        Ok((setup, serde_json::from_str(file).unwrap_or_default()))
    }

    /// Begins no other row; those at work come to their end.
    pub(crate) fn end_rows(&mut self) {
        if let Some(Working::Rows { ending, .. }) = &self.working {
            ending.no_more.cancel();
            self.rows.iter_mut().for_each(RowsLook::ends);
        }
    }

    pub(super) fn apply_rows(&mut self, event: RowsEvent) {
        let is_over = matches!(event, RowsEvent::Over(_));
        let ended = self.rows.as_mut().and_then(|rows| rows.apply(event));
        if let (Some(table), Some(ended)) = (&mut self.table, ended) {
            table.after(ended.number, ended.is_stored, ended.is_refused);
        }
        if is_over {
            self.rows_are_over();
        }
    }

    /// What the terminal or the window had worked on has ended.
    pub(super) fn rows_are_over(&mut self) {
        self.working = None;
        self.look_anew();
        self.read_the_journals();
    }

    /// Says of a row by its number whether nothing is wrong or missing in it.
    pub(super) fn is_ready(&self) -> impl Fn(usize) -> bool {
        |row| self.table.as_ref().is_some_and(|table| table.is_ready(row))
    }

    pub(crate) fn shown_rows(&self, asked: &WantedRows) -> ShownRows {
        let rows = self.rows.as_ref();
        rows.map(|rows| rows.rows(asked, self.is_ready())).unwrap_or_default()
    }

    pub(crate) fn row_run(&self, number: usize) -> Option<RunView> {
        self.rows.as_ref()?.run(number)
    }

    pub(crate) fn row_results(&self) -> Option<String> {
        self.rows.as_ref().map(RowsLook::results)
    }

    /// While its rows are worked on, the table stays as it is.
    pub(crate) fn change_table(&mut self, change: TableChange) -> Result<(), Problem> {
        if let TableChange::Begin = change {
            let chosen = self.gallery.chosen().ok_or_else(no_table)?;
            self.table = Some(AppTable::of_app(chosen));
            self.rows = None;
            return Ok(());
        }
        if let TableChange::Drop = change {
            self.drop_table();
            return Ok(());
        }
        self.forget_plan();
        let table = self.table.as_mut().ok_or_else(no_table)?;
        match change {
            TableChange::Begin | TableChange::Drop => {}
            TableChange::Paste { text } => table.take(&text, TableSource::Person)?,
            TableChange::Set { row, column, value } => table.set(row, &column, &value),
            TableChange::SetAll { column, value } => table.set_all(&column, &value),
            TableChange::Add => table.add(),
            TableChange::Remove { row } => table.remove(row),
        }
        Ok(())
    }

    pub(crate) fn take_table(&mut self, text: &str) -> Result<(), Problem> {
        self.forget_plan();
        let table = self.table.as_mut().ok_or_else(no_table)?;
        table.take(text, TableSource::File)
    }

    /// A plan is about the table as it was. What was done with its rows stays true.
    fn forget_plan(&mut self) {
        self.rows.take_if(|rows| rows.is_plan());
        self.rows.iter_mut().for_each(RowsLook::table_changed);
    }

    pub(super) fn drop_table(&mut self) {
        self.table = None;
        self.rows = None;
    }

    pub(crate) fn table_rows(&self, asked: TableAsked) -> TableRows {
        self.table.as_ref().map(|table| table.rows(asked)).unwrap_or_default()
    }

    /// A file for a table without rows.
    pub(crate) fn empty_table(&self, separator: char) -> Result<String, Problem> {
        let table = self.table.as_ref().ok_or_else(no_table)?;
        Ok(table.empty_file(separator))
    }
}

fn no_table() -> Problem {
    Problem::senseless("a table for no app")
}
