use super::*;

/// Sends as many as it may, each answered at once.
fn send(meter: &UploadMeter) -> usize {
    (0..1_000).take_while(|_| meter.pass(Pace::default()).is_ok()).count()
}

#[test]
fn two_processes_share_the_window_and_the_day() {
    let place = tempfile::tempdir().unwrap();
    let open = || UploadMeter::open(place.path(), 2_000).unwrap();
    let (one, other) = (open(), open());
    assert_eq!(send(&one), 40);
    assert_eq!(send(&other), 0, "the other process has used the window up");
    assert_eq!((one.today(), other.today()), (40, 40));
    let third = open();
    assert_eq!((third.today(), send(&third)), (40, 0));
}

#[test]
fn a_day_that_is_full_says_when_it_goes_on() {
    let place = tempfile::tempdir().unwrap();
    let before = Timestamp::now();
    let meter = UploadMeter::open(place.path(), 3).unwrap();
    assert_eq!(send(&meter), 3);
    let again = UploadMeter::open(place.path(), 3).unwrap();
    let Err(Blocked::Day(until)) = again.pass(Pace::default()) else {
        panic!("it is not full")
    };
    assert!(until >= before + DAY && until <= Timestamp::now() + DAY);
}

#[test]
fn lines_that_are_torn_or_senseless_count_nothing_and_old_ones_neither() {
    let place = tempfile::tempdir().unwrap();
    let meter = UploadMeter::open(place.path(), 2_000).unwrap();
    assert_eq!(send(&meter), 40);
    let file = place.path().join("calls.jsonl");
    let mut text = std::fs::read_to_string(&file).unwrap();
    let old = Timestamp::now() - DAY - SignedDuration::from_secs(1);
    text.push_str(&format!(
        "{{\"call\":\"x-1\",\"at\":\"{old}\"}}\n{{\"odd\":1}}\nnonsense\n{{\"call\":\"x-2\",\"at\""
    ));
    std::fs::write(&file, text).unwrap();
    let again = UploadMeter::open(place.path(), 2_000).unwrap();
    assert_eq!(again.today(), 40);
    let ended = std::fs::read_to_string(&file).unwrap();
    assert!(ended.ends_with("nonsense\n"), "the torn line is cut off");
}

#[test]
fn a_clock_that_is_set_back_stops_nobody_for_longer_than_the_window() {
    let place = tempfile::tempdir().unwrap();
    drop(UploadMeter::open(place.path(), 2_000).unwrap());
    let file = place.path().join("calls.jsonl");
    let mut text = std::fs::read_to_string(&file).unwrap();
    let ahead = Timestamp::now() + SignedDuration::from_hours(1);
    for call in 0..40 {
        text.push_str(&format!(
            "{{\"call\":\"x-{call}\",\"at\":\"{ahead}\"}}\n{{\"call\":\"x-{call}\",\"written\":\"{ahead}\"}}\n"
        ));
    }
    std::fs::write(&file, text).unwrap();
    let meter = UploadMeter::open(place.path(), 2_000).unwrap();
    let Err(Blocked::Wait(left, _)) = meter.pass(Pace::default()) else {
        panic!("the window is full")
    };
    assert!(left <= Duration::from_secs(6), "{left:?}");
}

#[test]
fn a_file_that_has_grown_is_shortened_and_everybody_notices() {
    let place = tempfile::tempdir().unwrap();
    let meter = UploadMeter::open(place.path(), 1_500).unwrap();
    assert_eq!(send(&meter), 40);
    let file = place.path().join("calls.jsonl");
    let mut text = std::fs::read_to_string(&file).unwrap();
    let old = Timestamp::now() - DAY - DAY;
    (0..3_000).for_each(|call| text.push_str(&format!("{{\"call\":\"x-{call}\",\"at\":\"{old}\"}}\n")));
    std::fs::write(&file, &text).unwrap();
    let again = UploadMeter::open(place.path(), 1_500).unwrap();
    assert!(std::fs::metadata(&file).unwrap().len() < text.len() as u64 / 10);
    assert_eq!(again.today(), 40);
    assert_eq!(send(&meter), 0);
    assert_eq!(meter.today(), 40, "read anew, its own calls once");
}

#[test]
fn files_of_a_newer_program_are_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("calls.jsonl");
    let newer = "{\"calls\":2,\"file\":\"00000000-0000-0000-0000-000000000000\"}\n";
    std::fs::write(&file, newer).unwrap();
    assert!(UploadMeter::open(place.path(), 2_000).is_err());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), newer);
}
