//! What was taken in, day by day.

use serde_json::{Value, json};

use super::*;
use crate::looks::TakenIn;
use crate::status::JobStatus;

/// A configuration whose job has taken in so many people, and 18 groups.
fn knowing(id: &str, people: i64) -> ConfigurationStatus {
    let counts = json!([
        { "key": "user to User", "value": people - 4 },
        { "key": "inetOrgPerson to User", "value": 4 },
        { "key": "group to Group", "value": 18 },
    ]);
    with_jobs(
        id,
        &[
            job("AD2AADProvisioning.1.2", &counts),
            job("AD2AADPasswordHash.1.2", &counts),
        ],
    )
}

fn job(id: &str, counts: &Value) -> Value {
    json!({ "id": id, "schedule": { "state": "Active", "interval": "PT2M" },
        "status": { "code": "Active", "synchronizedEntryCountByType": counts } })
}

fn with_jobs(id: &str, jobs: &[Value]) -> ConfigurationStatus {
    let job = |job: &Value| {
        let job = serde_json::from_value(job.clone()).unwrap();
        JobStatus::of(&job, at("01T00:00"))
    };
    let jobs = jobs.iter().map(job).collect();
    ConfigurationStatus::of(id.to_owned(), id.to_owned(), Some(id.to_owned()), jobs)
}

fn seen(looks: &Looks, when: &str, people: i64) -> Vec<(String, u64)> {
    let status = told(looks, look(when, vec![knowing("a", people)]));
    days(&status.configurations[0].taken_in)
}

fn days(taken_in: &[TakenIn]) -> Vec<(String, u64)> {
    taken_in
        .iter()
        .map(|seen| (seen.at.to_string()[5..16].to_owned(), seen.people))
        .collect()
}

fn wanted(days: &[(&str, u64)]) -> Vec<(String, u64)> {
    days.iter().map(|(at, people)| (format!("02-{at}"), *people)).collect()
}

#[test]
fn each_day_somebody_looked_keeps_its_last_number_over_starts() {
    let bench = Bench::new();
    let looks = bench.looks();
    assert_eq!(seen(&looks, "02T09:00", 700), wanted(&[("02T09:00", 700)]));
    assert_eq!(
        seen(&looks, "02T09:30", 705),
        wanted(&[("02T09:30", 705)]),
        "this look is the last of its day"
    );
    assert_eq!(seen(&looks, "02T11:00", 712), wanted(&[("02T11:00", 712)]));
    seen(&bench.looks(), "05T23:59", 780);
    let status = told(&bench.looks(), look("06T00:01", vec![knowing("a", 781)]));
    let found = &status.configurations[0].taken_in;
    assert_eq!(
        days(found),
        wanted(&[("02T11:00", 712), ("05T23:59", 780), ("06T00:01", 781)])
    );
    assert!(
        found.iter().all(|seen| seen.groups == 18),
        "the job of password hashes counts nobody twice"
    );
}

#[test]
fn a_number_that_moves_all_day_is_written_once_an_hour_and_one_that_does_not_once_a_day() {
    let bench = Bench::new();
    let looks = bench.looks();
    let lines = || fs::read_to_string(bench.file()).unwrap().matches("taken-in").count();
    for minute in 0..180 {
        seen(
            &looks,
            &format!("02T{:02}:{:02}", 9 + minute / 60, minute % 60),
            700 + minute,
        );
    }
    assert_eq!(lines(), 3);
    for hour in 0..24 {
        seen(&looks, &format!("03T{hour:02}:00"), 900);
    }
    assert_eq!(lines(), 4);
}

#[test]
fn forty_days_are_told_and_nothing_of_a_configuration_that_is_gone_or_counts_nothing() {
    let bench = Bench::new();
    let looks = bench.looks();
    let on = |day: i64| {
        let mut status = look("01T00:00", vec![knowing("a", 700 + day)]);
        status.at = Timestamp::from_second(day * 86_400 + 43_200).unwrap();
        told(&looks, status).configurations[0].taken_in.clone()
    };
    let told_of = (0..60).map(on).last().unwrap();
    assert_eq!((told_of.len(), told_of[0].people, told_of[39].people), (40, 720, 759));
    let after_a_pause = on(80);
    assert_eq!(
        (after_a_pause.len(), after_a_pause[0].people),
        (20, 741),
        "days that nobody saw are not made up"
    );

    let mut empty = look(
        "02T09:00",
        vec![with_jobs("b", &[job("AD2AADProvisioning.1.2", &json!([]))])],
    );
    empty.configurations.push(with_jobs("c", &[]));
    let status = told(&looks, empty);
    assert!(status.configurations.iter().all(|found| found.taken_in.is_empty()));
    assert_eq!(
        seen(&looks, "03T09:00", 5).len(),
        1,
        "it was gone meanwhile, and is another one"
    );
}

#[test]
fn odd_numbers_are_none_or_many() {
    let counts = json!([{ "key": "user to User", "value": i64::MIN }, { "key": "USER TO USER", "value": i64::MAX },
        { "key": "x to User", "value": i64::MAX }, { "key": "z to User", "value": i64::MAX }, { "key": "", "value": 3 }]);
    let found = with_jobs("a", &[job("x", &counts)]);
    let seen = TakenIn::of(&found, at("02T09:00")).unwrap();
    assert_eq!((seen.people, seen.groups), (u64::MAX, 0));
}

#[test]
fn days_outlive_the_halving_of_the_file_and_never_fill_it() {
    let bench = Bench::new();
    let first = seen(&bench.looks(), "02T09:00", 700);
    let many: String = (0..4_000)
        .map(|place| {
            format!("{{\"what\":\"taken-in\",\"id\":\"{}\",\"at\":\"2026-01-{:02}T00:00:00Z\",\"people\":1,\"groups\":1}}\n", place % 100, place / 100 % 28 + 1)
        })
        .collect();
    let visits = "{\"what\":\"visit\",\"at\":\"2026-01-01T00:00:00Z\"}\n".repeat(14_000);
    let full = fs::read_to_string(bench.file()).unwrap() + &many + &visits;
    assert!((MOST..1024 * 1024).contains(&full.len()), "{}", full.len());
    bench.write(full.as_bytes());
    let ids: Vec<_> = (0..100).map(|id| knowing(&id.to_string(), 1)).collect();
    let mut status = look("03T09:00", ids);
    status.configurations.push(knowing("a", 710));
    let status = told(&bench.looks(), status);
    let of_a = status.configurations.iter().find(|found| found.id == "a").unwrap();
    assert_eq!(days(&of_a.taken_in).first(), first.first());
    assert!(fs::metadata(bench.file()).unwrap().len() < MOST as u64 * 9 / 10);
    assert_eq!(seen(&bench.looks(), "04T09:00", 720).first(), first.first());
}
