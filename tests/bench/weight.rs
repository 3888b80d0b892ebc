//! How large the things are that people download.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

/// The scripts of the built page: bytes as they lie there, and compressed.
pub(crate) fn scripts() -> (usize, usize) {
    weighed(&built())
}

/// Those of them that are read before the first text: what the page names, and the words of one language.
pub(crate) fn first_scripts() -> (usize, usize) {
    let page = std::fs::read_to_string(root().join("ui/dist/index.html")).expect("a page");
    let mut first = built();
    first.retain(|script| {
        let name = script.file_name().unwrap_or_default().to_string_lossy();
        page.contains(&*name) || (name.starts_with("en-") && !name.starts_with("en-rest-"))
    });
    weighed(&first)
}

fn built() -> Vec<PathBuf> {
    files(&root().join("ui/dist/assets"), "js")
}

fn weighed(scripts: &[PathBuf]) -> (usize, usize) {
    let texts = scripts.iter().map(|script| std::fs::read(script).expect("a script"));
    texts.fold((0, 0), |(raw, packed), text| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&text).expect("memory");
        (raw + text.len(), packed + encoder.finish().expect("memory").len())
    })
}

/// Bytes of the newest Debian package.
pub(crate) fn debian_package() -> Option<u64> {
    let bundles = journey_tests::program::folder().join("bundle/deb");
    let packages = files(&bundles, "deb");
    let packages = packages.iter().filter_map(|package| package.metadata().ok());
    packages
        .max_by_key(|package| package.modified().ok())
        .map(|newest| newest.len())
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
