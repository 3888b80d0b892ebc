//! A file of people, looked at before anything of it is sent.

use std::path::{Path, PathBuf};

use app_core::view::{PeopleChoice, PeopleExamined, PeopleTold, PeopleView};
use app_core::{AppView, DateOrder, PeopleTarget};

use crate::support::{Bench, demo};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures/people-feed")
        .join(name)
}

/// Looks at a file to its end.
async fn look(bench: &Bench, path: PathBuf) -> PeopleView {
    let shown = path.display().to_string();
    bench.session.look_at_people(path).await.unwrap();
    over(bench, |people| people.path == shown).await
}

async fn over(bench: &Bench, is_it: impl Fn(&PeopleView) -> bool) -> PeopleView {
    let is_over = |view: &AppView| {
        let people = view.people.as_ref();
        people.is_some_and(|people| !people.looking && is_it(people))
    };
    bench.seen(is_over).await.people.unwrap()
}

fn blocks(examined: &PeopleExamined) -> Vec<&'static str> {
    let problems = examined.problems.iter();
    let blocks = problems.filter(|problem| problem.weight == people_file::Weight::Blocks);
    blocks.map(|problem| problem.code.as_str()).collect()
}

#[tokio::test]
async fn every_file_gets_its_verdict_and_asks_nothing_of_the_tenant() {
    let bench = Bench::signed_in("school/fresh").await;
    let before = bench.seen(|view| view.tenant.is_some()).await.requests.total;
    for (name, code) in [
        ("empty.csv", "file-empty"),
        ("bom-only.csv", "file-empty"),
        ("json-by-mistake.csv", "file-not-table"),
        ("xlsx-by-mistake.csv", "file-not-table"),
        ("xls-old.xls", "file-not-table"),
        ("html-by-mistake.xls", "file-not-table"),
        ("is-not-there.csv", "file-open"),
    ] {
        let refused = look(&bench, sample(name)).await;
        assert_eq!(refused.refused.unwrap().code, code, "{name}");
        assert!(refused.examined.is_none(), "{name}");
    }
    for (name, people, codes) in [
        ("nl-cp1252.csv", 4, vec![]),
        ("sep-line.csv", 4, vec![]),
        ("cr-only.csv", 4, vec![]),
        ("formula-cells.csv", 4, vec![]),
        ("managers.csv", 6, vec![]),
        ("id-mononyms.csv", 3, vec![]),
        ("leavers-1-monday-812.csv", 812, vec![]),
        ("header-only.csv", 0, vec!["no-people"]),
        ("de-sap-bom.csv", 3, vec!["sign-in-missing"]),
        (
            "duplicate-ids.csv",
            9,
            vec!["number-twice", "number-case", "number-space"],
        ),
        ("quotes.csv", 3, vec!["quote-open"]),
        ("nul-and-controls.csv", 3, vec!["nul", "control", "direction"]),
        ("ragged.csv", 1, vec!["cells-count"]),
        ("bamboohr.csv", 4, vec!["manager-names"]),
        (
            "people.xlsx",
            3,
            vec!["cell-error", "formula-no-value", "number-long", "number-rounded"],
        ),
    ] {
        let read = look(&bench, sample(name)).await;
        let examined = read.examined.unwrap_or_else(|| panic!("{name}: {:?}", read.refused));
        assert_eq!((examined.people, blocks(&examined)), (people, codes), "{name}");
    }
    assert_eq!(
        bench.session.view().requests.total,
        before,
        "the tenant was asked for something"
    );
}

#[tokio::test]
async fn columns_words_and_people_are_told_when_they_are_asked_for() {
    let bench = Bench::signed_in("school/fresh").await;
    let read = look(&bench, sample("nl-cp1252.csv")).await;
    assert!(
        read.letters.len() > 1 && read.letters[0].encoding == "windows-1252",
        "{:?}",
        read.letters
    );
    let table = bench.session.people_table().await.unwrap();
    assert_eq!(table.revision, read.revision);
    let number = table
        .columns
        .iter()
        .find(|column| column.target == Some(PeopleTarget::Number))
        .unwrap();
    assert_eq!((number.heading.as_str(), number.values.len()), ("Personeelsnummer", 3));
    assert_eq!(table.words.iter().map(|word| word.count).sum::<u64>(), 4);

    let person = bench.session.person_of_file(2, None).await.unwrap().unwrap();
    assert_eq!(person.place, 2);
    let value = |target| {
        person
            .values
            .iter()
            .find(|value| value.target == target)
            .map(|value| value.value.as_str())
    };
    assert!(value(PeopleTarget::Number).is_some_and(|number| number.starts_with('0')));
    assert!(person.word.is_some() && value(PeopleTarget::Status).is_none());
    assert_eq!(bench.session.person_of_file(5, None).await.unwrap(), None);

    // Known by its heading, in whatever order.
    let taken = table.columns.iter().rev().map(|column| PeopleChoice {
        heading: column.heading.clone(),
        target: column.target.filter(|target| *target != PeopleTarget::Number),
    });
    let told = PeopleTold {
        columns: Some(taken.collect()),
        dates: Some(DateOrder::DayFirst),
        ..PeopleTold::default()
    };
    bench.session.read_people(told.clone()).await.unwrap();
    let again = over(&bench, |people| people.told == told).await;
    assert!(blocks(again.examined.as_ref().unwrap()).contains(&"number-unknown"));
    let person = bench
        .session
        .person_of_file(1, Some(PeopleTarget::Number))
        .await
        .unwrap()
        .unwrap();
    assert!(person.values.iter().all(|value| value.target != PeopleTarget::Number) && person.values.len() > 3);
}

#[tokio::test]
async fn a_file_that_is_chosen_later_counts_and_another_tenant_sees_neither() {
    let bench = Bench::signed_in("school/fresh").await;
    let place = tempfile::tempdir().unwrap();
    let large = place.path().join("large.csv");
    let rows = (0..300_000).map(|number| format!("{number},Ana,Ruiz,Active\n"));
    std::fs::write(
        &large,
        "Employee ID,First Name,Last Name,Status\n".to_owned() + &rows.collect::<String>(),
    )
    .unwrap();
    bench.session.look_at_people(large).await.unwrap();
    let small = look(&bench, sample("sep-line.csv")).await;
    assert_eq!(small.examined.unwrap().people, 4);
    bench.session.disconnect().await.unwrap();
    let gone = bench.seen(|view| view.tenant.is_none()).await;
    assert!(gone.people.is_none());
    assert!(bench.session.people_table().await.is_err());
}

#[tokio::test]
async fn the_sample_of_the_demo_has_its_joiners_its_leavers_and_one_mistake() {
    let bench = Bench::signed_in("contoso/fresh").await;
    let place = tempfile::tempdir().unwrap();
    for (language, letters, order) in [
        ("en", "utf-8", None),
        ("nl", "windows-1252", Some(DateOrder::DayFirst)),
        ("id", "utf-8", Some(DateOrder::DayFirst)),
    ] {
        let (name, bytes) = demo(&bench.simulator).hr_file(language, false).await.unwrap();
        let path = place.path().join(name);
        std::fs::write(&path, &bytes).unwrap();
        let read = look(&bench, path).await;
        let examined = read
            .examined
            .unwrap_or_else(|| panic!("{language}: {:?}", read.refused));
        assert_eq!(
            (examined.people, examined.footers.len(), examined.dates),
            (821, 1, order),
            "{language}"
        );
        let mut found = blocks(&examined);
        found.sort_unstable();
        assert_eq!(found, ["date-none", "sign-in-missing", "status-unknown"], "{language}");
        let Some(people_file::Kind::Text { encoding, .. }) = read.kind else {
            panic!("{language}: {:?}", read.kind)
        };
        assert_eq!(encoding.name(), letters, "{language}");
        let table = bench.session.people_table().await.unwrap();
        let left: u64 = table
            .words
            .iter()
            .filter(|word| word.meaning == Some(people_file::Meaning::Left))
            .map(|word| word.count)
            .sum();
        assert_eq!((left, table.words.len()), (3, 4), "{language}");
        assert_eq!(
            table.columns.iter().filter(|column| column.target.is_none()).count(),
            0,
            "{language}"
        );
    }
    assert!(demo(&bench.simulator).hr_file("fr", false).await.is_err());
}
