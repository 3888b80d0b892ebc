use super::*;
use crate::view::{GalleryField, GalleryRow, KnownFrom};

fn table() -> AppTable {
    let field = |key: &str, secret| GalleryField {
        key: key.to_owned(),
        secret,
        optional: false,
    };
    AppTable::of_app(&GalleryEntry {
        row: GalleryRow {
            id: "1".to_owned(),
            name: "Zscaler".to_owned(),
            publisher: None,
            categories: Vec::new(),
            kind: GalleryKind::People,
            instances: 0,
        },
        description: None,
        named: vec!["Old one ".to_owned()],
        free_name: "Zscaler".to_owned(),
        fields: vec![field("BaseAddress", false), field("SecretToken", true)],
        known_from: KnownFrom::Pages,
        roles: Vec::new(),
        roles_come: false,
        warning: None,
    })
}

fn rows(table: &AppTable, faulty: bool) -> Vec<TableRow> {
    let asked = TableAsked {
        faulty,
        from: 0,
        count: 500,
    };
    table.rows(asked).rows
}

#[test]
fn a_pasted_secret_is_held_and_told_by_nobody() {
    let mut table = table();
    let text = "name\tSecretToken\tBaseAddress\tnotify\nA\thunter-1\thttps://a.example\tops@contoso.com\nB\tenv:TOK\thttp://b\t\n";
    table.take(text, TableSource::Person).unwrap();
    let keys: Vec<&str> = table.columns.iter().map(|column| column.key).collect();
    assert_eq!(keys, ["name", "BaseAddress", "SecretToken", "groups", "notify"]);
    let told = rows(&table, false);
    assert_eq!(
        (told[0].cells[2].text.as_str(), told[0].cells[2].secret),
        ("", Some(HeldSecret::Memory))
    );
    assert_eq!(told[1].cells[2].text, "env:TOK");
    assert!(matches!(told[1].cells[1].fault, Some(CellFault::Wrong { .. })));
    assert_eq!(rows(&table, true).len(), 1);
    assert!(!format!("{table:?} {told:?} {}", table.text()).contains("hunter"));
    assert_eq!((table.view().rows, table.view().ready), (2, 1));

    table.after(1, false, true);
    assert_eq!(rows(&table, true)[0].cells[2].fault, Some(CellFault::Refused));
    table.set(1, "SecretToken", " hunter-2 ");
    assert!(table.is_ready(1));
    table.after(1, true, false);
    assert_eq!(rows(&table, false)[0].cells[2].secret, Some(HeldSecret::Stored));
    table.set_all("BaseAddress", "https://all.example");
    assert_eq!(table.view().ready, 2);
    table.set_all("SecretToken", "");
    assert_eq!(table.view().ready, 0, "a token is missing");
}

#[test]
fn a_secret_of_a_file_is_not_taken() {
    let mut table = table();
    table
        .take("name;SecretToken\nA;hunter-1\nB;env:TOK\n", TableSource::File)
        .unwrap();
    let faults: Vec<_> = rows(&table, false)
        .iter()
        .map(|row| row.cells[2].fault.clone())
        .collect();
    assert_eq!(faults, [Some(CellFault::SecretInFile), None]);
    assert!(!format!("{table:?}").contains("hunter"));
    let refused = table.take("A;hunter-1\n", TableSource::Person).unwrap_err();
    assert!(!format!("{refused:?}").contains("hunter"));
    assert_eq!(table.view().rows, 2, "nothing was taken");
}

#[test]
fn rows_come_and_go_and_a_name_is_needed_once() {
    let mut table = table();
    table.add();
    table.add();
    assert_eq!(rows(&table, true).len(), 2, "an empty row needs somebody");
    for row in 1..=2 {
        table.set(row, "name", "A");
        table.set(row, "BaseAddress", "https://a.example");
        table.set(row, "SecretToken", "hunter");
    }
    assert!(table.is_ready(1) && !table.is_ready(2), "the name is taken");
    table.set(2, "name", "OLD ONE");
    assert_eq!((table.view().ready, table.view().namesakes), (2, 1));
    table.remove(1);
    table.remove(7);
    table.set(7, "name", "B");
    table.set(1, "nothing", "B");
    assert_eq!((table.view().rows, table.view().ready), (1, 1));
    assert_eq!(table.empty_file(';'), "name;BaseAddress;SecretToken;groups\r\n");
}
