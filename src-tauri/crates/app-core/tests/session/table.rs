//! Several apps by a table: what was pasted is worked on row by row, a refused secret is healed, and no secret is shown or kept.

use app_core::view::{
    CellFault, RowStanding, RowsChosen, RowsDeed, RowsView, ShownRow, TableAsked, TableChange, TableRow, WantedRows,
};
use app_core::{AppView, Problem};
use serde_json::json;

use crate::support::{Bench, files, writes};

const AWS: &str = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";

/// A bench with the app chosen and these rows pasted: a token of its own each.
async fn pasted(rows: &[(String, String)]) -> Bench {
    let bench = Bench::signed_in("contoso").await;
    bench.session.gallery_entry(AWS.to_owned()).await.unwrap();
    bench.seen(|view| view.gallery.is_some() && view.tenant.is_some()).await;
    paste(&bench, rows).await.unwrap();
    bench
}

async fn paste(bench: &Bench, rows: &[(String, String)]) -> Result<(), Problem> {
    bench.session.change_table(TableChange::Begin).await?;
    let rows = rows.iter().enumerate();
    let lines = rows.map(|(place, (name, token))| format!("{name}\thttps://scim{place}.example/v2\t{token}\n"));
    let text = format!("name\tBaseAddress\tSecretToken\n{}", lines.collect::<String>());
    bench.session.change_table(TableChange::Paste { text }).await
}

/// The plan of one row, to its end.
pub(crate) async fn planned(bench: &Bench) -> Result<(), Problem> {
    paste(bench, &[("A".to_owned(), "sentinel-1".to_owned())]).await?;
    let session = &bench.session;
    session
        .work_on_rows(setup(bench), RowsDeed::Plan, RowsChosen::All)
        .await?;
    let is_over = |view: &AppView| view.rows.as_ref().is_some_and(|rows| !rows.working) && view.busy.is_none();
    bench.seen(is_over).await;
    Ok(())
}

/// Every row that there is.
pub(crate) fn every_row() -> WantedRows {
    WantedRows {
        standings: Vec::new(),
        code: None,
        from: 0,
        count: 200,
    }
}

fn setup(bench: &Bench) -> String {
    let setup = json!({ "causeway": 1, "journey": "gallery-app", "tenant": bench.connection.tenant, "name": "AWS",
        "app": { "template": AWS }, "defaults": { "scope": "assigned", "start": true }, "table": "table.csv" });
    setup.to_string()
}

async fn worked(bench: &Bench, deed: RowsDeed, chosen: RowsChosen) -> RowsView {
    bench.session.work_on_rows(setup(bench), deed, chosen).await.unwrap();
    let begun = bench.session.shown_rows(every_row()).await.unwrap().revision;
    let view = bench
        .seen(|view| {
            let rows = view.rows.as_ref();
            rows.is_some_and(|rows| rows.revision >= begun && !rows.working) && view.busy.is_none()
        })
        .await;
    assert!(!json!(view).to_string().contains("sentinel"), "the view shows a secret");
    view.rows.unwrap()
}

async fn shown(bench: &Bench, standings: &[RowStanding]) -> Vec<ShownRow> {
    let asked = WantedRows {
        standings: standings.to_vec(),
        ..every_row()
    };
    bench.session.shown_rows(asked).await.unwrap().rows
}

async fn table_row(bench: &Bench, row: usize) -> TableRow {
    let asked = TableAsked {
        faulty: false,
        from: row - 1,
        count: 1,
    };
    bench.session.table_rows(asked).await.unwrap().rows.remove(0)
}

#[tokio::test]
async fn two_refused_rows_fail_alone_and_are_healed_by_new_values() {
    let rows: Vec<(String, String)> = (0..12)
        .map(|row| {
            let token = if row == 4 || row == 9 {
                format!("wrong-sentinel-{row}")
            } else {
                format!("sentinel-{row}")
            };
            (format!("Acme {row:04}"), token)
        })
        .collect();
    let bench = pasted(&rows).await;
    let plan = worked(&bench, RowsDeed::Plan, RowsChosen::All).await;
    assert_eq!((plan.counts.total, plan.counts.will_change), (12, 12));
    assert_eq!(writes(&bench.session.view()), [""; 0], "looking changed the tenant");
    assert!(bench.session.row_run(3).await.unwrap().is_some());

    let prepared = worked(&bench, RowsDeed::Prepare, RowsChosen::All).await;
    assert_eq!((prepared.counts.done, prepared.counts.needs_you), (10, 2));
    assert_eq!(prepared.groups.len(), 1);
    assert_eq!(prepared.ready_again, 0, "a value that was refused is not sent again");
    let failed = shown(&bench, &[RowStanding::NeedsYou]).await;
    assert_eq!(failed.iter().map(|row| row.number).collect::<Vec<_>>(), [5, 10]);
    assert_eq!(table_row(&bench, 5).await.cells[2].fault, Some(CellFault::Refused));

    for (row, number) in [(5, 4), (10, 9)] {
        let change = TableChange::Set {
            row,
            column: "SecretToken".to_owned(),
            value: format!("sentinel-{number}"),
        };
        bench.session.change_table(change).await.unwrap();
    }
    assert_eq!(
        bench
            .seen(|view| view.rows.as_ref().unwrap().ready_again == 2)
            .await
            .busy,
        None
    );
    let one = worked(&bench, RowsDeed::Prepare, RowsChosen::One { number: 5 }).await;
    assert_eq!((one.counts.done, one.counts.needs_you), (11, 1));
    let healed = worked(&bench, RowsDeed::Prepare, RowsChosen::ReadyAgain).await;
    assert_eq!((healed.counts.done, healed.counts.needs_you), (12, 0));
    let started = worked(&bench, RowsDeed::Start, RowsChosen::All).await;
    assert_eq!((started.counts.done, started.counts.total), (12, 12));

    let results = bench.session.row_results().await.unwrap().unwrap();
    assert_eq!(results.lines().count(), 13);
    assert!(!results.contains("sentinel"));
    for file in files(bench.place.path()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(
            !String::from_utf8_lossy(&bytes).contains("sentinel"),
            "{}",
            file.display()
        );
    }
}

#[tokio::test]
async fn a_changed_table_makes_the_plan_go_and_nothing_is_worked_on_without_one() {
    let bench = pasted(&[("A".to_owned(), "sentinel-1".to_owned())]).await;
    worked(&bench, RowsDeed::Plan, RowsChosen::All).await;
    bench.session.change_table(TableChange::Add).await.unwrap();
    bench.seen(|view| view.rows.is_none()).await;
    let refused = bench
        .session
        .work_on_rows(setup(&bench), RowsDeed::Prepare, RowsChosen::All)
        .await;
    assert!(refused.is_err(), "a row without a name is no row");
    bench.session.forget_credentials().await.unwrap();
    let view = bench.seen(|view| view.gallery.as_ref().unwrap().table.is_none()).await;
    assert!(view.rows.is_none());
    let without = bench
        .session
        .work_on_rows(setup(&bench), RowsDeed::Plan, RowsChosen::All)
        .await;
    assert!(without.is_err());
    assert!(bench.session.change_table(TableChange::Add).await.is_err());
}
