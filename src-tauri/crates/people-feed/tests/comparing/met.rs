use graph_client::models::User;
use people_feed::{
    Changes, Counts, Gone, Here, Ledger, Meeting, Met, NameMaker, NameRule, Names, Outbox, Reviewed, Rules, Why,
};

use crate::looked::{DUTCH, Looked, of, staff};

/// Somebody of the tenant: number, sign-in name, whether they come from Active Directory.
fn here(people: &[(&str, &str, bool)]) -> Here {
    let mut here = Here::default();
    for (number, name, of_directory) in people {
        here.add(User {
            employee_id: Some((*number).to_owned()),
            user_principal_name: Some((*name).to_owned()),
            on_premises_sync_enabled: Some(*of_directory),
            ..User::default()
        });
    }
    here
}

fn maker() -> NameMaker {
    NameMaker {
        rule: NameRule::FirstLast,
        domain: "x.nl".to_owned(),
    }
}

fn meet(now: &Looked, ledger: Option<&Ledger>, here: Option<&Here>, maker: Option<&NameMaker>) -> (Met, Changes) {
    let mut changes = now.changes(ledger, Rules::default());
    let meeting = Meeting {
        file: &now.file,
        agreed: &now.agreed,
        roll: &now.roll,
        ledger,
        here,
        maker,
        creates: true,
        numbers_names: true,
        domains: &["x.nl".to_owned()],
    };
    let met = meeting.meet(&mut changes).unwrap();
    (met, changes)
}

fn asides(met: &Met) -> Vec<(&str, Why)> {
    met.aside
        .iter()
        .map(|aside| (aside.number.as_str(), aside.why))
        .collect()
}

#[test]
fn people_who_cannot_be_sent_yet_are_set_aside_with_the_reason() {
    let now = of(DUTCH, staff(1..=7).replace("p7@x.nl", "p7@elsewhere.nl").as_bytes());
    let tenant = here(&[
        ("00001", "p1@x.nl", false),
        ("00002", "p2@x.nl", true),
        ("00003", "p3@x.nl", false),
        ("00003", "p33@x.nl", false),
        ("", "P4@x.nl", false),
        ("99999", "p5@x.nl", false),
    ]);
    let (met, changes) = meet(&now, None, Some(&tenant), None);
    let expected = [
        ("00002", Why::OfDirectory),
        ("00003", Why::NumberTwiceHere),
        ("00004", Why::NoNumberHere),
        ("00005", Why::NameTaken),
        ("00007", Why::Domain),
    ];
    assert_eq!(asides(&met), expected);
    let counts = Counts {
        new: 1,
        found: 1,
        aside: 5,
        ..Counts::default()
    };
    assert_eq!((changes.counts, changes.people()), (counts, 2));
    assert_eq!(
        met.names.of("00004"),
        Some("P4@x.nl"),
        "whose number must be written where"
    );
}

#[test]
fn an_account_that_comes_on_two_pages_of_the_tenant_is_one() {
    let now = of(DUTCH, staff(1..=1).as_bytes());
    let tenant = here(&[("00001", "p1@x.nl", false), ("00001", "P1@x.nl", false)]);
    let (met, changes) = meet(&now, None, Some(&tenant), None);
    assert_eq!((tenant.people(), asides(&met), changes.people()), (1, vec![], 1));
}

#[test]
fn without_a_look_at_the_tenant_everybody_goes() {
    let now = of(DUTCH, staff(1..=7).as_bytes());
    let (met, changes) = meet(&now, None, None, None);
    assert_eq!((met.aside.len(), changes.people()), (0, 7));
}

#[test]
fn nobody_who_is_told_of_trouble_is_switched_off_whatever_the_file_calls_them() {
    let csv = staff(1..=3);
    let ledger = of(DUTCH, csv.as_bytes()).accepted();
    let mut now = of(DUTCH, csv.replacen("In dienst", "Uit dienst", 1).as_bytes());
    now.agreed.own.insert("admin@x.nl".to_owned());
    let (met, changes) = meet(
        &now,
        Some(&ledger),
        Some(&here(&[("00001", "Admin@x.nl", false)])),
        None,
    );
    assert_eq!((asides(&met), changes.people()), (vec![("00001", Why::Own)], 0));
    // Nobody is made only to be switched off.
    let (met, changes) = meet(&now, Some(&ledger), Some(&here(&[])), None);
    assert_eq!((asides(&met), changes.people()), (vec![("00001", Why::GoneHere)], 0));
}

const SMITHS: &str = "Personeelsnummer;Roepnaam;Achternaam;Status\n3;Anna;Smith;In dienst\n1;Anna;Smith;In dienst\n2;Anna;Smith;In dienst\n4;张;伟;In dienst\n";

/// What each would sign in by, by number.
fn names(now: &Looked, met: &Met, changes: &Changes) -> Vec<(String, String)> {
    let reviewed = Reviewed {
        file: &now.file,
        agreed: &now.agreed,
        roll: &now.roll,
        ledger: None,
        changes,
        gone: Gone::Nobody,
        run: 1,
        names: &met.names,
        pilot: &[],
    };
    let path = now.place.path().join("outbox.bin");
    let outbox = Outbox::fill(&path, &reviewed).unwrap();
    let mut names: Vec<(String, String)> = outbox
        .records()
        .unwrap()
        .into_iter()
        .map(|record| {
            let text = |name: &str| record["data"][name].as_str().unwrap().to_owned();
            (text("externalId"), text("userName"))
        })
        .collect();
    names.sort();
    names
}

fn owned(names: &[(&str, &str)]) -> Vec<(String, String)> {
    names
        .iter()
        .map(|(one, other)| ((*one).to_owned(), (*other).to_owned()))
        .collect()
}

#[test]
fn whoever_is_here_keeps_their_name_and_the_others_are_numbered_in_the_order_of_their_numbers() {
    let now = of(DUTCH, SMITHS.as_bytes());
    let tenant = here(&[("2", "asmith@x.nl", false), ("9", "anna.smith@x.nl", false)]);
    let (met, changes) = meet(&now, None, Some(&tenant), Some(&maker()));
    let expected = [
        ("1", "anna.smith2@x.nl"),
        ("2", "asmith@x.nl"),
        ("3", "anna.smith3@x.nl"),
        ("4", "4@x.nl"),
    ];
    assert_eq!(names(&now, &met, &changes), owned(&expected));
    assert_eq!((met.numbered, met.found, met.aside.len()), (2, 1, 0));
    // In another order of rows they get the same.
    let mut rows: Vec<&str> = SMITHS.lines().collect();
    rows[1..].reverse();
    let now = of(DUTCH, rows.join("\n").as_bytes());
    let (met, changes) = meet(&now, None, Some(&tenant), Some(&maker()));
    assert_eq!(names(&now, &met, &changes), owned(&expected));
}

#[test]
fn nobody_is_numbered_where_nobody_knows_who_has_the_name() {
    let now = of(DUTCH, SMITHS.as_bytes());
    let (met, changes) = meet(&now, None, None, Some(&maker()));
    let twice = ["1", "2", "3"].map(|number| (number, Why::NameTwice));
    assert_eq!(asides(&met), twice);
    assert_eq!(names(&now, &met, &changes), owned(&[("4", "4@x.nl")]));
}

#[test]
fn somebody_without_a_number_is_no_other_person_of_the_same_name() {
    let now = of(
        DUTCH,
        SMITHS
            .replacen("3;Anna;Smith;In dienst\n1;Anna;Smith;In dienst\n", "", 1)
            .as_bytes(),
    );
    let (met, _) = meet(
        &now,
        None,
        Some(&here(&[("", "anna.smith@x.nl", false)])),
        Some(&maker()),
    );
    assert_eq!(asides(&met), [("2", Why::NoNumberHere)]);
}

#[test]
fn a_made_name_changes_nobody_by_itself() {
    let now = of(DUTCH, SMITHS.as_bytes());
    let ledger = now.accepted();
    let less = of(DUTCH, SMITHS.replacen("1;Anna;Smith;In dienst\n", "", 1).as_bytes());
    assert_eq!(less.changes(Some(&ledger), Rules::default()).people(), 0);
}

#[test]
fn a_pilot_has_one_of_each_sort() {
    let csv = "Personeelsnummer;Roepnaam;Achternaam;E-mail zakelijk;Status;Leidinggevende\n";
    let line = |number: u32, first: &str, status: &str, manager: &str| {
        format!("{number};{first};Smit;p{number}@x.nl;{status};{manager}\n")
    };
    let before: String = (10..=40).map(|number| line(number, "An", "In dienst", "")).collect();
    let ledger = of(DUTCH, format!("{csv}{before}").as_bytes()).accepted();
    let rows: String = (10..=40)
        .map(|number| match number {
            20 => line(number, "An", "Uit dienst", ""),
            30 => line(number, "Zoë", "In dienst", ""),
            _ => line(number, "Anna", "In dienst", "35"),
        })
        .chain([line(50, "New", "In dienst", "35")])
        .collect();
    let now = of(DUTCH, format!("{csv}{rows}").as_bytes());
    let (met, changes) = meet(&now, Some(&ledger), None, None);
    assert_eq!(changes.people(), 32);
    // 10 changed, 20 leaves, 30 has an accent, 35 manages and 50 is new.
    assert_eq!(met.pilot(5), [0, 10, 20, 25, 31]);
    assert_eq!(met.pilot(6).len(), 6);
    assert_eq!(met.pilot(0), [0_u32; 0]);
    let none: Names = Names::default();
    assert_eq!(format!("{none:?}"), "Names(0)");
}

/// Everybody gets a name, the first by number the one without a number behind it.
#[test]
fn ten_thousand_people_of_one_name_are_numbered() {
    let mut csv = "Personeelsnummer;Roepnaam;Achternaam;Status;Afdeling\n".to_owned();
    for number in 0..10_000 {
        csv.push_str(&format!("{number:05};J.;Smith;In dienst;Verkoop\n"));
    }
    let now = of(DUTCH, csv.as_bytes());
    let (met, changes) = meet(&now, None, Some(&Here::default()), Some(&maker()));
    assert_eq!((met.aside.len(), met.numbered, changes.people()), (0, 9_999, 10_000));
}

/// Letters of one look are one name, whether they were typed as one sign or two.
#[test]
fn twins_in_two_forms_of_one_letter_get_two_names() {
    let csv = "Personeelsnummer;Roepnaam;Achternaam;Status\n1;Zo\u{eb};Ruiz;In dienst\n2;Zoe\u{308};Ruiz;In dienst\n";
    let now = of(DUTCH, csv.as_bytes());
    let (met, changes) = meet(&now, None, Some(&Here::default()), Some(&maker()));
    assert_eq!((met.aside.len(), met.numbered), (0, 1));
    let names: Vec<String> = names(&now, &met, &changes).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["zoe.ruiz@x.nl", "zoe.ruiz2@x.nl"]);
}

/// Somebody whom others have switched off is not switched on unseen.
#[test]
fn who_is_switched_on_is_counted() {
    let now = of(DUTCH, staff(1..=3).as_bytes());
    let mut here = Here::default();
    for (number, on) in [("00001", false), ("00002", true)] {
        here.add(User {
            employee_id: Some(number.to_owned()),
            user_principal_name: Some(format!("{number}@x.nl")),
            account_enabled: Some(on),
            ..User::default()
        });
    }
    let (met, _) = meet(&now, None, Some(&here), Some(&maker()));
    assert_eq!((met.found, met.switched_on), (2, 1));
}
