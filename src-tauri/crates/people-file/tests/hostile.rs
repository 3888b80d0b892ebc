//! Files that nobody would write on purpose: the samples broken in every way, tables of misleading cells, workbooks that are damaged.
//! `PROPTEST_CASES` says how many (docs/hostile-input.md).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::io::{Cursor, Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

use people_file::{Examined, FileError, Mapping, PeopleFile, Problems, Target, Told, Weight};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use support::sample;
use zip::write::SimpleFileOptions;

/// Must be found in no error and no problem.
const SENTINEL: &str = "Sentinel-7Q4Z";

const SAMPLES: &[&str] = &[
    "bamboohr.csv",
    "successfactors.csv",
    "nl-cp1252.csv",
    "de-sap-bom.csv",
    "id-mononyms.csv",
    "duplicate-ids.csv",
    "quotes.csv",
    "ragged.csv",
    "sep-line.csv",
    "cr-only.csv",
    "formula-cells.csv",
    "managers.csv",
];

/// Bytes that change what all others mean.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"\"\"",
    b"\"\n",
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n\n",
    b",",
    b";",
    b"\t",
    b"|",
    b",,,,",
    b"\0",
    b"\0\0",
    b"\x1b[2J",
    b"\x7f",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"\x80",
    b"\xE9",
    b"\xC3",
    b"\xF0\x9F",
    b"\xE2\x80\xAE",
    b"\xED\xA0\x80",
    b"sep=;\n",
    b"=1+1",
    b"@x",
    b"#N/A",
    b"1.23457E+11",
    b"1e5",
    b"0x1F",
    b"007",
    b"30-02-2024",
    b"01-02-2024",
    b"45292",
    b"Total",
    b"<",
    b"{\"",
    b"[",
    b"PK\x03\x04",
    b"\x1F\x8B",
    b"%PDF-",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"Employee ID,Status\n",
    b"99999999999999999999",
];

fn bytes_of(name: &str) -> Vec<u8> {
    std::fs::read(sample(name)).unwrap()
}

#[derive(Debug, Clone)]
enum Change {
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Replace(Index, u8),
    Repeat(Index, usize, usize),
    Cut(Index),
    Widen,
}

fn changes() -> impl Strategy<Value = Change> {
    let piece = prop_oneof![4 => select(PIECES).prop_map(<[u8]>::to_vec), 1 => vec(any::<u8>(), 0..8)];
    prop_oneof![
        6 => (any::<Index>(), piece).prop_map(|(at, piece)| Change::Insert(at, piece)),
        2 => (any::<Index>(), 1..40_usize).prop_map(|(at, size)| Change::Remove(at, size)),
        2 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Replace(at, byte)),
        1 => (any::<Index>(), 1..60_usize, 1..40_usize).prop_map(|(at, size, times)| Change::Repeat(at, size, times)),
        1 => any::<Index>().prop_map(Change::Cut),
        1 => Just(Change::Widen),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let place = |at: &Index| at.index(bytes.len() + 1);
        match change {
            Change::Insert(at, piece) => {
                let at = place(at);
                bytes.splice(at..at, piece.iter().copied());
            }
            Change::Remove(at, size) => {
                let at = place(at);
                let end = (at + size).min(bytes.len());
                bytes.drain(at..end);
            }
            Change::Replace(at, byte) => {
                let at = place(at);
                if let Some(old) = bytes.get_mut(at) {
                    *old = *byte;
                }
            }
            Change::Repeat(at, size, times) => {
                let at = place(at);
                let piece = bytes[at..(at + size).min(bytes.len())].repeat(*times);
                bytes.splice(at..at, piece);
            }
            Change::Cut(at) => {
                let at = place(at);
                bytes.truncate(at);
            }
            // Every byte of the text takes two.
            Change::Widen => bytes = bytes.iter().flat_map(|byte| [*byte, 0]).collect(),
        }
    }
    bytes
}

/// Reads all of it. Whatever is in the file, this holds.
fn read(path: &Path) -> Result<Examined, FileError> {
    let file = PeopleFile::open(path, &Told::default())?;
    let mapping = Mapping::propose(&file)?;
    assert_eq!(mapping.columns.len(), file.columns().len());
    for target in mapping.targets().values() {
        assert!(*target < file.columns().len());
    }
    let mut last = file.header_row();
    let mut whole = 0;
    let seen = file.rows(&mut Problems::default(), |row, _| {
        assert!(row.number > last, "rows go up");
        assert_eq!(row.len(), file.columns().len());
        last = row.number;
        whole += 1;
        ControlFlow::Continue(())
    })?;
    let examined = Examined::of(&file, &mapping, None)?;
    assert_eq!((examined.people, examined.seen.rows), (whole, seen.rows));
    assert!(examined.here + examined.left <= examined.people);
    let unknown: u64 = examined
        .words
        .iter()
        .filter(|word| word.meaning.is_none())
        .map(|word| word.count)
        .sum();
    let blocked = examined.problems.iter().any(|problem| problem.weight == Weight::Blocks);
    assert_eq!(blocked, examined.is_blocked());
    assert!(unknown == 0 || blocked, "a word that nobody knows blocks");
    assert!(mapping.of_target(Target::Number).is_some() || blocked);
    for problem in &examined.problems {
        assert!(problem.count > 0 && problem.places.len() as u64 <= problem.count);
        let told = serde_json::to_string(problem).unwrap();
        assert!(!told.contains(SENTINEL), "{told}");
    }
    Ok(examined)
}

fn read_bytes(bytes: &[u8]) -> Result<Examined, FileError> {
    let place = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(place.path(), bytes).unwrap();
    let read = read(place.path());
    if let Err(error) = &read {
        let told = format!("{error:?} {error} {:?} {}", error.values(), error.code());
        assert!(!told.contains(SENTINEL), "{told}");
    }
    read
}

/// The parts of a workbook, some of them broken, packed again.
fn repacked(book: &[u8], broken: &[(Index, Vec<Change>)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect();
    for (which, changes) in broken {
        let which = which.index(parts.len());
        parts[which].1 = changed(std::mem::take(&mut parts[which].1), changes);
    }
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        packed.start_file(name, SimpleFileOptions::default()).unwrap();
        packed.write_all(&bytes).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

/// Text that XML takes apart, and numbers that programs count with.
const XML: &[&str] = &[
    "<row r=\"0\">",
    "<row r=\"4294967296\"/>",
    "<c r=\"A0\">",
    "<c r=\"ZZZZZZ9\" t=\"s\"><v>99999</v></c>",
    "<c><f>A1</f></c>",
    "</row>",
    "<c r=\"A1\" s=\"4294967295\"><v>1e999</v></c>",
    "<c t=\"d\"><v>x</v></c>",
    "<f t=\"shared\" si=\"4294967295\" ref=\"A1:A2\">x</f>",
    "&lt;",
    "&x;",
    "<![CDATA[",
    "<!--",
    "\u{0}",
    " t=\"e\"",
    " t=\"b\"",
    "<v>-1</v>",
    "<v>1E400</v>",
    "<v>99999999999</v>",
];

fn xml_changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (any::<Index>(), select(XML)).prop_map(|(at, piece)| Change::Insert(at, piece.as_bytes().to_vec())),
        2 => changes(),
    ]
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => hostile_input::text().prop_map(|text| text.chars().take(300).collect()),
        1 => Just(SENTINEL.to_owned()),
        1 => select(PIECES).prop_map(|piece| String::from_utf8_lossy(piece).into_owned()),
    ]
}

const HEADINGS: &[&str] = &[
    "Employee ID",
    "Status",
    "First Name",
    "Last Name",
    "Hire Date",
    "Manager ID",
    "Email",
    "Department",
    "Naam",
    "",
    "Employee ID",
    "?",
];

fn written(rows: &[Vec<String>], separator: char, end: &str) -> String {
    let line = |row: &Vec<String>| {
        let cells = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        cells.collect::<Vec<_>>().join(&separator.to_string())
    };
    rows.iter().map(|row| line(row) + end).collect()
}

proptest! {
    #![proptest_config(hostile_input::inputs(1000))]

    #[test]
    fn samples_broken_in_every_way_end_in_an_answer(which in select(SAMPLES), changes in vec(changes(), 0..8)) {
        let _ = read_bytes(&changed(bytes_of(which), &changes));
    }

    #[test]
    fn tables_of_misleading_cells_end_in_an_answer(
        headings in vec(select(HEADINGS), 1..8),
        rows in vec(vec(cell(), 1..8), 0..12),
        separator in select(&[',', ';', '\t', '|'][..]),
    ) {
        let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
        let rows: Vec<Vec<String>> = std::iter::once(headings).chain(rows).collect();
        let _ = read_bytes(written(&rows, separator, "\n").as_bytes());
    }

    #[test]
    fn any_bytes_end_in_an_answer(bytes in vec(any::<u8>(), 0..600)) {
        let _ = read_bytes(&bytes);
    }

    /// What was written comes back, whatever the separator, the line ends and the encoding.
    #[test]
    fn cells_come_back_as_they_were_written(
        rows in vec(vec("[ -~éüßÖ€]{1,20}", 3..=3), 1..20),
        separator in select(&[',', ';', '\t', '|'][..]),
        end in select(&["\n", "\r\n", "\r"][..]),
        encoding in select(&["utf-8", "utf-8 with a mark", "utf-16le", "utf-16be", "windows-1252"][..]),
        line in any::<bool>(),
    ) {
        let headings = ["Employee ID", "First Name", "Last Name"].map(str::to_owned).to_vec();
        let all: Vec<Vec<String>> = std::iter::once(headings).chain(rows.clone()).collect();
        let mut text = written(&all, separator, end);
        if line {
            text = format!("sep={separator}{end}{text}");
        }
        let bytes = match encoding {
            "utf-8" => text.into_bytes(),
            "utf-8 with a mark" => format!("\u{FEFF}{text}").into_bytes(),
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        };
        let place = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(place.path(), bytes).unwrap();
        // Few letters do not show which of the Western encodings they are of, so that one is told.
        let told = Told { encoding: (encoding == "windows-1252").then(|| encoding.to_owned()), ..Told::default() };
        let file = PeopleFile::open(place.path(), &told).unwrap();
        let mut found = Vec::new();
        let seen = file.rows(&mut Problems::default(), |row, _| {
            found.push((0..3).map(|column| row.whole_cell(column).to_owned()).collect::<Vec<_>>());
            ControlFlow::Continue(())
        });
        let blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
        let rows: Vec<_> = rows.into_iter().filter(|row| !blank(row)).collect();
        let footers = seen.unwrap().footers.len();
        prop_assert_eq!(&found[..], &rows[..rows.len() - footers]);
    }

    #[test]
    fn damaged_archives_end_in_an_answer(changes in vec(changes(), 1..6)) {
        let _ = read_bytes(&changed(bytes_of("people.xlsx"), &changes));
    }

    #[test]
    fn workbooks_with_broken_parts_end_in_an_answer(broken in vec((any::<Index>(), vec(xml_changes(), 1..5)), 1..4)) {
        let _ = read_bytes(&repacked(&bytes_of("people.xlsx"), &broken));
    }
}
