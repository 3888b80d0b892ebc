//! The gallery: searched in the session, one app read closely, and typed credentials that are shown nowhere.

use app_core::view::{GalleryAsked, GalleryKind, KnownFrom, TypedCredential};
use app_core::{SecretText, Setup};
use serde_json::json;

use crate::support::Bench;

const AWS: &str = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
const NAME: &str = "AWS NL";

fn asked(text: &str, usable: bool) -> GalleryAsked {
    GalleryAsked {
        text: text.to_owned(),
        usable,
        from: 0,
        count: 50,
    }
}

async fn opened() -> Bench {
    let bench = Bench::new("fresh").await;
    bench.session.open_gallery().await.unwrap();
    bench
        .seen(|view| view.gallery.as_ref().is_some_and(|gallery| gallery.revision > 0))
        .await;
    bench
}

#[tokio::test]
async fn apps_are_found_by_what_is_typed_and_one_is_read_closely() {
    let bench = opened().await;
    let found = bench.session.gallery_rows(asked("zsc", true)).await.unwrap();
    assert_eq!(found.rows[0].name, "Zscaler");
    assert_eq!(found.rows.last().unwrap().kind, GalleryKind::Own);
    let canva = bench.session.gallery_rows(asked("canva", true)).await.unwrap();
    assert_eq!(
        (canva.matched, canva.left_out),
        (1, 1),
        "an app of one's own fits always"
    );

    let entry = bench.session.gallery_entry(AWS.to_owned()).await.unwrap();
    assert_eq!(entry.known_from, KnownFrom::Pages);
    let fields: Vec<(&str, bool)> = entry
        .fields
        .iter()
        .map(|field| (field.key.as_str(), field.secret))
        .collect();
    assert_eq!(fields, [("BaseAddress", false), ("SecretToken", true)]);
    assert_eq!(entry.free_name, entry.row.name);
    let seen = bench
        .seen(|view| view.gallery.as_ref().is_some_and(|gallery| gallery.entry.is_some()))
        .await;
    assert_eq!(seen.gallery.unwrap().entry.unwrap(), entry);
    assert!(bench.session.gallery_entry("none".to_owned()).await.is_err());

    let groups = bench.session.find_assignable("app pil".to_owned()).await.unwrap();
    assert_eq!((groups[0].name.as_str(), groups[0].group), ("App pilot", true));
    assert!(bench.session.find_assignable("a".to_owned()).await.unwrap().is_empty());
    assert!(
        bench.session.count_people().await.unwrap() > 0,
        "accounts of its administrators"
    );
}

/// Sets the app up with what was typed, to the end of the run.
async fn run_with(bench: &Bench, token: &str, phase: &str) -> Vec<TypedCredential> {
    let credential = TypedCredential {
        instance: NAME.to_owned(),
        key: "SecretToken".to_owned(),
    };
    let kept = bench
        .session
        .keep_credential(credential.clone(), SecretText::new(token));
    kept.await.unwrap();
    let view = bench
        .seen(|view| {
            view.gallery
                .as_ref()
                .is_some_and(|gallery| gallery.typed.contains(&credential))
        })
        .await;
    assert!(
        !json!(view).to_string().contains(token),
        "the view shows what was typed"
    );
    let tenant = view.tenant.unwrap().domain;
    let setup = json!({ "causeway": 1, "journey": "gallery-app", "tenant": tenant, "app": { "template": AWS },
        "instances": [{ "name": NAME, "start": false, "credentials":
            { "BaseAddress": "https://scim.aws.example/abc/scim/v2", "SecretToken": { "from": "prompt" } } }] });
    let setup = Setup::parse(&setup.to_string()).unwrap();
    let run = bench.run(setup).await.unwrap();
    assert_eq!(json!(run.phase), phase);
    let view = bench
        .seen(|view| view.run.as_ref() == Some(&run) && view.busy.is_none())
        .await;
    assert!(
        !json!(view).to_string().contains(token),
        "the view shows what was typed"
    );
    view.gallery.unwrap().typed
}

#[tokio::test]
async fn what_was_typed_is_forgotten_when_it_is_refused_and_when_it_is_stored() {
    let bench = opened().await;
    for (token, phase) in [("wrong-sentinel-1", "failed"), ("sentinel-2", "done")] {
        assert_eq!(run_with(&bench, token, phase).await, [], "{phase}");
    }
}
