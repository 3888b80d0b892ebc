//! By what people can tell that a package is the one that was made: its sum, and a signature where there is a key.

use std::path::PathBuf;

use super::{Packing, print_to};
use crate::failure::{Failure, Result};
use crate::process::{program, run};

/// Names a program that signs: called with one file, it leaves the signature beside it. Keys are its own affair.
const SIGNER: &str = "CAUSEWAY_SIGN";

pub(super) fn write(packing: Packing) -> Result {
    let folder = packing.folder();
    let entries = std::fs::read_dir(&folder).map_err(Failure::io("look at the packages"))?;
    let mut packages: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    packages.sort();
    let mut sums = program("sha256sum");
    sums.args(packages.iter().filter_map(|path| path.file_name()))
        .current_dir(&folder);
    let list = folder.join("SHA256SUMS");
    print_to(sums, &list)?;
    packages.push(list);
    let Some(signer) = std::env::var_os(SIGNER) else {
        println!("not signed: {SIGNER} names no program that signs");
        return Ok(());
    };
    for package in packages {
        let mut sign = program(&signer);
        sign.arg(package);
        run(sign)?;
    }
    Ok(())
}
