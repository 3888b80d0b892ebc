//! What came of each row as a file for a spreadsheet.

use journeys::RowIds;

use crate::Problem;
use crate::csv;

/// One row of it. It holds no secret.
#[derive(Debug)]
pub struct ResultLine<'r> {
    /// Its place in the set-up, from 1.
    pub row: usize,
    /// What it is called there.
    pub key: &'r str,
    /// Its name in the tenant.
    pub name: &'r str,
    /// What it has there.
    pub ids: &'r RowIds,
    /// The word for how it stands.
    pub state: String,
    /// Why it needs somebody.
    pub problem: Option<&'r Problem>,
}

impl ResultLine<'_> {
    /// The file, with its headings.
    #[must_use]
    pub fn file<'r>(lines: impl IntoIterator<Item = ResultLine<'r>>) -> String {
        let heading = "row,key,name,appId,servicePrincipal,job,state,code,message\n".to_owned();
        lines.into_iter().fold(heading, |text, line| text + &line.text())
    }

    fn text(&self) -> String {
        let RowIds {
            app,
            service_principal,
            job,
        } = self.ids;
        let id = |id: &Option<String>| id.clone().unwrap_or_default();
        let code = self.problem.map(|problem| problem.code.name()).unwrap_or_default();
        let cells = [
            self.row.to_string(),
            self.key.to_owned(),
            self.name.to_owned(),
            id(app),
            id(service_principal),
            id(job),
            self.state.clone(),
            code,
            self.problem.map(|problem| problem.details.clone()).unwrap_or_default(),
        ];
        cells.map(|text| csv::cell(&text)).join(",") + "\n"
    }
}
