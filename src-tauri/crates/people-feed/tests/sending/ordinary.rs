use std::time::Duration;

use graph_client::UploadMeter;
use people_feed::Ending;

use crate::service::Fault;
use crate::world::{World, company};

#[tokio::test]
async fn everybody_is_sent_in_few_calls_and_nobody_a_second_time() {
    let mut world = World::new().await;
    assert_eq!(world.review(&company(812)), 812);
    let sent = world.send().await.unwrap();
    assert!(matches!(sent.ending, Ending::Done), "{sent:?}");
    assert_eq!((sent.accepted, sent.open, sent.unknown, sent.again), (812, 0, 0, 0));
    world.check_all(812, &[]);
    assert_eq!(world.state().requests, 17);
    assert_eq!(world.review(&company(812)), 0);
    let sent = world.send().await.unwrap();
    assert!(matches!(sent.ending, Ending::Done), "{sent:?}");
    assert_eq!(world.state().requests, 17, "the same file sends nothing");
}

#[tokio::test]
async fn managers_are_known_when_those_come_who_report_to_them() {
    let mut world = World::new().await;
    world.review(&company(1_200));
    // Whoever does not wait for the first request is there before it comes again.
    world.state().faults.push_back(Some(Fault::LostBefore));
    world.send().await.unwrap();
    world.check_all(1_200, &[]);
    assert_eq!(world.state().unknown_managers, [""; 0]);
}

#[tokio::test]
async fn a_chain_of_managers_goes_from_the_top() {
    let mut world = World::new().await;
    let mut csv = "Employee ID,Display name,Email,Manager ID,Status\n".to_owned();
    for person in (1..=400).rev() {
        let manager = if person == 1 {
            String::new()
        } else {
            (person - 1).to_string()
        };
        csv.push_str(&format!("{person},N{person},n{person}@contoso.com,{manager},Active\n"));
    }
    world.review(&csv);
    world.state().faults.extend([None, None, Some(Fault::LostBefore)]);
    let sent = world.send().await.unwrap();
    assert_eq!((sent.accepted, world.state().requests), (400, 9));
    assert_eq!(world.state().unknown_managers, [""; 0]);
}

/// The service allows as many in half the time, so that a computer that is busy does not make it refuse.
#[tokio::test]
async fn no_more_calls_come_in_a_window_than_are_allowed() {
    let mut world = World::new().await;
    world.client = world.client.with_pace(Duration::from_millis(500));
    world.state().window = Some((40, Duration::from_millis(1_250)));
    world.review(&company(2_600));
    let sent = world.send().await.unwrap();
    assert_eq!((sent.accepted, world.state().throttled), (2_600, 0));
    world.check_all(2_600, &[]);
}

/// Each has a count of its own, as in two processes; what they share is the folder.
#[tokio::test]
async fn two_that_send_at_once_share_the_window_and_the_day() {
    let mut world = World::new().await;
    world.client = world.client.with_pace(Duration::from_millis(500));
    world.state().window = Some((40, Duration::from_millis(1_250)));
    world.review(&company(1_500));
    world.review(&company(1_500).replace("\n0", "\n5"));
    let (one, other) = tokio::join!(world.send_run(1), world.send_run(2));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!((one.accepted, other.accepted), (1_500, 1_500));
    assert_eq!(world.state().throttled, 0);
    assert_eq!(world.state().requests, 60);
    let meter = UploadMeter::open(world.place.path(), 2_000).unwrap();
    assert_eq!(meter.today(), 60);
}

#[tokio::test]
async fn whoever_leaves_is_sent_whole_or_by_number_and_may_come_back() {
    let mut world = World::new().await;
    let all = company(30);
    world.review(&all);
    world.send().await.unwrap();
    let left = all.replace("00001,Active", "00001,Inactive");
    assert_eq!(world.review(&left), 9 + 2, "those whom the first manages have left");
    world.send().await.unwrap();
    assert_eq!(world.ledger().unwrap().accepted(), 19);
    assert_eq!(world.review(&left), 0);
    assert_eq!(world.review(&all), 11, "they are back");
    world.send().await.unwrap();
    assert_eq!(world.ledger().unwrap().accepted(), 30);
    world.rules.leavers = people_feed::Leavers::ByAbsence;
    assert_eq!(world.review(&company(27)), 3);
    world.send().await.unwrap();
    let last = world.state().taken.last().unwrap().clone();
    assert_eq!(last.matches("\"active\":false").count(), 3, "{last}");
    assert_eq!(world.review(&all), 3, "with the same words as before they left");
    world.send().await.unwrap();
    assert_eq!(world.ledger().unwrap().accepted(), 30);
    assert_eq!(world.state().complaints, [""; 0]);
}
