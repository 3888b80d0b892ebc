//! The shell: the only code that knows Tauri. It starts the session, opens the window and passes messages between them.

mod automation;
mod commands;
mod demo;
mod demo_at;
mod dropped;
mod file_names;
mod files;
mod preferences;
mod problems;
mod sign_in_history;
mod startup;
mod tauri_ui;
#[cfg(target_os = "linux")]
mod webview_rendering;

use std::error::Error;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use app_core::{crash, state_dir};
use clap::Parser;
use graph_simulator::{Mix, Scenario};
use tauri::{Builder, Context, Runtime};

pub use demo::Demo;
pub use demo_at::{DemoAt, DemoAtError};
pub use dropped::hear_drag;
pub use files::Files;
pub use preferences::Preferences;
pub use sign_in_history::{Opens, SignInHistory};
pub use startup::end;
pub use tauri_ui::TauriUi;

/// Sets up provisioning into Microsoft Entra, step by step.
#[derive(Debug, Parser)]
#[command(name = "causeway", version)]
struct Arguments {
    /// The demo tenant: COMPANY, VARIANT or COMPANY/VARIANT, such as school/agent-inactive; or monday: forty of them.
    #[arg(long, conflicts_with = "demo_at")]
    scenario: Option<Mix>,
    /// A demo tenant that runs on its own: the file with the line that graph-simulator prints.
    #[arg(long, value_name = "FILE")]
    demo_at: Option<PathBuf>,
    /// Where journals of runs on that demo tenant lie; else among your application data.
    #[arg(long, value_name = "DIR", requires = "demo_at")]
    state_dir: Option<PathBuf>,
}

/// Opens the window and stays until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    crash::leave_nothing(|place| {
        complain(&format!(
            "a mistake in the program at {place}; please report this place"
        ))
    });
    match open(Arguments::parse()) {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// There may be no window to tell it in, and nobody who listens here either.
fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "causeway: {text}");
}

fn open(arguments: Arguments) -> Result<i32, Box<dyn Error>> {
    let demo = match arguments.demo_at {
        None => Demo::inside(arguments.scenario.unwrap_or_else(|| Scenario::default().into())),
        Some(file) => {
            let folder = arguments.state_dir.or_else(state_dir::platform);
            let folder = folder.ok_or("there is no home folder; name one with --state-dir")?;
            Demo::elsewhere(DemoAt::read(&file)?, folder)
        }
    };
    Ok(startup::open(demo)?)
}

/// Answers every command of the window. `window_commands.rs` and the capability name the same ones.
#[must_use]
pub fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    // The plugins are for Rust alone; the capability grants the window none of their commands.
    let builder = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_store::Builder::new().build());
    builder.invoke_handler(tauri::generate_handler![
        commands::run::app_view,
        commands::demo::demo,
        commands::demo::choose_demo,
        commands::demo::sign_in_demo,
        commands::sign_in::begin_sign_in,
        commands::sign_in::continue_sign_in,
        commands::sign_in::sign_in_again,
        commands::sign_in::allow_agents,
        commands::sign_in::cancel_sign_in,
        commands::sign_in::sign_in_page,
        commands::sign_in::open_sign_in_page,
        commands::sign_in::known_accounts,
        commands::sign_in::admin_consent_link,
        commands::sign_in::surroundings,
        commands::sign_in::sign_out,
        commands::run::check_tenant,
        commands::setup::recommended_setup,
        commands::demo::organizational_units,
        commands::setup::read_setup,
        commands::setup::open_setup,
        commands::setup::save_setup,
        commands::export::export_setup,
        commands::export::save_export,
        commands::run::plan,
        commands::run::start_run,
        commands::run::plan_removal,
        commands::run::remove_created,
        commands::run::plan_act,
        commands::run::begin_act,
        commands::run::stop_run,
        commands::run::look_now,
        commands::demo::find_people,
        commands::faults::faults,
        commands::faults::arm_fault,
        commands::faults::clear_faults,
        commands::run::may_try,
        commands::run::try_person,
        commands::run::watch_setup,
        commands::run::watch_tenant,
        commands::run::unwatch,
        commands::apps::apps,
        commands::log::open_log,
        commands::log::stop_log,
        commands::log::filter_log,
        commands::log::log_rows,
        commands::log::log_timeline,
        commands::log::log_entry,
        commands::log::held_deletes,
        commands::log::save_log,
        commands::run::acknowledge,
        commands::person::find_person,
        commands::person::why,
        commands::people::choose_people_file,
        commands::people::sample_people_file,
        commands::people::read_people_file,
        commands::people::people_table,
        commands::people::person_of_file,
        commands::people::names_of_file,
        commands::people::left_out_of_file,
        commands::feed::show_sending,
        commands::feed::people_behind,
        commands::feed::save_people,
        commands::feed::send_people,
        commands::feed::go_on_sending,
        commands::feed::give_up_sending,
        commands::gallery::open_gallery,
        commands::gallery::gallery_rows,
        commands::gallery::gallery_entry,
        commands::gallery::find_assignable,
        commands::gallery::count_people,
        commands::gallery::keep_credential,
        commands::gallery::forget_credentials,
        commands::rows::change_app_table,
        commands::rows::choose_app_table,
        commands::rows::app_table_rows,
        commands::rows::save_empty_app_table,
        commands::rows::plan_rows,
        commands::rows::apply_rows,
        commands::rows::end_rows,
        commands::rows::shown_rows,
        commands::rows::row_run,
        commands::rows::save_row_results,
        commands::tenants::watch_tenants,
        commands::tenants::unwatch_tenants,
        commands::tenants::open_tenant,
        commands::drift::drift,
        commands::files::save_page,
        commands::files::save_report,
        commands::open::open_saved,
        commands::open::open_page,
        commands::open::open_demo_app,
        commands::settings::settings,
        commands::settings::change_settings,
    ])
}

/// Configuration, capabilities and the built ui, compiled in.
#[must_use]
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}
