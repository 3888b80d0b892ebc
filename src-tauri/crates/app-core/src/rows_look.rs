//! The rows that the window works on: each as it stands now, from what their work tells.

use std::collections::{BTreeSet, HashMap};

use journeys::{RowIds, Setup, StepId};
use serde_json::Value;

use crate::rows::{ResultLine, RowEnd, RowsEnd, RowsNews};
use crate::view::{
    RowGroup, RowStanding, RowStandings, RowsChosen, RowsDeed, RowsView, RunPhase, RunView, ShownRow, ShownRows,
    StepState, WantedRows,
};
use crate::{Problem, ProblemCode};

/// Rows that are told at most.
const MOST_TOLD: usize = 200;
/// Of what is left alone so many are named.
const MOST_NAMED: usize = 20;

/// What they are and where they stand.
#[derive(Debug)]
pub(crate) struct RowsLook {
    setup: Value,
    work: RowsDeed,
    working: bool,
    ending: bool,
    rows: Vec<Row>,
    obstacle: Option<Problem>,
    left_alone: Vec<String>,
    revision: u64,
}

#[derive(Debug)]
struct Row {
    key: String,
    name: String,
    standing: RowStanding,
    changes: u64,
    problem: Option<Problem>,
    ids: RowIds,
    run: Option<Box<RunView>>,
}

/// What the work on them tells, in order.
#[derive(Debug)]
pub(crate) enum RowsEvent {
    News(RowsNews),
    /// It is over, where it did not break off.
    Over(Option<RowsEnd>),
}

/// What is to be known of a row that has ended, besides how it looks.
pub(crate) struct EndedRow {
    pub(crate) number: usize,
    pub(crate) is_stored: bool,
    pub(crate) is_refused: bool,
}

/// Those of a set-up, before anything was done with them.
fn rows_of(setup: &Setup) -> Vec<Row> {
    let row = |row: &Setup| Row {
        key: row.keys().concat(),
        name: row.subject().name.to_owned(),
        standing: RowStanding::ToCome,
        changes: 0,
        problem: None,
        ids: RowIds::default(),
        run: None,
    };
    setup.rows().iter().map(row).collect()
}

impl RowsLook {
    /// Work on these rows begins. What was known of the others stays, as long as they are those of the same table.
    pub(crate) fn begin(
        before: Option<Self>,
        file: Value,
        setup: &Setup,
        work: RowsDeed,
        keys: &BTreeSet<String>,
    ) -> Self {
        let rows = rows_of(setup);
        let is_same = |look: &Self| {
            let keys = |rows: &[Row]| rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>();
            look.work != RowsDeed::Plan && keys(&look.rows) == keys(&rows)
        };
        let revision = before.as_ref().map_or(0, |look| look.revision) + 1;
        let known = before.filter(|look| work != RowsDeed::Plan && is_same(look));
        let mut known: HashMap<String, Row> = known
            .into_iter()
            .flat_map(|look| look.rows)
            .map(|row| (row.key.clone(), row))
            .collect();
        let is_chosen = |row: &Row| keys.is_empty() || keys.contains(&row.key);
        let rows = rows.into_iter().map(|row| match known.remove(&row.key) {
            Some(known) if !is_chosen(&row) => known,
            _ => row,
        });
        Self {
            setup: file,
            work,
            working: true,
            ending: false,
            rows: rows.collect(),
            obstacle: None,
            left_alone: Vec::new(),
            revision,
        }
    }

    /// The keys of the rows that are meant; `is_ready` says which have all they need.
    pub(crate) fn keys(
        &self,
        chosen: RowsChosen,
        work: RowsDeed,
        is_ready: impl Fn(usize) -> bool,
    ) -> BTreeSet<String> {
        let is_meant = |number: usize, row: &Row| match (chosen, work) {
            (RowsChosen::One { number: wanted }, _) => number == wanted,
            (RowsChosen::ReadyAgain, _) => is_unfinished(row) && is_ready(number),
            (RowsChosen::All, RowsDeed::Start) => is_prepared(row),
            (RowsChosen::All, RowsDeed::Plan | RowsDeed::Prepare) => true,
        };
        let rows = self.rows.iter().enumerate();
        let meant = rows.filter(|(place, row)| is_meant(place + 1, row));
        meant.map(|(_, row)| row.key.clone()).collect()
    }

    pub(crate) fn is_plan(&self) -> bool {
        self.work == RowsDeed::Plan
    }

    /// Another row may have all it needs now.
    pub(crate) fn table_changed(&mut self) {
        self.revision += 1;
    }

    pub(crate) fn ends(&mut self) {
        self.ending = true;
        self.revision += 1;
    }

    /// What it was told; of a row that has ended what others must know.
    pub(crate) fn apply(&mut self, event: RowsEvent) -> Option<EndedRow> {
        self.revision += 1;
        match event {
            RowsEvent::News(RowsNews::Counts(_)) => None,
            RowsEvent::News(RowsNews::Moved { number, waits }) => {
                if let Some(row) = self.row(number) {
                    row.standing = if waits {
                        RowStanding::Waiting
                    } else {
                        RowStanding::Working
                    };
                }
                None
            }
            RowsEvent::News(RowsNews::Row(end)) => {
                let ended = EndedRow {
                    number: end.number,
                    is_stored: is_stored(&end),
                    is_refused: is_refused(&end),
                };
                let is_plan = self.work == RowsDeed::Plan;
                if let Some(row) = self.row(end.number) {
                    row.ends(*end, is_plan);
                }
                Some(ended)
            }
            RowsEvent::Over(end) => {
                (self.working, self.ending) = (false, false);
                for row in &mut self.rows {
                    if matches!(
                        row.standing,
                        RowStanding::ToCome | RowStanding::Working | RowStanding::Waiting
                    ) {
                        row.standing = RowStanding::Stopped;
                    }
                }
                if let Some(end) = end {
                    self.obstacle = end.obstacle;
                    self.left_alone = end.left_alone;
                    self.left_alone.truncate(MOST_NAMED);
                }
                None
            }
        }
    }

    fn row(&mut self, number: usize) -> Option<&mut Row> {
        self.rows.get_mut(number.checked_sub(1)?)
    }

    pub(crate) fn view(&self, is_ready: impl Fn(usize) -> bool) -> RowsView {
        let mut counts = RowStandings::default();
        let mut groups: Vec<RowGroup> = Vec::new();
        for row in &self.rows {
            counts.add(row.standing);
            let Some(code) = row.problem.as_ref().map(|problem| problem.code) else {
                continue;
            };
            match groups.iter_mut().find(|group| group.code == code) {
                Some(group) => group.count += 1,
                None => groups.push(RowGroup { code, count: 1 }),
            }
        }
        groups.sort_by_key(|group| std::cmp::Reverse(group.count));
        let rows = self.rows.iter().enumerate();
        let ready_again = rows.filter(|(place, row)| is_unfinished(row) && is_ready(place + 1));
        RowsView {
            revision: self.revision,
            setup: self.setup.clone(),
            work: self.work,
            working: self.working,
            ending: self.ending,
            counts,
            changes: self.rows.iter().map(|row| row.changes).sum(),
            groups,
            ready_again: ready_again.count(),
            obstacle: self.obstacle.clone(),
            left_alone: self.left_alone.clone(),
        }
    }

    pub(crate) fn rows(&self, asked: &WantedRows, is_ready: impl Fn(usize) -> bool) -> ShownRows {
        let is_wanted = |row: &Row| {
            let is_so = asked.standings.is_empty() || asked.standings.contains(&row.standing);
            let code = row.problem.as_ref().map(|problem| problem.code);
            is_so && (asked.code.is_none() || asked.code == code)
        };
        let rows = self.rows.iter().enumerate();
        let wanted: Vec<(usize, &Row)> = rows.filter(|(_, row)| is_wanted(row)).collect();
        let told = wanted.iter().skip(asked.from).take(asked.count.min(MOST_TOLD));
        let rows = told.map(|(place, row)| ShownRow {
            number: place + 1,
            name: row.name.clone(),
            standing: row.standing,
            changes: row.changes,
            problem: row.problem.clone(),
            ready: is_ready(place + 1),
        });
        ShownRows {
            revision: self.revision,
            matched: wanted.len(),
            rows: rows.collect(),
        }
    }

    /// What came of each, as a file.
    pub(crate) fn results(&self) -> String {
        let rows = self.rows.iter().enumerate();
        ResultLine::file(rows.map(|(place, row)| ResultLine {
            row: place + 1,
            key: &row.key,
            name: &row.name,
            ids: &row.ids,
            state: row.standing.word().to_owned(),
            problem: row.problem.as_ref(),
        }))
    }

    /// Every step of one row, as its last plan or run tells it.
    pub(crate) fn run(&self, number: usize) -> Option<RunView> {
        let row = self.rows.get(number.checked_sub(1)?)?;
        row.run.as_deref().cloned()
    }
}

impl Row {
    fn ends(&mut self, end: RowEnd, is_plan: bool) {
        let RowEnd { run, refused, ids, .. } = end;
        let problem = run
            .iter()
            .flat_map(|run| &run.steps)
            .find_map(|step| step.state.problem())
            .cloned();
        self.changes = match &run {
            Some(run) if is_plan => run.steps.iter().filter(|step| step.would_change()).count() as u64,
            Some(run) => u64::from(run.changes_made),
            None => 0,
        };
        self.problem = refused.or(problem);
        self.standing = match run.as_ref().map(|run| run.phase) {
            _ if self.problem.is_some() => RowStanding::NeedsYou,
            Some(RunPhase::Stopped | RunPhase::Stopping) | None => RowStanding::Stopped,
            Some(RunPhase::Planned) if self.changes > 0 => RowStanding::WillChange,
            Some(RunPhase::Done) if self.changes > 0 => RowStanding::Done,
            Some(RunPhase::Planned | RunPhase::Done) => RowStanding::AsWanted,
            Some(RunPhase::Planning | RunPhase::Running | RunPhase::Failed) => RowStanding::NeedsYou,
        };
        self.ids = ids;
        self.run = run.map(Box::new);
    }
}

/// It can be tried again.
fn is_unfinished(row: &Row) -> bool {
    matches!(row.standing, RowStanding::NeedsYou | RowStanding::Stopped)
}

/// All but the start is done.
fn is_prepared(row: &Row) -> bool {
    matches!(row.standing, RowStanding::Done | RowStanding::AsWanted)
}

/// What the app was told is at Microsoft.
fn is_stored(end: &RowEnd) -> bool {
    let steps = end.run.iter().flat_map(|run| &run.steps);
    let mut saved = steps.filter(|step| step.id == StepId::SaveCredentials);
    saved.any(|step| matches!(step.state, StepState::Done { .. }))
}

/// The app does not take what it was told.
fn is_refused(end: &RowEnd) -> bool {
    let steps = end.run.iter().flat_map(|run| &run.steps);
    let mut problems = steps.filter_map(|step| step.state.problem());
    problems.any(|problem| problem.code == ProblemCode::CredentialsRefused)
}
