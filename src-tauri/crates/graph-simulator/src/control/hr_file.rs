//! The company as the program of its HR department would export it: everybody who works there, some who are new and some who left, and
//! one row with a mistake, until somebody mends it. The same company gives the same file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::directory::{ObjectIndex, Scope, plain_letters};
use crate::tenant::Tenant;
use crate::users::is_person;

/// People who are in the file and not in the directory yet.
const JOINERS: u32 = 9;
/// Their numbers follow this one; nobody of the directory has one like it.
const BEFORE_JOINERS: u32 = 900_000;
/// People of the directory who have left by this file.
const LEAVERS: usize = 3;
/// Of so many people one is on leave.
const ON_LEAVE: usize = 60;
/// People of whom nobody knows what their status means, without being told.
const INTERNS: usize = 4;
/// So many people have one manager.
const TEAM: usize = 8;

/// How a language writes such a file.
struct Style {
    name: &'static str,
    separator: &'static str,
    /// One byte a letter, as programs of Western Europe write it; otherwise UTF-8.
    is_western: bool,
    titles: &'static [&'static str],
    headings: [&'static str; 9],
    /// Works there, is on leave, has left, and a word that says neither.
    words: [&'static str; 4],
    day: fn(u32, u32, u32) -> String,
    total: &'static str,
}

const ENGLISH: Style = Style {
    name: "people.csv",
    separator: ",",
    is_western: false,
    titles: &[],
    headings: [
        "Employee ID",
        "First Name",
        "Last Name",
        "Work Email",
        "Job Title",
        "Department",
        "Manager ID",
        "Hire Date",
        "Employment Status",
    ],
    words: ["Active", "Paid Leave", "Terminated", "Intern"],
    day: |year, month, day| format!("{year}-{month:02}-{day:02}"),
    total: "Total",
};

const DUTCH: Style = Style {
    name: "personeel.csv",
    separator: ";",
    is_western: true,
    titles: &["Personeelslijst", "Alle afdelingen"],
    headings: [
        "Personeelsnummer",
        "Roepnaam",
        "Achternaam",
        "E-mail (zakelijk)",
        "Functie",
        "Afdeling",
        "Leidinggevende",
        "Datum in dienst",
        "Status",
    ],
    words: ["In dienst", "Met zwangerschapsverlof", "Uit dienst", "Stagiair"],
    day: |year, month, day| format!("{day:02}-{month:02}-{year}"),
    total: "Totaal",
};

const INDONESIAN: Style = Style {
    name: "karyawan.csv",
    separator: ";",
    is_western: false,
    titles: &["Daftar Karyawan"],
    headings: [
        "Nomor Induk Karyawan",
        "Nama Depan",
        "Nama Belakang",
        "Email Kantor",
        "Jabatan",
        "Divisi",
        "NIK Atasan",
        "Tanggal Masuk",
        "Status Karyawan",
    ],
    words: ["Tetap", "Cuti", "Resign", "Magang"],
    day: |year, month, day| format!("{day:02}/{month:02}/{year}"),
    total: "Jumlah",
};

pub(super) fn answer(tenant: &Tenant, language: &str, is_mended: bool) -> Result<Value, String> {
    let style = match language {
        "en" => &ENGLISH,
        "nl" => &DUTCH,
        "id" => &INDONESIAN,
        other => return Err(format!("no HR department here writes {other:?}")),
    };
    let text = text(tenant, style, is_mended);
    let bytes = match style.is_western {
        true => text
            .chars()
            .map(|letter| u8::try_from(letter).unwrap_or(b'?'))
            .collect(),
        false => text.into_bytes(),
    };
    Ok(json!({"name": style.name, "base64": STANDARD.encode(bytes)}))
}

fn text(tenant: &Tenant, style: &Style, is_mended: bool) -> String {
    let company = &tenant.company;
    let people = company.in_scope(&Scope::default());
    let people: Vec<ObjectIndex> = people.into_iter().filter(|object| is_person(tenant, *object)).collect();
    let number = |index: ObjectIndex| {
        company
            .employee_id(index)
            .unwrap_or_else(|| (10_000 + index).to_string())
    };
    let manager = |place: usize| people.get(place / TEAM).map(|boss| number(*boss)).unwrap_or_default();
    let hired = |place: usize| {
        let place = u32::try_from(place).unwrap_or_default();
        (style.day)(2004 + place % 21, place % 12 + 1, place % 28 + 1)
    };
    let mut rows: Vec<[String; 9]> = Vec::new();
    for (place, &index) in people.iter().enumerate() {
        let (given, family) = company.person_name(index).unwrap_or_default();
        let word = match place {
            _ if place + LEAVERS >= people.len() => style.words[2],
            _ if place + LEAVERS + INTERNS >= people.len() => style.words[3],
            _ if place % ON_LEAVE == ON_LEAVE - 1 => style.words[1],
            _ => style.words[0],
        };
        rows.push([
            number(index),
            style.written(given),
            style.written(family),
            company.mail(index),
            company.title(index).to_owned(),
            company.department(index).to_owned(),
            if place == 0 { String::new() } else { manager(place) },
            hired(place),
            word.to_owned(),
        ]);
    }
    let named = |place: usize| {
        people
            .get(place % people.len().max(1))
            .and_then(|index| company.person_name(*index))
    };
    for joiner in 1..=JOINERS {
        let place = joiner as usize;
        // First names of some and last names of others: most are new, and none is somebody who is there.
        let given = named(place * 5).map_or("Sam", |(given, _)| given);
        let family = named(place * 11 + 2).map_or("Field", |(_, family)| family);
        rows.push([
            (BEFORE_JOINERS + joiner).to_string(),
            style.written(given),
            style.written(family),
            String::new(),
            "Assistant".to_owned(),
            people
                .first()
                .map(|index| company.department(*index).to_owned())
                .unwrap_or_default(),
            people.first().map(|index| number(*index)).unwrap_or_default(),
            // Nobody starts on this day: the row with a mistake.
            match joiner {
                JOINERS if !is_mended => (style.day)(2026, 2, 30),
                _ => (style.day)(2026, 12, joiner),
            },
            style.words[0].to_owned(),
        ]);
    }
    let total = rows.len().to_string();
    let mut lines: Vec<String> = style
        .titles
        .iter()
        .map(|title| style.line(&[(*title).to_owned()]))
        .collect();
    lines.push(style.line(&style.headings.map(str::to_owned)));
    lines.extend(rows.iter().map(|row| style.line(row)));
    lines.push(style.line(&[style.total.to_owned(), total]));
    lines.join("\r\n") + "\r\n"
}

impl Style {
    /// Programs with one byte a letter leave the marks away that they have no letter for.
    fn written(&self, name: &str) -> String {
        let fits = |letter: char| u8::try_from(letter).is_ok();
        match self.is_western && !name.chars().all(fits) {
            true => plain_letters(name),
            false => name.to_owned(),
        }
    }

    fn line(&self, cells: &[String]) -> String {
        let quoted = cells.iter().map(|cell| match cell.contains([',', ';', '"']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.clone(),
        });
        let mut cells: Vec<String> = quoted.collect();
        cells.resize(self.headings.len(), String::new());
        cells.join(self.separator)
    }
}
