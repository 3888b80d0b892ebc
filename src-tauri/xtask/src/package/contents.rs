//! What the packages hold besides the window: the programs of the terminal, their pages and completions, and our own papers.

use std::path::Path;

use super::{LINUX, Packing, copy, print_to, write};
use crate::failure::{Failure, Result};
use crate::process::{program, run};
use crate::repo;

/// Where each shell looks for completions, below `/usr/share`.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "bash-completion/completions/causewayctl"),
    ("zsh", "zsh/vendor-completions/_causewayctl"),
    ("fish", "fish/vendor_completions.d/causewayctl.fish"),
];

const PAPERS: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];

/// Our own papers and those of others, below `/usr`.
pub(super) const PAPERS_AT: &str = "share/doc/causeway";

pub(super) fn gather() -> Result {
    let tree = LINUX.tree();
    for name in ["causewayctl", "graph-simulator"] {
        copy(&repo::built("release", name), &tree.join("bin").join(name))?;
    }
    let causewayctl = tree.join("bin/causewayctl");
    for (shell, at) in COMPLETIONS {
        let mut completions = program(&causewayctl);
        completions.args(["completions", shell]);
        print_to(completions, &tree.join("share").join(at))?;
    }
    manual(&causewayctl, &tree.join("share/man/man1"))?;
    our_papers(LINUX)?;
    write(&tree.join(PAPERS_AT).join("copyright"), COPYRIGHT.as_bytes())
}

/// Those that people read on any system.
pub(super) fn our_papers(packing: Packing) -> Result {
    let papers = packing.tree().join(PAPERS_AT);
    PAPERS
        .iter()
        .try_for_each(|name| copy(&repo::root().join(name), &papers.join(name)))
}

/// Compressed, as the policy of Debian wants pages of the manual.
fn manual(causewayctl: &Path, folder: &Path) -> Result {
    std::fs::create_dir_all(folder).map_err(Failure::io("make the folder of the manual"))?;
    let mut man = program(causewayctl);
    man.args(["man", "--out"]).arg(folder);
    run(man)?;
    let mut gzip = program("gzip");
    gzip.args(["--best", "--no-name", "--recursive"]).arg(folder);
    run(gzip)
}

const COPYRIGHT: &str = "\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Causeway

Files: *
Copyright: the authors of Causeway
License: MIT or Apache-2.0
 The texts are in LICENSE-MIT and LICENSE-APACHE beside this file; what others
 wrote and the programs hold is in LICENCES-crates.md and LICENCES-window.md.
";
