use super::*;
use crate::looks::tests::{Bench, at};

const ID: &str = "b1e2";

fn standing(settings: &[(StoodSetting, &str)]) -> Standing {
    let settings = settings.iter().map(|(setting, text)| (*setting, (*text).to_owned()));
    Standing {
        settings: settings.collect(),
        ..Standing::default()
    }
}

fn guard(value: &str) -> Standing {
    standing(&[(StoodSetting::DeleteGuard, value)])
}

fn jobs(jobs: &[(&str, bool)]) -> Standing {
    Standing {
        running: Some(jobs.iter().map(|(name, runs)| ((*name).to_owned(), *runs)).collect()),
        ..Standing::default()
    }
}

fn mapped(object: &str, attributes: &[(&str, &str)]) -> Standing {
    let attributes = attributes
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Standing {
        mappings: Some([(object.to_owned(), attributes.collect())].into()),
        ..Standing::default()
    }
}

/// What is kept of the first is what the second is compared with.
fn told(before: &Standing, now: &Standing) -> Vec<Changed> {
    let written = serde_json::to_string(&before.kept(ID)).unwrap();
    now.changes(ID, &serde_json::from_str(&written).unwrap())
}

fn remember(looks: &Looks, when: &str, found: &Standing) -> Option<(Timestamp, Standing)> {
    let (before, note) = looks.take_in_settings(ID, at(when), found.clone());
    assert_eq!(note, None);
    before
}

#[test]
fn a_visit_is_compared_with_the_one_before_however_often_it_looks() {
    let bench = Bench::new();
    assert_eq!(
        remember(&bench.looks(), "02T09:00", &guard("500")),
        None,
        "there was none before"
    );
    let looks = bench.looks();
    for minute in ["03T09:00", "03T09:10", "03T12:00"] {
        let (since, before) = remember(&looks, minute, &guard("700")).unwrap();
        assert_eq!((since, before), (at("02T09:00"), guard("500")), "{minute}");
    }
    let (since, before) = remember(&looks, "04T09:00", &guard("700")).unwrap();
    assert_eq!((since, before), (at("03T12:00"), guard("700")), "another visit");
}

#[test]
fn what_a_look_could_not_see_stays_as_it_was_seen() {
    let bench = Bench::new();
    let looks = bench.looks();
    remember(&looks, "02T09:00", &guard("500"));
    remember(&looks, "03T09:00", &jobs(&[("A", true)]));
    let (_, before) = remember(&looks, "04T09:00", &guard("")).unwrap();
    assert_eq!(
        before,
        Standing {
            running: jobs(&[("A", true)]).running,
            ..guard("500")
        }
    );
    assert_eq!(
        guard("").changes(ID, &before).len(),
        1,
        "the jobs were not seen, so they are not compared"
    );
}

#[test]
fn settings_jobs_and_mappings_are_told_as_they_are_and_were() {
    let change = |setting, which: Option<&str>, is: &str, was: Option<&str>, names: &[&str]| Changed {
        setting,
        which: which.map(str::to_owned),
        is: is.to_owned(),
        was: was.map(str::to_owned),
        names: names.iter().map(|&name| name.to_owned()).collect(),
    };
    let off = change(StoodSetting::DeleteGuard, None, "", Some("500"), &[]);
    assert_eq!(told(&guard("500"), &guard("")), [off]);
    assert_eq!(told(&guard("500"), &guard("500")), []);
    let before = jobs(&[("A", true), ("B", true), ("C", true)]);
    let now = jobs(&[("A", true), ("B", false), ("D", true)]);
    let job = |which, is, was| change(StoodSetting::Running, Some(which), is, Some(was), &[]);
    assert_eq!(
        told(&before, &now),
        [job("B", "off", "on"), job("C", "", "on"), job("D", "on", "")]
    );
    let before = mapped("user", &[("mail", "a"), ("city", "b")]);
    let now = mapped("user", &[("mail", "c"), ("title", "d")]);
    let names = ["city", "mail", "title"];
    assert_eq!(
        told(&before, &now),
        [change(StoodSetting::Mappings, Some("user"), "", None, &names)]
    );
    let none = Standing {
        mappings: Some(BTreeMap::new()),
        ..Standing::default()
    };
    let names = ["city", "mail"];
    assert_eq!(
        told(&before, &none),
        [change(StoodSetting::Mappings, Some("user"), "", None, &names)]
    );
}

/// An address is kept as a digest: that it is another one is told, which it was is not.
#[test]
fn no_address_is_kept() {
    let mail = |text| standing(&[(StoodSetting::Mail, text)]);
    let kept = serde_json::to_string(&mail("ops@contoso.com").kept(ID)).unwrap();
    assert!(!kept.contains("contoso") && kept.contains('#'), "{kept}");
    let other = told(&mail("ops@contoso.com"), &mail("new@contoso.com"));
    assert_eq!((other[0].is.as_str(), &other[0].was), ("new@contoso.com", &None));
    let first = told(&mail(""), &mail("new@contoso.com"));
    assert_eq!(first[0].was.as_deref(), Some(""));
    assert_eq!(told(&mail("ops@contoso.com"), &mail("ops@contoso.com")), []);
}

#[test]
fn however_much_there_is_what_is_kept_stays_small() {
    let scope = standing(&[(StoodSetting::Scope, &"OU=Staff; ".repeat(5000))]);
    assert_eq!(told(&scope, &scope), []);
    let many: Vec<(String, String)> = (0..5000).map(|n| (format!("attribute{n}"), "x".repeat(100))).collect();
    let many: Vec<(&str, &str)> = many
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let huge = Standing {
        settings: scope.settings.clone(),
        ..mapped("user", &many)
    };
    for found in [scope, huge] {
        let kept = serde_json::to_string(&found.kept(ID)).unwrap();
        assert!(kept.len() <= MOST, "{}", kept.len());
        assert!(kept.contains("scope"), "what fits is kept");
    }
    let long = format!("N{}", "x".repeat(MOST));
    assert_eq!(jobs(&[(&long, true)]).kept(ID), Standing::default());
}

#[test]
fn of_a_file_that_is_halved_the_configurations_compared_last_stay_known() {
    let bench = Bench::new();
    let looks = bench.looks();
    // Each line is as long as one gets.
    let text = |day: usize| format!("{day}{}", "x".repeat(LONGEST - 10));
    let found = |day| standing(&[(StoodSetting::Scope, &text(day)), (StoodSetting::Domain, &text(day))]);
    for day in 0..300_usize {
        let id = format!("configuration {}", day % 50);
        let at = at("01T09:00") + jiff::SignedDuration::from_mins(day.try_into().unwrap());
        let (_, note) = looks.take_in_settings(&id, at, found(day));
        assert_eq!(note, None);
    }
    let size = std::fs::metadata(bench.file()).unwrap().len();
    assert!(size < crate::small_file::MOST, "{size}");
    let (before, _) = bench
        .looks()
        .take_in_settings("configuration 49", at("20T09:00"), found(1));
    assert_eq!(before.unwrap().1, found(299));
}
