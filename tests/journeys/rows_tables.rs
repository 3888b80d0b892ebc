//! Tables beside a set-up file, as programs write them and as people get them wrong: told whole, by row and column, before anything is sent.

use journey_tests::causewayctl::Place;
use journey_tests::finished::requests;
use journey_tests::searched::has_none_of;
use journey_tests::table::{apps, are_whole, command, place, run, table};
use journey_tests::tenant::Tenant;
use serde_json::json;

use crate::rows::{APPLY, apply};

#[tokio::test]
async fn a_table_with_mistakes_is_told_whole_and_nothing_is_sent() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, 3);
    let text = format!(
        "{}App 0001,k9,http://plain.example\n,k10,https://x.example\n",
        table(0..3)
    );
    let text = text.replace("name,key,BaseAddress", "name,key,BaseAdress");
    std::fs::write(place.path().join("accounts.csv"), text).unwrap();
    let wrong = apply(&tenant, &place, 3);
    wrong.expect(2);
    wrong.says("accounts.csv:1:3: BaseAdress: found a heading that is not known");
    wrong.says("did you mean BaseAddress?");
    wrong.says("accounts.csv:5:1: name: found the same as in row 3");
    wrong.says("accounts.csv:6:1: name: found nothing");
    assert_eq!(requests(&tenant).await, []);

    std::fs::write(place.path().join("accounts.csv"), table(0..3)).unwrap();
    let unknown = run(
        &place,
        command(&tenant, &place, 3, &["plan", "set-up.json", "--rows", "k0001,k002"]),
    );
    unknown.expect(2);
    unknown.says("did you mean k0002?");
    let chosen = [
        "apply",
        "set-up.json",
        "--yes",
        "--rows",
        "K0001",
        "--results",
        "results.csv",
    ];
    let one = run(&place, command(&tenant, &place, 3, &chosen));
    one.expect(0);
    one.says("✓ Row 2, App 0001:");
    are_whole(&apps(&tenant).await, [1]);
    let results = std::fs::read_to_string(place.path().join("results.csv")).unwrap();
    assert_eq!(results.lines().count(), 2, "{results}");
    assert!(results.contains("\n2,k0001,App 0001,"), "{results}");
    std::fs::remove_file(place.path().join("accounts.csv")).unwrap();
    let absent = apply(&tenant, &place, 3);
    absent.expect(2);
    absent.says("table: found the name of a file that is not there");
}

#[tokio::test]
async fn hostile_tables_are_refused_whole_and_give_nothing_away() {
    const SECRET: &str = "sentinel-in-a-cell";
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, 3);
    let many: String = (0..2_001).map(|row| format!("App {row},k{row}\n")).collect();
    for (text, said) in [
        (String::new(), "accounts.csv:1:1:"),
        (format!("{SECRET},{SECRET}\n{SECRET},{SECRET}\n"), "accounts.csv:1:1:"),
        ("name,key\n".to_owned(), "accounts.csv:1:1:"),
        (format!("name,key\n{many}"), "found 2001 instances"),
        (
            format!("name,SecretToken\nA,{SECRET}\n"),
            "accounts.csv:2:2: SecretToken",
        ),
        (
            format!("name,notify,SecretToken\nA,{SECRET},env:T\n"),
            "accounts.csv:2:2: notify",
        ),
        (format!("name,SecretToken\nA,\"{SECRET}\n"), "accounts.csv:2:1: name"),
        (format!("name\n{}\n", "n".repeat(121)), "accounts.csv:2:1: name"),
        (format!("name\n{}\n", SECRET.repeat(90_000)), "accounts.csv:2:1:"),
        ("name\nA\nB\na\n".to_owned(), "accounts.csv:4:1: name"),
        (format!("name{}\n", ",x".repeat(20_000)), "accounts.csv:1:1:"),
        ("name\nA\0\n".to_owned(), "accounts.csv:2:1: name"),
    ] {
        std::fs::write(place.path().join("accounts.csv"), text).unwrap();
        let refused = run(&place, command(&tenant, &place, 3, &APPLY));
        refused.expect(2);
        refused.says(said);
    }
    std::fs::write(place.path().join("accounts.csv"), b"name\nK\xf6ln\n").unwrap();
    let refused = run(&place, command(&tenant, &place, 3, &APPLY));
    refused.expect(2);
    refused.says("found a file that is not UTF-8 or UTF-16 text");
    assert_eq!(requests(&tenant).await, []);
    std::fs::remove_file(place.path().join("accounts.csv")).unwrap();
    has_none_of(place.path(), &[SECRET], 2);
}

#[tokio::test]
async fn a_table_of_any_spreadsheet_is_read_and_its_results_hold_no_formula() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, 0);
    // As Excel saves what it calls Unicode text.
    let text = "name\tkey\tBaseAddress\r\n\"=HYPERLINK(\"\"https://x.example\"\")\"\t+1\thttps://a.example\r\nKöln;2\t@k\thttps://b.example\r\n";
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(units).collect();
    std::fs::write(place.path().join("accounts.csv"), bytes).unwrap();
    let planned = ["plan", "set-up.json", "--results", "results.csv"];
    let mut command = place.command(&tenant, &planned);
    command.envs([("TOKEN__1", "sentinel-1"), ("TOKEN__K", "sentinel-k")]);
    run(&place, command).expect(0);
    let results = std::fs::read_to_string(place.path().join("results.csv")).unwrap();
    let rows: Vec<&str> = results.lines().skip(1).collect();
    assert!(
        rows[0].starts_with("1,'+1,\"'=HYPERLINK(\"\"https://x.example\"\")\",,,,will-change,"),
        "{results}"
    );
    assert!(rows[1].starts_with("2,'@k,\"Köln;2\",,,,will-change,"), "{results}");
}

#[tokio::test]
async fn a_set_up_and_its_table_are_begun_and_what_has_no_rows_says_so() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, 0);
    let begun = [
        "init",
        "aws.setup.json",
        "--journey",
        "gallery-app",
        "--tenant",
        tenant.text("tenant"),
    ];
    let answers = ["--set", "app.name=AWS IAM Identity Center", "--set", "table=new.csv"];
    run(&place, place.command(&tenant, &[&begun[..], &answers].concat())).expect(0);
    let table = place.path().join("new.csv");
    assert_eq!(
        std::fs::read_to_string(&table).unwrap(),
        "name,key,BaseAddress,SecretToken,groups\n"
    );
    let empty = run(&place, place.command(&tenant, &["plan", "aws.setup.json"]));
    empty.expect(2);
    empty.says("new.csv:1:1:");
    std::fs::write(
        &table,
        "name,key,BaseAddress,SecretToken,groups\nApp 0001,k1,https://x.example,env:T,\n",
    )
    .unwrap();
    let mut command = place.command(&tenant, &["plan", "aws.setup.json"]);
    command.env("T", "sentinel");
    run(&place, command).expect(0);
    // A table that is there stays as it is.
    let again = [&begun[..], &answers, &["--replace"]].concat();
    run(&place, place.command(&tenant, &again)).expect(0);
    assert!(std::fs::read_to_string(&table).unwrap().contains("App 0001"));

    let place = Place::new(&tenant, "corp.contoso.com", json!({}));
    let none = run(
        &place,
        place.command(&tenant, &["plan", "set-up.json", "--results", "r.csv"]),
    );
    none.expect(2);
    none.says("this set-up has no rows");
}
