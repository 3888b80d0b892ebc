use people_feed::{Ending, State};

use crate::world::{World, company, number};

#[tokio::test]
async fn one_person_is_named_and_all_others_are_taken() {
    for refused in [
        vec![1],
        vec![50],
        vec![77, 78],
        vec![120, 3, 119],
        vec![1, 111, 101, 91],
    ] {
        let mut world = World::new().await;
        world.review(&company(120));
        let names: Vec<String> = refused.iter().copied().map(number).collect();
        world.state().refused = names.iter().cloned().collect();
        let sent = world.send().await.unwrap();
        assert!(matches!(sent.ending, Ending::Done), "{sent:?}");
        let mut named: Vec<&str> = sent.refused.iter().map(|one| one.number.as_str()).collect();
        named.sort_unstable();
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(named, names);
        // Rows of people begin below the headings, and the first stands last.
        let first = &sent.refused[0];
        assert_eq!(first.row as usize, 2 + 120 - first.number.parse::<usize>().unwrap());
        world.check_all(120, &names);
        assert!(
            world.state().requests <= 3 + 9 * refused.len(),
            "{}",
            world.state().requests
        );
        // Next time those go by themselves, and nobody else.
        world.state().refused.clear();
        assert_eq!(world.review(&company(120)), refused.len() as u64);
        world.send().await.unwrap();
        world.check_all(120, &[]);
    }
}

#[tokio::test]
async fn requests_that_are_too_large_are_halved() {
    let mut world = World::new().await;
    world.review(&company(120));
    world.state().most = Some(20);
    let sent = world.send().await.unwrap();
    assert!(matches!(sent.ending, Ending::Done), "{sent:?}");
    world.check_all(120, &[]);
}

#[tokio::test]
async fn where_everybody_is_refused_it_is_not_about_a_person_and_little_is_sent() {
    let mut world = World::new().await;
    world.review(&company(3_000));
    world.state().refused = (1..=3_000).map(number).collect();
    let sent = world.send().await.unwrap();
    assert!(matches!(sent.ending, Ending::Refused), "{sent:?}");
    assert_eq!(sent.accepted, 0);
    assert!(world.state().requests <= 16 * 9, "{}", world.state().requests);
    // What was named stays refused; the others are there when it is mended.
    world.state().refused.clear();
    let sent = world.send().await.unwrap();
    assert!(matches!(sent.ending, Ending::Done), "{sent:?}");
    let ledger = world.ledger().unwrap();
    let refused = ledger.people().filter(|one| one.state == State::Refused).count();
    assert_eq!((refused, ledger.len()), (sent.refused.len(), 3_000));
    assert_eq!(world.review(&company(3_000)), refused as u64);
}
