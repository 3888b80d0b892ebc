//! The demo tenant in the window, or in the terminal where there is no display.

use crate::failure::Result;
use crate::process::{AUTOMATION, cargo, npm, program, run};
use crate::repo;
use crate::setup::{self, Consent, Need};

/// Opens the window on the demo tenant; without a display the terminal tells the same journey.
pub(crate) fn demo(consent: Consent, scenario: Option<&str>) -> Result {
    let mut arguments = Vec::new();
    if let Some(scenario) = scenario {
        arguments.extend(["--scenario".to_owned(), scenario.to_owned()]);
    }
    if !has_display() {
        println!("There is no display here, so the demo runs in this terminal.");
        return terminal(&arguments);
    }
    setup::prepare(&[Need::Window], consent)?;
    window(&arguments)
}

/// Builds ui and app and opens the window.
pub(crate) fn window(arguments: &[String]) -> Result {
    run(npm(&["run", "build"]))?;
    // The whole workspace decides the features of what is built, as in `test`: one set of artefacts.
    run(cargo(&["build", "--workspace", AUTOMATION, "--bin", "causeway"]))?;
    let mut app = program(repo::built("debug", "causeway"));
    app.args(arguments);
    run(app)
}

/// Builds the headless tool alone: no web view, no Node, no system packages.
fn terminal(arguments: &[String]) -> Result {
    let mut demo = cargo(&["run", "--package", "causewayctl", "--", "demo"]);
    demo.args(arguments);
    run(demo)
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
