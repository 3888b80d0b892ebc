//! Set-up files that are read, refused, and looked into before anything changes.

use serde_json::json;

use super::{Place, causewayctl, err, out};

/// `>` of Windows PowerShell writes UTF-16, Notepad a mark before UTF-8, and both end lines with CR LF.
#[test]
fn files_as_windows_writes_them_are_read() {
    let place = Place::new("fresh", 0);
    let text = std::fs::read_to_string(place.setup()).unwrap().replace(',', ",\r\n");
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        let units = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    for bytes in [
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        utf16([0xff, 0xfe], u16::to_le_bytes),
        utf16([0xfe, 0xff], u16::to_be_bytes),
    ] {
        std::fs::write(place.setup(), bytes).unwrap();
        let export = place.run("export", &[]);
        assert_eq!(export.status.code(), Some(0), "{}", err(&export));
    }
    std::fs::write(place.setup(), b"\xff\xfe{").unwrap();
    assert_eq!(place.run("export", &[]).status.code(), Some(2));
}

/// What an application knows to be wrong stops it before the first change, unless it is told to go on.
#[test]
fn the_checks_come_first_and_stop_what_cannot_come_to_a_good_end() {
    let place = Place::new("consent-missing", 0);
    let plan = place.run("plan", &[]);
    assert_eq!(plan.status.code(), Some(3), "{}", out(&plan));
    assert!(out(&plan).contains("! The app lacks permissions"), "{}", out(&plan));
    let apply = place.run("apply", &["--yes"]);
    assert_eq!(apply.status.code(), Some(3));
    assert!(err(&apply).contains("--despite-checks"), "{}", err(&apply));
    assert!(!place.state().exists(), "no run began");
    place.run("apply", &["--yes", "--despite-checks"]);
    assert!(place.state().exists(), "a run began");

    let place = Place::new("fresh", 0);
    let plan = place.run("plan", &[]);
    assert_eq!(plan.status.code(), Some(0), "what cannot be looked at holds nobody up");
    assert!(
        out(&plan).contains("? Not checked: The agents cannot be read"),
        "{}",
        out(&plan)
    );
}

#[test]
fn a_pretend_company_of_one_call_says_that_it_ends_with_it() {
    let place = Place::new("fresh", 0);
    let setup = place.setup();
    // The next call knows nothing of what the one before it set up.
    for (verb, exit) in [(&["apply", "--yes"][..], 0), (&["status"], 3)] {
        let mut arguments = verb.to_vec();
        arguments.extend([setup.to_str().unwrap(), "--cloud", "demo", "--timing", "instant"]);
        let told = causewayctl(&arguments).output().unwrap();
        assert_eq!(told.status.code(), Some(exit), "{}", out(&told));
        assert!(out(&told).contains("ends with this call"), "{}", out(&told));
    }
}

#[test]
fn two_set_ups_of_one_domain_are_refused_before_anything_is_sent() {
    let place = Place::new("fresh", 0);
    let id = place.simulator.connection().tenant.to_string();
    let setup = |tenant: &str, domain: &str, name: &str| {
        json!({"causeway": 1, "journey": "cloud-sync", "tenant": tenant, "domain": domain, "name": name}).to_string()
    };
    let other = place.folder.path().join("other.setup.json");
    for (tenant, domain) in [
        ("CONTOSO.onmicrosoft.com", "Corp.Contoso.com"),
        (id.as_str(), "corp.contoso.com"),
    ] {
        std::fs::write(&other, setup(tenant, domain, "another name")).unwrap();
        for verb in ["plan", "apply"] {
            let folder = place.folder.path().to_str().unwrap();
            let yes = if verb == "apply" { &["--yes"][..] } else { &[] };
            let refused = place.command(&[&[verb, folder], yes].concat()).output().unwrap();
            assert_eq!(refused.status.code(), Some(2), "{tenant}: {}", out(&refused));
            for file in ["corp.setup.json", "other.setup.json"] {
                assert!(err(&refused).contains(file), "{}", err(&refused));
            }
        }
        assert!(!place.state().exists());
    }
}

/// Half a script that is told as a whole one would be run.
#[cfg(target_os = "linux")]
#[test]
fn what_could_not_be_written_is_no_success() {
    let place = Place::new("fresh", 0);
    let setup = place.setup();
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [
        &["schema"][..],
        &["export", setup.to_str().unwrap(), "--as", "curl"],
        &["plan", setup.to_str().unwrap()],
    ] {
        let written = place.command(arguments).stdout(full()).output().unwrap();
        assert_eq!(written.status.code(), Some(1), "{arguments:?}: {}", err(&written));
        assert!(err(&written).contains("could not be written"), "{}", err(&written));
    }
}
