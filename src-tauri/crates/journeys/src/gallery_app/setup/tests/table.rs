//! Tables beside a set-up file.

use serde_json::json;

use super::*;

fn table(table: &str) -> Result<Setup, Vec<crate::SetupError>> {
    let [.., of_table] = examples();
    rows(&of_table, table)
}

#[test]
fn a_table_gives_a_row_for_each_instance_whatever_separates_its_cells() {
    for text in [
        "Name;base_address;Secret Token;GROUPS;role;threshold;start\r\nKöln 1;https://a.example;env:TOK_1;G 1|G 2;User;7;FALSE\r\n\r\n;;;;;;\r\nB;https://b.example;saved;;;;\r\n",
        "Name\tbase_address\tSecret Token\tGROUPS\trole\tthreshold\tstart\nKöln 1\thttps://a.example\tenv:TOK_1\tG 1|G 2\tUser\t7\tFALSE\nB\thttps://b.example\tsaved\t\t\t\t",
    ] {
        let setup = table(text).unwrap();
        assert_eq!(setup.name(), "AWS accounts");
        assert_eq!(setup.names().collect::<Vec<_>>(), ["Köln 1", "B"]);
        let rows = setup.rows();
        let (one, two) = (rows[0].row(), rows[1].row());
        let credentials: Vec<_> = one
            .credentials()
            .map(|(key, credential)| (key, credential.clone()))
            .collect();
        let address = Credential::Clear("https://a.example".to_owned());
        let token = Credential::Env("TOK_1".to_owned());
        assert_eq!(credentials, [("BaseAddress", address), ("SecretToken", token)]);
        let who: Vec<_> = one
            .assign()
            .iter()
            .map(|one| (one.who.name(), one.role.as_deref()))
            .collect();
        assert_eq!(who, [("G 1", Some("User")), ("G 2", Some("User"))]);
        assert_eq!((one.delete_threshold(), one.starts()), (Some(7), Some(false)));
        assert_eq!(
            (two.delete_threshold(), two.starts(), two.assign().len()),
            (None, None, 0)
        );
        assert!(
            two.credentials()
                .any(|(_, credential)| *credential == Credential::Saved)
        );
    }
    // What a row leaves out is the default of all.
    let setup = table("name,key\nA,nl-1\n\"=1+1, \"\"B\"\"\",nl-2").unwrap();
    let row = setup.rows()[1].row();
    assert_eq!(row.instance(), "=1+1, \"B\"");
    let (_, token) = row.credentials().next().unwrap();
    assert_eq!(row.comes_from(token), "env SCIM_NL_2");
    // Written down, the rows stand in the file.
    let written = AnySetup::GalleryApp(setup.clone());
    let again = AnySetup::parse_file(&written.to_file(), &|_| panic!("no table")).unwrap();
    assert_eq!(again, written);
}

#[test]
fn everything_wrong_in_a_table_is_told_at_once_by_row_and_column() {
    let nasty = format!(
        "name,Base Address,SecretToken,base_address,Scopes,threshold,confirmEveryone,scope,groups\n\
         A,https://a.example,env:T,,,,,,\n\
         a ,https://a.example,{SECRET},,,,,,\n\
         ,https://a.example,env:T,,,,,,\n\
         \"C\nD\",https://<tenant>/x,*,,,many,,everyone,|\n\
         E,http://e.example,env:1x,,,,,,\n\
         short,row\n\
         F,=HYPERLINK(1),{{KEY}},,,,,,,too long\n\
         G,https://g.example,env:T,,,,,,"
    );
    let mistakes = table(&nasty).unwrap_err();
    let told: Vec<(u32, u32, &str)> = mistakes
        .iter()
        .map(|mistake| (mistake.line, mistake.column, mistake.field.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (1, 4, "base_address"),
            (1, 5, "Scopes"),
            (3, 1, "name"),
            (3, 3, "SecretToken"),
            (4, 1, "name"),
            (5, 1, "name"),
            (5, 2, "Base Address"),
            (5, 3, "SecretToken"),
            (5, 6, "threshold"),
            (5, 8, "scope"),
            (5, 9, "groups"),
            (5, 9, "groups"),
            (6, 2, "Base Address"),
            (6, 3, "SecretToken"),
            (7, 3, "SecretToken"),
            (8, 10, "(table)"),
        ]
    );
    assert!(
        mistakes
            .iter()
            .all(|mistake| mistake.table.as_deref() == Some("accounts.csv"))
    );
    assert_eq!(mistakes[1].suggestion.as_deref(), Some("scope"));
    let said = mistakes.iter().map(ToString::to_string).collect::<String>();
    assert!(!said.contains("hunter"), "{said}");
    let again = Found::SameAsRow { row: 2 };
    for (text, found, allowed) in [
        ("", Found::Nothing, Allowed::Table),
        ("name,key", Found::Instances { number: 0 }, Allowed::Table),
        (
            "key\nA",
            Found::Nothing,
            Allowed::Exactly {
                text: "name".to_owned(),
            },
        ),
        ("name\nA\n\"B", Found::OpenQuote, Allowed::ClosedQuote),
        ("name,Name\nA,B", Found::HeadingAgain { column: 1 }, Allowed::EachOnce),
        ("name,key\nA,x-1\nB,x_1", again.clone(), Allowed::KeyOfItsOwnVariable),
        ("name,key\nA,x\nB,X", again.clone(), Allowed::DifferentInstances),
        ("name,key\nA,x\na,y", again, Allowed::DifferentInstances),
        (
            "name,key\nA",
            Found::Cells { number: 1 },
            Allowed::AsManyCells { number: 2 },
        ),
    ] {
        let mistakes = table(text).unwrap_err();
        let told = mistakes.iter().map(|mistake| (&mistake.found, &mistake.allowed));
        assert!(
            told.clone().any(|told| told == (&found, &allowed)),
            "{text}: {mistakes:?}"
        );
    }
}

#[test]
fn a_row_that_slipped_by_a_cell_shows_nobody_the_secret_in_it() {
    let slipped = format!("name,notify,SecretToken,scope,threshold\nA,{SECRET},{SECRET},{SECRET},{SECRET}\n");
    let no_headings = format!("A,ops@contoso.com,{SECRET}\n{SECRET},,\n");
    let in_line = format!("name,SecretToken\nA,env:{SECRET}\nB,\"{SECRET}\nC,x");
    for text in [slipped, no_headings, in_line] {
        let mistakes = table(&text).unwrap_err();
        let said = format!("{mistakes:?}{}", json!(mistakes));
        assert!(mistakes.len() > 1 && !said.contains("hunter"), "{said}");
    }
}

#[test]
fn no_cell_or_row_is_so_large_that_it_is_not_told() {
    let cell = |length: usize| table(&format!("name,BaseAddress\nA,https://{}", "a".repeat(length)));
    assert_eq!(cell(1_990).unwrap().rows().len(), 1);
    assert_eq!(cell(1_000_000).unwrap_err()[0].allowed, Allowed::HttpsAddress);
    let [mistake] = cell(2 << 20).unwrap_err().try_into().unwrap();
    assert_eq!((mistake.line, mistake.found), (2, Found::TooMuchForATable));
    let [mistake] = table(&format!("name\nA{}", ",".repeat(20_000)))
        .unwrap_err()
        .try_into()
        .unwrap();
    assert_eq!((mistake.line, mistake.found), (2, Found::TooMuchForATable));
    let long = table(&format!("name\n{}", "n".repeat(121))).unwrap_err();
    assert_eq!(long[0].allowed, Allowed::Name);
}

#[test]
fn a_table_that_cannot_be_had_is_told_at_its_name() {
    use std::io::{Error, ErrorKind};
    let [.., mut file] = examples();
    for (kind, found) in [
        (ErrorKind::NotFound, Found::FileMissing),
        (ErrorKind::FileTooLarge, Found::FileTooLarge),
        (ErrorKind::InvalidData, Found::FileNoText),
        (ErrorKind::Other, Found::FileUnread { cause: "no".to_owned() }),
    ] {
        let beside = |_: &str| Err(Error::new(kind, "no"));
        let mistakes = AnySetup::parse_file(&file.to_string(), &beside).unwrap_err();
        let [mistake] = mistakes.try_into().unwrap();
        assert_eq!((mistake.field.as_str(), mistake.found), ("table", found));
    }
    for elsewhere in ["../accounts.csv", "/etc/accounts.csv", "a\\b.csv", ""] {
        file["table"] = json!(elsewhere);
        let beside = |_: &str| panic!("nothing is read elsewhere");
        let [mistake] = AnySetup::parse_file(&file.to_string(), &beside)
            .unwrap_err()
            .try_into()
            .unwrap();
        assert_eq!(mistake.allowed, Allowed::TableFile, "{elsewhere}");
    }
    // Where no file is at hand there is no table.
    file["table"] = json!("accounts.csv");
    let [mistake] = parse(&file).unwrap_err().try_into().unwrap();
    assert_eq!((mistake.found, mistake.allowed), (Found::Table, Allowed::OneInstance));
}

#[test]
fn two_thousand_rows_are_a_set_up_and_no_more() {
    let of = |count: usize| {
        let rows: String = (0..count).map(|row| format!("App {row},k{row}\n")).collect();
        table(&format!("name,key\n{rows}"))
    };
    assert_eq!(of(2_000).unwrap().rows().len(), 2_000);
    assert_eq!(of(2_001).unwrap_err()[0].found, Found::Instances { number: 2_001 });
}
