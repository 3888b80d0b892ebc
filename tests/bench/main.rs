//! What Causeway costs, each figure beside its bound. `cargo xtask bench` runs it: `bench set-up`, `bench many`, `bench gallery`, `bench window`
//! and `bench log-window` measure one part each.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on stops, and prints what it found"
)]

mod children;
#[cfg(target_os = "linux")]
mod frame_buffer;
mod gallery;
#[cfg(target_os = "linux")]
mod log_window;
mod many;
#[cfg(target_os = "linux")]
mod panel;
mod set_up;
#[cfg(target_os = "linux")]
mod start;
mod weight;
#[cfg(target_os = "linux")]
mod window;

#[tokio::main]
async fn main() {
    let part = std::env::args().nth(1);
    let wanted = |name| part.as_deref().is_none_or(|part| part == name);
    if wanted("set-up") {
        set_up::measure().await;
    }
    if wanted("many") {
        many::measure().await;
    }
    if wanted("gallery") {
        gallery::measure().await;
    }
    #[cfg(target_os = "linux")]
    if wanted("window") {
        window::measure().await;
    }
    #[cfg(target_os = "linux")]
    if wanted("log-window") {
        log_window::measure().await;
    }
}

/// How a figure stands to its bound.
fn verdict(measured: f64, bound: f64) -> &'static str {
    if measured <= bound { "kept" } else { "MISSED" }
}

/// The figure that this share of all figures does not exceed: 0.5 is the median.
fn quantile(mut figures: Vec<f64>, share: f64) -> f64 {
    figures.sort_by(f64::total_cmp);
    let last = figures.len().saturating_sub(1);
    figures[(last as f64 * share).round() as usize]
}
