//! What large files of people cost in time and memory, each figure beside its bound. `cargo xtask bench people-file` runs it.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench that cannot go on stops, and prints what it found"
)]

mod company;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use people_file::{Examined, Mapping, PeopleFile, Told};
use zip::write::SimpleFileOptions;

use company::{HEADINGS, csv, person};

/// As Excel writes it: texts once, in a part of their own, and cells that point there.
fn xlsx(path: &Path, people: usize) -> f64 {
    let mut book = zip::ZipWriter::new(BufWriter::new(File::create(path).unwrap()));
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut part = |name: &str, write: &mut dyn FnMut(&mut dyn Write)| {
        book.start_file(name, SimpleFileOptions::default()).unwrap();
        write(&mut book);
    };
    part("_rels/.rels", &mut |out| {
        write!(
            out,
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        )
        .unwrap();
    });
    part("xl/_rels/workbook.xml.rels", &mut |out| {
        write!(
            out,
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{relation}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
        )
        .unwrap();
    });
    part("xl/workbook.xml", &mut |out| {
        write!(
            out,
            "<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets><sheet name=\"People\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        )
        .unwrap();
    });
    let mut texts = std::collections::HashMap::new();
    let mut order = Vec::new();
    part("xl/worksheets/sheet1.xml", &mut |out| {
        write!(out, "<worksheet xmlns=\"{main}\"><sheetData>").unwrap();
        let headings = HEADINGS.split(',').map(str::to_owned).collect::<Vec<_>>();
        let rows = std::iter::once(headings).chain((0..people).map(|number| person(number, people).to_vec()));
        for (row, cells) in rows.enumerate() {
            write!(out, "<row r=\"{}\">", row + 1).unwrap();
            for (column, cell) in cells.into_iter().enumerate() {
                let next = texts.len();
                let place = *texts.entry(cell.clone()).or_insert_with(|| {
                    order.push(cell);
                    next
                });
                let letter = char::from(b'A' + column as u8);
                write!(out, "<c r=\"{letter}{}\" t=\"s\"><v>{place}</v></c>", row + 1).unwrap();
            }
            write!(out, "</row>").unwrap();
        }
        write!(out, "</sheetData></worksheet>").unwrap();
    });
    part("xl/sharedStrings.xml", &mut |out| {
        write!(out, "<sst xmlns=\"{main}\" count=\"{}\">", order.len()).unwrap();
        order
            .iter()
            .for_each(|text| write!(out, "<si><t>{text}</t></si>").unwrap());
        write!(out, "</sst>").unwrap();
    });
    book.finish().unwrap();
    path.metadata().unwrap().len() as f64 / 1e6
}

/// CPU of this process so far, in seconds, and the most memory it had, in MiB. What `getrusage` says of memory counts that of the parent
/// too.
fn used() -> (f64, f64) {
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    let cpu = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak: f64 = peak
        .and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or_default();
    (cpu as f64 / 1e6, peak / 1024.0)
}

fn tell(what: &str, measured: f64, bound: f64) {
    let verdict = if measured <= bound { "kept" } else { "MISSED" };
    println!("{what:<64} {measured:>9.3}  {bound:>9.3}  {verdict}");
}

fn whole(path: &Path) -> Examined {
    let file = PeopleFile::open(path, &Told::default()).unwrap();
    let mapping = Mapping::propose(&file).unwrap();
    Examined::of(&file, &mapping, None).unwrap()
}

/// In a process of its own, so that its memory is that of the work alone.
fn measure(path: &Path, people: u64, cpu_bound: f64, memory_bound: f64) {
    let before = used();
    let examined = whole(path);
    let after = used();
    assert_eq!(
        (examined.people, examined.is_blocked()),
        (people, false),
        "{:?}",
        examined.problems
    );
    let name = path.extension().and_then(|name| name.to_str()).unwrap_or_default();
    tell(
        &format!("{name}, {people} people: read, map, examine, CPU s"),
        after.0 - before.0,
        cpu_bound,
    );
    tell(
        &format!("{name}, {people} people: peak memory over idle, MiB"),
        after.1 - before.1,
        memory_bound,
    );
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, part, path, people] = &arguments[..] {
        let (path, people) = (Path::new(path), people.parse().unwrap());
        match part.as_str() {
            "csv" => measure(path, people, 2.0, 96.0),
            "xlsx" => measure(path, people, 6.0, 250.0),
            "first" => {
                let (began, before) = (Instant::now(), used());
                let file = PeopleFile::open(path, &Told::default()).unwrap();
                let mapping = Mapping::propose(&file).unwrap();
                let took = began.elapsed().as_secs_f64() * 1e3;
                assert!(!mapping.targets().is_empty());
                let cpu = (used().0 - before.0) * 1e3;
                tell("csv: from the choice of the file to the proposal, CPU ms", cpu, 150.0);
                tell("csv: from the choice of the file to the proposal, ms", took, 150.0);
            }
            _ => {}
        }
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (text, small, book) = (
        folder.path().join("a.csv"),
        folder.path().join("b.csv"),
        folder.path().join("c.xlsx"),
    );
    println!(
        "{:.0} MB of CSV, {:.0} MB of CSV, {:.0} MB of XLSX",
        csv(&text, 1_000_000),
        csv(&small, 50_000),
        xlsx(&book, 100_000)
    );
    println!("{:<64} {:>9}  {:>9}", "", "measured", "bound");
    for (part, path, people) in [
        ("csv", &text, "1000000"),
        ("csv", &small, "50000"),
        ("first", &text, "1000000"),
        ("xlsx", &book, "100000"),
    ] {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        assert!(command.arg(part).arg(path).arg(people).status().unwrap().success());
    }
}
