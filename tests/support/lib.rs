//! What the tests of whole journeys share: the simulator as a process, Graph by hand, causewayctl as a process, and the
//! window over WebDriver.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test that cannot go on fails"
)]

pub mod acts;
pub mod agent;
#[cfg(target_os = "linux")]
pub mod app_window;
#[cfg(unix)]
pub mod browser;
pub mod causewayctl;
#[cfg(target_os = "linux")]
mod dark;
#[cfg(target_os = "linux")]
mod display;
pub mod disturbed;
#[cfg(target_os = "linux")]
pub mod drag;
pub mod finished;
#[cfg(target_os = "linux")]
pub mod journey;
#[cfg(target_os = "linux")]
pub mod keyring;
#[cfg(target_os = "linux")]
pub mod keys;
#[cfg(target_os = "linux")]
pub mod opening;
pub mod pages;
#[cfg(target_os = "linux")]
pub mod processes;
pub mod program;
#[cfg(target_os = "linux")]
pub mod reading;
pub mod searched;
#[cfg(target_os = "linux")]
mod seen;
pub mod table;
pub mod tenant;
pub mod tenants;
#[cfg(unix)]
pub mod terminal;
pub mod untrusted;
#[cfg(target_os = "linux")]
pub mod webdriver;
