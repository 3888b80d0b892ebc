//! Parsers of others read the set-up that was exported to their language, also where its names try to get out of their quotes.

use std::io::Write as _;
use std::process::Stdio;

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::DOMAIN;
use journey_tests::tenant::Tenant;
use serde_json::{Value, json};

use crate::installed;

#[tokio::test]
async fn a_parser_of_powershell_understands_the_export() {
    is_understood("powershell", "powershell").await;
}

#[tokio::test]
async fn a_parser_of_terraforms_language_understands_the_export() {
    is_understood("terraform", "hcl").await;
}

#[test]
fn a_parser_notices_what_is_wrong() {
    for (language, text) in [
        ("powershell", "if ($a { 'b' }\n"),
        ("hcl", "resource \"a\" {\n  b = \"${\"\n}\n"),
    ] {
        assert_ne!(parsed(language, text).code, 0, "{language}");
    }
}

async fn is_understood(form: &str, language: &str) {
    let tenant = Tenant::start("contoso").await;
    let hostile: Value = json!({
        "name": "O'Brien \"${x}\" %{if} $(id) `id` \u{2019}; \\",
        "scope": { "groups": ["CN=Pilot \\\"${x}\\\" $(id) \u{2018},DC=corp,DC=contoso,DC=com"] },
        "notify": ["o'brien@contoso.com"],
    });
    for answers in [json!({}), hostile] {
        let place = Place::new(&tenant, DOMAIN, answers);
        let exported = place.run(&tenant, &["export", "set-up.json", "--as", form]);
        exported.expect(0);
        parsed(language, &exported.out).expect(0);
    }
}

fn parsed(language: &str, text: &str) -> Ended {
    let mut process = installed::parser(language)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the parser starts");
    let mut input = process.stdin.take().expect("its input is piped");
    input.write_all(text.as_bytes()).expect("it reads its input");
    drop(input);
    process.wait_with_output().expect("it ends").into()
}
