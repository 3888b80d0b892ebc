//! A company with as many people as one likes.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub(crate) const HEADINGS: &str = "WorkerID,WorkerStatus,WorkerType,UserID,FirstName,LastName,FullName,GenderPronoun,ManagerID,HireDate,OnLeave,\
                        Department,Division,CostCenter,Company,Location,JobTitle,StreetAddress,City,CountryCode,OfficePhone,Custom01,\
                        Custom02,ZipCode";

/// One person of so many, 221 bytes on average. Every twentieth has left.
pub(crate) fn person(number: usize, of: usize) -> [String; 24] {
    let text = str::to_owned;
    [
        format!("{:08}", number + 1),
        text(if number.is_multiple_of(20) {
            "Inactive"
        } else {
            "Active"
        }),
        text("Employee"),
        format!("EMP{number:08}"),
        format!("Firstname{}", number % 5000),
        format!("Lastname{}", number % 70_000),
        format!("Firstname{} Lastname{}", number % 5000, number % 70_000),
        text("SHE/HER"),
        format!("{:08}", (number / 12).min(of - 1) + 1),
        format!("20{:02}-{:02}-{:02}", number % 25, number % 12 + 1, number % 28 + 1),
        text("False"),
        text("Product Engineering"),
        text("Electronics"),
        format!("CC{:04}", number % 400),
        text("Woodgrove"),
        text("Asia Pacific"),
        text("Software Developer"),
        format!("{} Woodgrove Way", number % 900),
        text("Frankfurt"),
        text("DE"),
        text("150-150-1586"),
        text("C1084"),
        text("BTK39"),
        text("71677"),
    ]
}

pub(crate) fn csv(path: &Path, people: usize) -> f64 {
    let mut out = BufWriter::new(File::create(path).unwrap());
    writeln!(out, "{HEADINGS}").unwrap();
    for number in 0..people {
        writeln!(out, "{}", person(number, people).join(",")).unwrap();
    }
    out.into_inner().unwrap().metadata().unwrap().len() as f64 / 1e6
}
