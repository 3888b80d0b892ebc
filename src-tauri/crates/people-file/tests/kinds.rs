//! The same kinds of files as the samples, generated: odd shapes, damage and sizes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::io::Write as _;

use people_file::{Code, Kind, Mapping, PeopleFile, Target, Told};
use support::look_at;

fn code_of(bytes: impl AsRef<[u8]>) -> String {
    let place = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(place.path(), bytes).unwrap();
    let read = PeopleFile::open(place.path(), &Told::default());
    read.and_then(|file| Mapping::propose(&file))
        .map_or_else(|error| error.code().to_owned(), |_| "table".to_owned())
}

fn table(rows: &[&str]) -> String {
    format!("Employee ID,First Name,Last Name,Status\n{}\n", rows.join("\n"))
}

#[test]
fn three_hundred_columns_and_headings_in_row_fourteen() {
    let mut text = "Staff list\n".repeat(13);
    let headings: Vec<String> = (0..297).map(|column| format!("Custom{column}")).collect();
    text += &format!("Employee ID,First Name,Status,{}\n", headings.join(","));
    text += &format!("1,Ana,Active,{}\n", ",".repeat(296));
    let looked = look_at(text);
    assert_eq!(
        (looked.file.header_row(), looked.file.columns().len(), looked.people()),
        (14, 300, 1)
    );
    assert_eq!(looked.examined.problems, []);
}

#[test]
fn every_row_quoted_with_the_other_separator_inside_and_wide_letters_without_a_mark() {
    let quoted = "\"Employee ID\",\"First Name\",\"Last Name\",\"Status\"\n\"1\",\"Ana; Maria\",\"Ruiz; Diaz; Roe\",\"Active\"\n\"2\",\"Ben\",\"O; Oh\",\"Active\"\n";
    let wide: Vec<u8> = quoted.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [quoted.as_bytes(), &wide] {
        let looked = look_at(bytes);
        assert_eq!((looked.people(), looked.blocks()), (2, vec![]));
        assert_eq!(looked.cells(Target::GivenName)[0], "Ana; Maria");
    }
}

#[test]
fn a_sum_below_is_no_person_and_in_the_middle_it_is_asked_about() {
    let looked = look_at(table(&[
        "1,Ana,Ruiz,Active",
        "2,Ben,Ochoa,Active",
        ",,,",
        "Total,2,,",
        "Printed on 1 May,,,",
    ]));
    assert_eq!((looked.people(), looked.blocks()), (2, vec![]));
    assert_eq!(looked.examined.seen.footers, [5, 6]);
    let looked = look_at(table(&["1,Ana,Ruiz,Active", "Total,1,,", "2,Ben,Ochoa,Active"]));
    assert_eq!((looked.people(), looked.rows(Code::StatusUnknown)), (3, vec![3]));
    let looked = look_at(table(&["1,Ana,Ruiz,Active", "2"]));
    assert_eq!(
        (looked.people(), looked.rows(Code::CellsCount)),
        (1, vec![3]),
        "a row that was cut off"
    );
}

#[test]
fn one_broken_letter_late_in_a_file_is_told_by_its_row() {
    let mut bytes = table(&["1,José,Ruiz,Active"]).into_bytes();
    for row in 2..20_000 {
        bytes.extend(format!("{row},Ana,Ruiz,Active\n").into_bytes());
    }
    bytes.extend(b"20000,Ren\xE9e,Ruiz,Active\n");
    let looked = look_at(bytes);
    assert_eq!(
        (looked.blocks(), looked.rows(Code::LettersMixed)),
        (vec!["letters-mixed".to_owned()], vec![20_001])
    );
}

#[test]
fn the_first_letter_far_behind_the_beginning_says_which_alphabet_it_is() {
    let rows: Vec<String> = (1..20_000).map(|row| format!("{row},Ana,Ruiz,Active")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mut bytes = table(&rows).into_bytes();
    bytes.extend(b"20000,Ren\xE9e,M\xFCller,Active\n");
    let looked = look_at(bytes);
    assert_eq!(looked.blocks(), [""; 0]);
    assert_eq!(looked.cells(Target::GivenName).last().unwrap(), "Renée");
}

#[test]
fn numbers_as_spreadsheets_damage_them() {
    let looked = look_at(table(&[
        "1.23457E+11,Ana,Ruiz,Active",
        "12345678901234567,Ben,Ochoa,Active",
        "12/34,Cal,Diaz,Active",
        ",Fay,Roe,Active",
        "#N/A,Gus,Tan,Active",
        "1e5,Hal,Ng,Active",
        "0x1F,Ivy,Oh,Active",
        "007,Jan,Po,Active",
    ]));
    for (code, row) in [
        (Code::NumberRounded, 2),
        (Code::NumberLong, 3),
        (Code::NumberSpecial, 4),
        (Code::NumberMissing, 5),
        (Code::CellError, 6),
    ] {
        assert_eq!(looked.rows(code), [row], "{code:?}");
    }
}

#[test]
fn dates_are_one_way_or_a_question() {
    let dates = |dates: &[&str]| {
        let rows = dates
            .iter()
            .zip(1..)
            .map(|(date, number)| format!("{number},Ana,Active,{date}\n"));
        look_at(format!(
            "Employee ID,First Name,Status,Hire Date\n{}",
            rows.collect::<String>()
        ))
    };
    for (written, code) in [
        (&["01-02-2024", "03-04-2024"], "date-unclear"),
        (&["13-02-2024", "02-13-2024"], "date-mixed"),
        (&["01-02-2024", "30-02-2024"], "date-none"),
        (&["45292", "01-13-2024"], "date-serial"),
    ] {
        assert!(dates(written).blocks().contains(&code.to_owned()), "{written:?}");
    }
    assert_eq!(dates(&["01-02-2024", "13-02-2024"]).blocks(), [""; 0]);
    assert_eq!(dates(&["", "-"]).blocks(), [""; 0]);
}

#[test]
fn headings_that_stand_there_twice_or_not_at_all() {
    let looked = look_at("Employee ID,First Name,Status,employee id,x,X,\n1,Ana,Active,2,,,\n");
    let problem = looked
        .examined
        .problems
        .iter()
        .find(|problem| problem.code == Code::HeaderTwice)
        .unwrap();
    assert_eq!(problem.column, Some(3));
    assert!(
        looked.blocks().contains(&"number-unknown".to_owned()),
        "two columns are it"
    );
    let blank = look_at("Employee ID,,Status\n1,Ana,Active\n");
    assert_eq!((blank.rows(Code::HeaderBlank), blank.blocks()), (vec![1], vec![]));
    assert_eq!(code_of("1,2,3\n4,5,6\n"), "file-no-header");
}

#[test]
fn a_hundred_thousand_people_of_one_name_and_a_chain_of_ten_thousand_managers() {
    let mut text = "Employee ID,Name,Status,Manager ID,Email\n".to_owned();
    for number in 0..100_000_u32 {
        let manager = if (1..10_000).contains(&number) {
            (number - 1).to_string()
        } else {
            String::new()
        };
        text += &format!("{number},Siti,Active,{manager},siti{number}@x.nl\n");
    }
    let looked = look_at(text);
    assert_eq!((looked.people(), looked.blocks()), (100_000, vec![]));
    assert_eq!(looked.count(Code::NoLastName), 100_000);
}

#[test]
fn everybody_with_one_number_is_counted() {
    let text = "Employee ID,Status\n".to_owned() + &"7,Active\n".repeat(100_000);
    assert_eq!(look_at(text).count(Code::NumberTwice), 99_999);
}

#[test]
fn twins_in_two_forms_of_one_letter_sign_in_by_one_name() {
    let looked = look_at("Employee ID,Status,Username\n1,Active,ren\u{e9}@x.nl\n2,Active,rene\u{301}@x.nl\n");
    assert_eq!(looked.rows(Code::SignInTwice), [3]);
    assert_eq!(looked.rows(Code::SignInChars), [2, 3]);
}

#[test]
fn packed_and_other_files_are_named() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(table(&["1,Ana,Ruiz,Active"]).as_bytes()).unwrap();
    for (bytes, code) in [
        (gzip.finish().unwrap(), "file-not-table"),
        (b"%PDF-1.7\n".to_vec(), "file-not-table"),
        (vec![7; 5000], "file-not-table"),
        (b"\n\n \n".to_vec(), "file-empty"),
        (table(&["1,Ana,Ruiz,Active"]).into_bytes(), "table"),
    ] {
        assert_eq!(code_of(bytes), code);
    }
}

/// A workbook of one sheet with this content and workbook properties.
fn workbook(properties: &str, sheets: &str, content: &[u8]) -> Vec<u8> {
    let mut book = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let links: String = (1..=2)
        .map(|sheet| {
            format!("<Relationship Id=\"r{sheet}\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/>")
        })
        .collect();
    for (name, text) in [
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships xmlns=\"{package}\">{links}</Relationships>"),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><workbookPr {properties}/><sheets>{sheets}</sheets></workbook>"
            ),
        ),
    ] {
        book.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        book.write_all(text.as_bytes()).unwrap();
    }
    book.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    book.write_all(format!("<worksheet xmlns=\"{main}\"><sheetData>").as_bytes())
        .unwrap();
    book.write_all(content).unwrap();
    book.write_all(b"</sheetData></worksheet>").unwrap();
    book.finish().unwrap().into_inner()
}

const SHEET: &str = "<sheet name=\"People\" sheetId=\"1\" r:id=\"r1\"/>";

fn cells(row: u32, cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"))
        .collect();
    format!("<row r=\"{row}\">{cells}</row>")
}

#[test]
fn a_workbook_that_unpacks_without_end_is_not_unpacked() {
    let bomb = workbook("", SHEET, &vec![b' '; 64 * 1024 * 1024]);
    assert!(bomb.len() < 200_000);
    assert_eq!(code_of(bomb), "file-unpacked-too-large");
}

#[test]
fn a_workbook_may_have_more_sheets_gaps_and_days_from_1904() {
    let two = format!("{SHEET}<sheet name=\"Copy\" sheetId=\"2\" r:id=\"r2\"/>");
    let rows = cells(3, &["Employee ID", "First Name", "Status"])
        + &cells(7, &["1", "Ana", "Active"])
        + &cells(9, &["2", "Ben"]);
    let looked = look_at(workbook("date1904=\"1\"", &two, rows.as_bytes()));
    let Kind::Sheet {
        sheet,
        others,
        from_1904,
    } = looked.file.kind()
    else {
        panic!("it is a sheet")
    };
    assert_eq!(
        (sheet.as_str(), others[0].as_str(), *from_1904),
        ("People", "Copy", true)
    );
    assert_eq!((looked.file.header_row(), looked.people()), (3, 2));
    assert_eq!(looked.rows(Code::StatusUnknown), [9]);
}

#[test]
fn more_rows_than_a_sheet_should_have_are_for_a_text_file() {
    let mut rows = cells(1, &["Employee ID", "Status"]);
    for row in 2..=300_001 {
        rows += &format!("<row r=\"{row}\"><c><v>{row}</v></c></row>");
    }
    let place = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(place.path(), workbook("", SHEET, rows.as_bytes())).unwrap();
    let file = PeopleFile::open(place.path(), &Told::default()).unwrap();
    let read = file.rows(&mut people_file::Problems::default(), |_, _| {
        std::ops::ControlFlow::Continue(())
    });
    assert_eq!(read.unwrap_err().code(), "file-too-many-rows");
}

#[test]
fn what_a_person_tells_goes_before_what_is_found() {
    let place = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(place.path(), "x;y\nEmployee ID;Name, first\n1;Jos\u{e9}\n").unwrap();
    let told = Told {
        encoding: Some("windows-1252".to_owned()),
        separator: Some(','),
        header_row: Some(2),
        ..Told::default()
    };
    let file = PeopleFile::open(place.path(), &told).unwrap();
    assert_eq!((file.columns().len(), file.header_row()), (2, 2));
    let wrong = |told: Told| PeopleFile::open(place.path(), &told).unwrap_err().code();
    assert_eq!(
        wrong(Told {
            encoding: Some("x".to_owned()),
            ..Told::default()
        }),
        "file-encoding-unknown"
    );
    assert_eq!(
        wrong(Told {
            header_row: Some(9),
            ..Told::default()
        }),
        "file-no-header"
    );
}
