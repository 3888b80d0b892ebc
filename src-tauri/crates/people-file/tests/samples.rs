//! What HR systems write, file by file: headings, status words and mistakes as they export them, the people invented.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use people_file::{Code, DateOrder, Kind, Meaning, PeopleFile, Target, Told};
use support::{Looked, look, sample};

fn refused(name: &str) -> String {
    let error = PeopleFile::open(&sample(name), &Told::default()).unwrap_err();
    let values = error.values();
    let value = values.first().map_or("", |(_, value)| value.as_str());
    format!("{} {value}", error.code()).trim_end().to_owned()
}

fn of(name: &str) -> Looked {
    look(&sample(name))
}

fn words(looked: &Looked, meaning: Option<Meaning>) -> Vec<(&str, u64)> {
    let words = looked.examined.words.iter().filter(|word| word.meaning == meaning);
    words.map(|word| (word.word.as_str(), word.count)).collect()
}

#[test]
fn bamboohr() {
    let looked = of("bamboohr.csv");
    assert_eq!((looked.encoding(), looked.people()), ("utf-8".to_owned(), 4));
    assert_eq!(looked.blocks(), ["manager-names"]);
    let names = looked.values(Code::ManagerNames);
    assert_eq!((names["names"].as_str(), names["unique"].as_str()), ("3", "3"));
    // The contract type is no status, though `Terminated` stands there too.
    assert_eq!(looked.heading(Target::Status), "Status");
    assert_eq!(words(&looked, Some(Meaning::Left)), [("Inactive", 1)]);
}

#[test]
fn successfactors() {
    let looked = of("successfactors.csv");
    assert_eq!(looked.people(), 3);
    assert_eq!(looked.heading(Target::Number), "Person ID External");
    assert_eq!(looked.cells(Target::Number), ["0000010001", "0000010002", "0000010003"]);
    assert_eq!(looked.warnings(), [""; 0], "NO_MANAGER is nobody");
    assert_eq!(words(&looked, Some(Meaning::Here)), [("Active", 1), ("Paid Leave", 1)]);
    assert_eq!(words(&looked, None), [("Reported No Show", 1)]);
    assert_eq!(looked.rows(Code::StatusUnknown), [4]);
}

#[test]
fn dutch() {
    let looked = of("nl-cp1252.csv");
    assert_eq!(
        (looked.encoding(), looked.separator(), looked.people()),
        ("windows-1252".to_owned(), ';', 4)
    );
    assert_eq!(looked.blocks(), [""; 0]);
    assert_eq!(looked.examined.dates, Some(DateOrder::DayFirst));
    assert_eq!(looked.cells(Target::Number)[0], "00012");
    assert_eq!((looked.examined.here, looked.examined.left), (3, 1));
    assert_eq!(words(&looked, Some(Meaning::Left)), [("Uit dienst", 1)]);
    assert_eq!(looked.heading(Target::GivenName), "Roepnaam");
    assert_eq!(looked.heading(Target::Prefix), "Tussenvoegsel");
    assert_eq!(
        looked.cells(Target::FamilyName),
        ["Müller", "de Wit", "Öztürk", "'t Hart"]
    );
    assert_eq!(looked.cells(Target::Title)[3], "Medewerker €-stroom");
}

#[test]
fn german() {
    let looked = of("de-sap-bom.csv");
    assert!(matches!(looked.file.kind(), Kind::Text { mark: true, .. }));
    assert_eq!((looked.encoding(), looked.people()), ("utf-8".to_owned(), 3));
    assert_eq!(looked.blocks(), ["sign-in-missing"]);
    assert_eq!(looked.rows(Code::SignInMissing), [3]);
    assert_eq!(looked.cells(Target::FamilyName)[0], "Groß");
    assert_eq!((looked.examined.here, looked.examined.left), (2, 1));
}

#[test]
fn indonesian() {
    let looked = of("id-mononyms.csv");
    assert_eq!(looked.people(), 3);
    assert_eq!(looked.heading(Target::Number), "NIK");
    assert_eq!(looked.cells(Target::Number)[0], "3201010101900001");
    assert_eq!(looked.rows(Code::NoLastName), [2, 4]);
    assert_eq!(words(&looked, Some(Meaning::Here)), [("Tetap", 1), ("Kontrak", 1)]);
    assert_eq!(words(&looked, Some(Meaning::Left)), [("Resign", 1)]);
    assert_eq!(looked.examined.dates, Some(DateOrder::DayFirst));
    assert_eq!(looked.blocks(), [""; 0]);
}

#[test]
fn nothing_in_it() {
    assert_eq!(refused("empty.csv"), "file-empty");
    assert_eq!(refused("bom-only.csv"), "file-empty");
    assert!(of("header-only.csv").blocks().contains(&"no-people".to_owned()));
}

#[test]
fn numbers_that_stand_there_twice() {
    let looked = of("duplicate-ids.csv");
    assert_eq!(looked.blocks(), ["number-twice", "number-case", "number-space"]);
    assert_eq!(
        (
            looked.rows(Code::NumberTwice),
            looked.values(Code::NumberTwice)["other"].as_str()
        ),
        (vec![6], "3")
    );
    assert_eq!(looked.values(Code::NumberTwice)["names"], "different");
    assert_eq!(
        (
            looked.rows(Code::NumberCase),
            looked.values(Code::NumberCase)["other"].as_str()
        ),
        (vec![8], "7")
    );
    assert_eq!(
        (
            looked.rows(Code::NumberSpace),
            looked.values(Code::NumberSpace)["other"].as_str()
        ),
        (vec![9], "4")
    );
    assert_eq!(looked.rows(Code::Zeros), [10]);
}

#[test]
fn a_quotation_mark_that_is_never_closed() {
    let looked = of("quotes.csv");
    assert_eq!(
        (looked.blocks(), looked.rows(Code::QuoteOpen)),
        (vec!["quote-open".to_owned()], vec![5])
    );
    assert_eq!(looked.people(), 3);
    assert_eq!(
        looked.cells(Target::GivenName),
        ["Ana \"Annie\"", "Two\r\nlines", "O\"Neil"]
    );
}

#[test]
fn letters_that_nobody_sees() {
    let looked = of("nul-and-controls.csv");
    assert_eq!(looked.blocks(), ["nul", "control", "direction"]);
    for (code, row) in [(Code::Nul, 2), (Code::Control, 3), (Code::Direction, 4)] {
        assert_eq!(looked.rows(code), [row]);
    }
}

#[test]
fn rows_that_are_too_narrow_or_too_wide() {
    let looked = of("ragged.csv");
    assert_eq!(
        (looked.blocks(), looked.rows(Code::CellsCount)),
        (vec!["cells-count".to_owned()], vec![3, 4])
    );
    let values = looked.values(Code::CellsCount);
    assert_eq!((values["cells"].as_str(), values["columns"].as_str()), ("3", "4"));
}

#[test]
fn a_line_for_excel_and_returns_alone() {
    let looked = of("sep-line.csv");
    assert_eq!(
        (looked.separator(), looked.people(), looked.file.header_row()),
        (';', 4, 1)
    );
    assert_eq!(of("cr-only.csv").people(), 4);
}

#[test]
fn names_that_a_spreadsheet_would_run() {
    let looked = of("formula-cells.csv");
    assert_eq!((looked.blocks(), looked.rows(Code::Formula)), (vec![], vec![2, 3, 4]));
}

#[test]
fn managers_that_cannot_be() {
    let looked = of("managers.csv");
    assert_eq!(looked.blocks(), [""; 0]);
    for (code, row) in [
        (Code::ManagerSelf, 2),
        (Code::ManagerLoop, 3),
        (Code::ManagerMissing, 5),
        (Code::ManagerLeft, 6),
    ] {
        assert_eq!(looked.rows(code), [row], "{code:?}");
    }
    assert_eq!(looked.values(Code::ManagerLoop)["rows"], "3, 4");
}

#[test]
fn three_days_of_one_company() {
    for (name, people) in [
        ("leavers-1-monday-812.csv", 812),
        ("leavers-2-tuesday-809.csv", 809),
        ("leavers-3-wednesday-3.csv", 3),
    ] {
        let looked = of(name);
        assert_eq!((looked.people(), looked.blocks()), (people, vec![]), "{name}");
    }
}

#[test]
fn what_is_no_table() {
    for (name, code) in [
        ("json-by-mistake.csv", "json"),
        ("xlsx-by-mistake.csv", "damaged-excel"),
        ("xls-old.xls", "old-excel"),
        ("html-by-mistake.xls", "web-page"),
    ] {
        assert_eq!(refused(name), format!("file-not-table {code}"));
    }
}

#[test]
fn a_workbook() {
    let looked = of("people.xlsx");
    let Kind::Sheet { sheet, others, .. } = looked.file.kind() else {
        panic!("it is a sheet")
    };
    assert_eq!((sheet.as_str(), others.len(), looked.people()), ("People", 0, 3));
    assert_eq!(looked.cells(Target::Number)[..2], ["00012", "00013"]);
    assert_eq!(looked.rows(Code::ZerosByFormat), [2]);
    assert_eq!(looked.rows(Code::NumberRounded), [4]);
    assert_eq!(
        looked.cells(Target::HireDate),
        ["2024-01-01", "2023-01-01T18:00:00", "15-03-2019"]
    );
    assert_eq!(looked.rows(Code::CellError), [3]);
    assert_eq!(looked.rows(Code::FormulaNoValue), [4]);
    assert_eq!(looked.cells(Target::Status), ["true", "false", "true"]);
    assert_eq!((looked.examined.here, looked.examined.left), (2, 1));
    assert_eq!(looked.cells(Target::CostCenter), ["1000", "4130.1", "7"]);
}

/// Microsoft's own samples are read where they were saved, and not kept here.
#[test]
fn microsofts_samples() {
    let Some(folder) = std::env::var_os("CAUSEWAY_MICROSOFT_SAMPLES") else {
        println!("skipped: CAUSEWAY_MICROSOFT_SAMPLES names no folder with them");
        return;
    };
    let of = |name: &str| look(&std::path::Path::new(&folder).join(name));
    let thousand = of("ms-csv-with-1000-records.csv");
    assert_eq!((thousand.people(), thousand.count(Code::NumberTwice)), (1000, 376));
    assert_eq!((thousand.examined.here, thousand.examined.left), (496, 504));
    assert_eq!(thousand.count(Code::ManagerMissing), 366);
    assert_eq!(thousand.heading(Target::Number), "WorkerID");
    for (name, people) in [
        ("ms-csv-with-2-records.csv", 2),
        ("ms-csv-with-5-records.txt", 5),
        ("ms-csv-with-10-records.csv", 10),
    ] {
        assert_eq!(of(name).people(), people, "{name}");
    }
    for name in [
        "ms-Sample-CSV-2-SCIM-payload.json",
        "ms-Extended-SCIM-bulk-request-Core+Enterprise.json",
    ] {
        let path = std::path::Path::new(&folder).join(name);
        assert_eq!(
            PeopleFile::open(&path, &Told::default()).unwrap_err().code(),
            "file-not-table",
            "{name}"
        );
    }
}
