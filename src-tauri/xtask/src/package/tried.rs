//! Each package is installed into an empty Debian, run there, and removed again, after which nothing of it may be left.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::LINUX;
use super::bundle::only;
use crate::display::{self, PrivateHome};
use crate::failure::{Failure, Result};
use crate::process::{self, ask, program};
use crate::tally::Tally;

/// Without access control: the cookie of the display cannot be read inside.
const SCREEN: &str = "-screen 0 1280x900x24 -ac";

/// A package, how it is put into the empty system, and how it is taken out again.
struct Kind {
    ending: &'static str,
    install: fn(&Root, &Path) -> Result,
    remove: fn(&Root) -> Result,
}

const KINDS: [Kind; 2] = [
    Kind {
        ending: "deb",
        install: |root, package| {
            let inside = Path::new("/tmp").join(package.file_name().unwrap_or_default());
            super::copy(package, &root.path(&inside))?;
            process::run(root.apt(&["update"]))?;
            let mut install = root.apt(&["install", "--yes", "--no-install-recommends"]);
            install.arg(&inside);
            process::run(install)?;
            std::fs::remove_file(root.path(&inside)).map_err(Failure::io("remove the package from the empty system"))
        },
        remove: |root| process::run(root.apt(&["purge", "--yes", "causeway"])),
    },
    Kind {
        ending: "rpm",
        // What it needs is there already, by the names of Debian.
        install: |root, package| process::run(root.rpm(&["--install", "--nodeps"], package)),
        remove: |root| process::run(root.rpm(&["--erase", "--nodeps"], Path::new("causeway"))),
    },
];

fn try_all(root: &Root) -> Result<Tally> {
    let mut tally = Tally::default();
    for kind in KINDS {
        (kind.install)(root, &only(&LINUX.folder(), kind.ending)?)?;
        let mut holds = vec![
            (
                "causewayctl tells its version",
                answers(root.run(&["causewayctl", "--version"])),
            ),
            (
                "causewayctl sets up the demo tenant",
                answers(root.run(&["causewayctl", "demo"])),
            ),
            ("the window opens", opens(root)?),
        ];
        (kind.remove)(root)?;
        let left = left(root)?;
        for path in &left {
            println!("left behind: {}", path.display());
        }
        holds.push(("nothing is left after it was removed", left.is_empty()));
        for (what, holds) in holds {
            println!(".{}: {what}: {}", kind.ending, if holds { "yes" } else { "NO" });
            tally += Tally::of_check(holds);
        }
    }
    Ok(tally)
}

pub(super) fn run() -> Result<Tally> {
    let mut id = program("id");
    id.arg("-u");
    if ask(id).is_none_or(|id| id.trim() != "0") {
        println!("skipped: only root can install packages into an empty system");
        return Ok(Tally::default());
    }
    try_all(&Root::make()?)
}

fn answers(mut command: Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

/// A window with the program's name appears on a display.
fn opens(root: &Root) -> Result<bool> {
    let home = PrivateHome::new()?;
    let look = "\"$@\" & \
        for _ in $(seq 300); do xwininfo -root -tree | grep -q '\"Causeway\"' && exit 0; sleep 0.2; done; exit 1";
    let inside = root.run(&["dbus-run-session", "--", "causeway"]);
    let mut session = display::session(&home, "3m", SCREEN, Path::new("sh"));
    session
        .args(["-c", look, "sh"])
        .arg(inside.get_program())
        .args(inside.get_args());
    Ok(answers(session))
}

/// Files with a program's name anywhere in the empty system, apart from what running it left to the person who did: RPM leaves
/// folders that several packages may share.
fn left(root: &Root) -> Result<Vec<PathBuf>> {
    let mut find = program("find");
    find.arg(&root.0)
        .args(["-xdev", "(", "-path"])
        .arg(root.path(Path::new("/tmp")));
    find.args(["-o", "-path"]).arg(root.path(Path::new("/var/log")));
    find.args([")", "-prune", "-o", "-not", "-type", "d", "("]);
    find.args([
        "-iname",
        "*causeway*",
        "-o",
        "-name",
        "*graph-simulator*",
        ")",
        "-print",
    ]);
    let found = ask(find).ok_or_else(|| Failure::Told("`find` cannot be started".into()))?;
    Ok(found.lines().map(PathBuf::from).collect())
}

/// An empty Debian.
struct Root(PathBuf);

impl Root {
    /// Of the version and from the sources of this system.
    fn make() -> Result<Self> {
        let path = LINUX.folder().join("work/root");
        let sources = ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"];
        let sources = sources.iter().find_map(|path| std::fs::read(path).ok());
        let sources = sources.ok_or_else(|| Failure::Told("this system names no source of packages".into()))?;
        let mut make = program("mmdebstrap");
        make.args(["--variant=apt", "--include=ca-certificates,dbus"])
            .arg(codename()?)
            .arg(&path)
            .arg("-");
        make.stdin(Stdio::piped());
        let mut child = make.spawn().map_err(Failure::io("start mmdebstrap"))?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin
                .write_all(&sources)
                .map_err(Failure::io("tell mmdebstrap the sources"))?;
        }
        let status = child.wait().map_err(Failure::io("wait for mmdebstrap"))?;
        if status.success() {
            return Ok(Self(path));
        }
        Err(Failure::Program {
            line: "mmdebstrap".into(),
            status: status.to_string(),
        })
    }

    fn path(&self, inside: &Path) -> PathBuf {
        self.0.join(inside.strip_prefix("/").unwrap_or(inside))
    }

    /// A program inside, with the network and the display of this system.
    fn run(&self, command: &[&str]) -> Command {
        let mut inside = program("bwrap");
        inside
            .arg("--bind")
            .arg(&self.0)
            .args(["/", "--proc", "/proc", "--dev", "/dev", "--cap-add", "ALL"]);
        inside.args(["--ro-bind", "/etc/resolv.conf", "/etc/resolv.conf", "--chdir", "/root"]);
        inside.args(["--setenv", "HOME", "/root", "--unsetenv", "XDG_RUNTIME_DIR"]);
        inside.args(command);
        inside
    }

    fn apt(&self, arguments: &[&str]) -> Command {
        let mut apt = self.run(&["apt-get"]);
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        apt
    }

    /// Debian's rpm from outside, on what is inside.
    fn rpm(&self, arguments: &[&str], package: &Path) -> Command {
        let mut rpm = program("rpm");
        rpm.arg("--root").arg(&self.0).args(arguments).arg(package);
        rpm
    }
}

/// The name of this version of Debian or Ubuntu.
fn codename() -> Result<String> {
    let told = std::fs::read_to_string("/etc/os-release").map_err(Failure::io("read which system this is"))?;
    let name = told.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    name.map(str::to_owned)
        .ok_or_else(|| Failure::Told("/etc/os-release has no VERSION_CODENAME".into()))
}
