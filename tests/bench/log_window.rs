//! The provisioning log in the real window: how soon its first rows are there, and what 150,000 of them cost to hold and to scroll.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use journey_tests::app_window::AppWindow;
use journey_tests::journey::to_look;
use journey_tests::opening::Opening;
use journey_tests::tenant::Tenant;
use serde::Deserialize;

use crate::start::proportional_mebibytes;
use crate::{quantile, verdict};

/// The largest company of the demo: its log of thirty days has 150,000 rows and more.
const SCENARIO: &str = "enterprise/healthy";
const ROWS: u64 = 150_000;
/// The log lets four pages of 1,000 through in ten seconds.
const READING: Duration = Duration::from_secs(20 * 60);
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How often the log is opened and left.
const TIMES: usize = 5;
/// After reading, programs tidy up.
const SETTLING: Duration = Duration::from_secs(5);

/// One frame at 60 a second, ms.
const FRAME: f64 = 1000.0 / 60.0;

const LOG: &str = "[data-to=log]";
const BACK: &str = "footer [aria-keyshortcuts]";
const LINE: &str = "main [role=row] [role=gridcell] > div";

/// What was seen while it was scrolled.
#[derive(Debug, Deserialize)]
struct Scrolled {
    /// Milliseconds from each frame to the next.
    frames: Vec<f64>,
    /// The longest that a line in sight stayed empty, ms.
    blank: f64,
    /// Lines that went by.
    lines: f64,
}

/// Measures and prints the rows.
pub(crate) async fn measure() {
    let tenant = Tenant::start(SCENARIO).await;
    let window = AppWindow::open_as(Opening {
        demo_at: Some(&tenant.connection),
        ..Opening::of(SCENARIO)
    })
    .await;
    to_look(&window).await;
    let weight = || Weight::of(&window);
    tokio::time::sleep(SETTLING).await;
    let empty = weight();

    let first = opened(&window).await;
    let mut again = Vec::new();
    for _ in 0..TIMES {
        window.page.press(BACK).await;
        window.until_there(LOG).await;
        again.push(opened(&window).await);
    }
    let (read, took) = read_all(&window).await;
    tokio::time::sleep(SETTLING).await;
    let full = weight();
    let still = scrolled(&window, NOTHING).await;
    let wheel = scrolled(&window, WHEEL).await;
    let held = scrolled(&window, PAGE_DOWN).await;
    let scrolled_through = weight();
    let sixty = asked(&window, 60).await;
    let nothing = asked(&window, 0).await;
    window.page.run(PLAIN).await;
    let plain = scrolled(&window, A_PAGE).await;
    window.close().await;

    println!(
        "\nThe log in the window, release build, {read} rows read in {:.1} min\n",
        took.as_secs_f64() / 60.0
    );
    println!("| What | Measured | Bound | |");
    println!("|---|---|---|---|");
    row("first rows from the click, nothing read before", first, "ms", 100.0);
    row(
        "first rows from the click, opened again, median",
        quantile(again, 0.5),
        "ms",
        100.0,
    );
    println!(
        "| nothing for 5 s, frame, 95 %, longest: what the machine itself costs | {:.1} ms, {:.1} ms | | |",
        quantile(still.frames.clone(), 0.95),
        quantile(still.frames, 1.0)
    );
    println!(
        "| lines of text alone, a page at a time, frame, 95 %, longest: the same | {:.1} ms, {:.1} ms | | |",
        quantile(plain.frames.clone(), 0.95),
        quantile(plain.frames, 1.0)
    );
    println!(
        "| no row by command, 50 %, 99 %: the same | {:.1} ms, {:.1} ms | | |",
        quantile(nothing.clone(), 0.5),
        quantile(nothing, 0.99)
    );
    for (how, seen) in [("wheel", wheel), ("Page Down", held)] {
        let longest = quantile(seen.frames.clone(), 1.0);
        let count = seen.frames.len();
        println!(
            "| {how} for 5 s: {:.0} lines went by in {count} frames | | | |",
            seen.lines
        );
        row(&format!("{how}, frame, 95 %"), quantile(seen.frames, 0.95), "ms", FRAME);
        row(&format!("{how}, longest frame"), longest, "ms", 50.0);
        row(
            &format!("{how}, longest that a line stayed empty"),
            seen.blank,
            "ms",
            100.0,
        );
    }
    row("60 rows by command, 50 %", quantile(sixty.clone(), 0.5), "ms", 4.0);
    row("60 rows by command, 99 %", quantile(sixty, 0.99), "ms", 4.0);
    for (when, weight) in [("all read", full), ("all read and scrolled", scrolled_through)] {
        row(
            &format!("memory of window and core, {when}, over nothing read"),
            weight.all - empty.all,
            "MiB",
            120.0,
        );
        println!("| of which the core | {:.1} MiB | | |", weight.core - empty.core);
    }
}

/// Proportional memory, MiB.
#[derive(Debug, Clone, Copy)]
struct Weight {
    /// Of everything that belongs to the window.
    all: f64,
    /// Of the program alone, without the processes of its page.
    core: f64,
}

impl Weight {
    fn of(window: &AppWindow) -> Self {
        let mut processes = window.page.processes();
        let all = proportional_mebibytes(&processes);
        let name = |process: &PathBuf| std::fs::read_to_string(process.join("comm")).unwrap_or_default();
        processes.retain(|process| name(process).trim() == "causeway");
        let core = proportional_mebibytes(&processes);
        Self { all, core }
    }
}

fn row(what: &str, measured: f64, unit: &str, bound: f64) {
    let verdict = verdict(measured, bound);
    println!("| {what} | {measured:.1} {unit} | {bound:.1} {unit} | {verdict} |");
}

/// Opens the log as a person does: milliseconds from the click until lines have been drawn.
async fn opened(window: &AppWindow) -> f64 {
    window.page.run(&FROM_CLICK.replace("LINE", LINE)).await;
    window.page.press(LOG).await;
    let took = window.page.run("return window.firstLines").await;
    took.as_f64().expect("milliseconds")
}

/// Has all of the log read: how many rows, and how long it took.
async fn read_all(window: &AppWindow) -> (u64, Duration) {
    let began = Instant::now();
    window.page.run(CHOOSE_ALL).await;
    loop {
        let log = window
            .page
            .run("return window.__TAURI_INTERNALS__.invoke('app_view').then(view => view.log)")
            .await;
        let read = log["read"].as_u64().unwrap_or_default();
        if log["reading"] == false && log["period"] == "all" {
            assert!(read >= ROWS, "{read} rows: {}", log["problem"]);
            return (read, began.elapsed());
        }
        assert!(began.elapsed() < READING, "only {read} rows were read");
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Moves on through the list from its top for five seconds and watches what is drawn.
async fn scrolled(window: &AppWindow, on: &str) -> Scrolled {
    window.page.run("document.querySelector('main').scrollTo(0, 0)").await;
    window.until_there("main [data-line='0'] [role=gridcell] > div").await;
    window.page.painted().await;
    let seen = window.page.run(&SCROLL.replace("MOVE_ON", on)).await;
    serde_json::from_value(seen).expect("what was seen")
}

/// How long that many rows take, from places all over the list, one question after the other, ms.
async fn asked(window: &AppWindow, count: usize) -> Vec<f64> {
    let took = window.page.run(&ASK.replace("COUNT", &count.to_string())).await;
    serde_json::from_value(took).expect("times")
}

/// The time of the click is that of the event; lines are there when the frame after theirs begins.
const FROM_CLICK: &str = "
    window.firstLines = new Promise((tell) => {
        addEventListener('click', (click) => {
            const look = () => document.querySelector('LINE')
                ? requestAnimationFrame(() => tell(performance.now() - click.timeStamp))
                : requestAnimationFrame(look);
            look();
        }, { once: true, capture: true });
    });";

const CHOOSE_ALL: &str = "
    const list = document.querySelector('main select');
    list.value = 'all';
    list.dispatchEvent(new Event('change', { bubbles: true }));";

const NOTHING: &str = "0";
/// What a turn of the wheel comes to: WebKit's driver has no wheel, and a page cannot make one.
const WHEEL: &str = "page.scrollBy(0, 120)";
/// The list moves by the key itself, so one made in the page goes the whole way of a real one.
const PAGE_DOWN: &str = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }))";

/// In place of the list one that was drawn before it is seen, of lines that are nothing but text.
const PLAIN: &str = "
    const list = document.querySelector('[role=grid]');
    const plain = list.cloneNode();
    plain.style.height = 'auto';
    plain.innerHTML = '<div data-line=0 tabindex=0><div role=gridcell><div></div></div></div>';
    for (let line = 0; line < 3000; line += 1) {
        const text = document.createElement('div');
        text.style.height = '56px';
        text.textContent = `Person ${line} of somewhere was looked at and left as it is, 5 Feb 2026, 09:41`;
        plain.append(text);
    }
    list.style.display = 'none';
    list.after(plain);";
const A_PAGE: &str = "page.scrollBy(0, 9 * 56)";

/// Moves on thirty times a second, as a held key repeats. Each frame looks which lines in sight are empty, and since when.
const SCROLL: &str = "
    const page = document.querySelector('main');
    page.querySelector('[data-line]').focus();
    const from = page.scrollTop;
    const frames = [];
    const since = new Map();
    let [last, goesOn, blank] = [performance.now(), true, 0];
    const drawn = (now) => {
        frames.push(now - last);
        last = now;
        const { top, bottom } = page.getBoundingClientRect();
        const empty = new Set();
        for (const line of page.querySelectorAll('[data-line]')) {
            const box = line.getBoundingClientRect();
            const isEmpty = box.bottom > top && box.top < bottom && !line.firstElementChild.firstElementChild;
            if (isEmpty) empty.add(line.dataset.line);
        }
        for (const line of since.keys()) if (!empty.has(line)) since.delete(line);
        for (const line of empty) {
            if (!since.has(line)) since.set(line, now);
            blank = Math.max(blank, now - since.get(line));
        }
        if (goesOn) requestAnimationFrame(drawn);
    };
    requestAnimationFrame(drawn);
    const moving = setInterval(() => MOVE_ON, 1000 / 30);
    return new Promise((tell) => setTimeout(() => {
        clearInterval(moving);
        goesOn = false;
        tell({ frames, blank, lines: (page.scrollTop - from) / 56 });
    }, 5000));";

const ASK: &str = "
    const invoke = window.__TAURI_INTERNALS__.invoke;
    return (async () => {
        const took = [];
        for (let time = 0; time < 500; time += 1) {
            const began = performance.now();
            await invoke('log_rows', { from: (time * 7919) % 149000, count: COUNT });
            took.push(performance.now() - began);
        }
        return took;
    })()";
