//! The package for Windows: for the person who installs it alone, so nobody's permission is asked; a newer one takes the place of an older.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::bundle::files_below;
use super::windows::PACKING;
use super::{version, write};
use crate::failure::{Failure, Result};
use crate::process::{ask, program, run, tee};
use crate::tally::Tally;
use crate::windows::Wine;

/// By this Windows knows an older version; it never changes.
const UPGRADE: &str = "7C2F0C5E-2D0B-4E0D-9B0E-3B1C3A1F6A57";

/// Below the folder of the person's own programs.
const FOLDER: &str = "Causeway";

/// Makes it of everything in the tree.
pub(super) fn make(package: &Path) -> Result {
    let source = PACKING.folder().join("work/causeway.wxs");
    write(&source, describe(&PACKING.tree())?.as_bytes())?;
    let mut wixl = program("wixl");
    wixl.args(["--arch", "x64", "--output"]).arg(package).arg(source);
    // The sources are named from there.
    wixl.current_dir(PACKING.tree());
    run(wixl)?;
    let mut amend = program("msibuild");
    amend.arg(package).arg("-q").args(PATH);
    run(amend)
}

/// Terminals that are opened afterwards find the programs. This tool knows no element of WiX for it.
const PATH: [&str; 4] = [
    "CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, \
     `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)",
    "INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) \
     VALUES ('path', '=-PATH', '[~];[INSTALLDIR]', 'part0')",
    "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('WriteEnvironmentStrings', 5200)",
    "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('RemoveEnvironmentStrings', 3300)",
];

/// What goes where, in the words of WiX.
fn describe(tree: &Path) -> Result<String> {
    let mut folders: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in files_below(tree)? {
        let at = file.strip_prefix(tree).unwrap_or(&file).to_owned();
        let folder = at.parent().unwrap_or(Path::new("")).to_owned();
        for above in folder.ancestors() {
            folders.entry(above.to_owned()).or_default();
        }
        folders.entry(folder).or_default().push(at);
    }
    let mut parts = Parts::default();
    let inside = parts.folder(Path::new(""), &folders);
    let version = version();
    let references = parts.references();
    Ok(format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Id="*" Name="Causeway" Language="1033" Version="{version}" Manufacturer="Causeway" UpgradeCode="{{{UPGRADE}}}">
<Package InstallerVersion="500" Compressed="yes" InstallScope="perUser"/>
<MajorUpgrade DowngradeErrorMessage="A newer version of Causeway is installed."/>
<Media Id="1" Cabinet="causeway.cab" EmbedCab="yes"/>
<Property Id="ARPNOMODIFY" Value="1"/>
<Directory Id="TARGETDIR" Name="SourceDir">
<Directory Id="LocalAppDataFolder"><Directory Id="Programs" Name="Programs"><Directory Id="INSTALLDIR" Name="{FOLDER}">
{inside}</Directory></Directory></Directory>
<Directory Id="ProgramMenuFolder"><Component Id="menu" Guid="*">
<Shortcut Id="menu_causeway" Name="Causeway" Target="[INSTALLDIR]causeway.exe" WorkingDirectory="INSTALLDIR"/>
{}</Component></Directory>
</Directory>
<Feature Id="everything" Level="1">{references}<ComponentRef Id="menu"/></Feature>
</Product></Wix>
"#,
        installed("menu")
    ))
}

/// Windows tells by this value that a part is installed for this person.
fn installed(part: &str) -> String {
    format!(
        "<RegistryValue Root=\"HKCU\" Key=\"Software\\Causeway\" Name=\"{part}\" Type=\"integer\" Value=\"1\" KeyPath=\"yes\"/>\n"
    )
}

/// The folders, each a component with its files.
#[derive(Default)]
struct Parts {
    made: usize,
    files: usize,
}

impl Parts {
    fn folder(&mut self, at: &Path, folders: &BTreeMap<PathBuf, Vec<PathBuf>>) -> String {
        let part = format!("part{}", self.made);
        self.made += 1;
        let mut text = format!("<Component Id=\"{part}\" Guid=\"*\">{}", installed(&part));
        for file in folders.get(at).into_iter().flatten() {
            let source = file.display();
            let _ = writeln!(text, "<File Id=\"file{}\" Source=\"{source}\"/>", self.files);
            self.files += 1;
        }
        let _ = write!(text, "<RemoveFolder Id=\"{part}_folder\" On=\"uninstall\"/>");
        text.push_str("</Component>\n");
        for below in folders.keys().filter(|below| below.parent() == Some(at)) {
            let name = below.file_name().unwrap_or_default().to_string_lossy();
            let folder = self.made;
            let inside = self.folder(below, folders);
            let _ = writeln!(
                text,
                "<Directory Id=\"folder{folder}\" Name=\"{name}\">{inside}</Directory>"
            );
        }
        text
    }

    fn references(&self) -> String {
        (0..self.made)
            .map(|part| format!("<ComponentRef Id=\"part{part}\"/>"))
            .collect()
    }
}

/// Reads it with another program, installs it under Wine, runs what was installed, and removes it again.
pub(super) fn tried(wine: &Wine, package: &Path) -> Result<Tally> {
    let says = |arguments: &[&str]| {
        let mut info = program("msiinfo");
        info.args(arguments).arg(package);
        ask(info).unwrap_or_default()
    };
    let table = |name: &str| {
        let mut info = program("msiinfo");
        info.arg("export").arg(package).arg(name);
        ask(info).unwrap_or_default()
    };
    let (properties, files) = (table("Property"), table("File"));
    let expected = files_below(&PACKING.tree())?.len();
    let mut holds = vec![
        (
            "it is called a package for Windows of 64 bits",
            says(&["suminfo"]).contains("x64"),
        ),
        (
            "an older one is known by its upgrade code",
            table("Upgrade").contains(UPGRADE),
        ),
        ("it is for one person", !properties.contains("ALLUSERS\t1")),
        // Three lines head a table.
        ("it holds every file", files.lines().count() == expected + 3),
        (
            "it has a shortcut to the window",
            table("Shortcut").contains("causeway.exe"),
        ),
    ];
    let windows = |task: &str| {
        let mut msiexec = wine.program(Path::new("msiexec"), &[task]);
        msiexec.arg(package).arg("/qn");
        tee(msiexec).map(|finished| finished.success)
    };
    holds.push(("it is installed", windows("/i")?));
    let programs = installed_at(&wine.drive())?;
    let program = programs.as_ref().map(|folder| folder.join("causewayctl.exe"));
    let runs = |arguments: &[&str]| -> Result<bool> {
        let Some(program) = &program else { return Ok(false) };
        Ok(tee(wine.program(program, arguments))?.success)
    };
    holds.push(("causewayctl tells its version", runs(&["--version"])?));
    holds.push(("causewayctl sets up the demo tenant", runs(&["demo"])?));
    holds.push(("it is removed", windows("/x")?));
    holds.push((
        "nothing is left after it was removed",
        installed_at(&wine.drive())?.is_none(),
    ));
    let mut tally = Tally::default();
    for (what, holds) in holds {
        println!(".msi: {what}: {}", if holds { "yes" } else { "NO" });
        tally += Tally::of_check(holds);
    }
    Ok(tally)
}

/// The folder below the one of whoever runs Wine.
fn installed_at(drive: &Path) -> Result<Option<PathBuf>> {
    let users = std::fs::read_dir(drive.join("users")).map_err(Failure::io("look at the people of Wine"))?;
    Ok(users
        .flatten()
        .map(|person| person.path().join("AppData/Local/Programs").join(FOLDER))
        .find(|folder| folder.is_dir()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_in_a_part_that_is_installed() {
        let tree = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/package"));
        let text = describe(tree).unwrap();
        let count = |what: &str| text.matches(what).count();
        assert_eq!(count("<File "), files_below(tree).unwrap().len());
        assert!(text.contains("Source=\"msi.rs\""));
        assert_eq!(count("<Component "), count("<ComponentRef "));
        assert_eq!(count("<Component "), count("KeyPath=\"yes\""));
    }
}
