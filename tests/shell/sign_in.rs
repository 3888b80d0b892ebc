//! Signing in on the demo tenant's own pages.

use std::time::Duration;

use app_core::view::SignInState;
use serde_json::{Value, json};

use crate::shell::Shell;

#[test]
fn a_browser_is_opened_and_the_page_can_be_copied_until_the_person_gives_up() {
    let shell = Shell::open("contoso");
    let begin = json!({ "cloud": "demo", "tenant": null, "clientId": "", "way": "browser" });
    shell.must("begin_sign_in", begin);
    let page = shell.opened.recv_timeout(Duration::from_secs(30)).unwrap();
    shell.until(|view| {
        let state = view.sign_in.as_ref().map(|sign_in| &sign_in.state);
        matches!(state, Some(SignInState::Browser { .. }))
    });
    assert_eq!(shell.must("sign_in_page", json!({})), Value::from(page.as_str()));
    let view = shell.must("app_view", json!({})).to_string();
    assert!(!view.contains("state="), "the address is asked for by itself: {view}");
    shell.must("cancel_sign_in", json!({}));
    shell.until(|view| view.sign_in.is_none());
    shell.refuses("sign_in_page", json!({}), "unexpected-answer");
}

/// Which proxy and which program is somebody else's affair here; that a cloud of nobody's is refused is not.
#[test]
fn what_takes_part_in_a_sign_in_is_told_for_microsofts_clouds() {
    let shell = Shell::open("contoso");
    let told = shell.must("surroundings", json!({ "cloud": "usgov" }));
    let fields = [
        "proxy",
        "signInProxy",
        "proxyScript",
        "certificates",
        "certificateFolders",
        "azureCli",
    ];
    assert!(fields.iter().all(|field| told.get(field).is_some()), "{told}");
    shell.refuses("surroundings", json!({ "cloud": "custom" }), "unexpected-answer");
}
