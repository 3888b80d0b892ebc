//! The shell: the only code that knows Tauri. It starts the session, opens the window and passes messages between them.

mod commands;
mod demo;
mod startup;
mod tauri_ui;

use std::process::ExitCode;

use clap::Parser;
use graph_simulator::Scenario;
use tauri::{Builder, Context, Runtime};

pub use demo::Demo;
pub use tauri_ui::TauriUi;

/// Sets up provisioning into Microsoft Entra, step by step.
#[derive(Debug, Parser)]
#[command(name = "causeway", version)]
struct Arguments {
    /// The demo tenant: COMPANY, VARIANT or COMPANY/VARIANT, such as school/agent-inactive.
    #[arg(long, default_value_t = Scenario::default())]
    scenario: Scenario,
}

/// Opens the window and stays until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match startup::open(Demo::new(arguments.scenario)) {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "there is no window to tell it in")]
            {
                eprintln!("causeway: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Answers every command of the window. The list in `build.rs` and the capability name the same ones.
#[must_use]
pub fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.invoke_handler(tauri::generate_handler![
        commands::app_view,
        commands::recommended_setup,
        commands::check_setup,
        commands::plan,
        commands::start_run,
        commands::stop_run
    ])
}

/// Configuration, capabilities and the built ui, compiled in.
#[must_use]
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}
