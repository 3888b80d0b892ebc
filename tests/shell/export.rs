//! The answers as code: what the window saves is what the command line prints, and leads to the same tenant.

use std::fs;
use std::process::Command;

use app_core::view::RunPhase;
use journey_tests::causewayctl::Place;
use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, only_one};
use journey_tests::program;
use journey_tests::tenant::Tenant;
use serde_json::{Value, json};
use tauri::async_runtime::block_on;

use crate::shell::{Shell, answers};

const FORMS: [(&str, &str); 4] = [
    ("setup", ".setup.json"),
    ("curl", ".setup.sh"),
    ("powershell", ".setup.ps1"),
    ("terraform", ".tf"),
];

/// Answers that every language has to quote.
fn set_up() -> String {
    answers(|setup| {
        setup["name"] = json!("Ann's \"own\" ${HOME} $(id) ë");
        setup["scope"] = json!({ "ous": ["OU=Sales\\, EU,DC=corp,DC=contoso,DC=com"] });
        setup["notify"] = json!(["ops@contoso.com"]);
    })
}

#[test]
fn what_the_window_saves_and_copies_is_what_causewayctl_prints() {
    let shell = Shell::open("school");
    let file = shell.folder.path().join("given.setup.json");
    fs::write(&file, set_up()).unwrap();
    for (form, ending) in FORMS {
        let mut command = Command::new(program::built("causewayctl"));
        let printed = command.arg("export").arg(&file).args(["--as", form]).output().unwrap();
        assert!(printed.status.success(), "{form}: {printed:?}");
        let printed = String::from_utf8(printed.stdout).unwrap();

        let asked = json!({ "setup": set_up(), "form": form });
        let path = shell.must("save_export", asked.clone());
        let path = path.as_str().unwrap();
        assert_eq!(
            path,
            shell
                .files()
                .join(format!("Ann-s -own- --HOME- --id- ë{ending}"))
                .display()
                .to_string()
        );
        assert_eq!(fs::read_to_string(path).unwrap(), printed, "{form}, saved");
        assert_eq!(shell.must("export_setup", asked), printed, "{form}, copied");
    }
    let other = json!({ "setup": set_up(), "form": "../x" });
    assert!(shell.ask("save_export", other).is_err());
}

#[test]
fn a_set_up_file_from_the_window_makes_the_same_tenant_on_the_command_line() {
    let (here, there) = block_on(async { (Tenant::start("contoso").await, Tenant::start("contoso").await) });
    let shell = Shell::at(&here);
    shell.sign_in();
    let mut setup: Value = serde_json::from_str(&shell.recommended(DOMAIN)).unwrap();
    setup["scope"] = json!({ "ous": ["OU=Staff,DC=corp,DC=contoso,DC=com"] });
    let setup = setup.to_string();
    let file = shell.must("save_export", json!({ "setup": setup, "form": "setup" }));
    shell.must("start_run", json!({ "setup": setup }));
    shell.until(|view| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Done));

    let place = Place::new(&there, DOMAIN, json!({}));
    place.run(&there, &["apply", file.as_str().unwrap(), "--yes"]).expect(0);
    let (here, there) = block_on(async { (here.picture().await, there.picture().await) });
    only_one(&here, &[PASSWORD_HASH, PROVISIONING]);
    assert_eq!(here.essence(), there.essence());
}
