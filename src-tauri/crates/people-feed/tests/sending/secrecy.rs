use std::collections::HashMap;

use crate::service::Fault;
use crate::world::{SENTINEL, World, company, number};

/// Everything that may be kept, shown or sent on of sendings that go wrong in every way.
#[tokio::test]
async fn no_word_of_a_person_leaves_the_outbox_but_for_their_number() {
    for status in [400, 401, 403, 404, 409, 413, 422, 429, 500, 503] {
        let mut world = World::new().await;
        world.review(&company(430));
        let packed = String::from_utf8_lossy(&std::fs::read(world.outbox()).unwrap()).into_owned();
        assert!(!packed.contains(&format!("{SENTINEL}F00007")), "the outbox is packed");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(world.outbox()).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        world.state().refused = [7, 300].map(number).into_iter().collect();
        world.state().faults = vec![Some(Fault::Answer(status)); 7].into();
        let mut told = Vec::new();
        for _ in 0..9 {
            if !world.outbox().exists() {
                break;
            }
            let sent = world.send().await.unwrap();
            if let people_feed::Ending::Failed(error) = &sent.ending {
                told.push(error.to_string());
            }
            told.push(format!("{sent:?}"));
        }
        let records = world.log.0.lock().unwrap().clone();
        let shown = records.iter().filter_map(|record| record.request_body.as_deref());
        assert!(
            shown.clone().any(|shown| shown.starts_with("[50 people, ")),
            "how much it was is shown"
        );
        assert!(records.iter().any(|record| record.status == Some(status)));
        told.extend(records.iter().map(|record| format!("{record:?}")));
        let files = files(&world);
        assert!(
            !files.keys().any(|name| name.starts_with("outbox")),
            "{status}: {:?}",
            files.keys()
        );
        for name in ["ledger.jsonl", "calls.jsonl", "batches-1.jsonl"] {
            assert!(files[name].lines().count() > 5, "{name}");
        }
        assert!(files["ledger.jsonl"].contains("\"n\":\"00007\""));
        for text in told.iter().chain(files.values()) {
            assert!(
                !text.to_lowercase().contains(&SENTINEL.to_lowercase()),
                "{status}: {text}"
            );
        }
    }
}

fn files(world: &World) -> HashMap<String, String> {
    let entries = std::fs::read_dir(world.place.path()).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let text = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).into_owned();
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect()
}
