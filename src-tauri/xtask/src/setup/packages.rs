//! System packages on Debian and its relatives.

use crate::process;
use std::collections::HashSet;
use std::process::Command;

/// What a task wants to do with the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Build and open the window.
    Window,
    /// Drive the window without a display, and run other people's Graph clients.
    Tests,
    /// Build for Windows, and run what was built under Wine.
    Windows,
    /// Type-check for macOS.
    Macos,
    /// Make packages, and try them in an empty system.
    Packages,
    /// Make packages for Windows, and read them.
    WindowsPackages,
}

impl Need {
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Window => &[
                "build-essential",
                "pkg-config",
                "libwebkit2gtk-4.1-dev",
                "librsvg2-dev",
                "fonts-dejavu",
                "file",
                "xdg-utils",
            ],
            Self::Tests => &[
                "webkit2gtk-driver",
                "xvfb",
                "xauth",
                "dbus",
                "gnome-keyring",
                "fonts-noto-cjk",
                "fonts-noto-color-emoji",
                "imagemagick",
                "curl",
                "jq",
                "python3-venv",
            ],
            Self::Macos => &["rustc-web", "cargo-web", "rust-web-src", "python3-venv", "cmake"],
            Self::Windows => &[
                "rustc-web",
                "cargo-web",
                "rust-web-src",
                "gcc-mingw-w64-x86-64-posix",
                "g++-mingw-w64-x86-64-posix",
                "wine64",
                "nasm",
                "cmake",
            ],
            Self::WindowsPackages => &["wixl", "msitools", "zip"],
            Self::Packages => &[
                "rpm",
                "mmdebstrap",
                "bubblewrap",
                "xvfb",
                "xauth",
                "x11-utils",
                "dbus",
                "gnome-keyring",
            ],
        }
    }
}

/// What to say on Windows and macOS.
pub(crate) const ELSEWHERE: &str = "\
System packages are looked after on Debian and Ubuntu only. Here you need a C compiler and a web
view yourself (Windows: Visual Studio Build Tools and WebView2; macOS: Xcode command line tools).
The window test needs Linux. Neither system has been tried by us.";

/// What to say on a Linux without dpkg.
pub(crate) fn without_apt(needs: &[Need]) -> String {
    format!(
        "This Linux has no dpkg, so nothing is checked or installed. Needed are the counterparts\n\
         of these Debian packages: {}.\n\
         Where other distributions keep them: the page \"Prerequisites\" of the Tauri documentation.",
        wanted(needs).collect::<Vec<_>>().join(" ")
    )
}

/// Names of the installed packages; `None` on a machine without dpkg.
pub(crate) fn installed() -> Option<HashSet<String>> {
    let mut query = process::program("dpkg-query");
    query.args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"]);
    process::ask(query).map(|answer| parse_installed(&answer))
}

fn parse_installed(answer: &str) -> HashSet<String> {
    answer
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .map(str::to_owned)
        .collect()
}

pub(crate) fn missing(needs: &[Need], installed: &HashSet<String>) -> Vec<&'static str> {
    wanted(needs).filter(|name| !installed.contains(*name)).collect()
}

fn wanted(needs: &[Need]) -> impl Iterator<Item = &'static str> {
    needs.iter().flat_map(|need| need.packages()).copied()
}

pub(crate) fn update_command(root: bool) -> Command {
    apt_get(root, &["update"])
}

pub(crate) fn install_command(packages: &[&str], root: bool) -> Command {
    let mut command = apt_get(root, &["install", "--yes", "--no-install-recommends"]);
    command.args(packages);
    command
}

fn apt_get(root: bool, arguments: &[&str]) -> Command {
    let mut command = process::program(if root { "env" } else { "sudo" });
    // sudo hands the variable on only when it stands on its own command line.
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command.args(arguments);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fully_installed_packages_count() {
        let installed = parse_installed("file installed\nxvfb config-files\nlibwebkit2gtk-4.1-dev not-installed\n");
        assert!(installed.contains("file"));
        assert_eq!(installed.len(), 1);
        let missing = missing(&[Need::Tests], &installed);
        assert!(missing.contains(&"xvfb"));
        assert!(!missing.contains(&"libwebkit2gtk-4.1-dev"), "not needed");
    }

    #[test]
    fn the_command_is_the_one_that_is_shown() {
        assert_eq!(
            process::shown(&install_command(&["xvfb", "file"], false)),
            "sudo DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends xvfb file"
        );
        assert_eq!(
            process::shown(&update_command(true)),
            "env DEBIAN_FRONTEND=noninteractive apt-get update"
        );
    }

    #[test]
    fn other_linuxes_are_told_the_names() {
        let told = without_apt(&[Need::Window]);
        assert!(told.contains("libwebkit2gtk-4.1-dev"));
        assert!(!told.contains("xvfb"));
    }
}
