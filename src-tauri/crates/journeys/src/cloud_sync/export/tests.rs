use super::*;
use crate::ExportForm;

fn setup(answers: Value) -> crate::Setup {
    let mut file = json!({ "causeway": 1, "journey": "cloud-sync", "tenant": "contoso.onmicrosoft.com", "domain": "corp.contoso.com" });
    for (field, answer) in answers.as_object().unwrap() {
        file[field] = answer.clone();
    }
    crate::Setup::parse(&file.to_string()).unwrap()
}

#[test]
fn every_form_takes_the_answers() {
    let setup = setup(json!({
        "name": "O'Brien \"${x}\" \u{2019}",
        "scope": { "ous": ["OU=Sales\\, EU,DC=corp,DC=contoso,DC=com"] },
        "notify": ["ops@contoso.com"],
        "exchangeHybridWriteback": true,
        "start": false,
    }));
    for (form, lines) in [
        (
            ExportForm::Curl,
            [
                r#"name='O'\''Brien "${x}" ’'"#,
                r#"scope='{"containers":["OU=Sales\\, EU,DC=corp,DC=contoso,DC=com"],"groups":[]}'"#,
                "templates=(AD2AADProvisioning AD2AADPasswordHash)",
                "start='false'",
            ],
        ),
        (
            ExportForm::PowerShell,
            [
                r#"$Name = 'O''Brien "${x}" ’’'"#,
                r"$Containers = @('OU=Sales\, EU,DC=corp,DC=contoso,DC=com')",
                "$Templates = @('AD2AADProvisioning', 'AD2AADPasswordHash')",
                "$Start = $false",
            ],
        ),
        (
            ExportForm::Terraform,
            [
                r#"  name      = "O'Brien \"$${x}\" ’""#,
                r#"  templates = ["AD2AADProvisioning", "AD2AADPasswordHash"]"#,
                r#"    Domain                   = "{\"domain\":\"corp.contoso.com\"}""#,
                r#"    AppKey                   = "{\"appKeyScenario\":\"AD2AADPasswordHash\"}""#,
            ],
        ),
    ] {
        let code = setup.export(form).unwrap();
        for line in lines {
            assert!(code.lines().any(|found| found == line), "{form:?} lacks {line}\n{code}");
        }
        assert!(!code.contains(ANSWERS), "{form:?}");
    }
}

#[test]
fn the_setup_file_reads_back_equal() {
    let setup = setup(json!({ "passwordHashSync": false }));
    let file = setup.export(ExportForm::Setup).unwrap();
    assert_eq!(crate::Setup::parse(&file).unwrap(), setup);
}

#[test]
fn what_is_not_wanted_is_left_out() {
    let setup = setup(json!({ "passwordHashSync": false, "accidentalDeletes": { "enabled": false } }));
    let script = setup.export(ExportForm::Curl).unwrap();
    assert!(script.contains("\ntemplates=(AD2AADProvisioning)\n"), "{script}");
    assert!(script.contains("\nhashes='[]'\n"), "{script}");
    let settings =
        r#"settings='{"Domain":{"domain":"corp.contoso.com"},"AppKey":{"appKeyScenario":"AD2AADProvisioning"}}'"#;
    assert!(script.contains(settings), "{script}");
}
