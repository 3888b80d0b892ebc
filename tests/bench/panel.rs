//! How smoothly the window draws while requests stream into its panel: real ones, from the shell to the demo tenant.

use std::time::Duration;

use journey_tests::app_window::AppWindow;
use journey_tests::journey;
use journey_tests::keys::F9;
use serde::Deserialize;

/// Fewer than this is not a stream.
const REQUESTS: usize = 2_000;
/// Longer than they take.
const PATIENCE: Duration = Duration::from_secs(300);

/// What was seen while they came.
#[derive(Debug, Deserialize)]
pub(crate) struct Streamed {
    pub(crate) requests: usize,
    pub(crate) seconds: f64,
    /// Milliseconds from each frame to the next.
    pub(crate) frames: Vec<f64>,
}

/// Looks at the tenant again and again until so many requests have come by, with the panel open.
pub(crate) async fn stream() -> Streamed {
    let mut window = AppWindow::open("contoso").await;
    journey::to_check(&window).await;
    window.page.key(F9).await;
    window.until_there("aside li").await;
    window.page.patience(PATIENCE).await;
    let seen = window
        .page
        .run(&STREAM.replace("REQUESTS", &REQUESTS.to_string()))
        .await;
    window.close().await;
    serde_json::from_value(seen).expect("what was seen")
}

/// A look is asked for as soon as the one before has ended, ten times a second at most; nothing else is done to the page.
const STREAM: &str = "
    const invoke = window.__TAURI_INTERNALS__.invoke;
    const view = () => invoke('app_view');
    return (async () => {
        const first = (await view()).requests.total;
        const frames = [];
        const began = performance.now();
        let last = began;
        let goesOn = true;
        const drawn = (now) => {
            frames.push(now - last);
            last = now;
            if (goesOn) requestAnimationFrame(drawn);
        };
        requestAnimationFrame(drawn);
        let requests = 0;
        while (requests < REQUESTS) {
            const { check, requests: log } = await view();
            requests = log.total - first;
            if (!check.looking) await invoke('check_tenant', { journey: 'cloud-sync' });
            await new Promise((later) => setTimeout(later, 100));
        }
        goesOn = false;
        return { requests, seconds: (performance.now() - began) / 1000, frames };
    })()";
