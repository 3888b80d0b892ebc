//! What runs, on pages of its own: seen, understood, paused and started again. Looking only reads.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::finished::requests;
use journey_tests::journey::to_look;
use journey_tests::opening::{Opening, Size};
use journey_tests::webdriver::until;

use crate::skip_wait;

/// To the page before this one.
const BACK: &str = "footer [aria-keyshortcuts]";

#[tokio::test]
async fn each_way_to_stand_is_told_with_what_to_do_and_looking_only_reads() {
    for (variant, begins, state) in [
        ("healthy", "37 people or groups of corp.contoso.com", "needs-you"),
        ("stuck-agent", "corp.contoso.com has been stuck for", "failed"),
        ("switched-off", "Microsoft switched corp.contoso.com off on", "failed"),
        ("quiet", "corp.contoso.com says it is healthy", "failed"),
        ("paused", "corp.contoso.com is paused", "needs-you"),
        ("held-deletes", "corp.contoso.com has been stuck for", "failed"),
    ] {
        let window = AppWindow::open(&format!("contoso/{variant}")).await;
        to_look(&window).await;
        let title = window.title().await;
        assert!(title.starts_with(begins), "{variant}: {title}");
        window.until_there(&format!("nav [data-state={state}]")).await;
        window.seen(&format!("07-operate-{variant}")).await;
        let writes = requests(&window.tenant).await.into_iter();
        let writes: Vec<_> = writes.filter(|(method, _)| method != "GET").collect();
        assert_eq!(writes, [], "{variant}");
        window.close().await;
    }
}

#[tokio::test]
async fn what_runs_is_paused_and_started_again_after_one_question() {
    let window = AppWindow::open("contoso/healthy").await;
    skip_wait(&window.tenant, "contoso/healthy").await;
    let page = &window.page;
    to_look(&window).await;
    page.press_words("Start again or pause").await;
    window.until_title("Start corp.contoso.com again, or pause it").await;
    window.seen("07-operate-ways").await;

    page.press("[data-act=pause]").await;
    window.until_title("Pause?").await;
    window.seen("07-operate-pause").await;
    window.until_open().await;
    page.press(MAIN).await;
    window.until_title("Pause: done").await;
    window.seen("07-operate-paused").await;
    page.press(MAIN).await;
    window.until_title("corp.contoso.com is paused").await;

    page.press_words("Start again or pause").await;
    page.press("[data-act=go-on]").await;
    window.until_title("Go on where it stopped?").await;
    window.until_open().await;
    page.press(MAIN).await;
    window.until_title("Go on where it stopped: done").await;
    for job in &window.tenant.picture().await.configurations[0].jobs {
        assert_eq!(job.json["schedule"]["state"], "Active", "{}", job.template);
    }
    window.close().await;
}

#[tokio::test]
async fn held_removals_go_only_when_their_number_is_typed() {
    let window = AppWindow::open("contoso/held-deletes").await;
    skip_wait(&window.tenant, "contoso/held-deletes").await;
    let page = &window.page;
    to_look(&window).await;
    page.press_words("Start again or pause").await;
    window.until_there("[data-act=keep]").await;
    window.seen("07-operate-decide").await;
    assert!(
        !page
            .has("[data-act=go-on], [data-act=everybody], [data-act=forget-pairs]")
            .await,
        "another start would let some go unasked"
    );
    page.press("[data-act=let-go]").await;
    window.until_title("Let the removals go?").await;
    window.seen("07-operate-let-go").await;
    let shut = format!("{MAIN}[aria-disabled=true]");
    page.press("main input").await;
    page.type_text("599").await;
    assert!(page.has(&shut).await, "another number opens nothing");
    page.run("document.querySelector('main input').select()").await;
    page.type_text("600").await;
    window.until_open().await;
    page.press(MAIN).await;
    window.until_title("Let the removals go: done").await;
    let bodies: Vec<_> = requests(&window.tenant).await;
    let writes: Vec<_> = bodies.iter().filter(|(method, _)| method != "GET").collect();
    assert!(
        writes.len() == 1 && writes[0].1.ends_with("/restart"),
        "one request: {writes:?}"
    );
    window.close().await;
}

/// The demo company rests at night and on Sundays, so all of its log is read.
async fn read_all_of_the_log(window: &AppWindow) {
    window.until_there("main select").await;
    window
        .page
        .run(
            "const list = document.querySelector('main select');
             list.value = 'all';
             list.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await;
    window.until_there("main [role=row] [role=gridcell] > div").await;
    // What stands above the lines moves them as long as it grows.
    let page = &window.page;
    until("it is read", async || !page.has("main [role=progressbar]").await).await;
    page.painted().await;
}

/// Every page that looks closer, as it is drawn in this window.
async fn every_closer_look(window: &AppWindow) {
    let page = &window.page;
    to_look(window).await;
    window.seen("07-operate-look").await;
    page.press("[data-to=held]").await;
    window.until_there("main ul strong").await;
    window.seen("07-operate-held-names").await;
    page.press(BACK).await;
    window.until_there("[data-to=log]").await;
    page.press("[data-to=log]").await;
    read_all_of_the_log(window).await;
    window.seen("07-operate-log").await;
    page.press("main [data-line='0']").await;
    window.until_there("main dl").await;
    window.seen("07-operate-log-entry").await;
    page.press(BACK).await;
    window.until_there("main select").await;
    page.press(BACK).await;
    window.until_there("[data-to=drift]").await;
    page.press("[data-to=drift]").await;
    window.until_open().await;
    window.seen("07-operate-drift").await;
    page.press(BACK).await;
    window.until_there("[data-to=why]").await;
    page.press("[data-to=why]").await;
    window.until_there("main form input").await;
    page.press("main form input").await;
    page.type_text("koç").await;
    page.press(MAIN).await;
    window.until_there("main ul button, main ul > li > div").await;
    window.seen("07-operate-why-which").await;
}

#[tokio::test]
async fn every_closer_look_fits_the_smallest_window() {
    let opening = Opening {
        size: Size::Smallest,
        ..Opening::of("contoso/held-deletes")
    };
    let window = AppWindow::open_as(opening).await;
    every_closer_look(&window).await;
    window.close().await;
}

#[tokio::test]
async fn every_closer_look_fits_twice_as_large_and_dark_in_dutch() {
    let opening = Opening {
        size: Size::Doubled,
        theme: "Adwaita:dark",
        language: "nl",
        ..Opening::of("contoso/held-deletes")
    };
    let window = AppWindow::open_as(opening).await;
    every_closer_look(&window).await;
    window.close().await;
}

#[tokio::test]
async fn the_log_tells_causes_first_then_every_line_and_opens_one() {
    let window = AppWindow::open("contoso/healthy").await;
    let page = &window.page;
    to_look(&window).await;
    page.press_words("Provisioning log").await;
    read_all_of_the_log(&window).await;
    window.seen("07-operate-log").await;
    page.press("main [data-line='0']").await;
    window.until_there("main dl").await;
    window.seen("07-operate-log-entry").await;
    let writes = requests(&window.tenant).await.into_iter();
    let writes: Vec<_> = writes.filter(|(method, _)| method != "GET").collect();
    assert_eq!(writes, []);
    window.close().await;
}

#[tokio::test]
async fn held_removals_are_named_with_the_unit_behind_them() {
    let window = AppWindow::open("contoso/held-deletes").await;
    let page = &window.page;
    to_look(&window).await;
    page.press_words("See who it is").await;
    window
        .until_title("600 people and groups are held back from being removed")
        .await;
    window.until_there("main ul strong").await;
    window.seen("07-operate-held-names").await;
    window.close().await;
}

#[tokio::test]
async fn why_somebody_was_skipped_is_answered_by_name() {
    let window = AppWindow::open("contoso/healthy").await;
    let page = &window.page;
    to_look(&window).await;
    page.press_words("Why was somebody skipped?").await;
    window.until_there("main form input").await;
    window.seen("07-operate-why-asked").await;
    page.press("main form input").await;
    page.type_text("koç").await;
    page.press(MAIN).await;
    window
        .until_there("main ul button, main [role=gridcell], main li > div")
        .await;
    window.seen("07-operate-why-which").await;
    window.close().await;
}

#[tokio::test]
async fn what_is_not_as_it_should_be_is_told_beside_what_should() {
    let window = AppWindow::open("contoso/drifted").await;
    let page = &window.page;
    to_look(&window).await;
    page.press_words("Is it as it should be?").await;
    window.until_there("main table").await;
    window.seen("07-operate-drift").await;
    window.close().await;
}

#[tokio::test]
async fn all_tenants_of_a_monday_are_on_one_page_and_one_is_opened() {
    let window = AppWindow::open("monday").await;
    let page = &window.page;
    to_look(&window).await;
    window.until_there("nav [data-page=tenants] button").await;
    page.press("nav [data-page=tenants] button").await;
    window.until_there("main ol > li:nth-child(40)").await;
    window.until_there("main ol > li[data-looked=true]:nth-child(40)").await;
    until("every tenant is looked at", async || {
        !page.has("main ol > li[data-looked=false]").await
    })
    .await;
    window.seen("07-operate-monday").await;
    page.press("main ol > li:first-child button").await;
    window.until_there("main [data-job]").await;
    window.seen("07-operate-monday-opened").await;
    window.close().await;
}

#[tokio::test]
async fn everything_that_provisions_is_found_the_worst_first_and_one_app_is_opened() {
    let window = AppWindow::open("contoso/apps").await;
    let page = &window.page;
    to_look(&window).await;
    window.until_there("nav [data-page=apps] button").await;
    page.press("nav [data-page=apps] button").await;
    window
        .until_title("Which apps provision in Contoso is not known yet")
        .await;
    window.seen("07-operate-apps-unasked").await;
    page.press_words("Find everything").await;
    window.until_there("main ol > li[data-app]:nth-child(9)").await;
    until("all apps are asked", async || {
        !page.has("main [role=progressbar]").await
    })
    .await;
    window.seen("07-operate-apps").await;
    page.press("main ol > li:first-child button").await;
    window.until_there("main dl").await;
    window.seen("07-operate-app").await;
    let asked = requests(&window.tenant).await.into_iter();
    let writes: Vec<_> = asked
        .filter(|(method, path)| method != "GET" && !path.ends_with("/$batch"))
        .collect();
    assert_eq!(writes, []);
    window.close().await;
}

#[tokio::test]
async fn what_forgetting_one_pair_would_do_is_told_before_it_is_asked() {
    let window = AppWindow::open("contoso/healthy").await;
    let page = &window.page;
    to_look(&window).await;
    page.press_words("Why was somebody skipped?").await;
    window.until_there("main form input").await;
    page.press("main form input").await;
    page.type_text("Käthe Zimmermann").await;
    page.press(MAIN).await;
    window.until_there("main [data-to=pair]").await;
    page.press("main [data-to=pair]").await;
    window.until_open().await;
    window.seen("07-operate-forget-pair").await;
    let writes = requests(&window.tenant).await.into_iter();
    assert_eq!(writes.filter(|(method, _)| method != "GET").count(), 0);
    window.close().await;
}
