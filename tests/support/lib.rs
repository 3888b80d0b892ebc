//! What the tests of whole journeys share: the simulator as a process, Graph by hand, causewayctl as a process, and the
//! window over WebDriver.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test that cannot go on fails"
)]

#[cfg(target_os = "linux")]
pub mod app_window;
pub mod causewayctl;
pub mod finished;
pub mod program;
pub mod tenant;
#[cfg(target_os = "linux")]
pub mod webdriver;
