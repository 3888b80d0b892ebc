//! What people on Windows install, made on Linux: a package for one person and an archive. The programs are those of release mode.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::contents::our_papers;
use super::materials::PROGRAMS;
use super::{Packing, cargo_tools, clear, copy, dated, done, licences, materials, msi, print_to, sums, version};
use crate::failure::{Failure, Result};
use crate::process::{ask, program, run};
use crate::runner::{Runner, conclude, run_all, ui_build};
use crate::setup::{self, Consent, Need};
use crate::tally::Tally;
use crate::windows::{WINDOWS, Wine, cargo};

pub(super) const PACKING: Packing = Packing {
    at: "package-windows",
    target: Some(WINDOWS.target),
};

/// Beside the window: it finds the web view of Windows.
const LOADER: &str = "WebView2Loader.dll";

/// Makes the packages for Windows, looks whether they are complete, and installs one under Wine.
pub(crate) fn package(consent: Consent) -> Result {
    if !WINDOWS.prepare(consent)? {
        return Ok(());
    }
    setup::prepare(&[Need::WindowsPackages], consent)?;
    cargo_tools::install()?;
    clear(&PACKING.folder())?;
    let wine = Wine::prepare()?;
    let mut build = cargo(&wine, "build", &PROGRAMS, &["--release"]);
    // With it the window carries its pages, as in the packages for Linux.
    build.arg("--features=tauri/custom-protocol");
    let mut completions = wine.program(&built("causewayctl.exe"), &["completions", "powershell"]);
    completions.stderr(Stdio::null());
    let runners = vec![
        ui_build(),
        Runner::check("package: programs", build),
        Runner::own("package: contents", || done(gather(completions))),
        Runner::own("package: licences", || licences::gather(PACKING)),
        Runner::own("package: bill of materials", || materials::gather(PACKING)),
        Runner::own("package: libraries", libraries),
        Runner::own("package: package", || done(msi::make(&name("msi")))),
        Runner::own("package: archive", || done(archive())),
        Runner::own("package: sums and signatures", || done(sums::write(PACKING))),
        Runner::own("package: tried", move || msi::tried(&wine, &name("msi"))),
    ];
    let concluded = conclude(&run_all(runners));
    println!("\nThey are in {}", PACKING.folder().display());
    concluded
}

fn built(file: &str) -> PathBuf {
    WINDOWS.built("release").join(file)
}

/// A file that people install.
fn name(ending: &str) -> PathBuf {
    let file = format!("causeway-{}-x86_64-windows.{ending}", version());
    PACKING.folder().join(file)
}

/// The programs side by side, as Windows looks for libraries, and the papers below them.
fn gather(completions: Command) -> Result {
    let tree = PACKING.tree();
    let programs = PROGRAMS.map(|name| format!("{name}.exe"));
    for file in programs.iter().map(String::as_str).chain([LOADER]) {
        copy(&built(file), &tree.join(file))?;
    }
    print_to(completions, &tree.join("completions.ps1"))?;
    our_papers(PACKING)
}

/// Whether each library that a program wants is beside it or part of Windows, as Wine has it.
fn libraries() -> Result<Tally> {
    let system = Wine::prepare()?.drive().join("windows/system32");
    let entries = std::fs::read_dir(&system).map_err(Failure::io("look at the libraries of Windows"))?;
    let known: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().to_lowercase())
        .chain([LOADER.to_lowercase()])
        .collect();
    let mut tally = Tally::default();
    for name in PROGRAMS {
        let mut objdump = program("x86_64-w64-mingw32-objdump");
        objdump.arg("--private-headers").arg(built(&format!("{name}.exe")));
        let headers = ask(objdump).ok_or_else(|| Failure::Told("`objdump` cannot be started".into()))?;
        let wanted: Vec<String> = headers
            .lines()
            .filter_map(|line| line.trim().strip_prefix("DLL Name: "))
            .map(str::to_lowercase)
            .collect();
        let missing: Vec<_> = wanted.iter().filter(|library| !known.contains(library)).collect();
        println!(
            "{name} wants {} libraries, of which are missing: {missing:?}",
            wanted.len()
        );
        tally += Tally::of_check(!wanted.is_empty() && missing.is_empty());
    }
    Ok(tally)
}

/// Unpacked anywhere, it runs from there.
fn archive() -> Result {
    let tree = PACKING.tree();
    let inside = format!("causeway-{}", version());
    let work = PACKING.folder().join("work");
    for file in super::bundle::files_below(&tree)? {
        let at = file.strip_prefix(&tree).unwrap_or(&file);
        copy(&file, &work.join(&inside).join(at))?;
    }
    let mut dates = program("find");
    dates
        .arg(work.join(&inside))
        .args(["-exec", "touch", "-d", &format!("@{}", dated()), "{}", "+"]);
    run(dates)?;
    let mut zip = program("zip");
    zip.args(["--quiet", "--recurse-paths", "-X"])
        .arg(name("zip"))
        .arg(inside)
        .current_dir(work);
    run(zip)
}
