//! The page is a page of ours and nothing else.

use journey_tests::app_window::AppWindow;
use journey_tests::webdriver::until;
use journey_tests::{processes, program};
use serde_json::json;

#[tokio::test]
async fn the_page_runs_nothing_that_is_not_ours_and_leads_nowhere() {
    let window = AppWindow::open("school").await;
    let tenant = window.tenant.text("graph").to_owned();
    let intrusion = format!(
        "const add = (name, fill) => document.body.append(Object.assign(document.createElement(name), fill));
         add('script', {{ textContent: 'window.ran = 1' }});
         add('style', {{ textContent: 'body {{ display: none }}' }});
         document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 2\">');
         window.another = window.open('https://example.com/') === null ? 'refused' : 'opened';
         location.href = 'https://example.com/';
         return fetch('{tenant}').then(() => 'answered', () => 'stopped')"
    );
    assert_eq!(window.page.run(&intrusion).await, "stopped");
    until("the policy has spoken", async || {
        let stopped = window
            .page
            .run("return violations.map(one => one.split(' ')[0].replace(/-(elem|attr)$/, ''))")
            .await;
        ["script-src", "style-src", "connect-src"]
            .iter()
            .all(|kind| stopped.as_array().unwrap().contains(&json!(kind)))
    })
    .await;
    assert_eq!(window.page.run("return window.ran ?? null").await, json!(null));
    assert_eq!(window.page.run("return window.another").await, json!("refused"));
    assert_eq!(window.page.windows().await, 1);
    assert_eq!(
        window.page.run("return getComputedStyle(document.body).display").await,
        "block"
    );
    assert_eq!(window.page.run("return location.origin").await, "tauri://localhost");
    window.close().await;
}

#[tokio::test]
async fn the_window_and_its_helpers_leave_no_core_dump() {
    let window = AppWindow::open("school").await;
    let causeway = program::built("causeway").canonicalize().expect("it is built");
    let of_ours = |exe: std::path::PathBuf| exe == causeway || exe.ends_with("WebKitWebProcess");
    let processes = window.page.processes().into_iter();
    let ours: Vec<_> = processes
        .filter(|process| std::fs::read_link(process.join("exe")).is_ok_and(of_ours))
        .collect();
    assert!(ours.len() >= 2, "the program and its page: {ours:?}");
    for process in ours {
        assert!(processes::dumps_no_core(&process), "{}", process.display());
    }
    window.close().await;
}
