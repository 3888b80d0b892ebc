//! The demo tenant on its own: prints where it is as one JSON line, then serves until a signal comes.

use std::io::{self, Write as _};
use std::num::NonZeroU16;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use graph_simulator::{
    ClockMode, Fault, Lag, Limits, Mix, Options, Recurring, Scenario, SecretsMode, Simulator, Switches, Timing,
};
use tokio::sync::oneshot;

/// A small fake Microsoft cloud on loopback, for any Graph client.
#[derive(Debug, Parser)]
#[command(name = "graph-simulator", version)]
struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// COMPANY, VARIANT or COMPANY/VARIANT, such as school/agent-inactive; or monday, forty tenants of many kinds.
    #[arg(long, default_value = "contoso/fresh")]
    scenario: Mix,
    /// One tenant of several kinds behind one sign-in, such as contoso/healthy; may be repeated.
    #[arg(long = "tenant", value_name = "SCENARIO", conflicts_with_all = ["scenario", "tenants"])]
    each: Vec<Scenario>,
    /// demo (waits as people see them), instant (none) or real-limits (none, with limits).
    #[arg(long, default_value = "demo")]
    timing: Timing,
    /// Single waits over those of the timing, in seconds, such as list=2,object=3,job=1.
    #[arg(long = "lag", value_delimiter = ',')]
    lags: Vec<Lag>,
    /// Milliseconds added to every answer.
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// One scripted misbehaviour, such as "POST /applicationTemplates/*/instantiate#1=reset:after"; may be repeated.
    #[arg(long = "fault")]
    faults: Vec<Fault>,
    /// Misbehaviour that comes back: every Nth request of a tenant, in turn from a list, such as "100=503,429:retry-after=1,reset".
    #[arg(long = "fault-every", value_name = "N=ACTION[,ACTION…]")]
    recurring: Option<Recurring>,
    /// How many tenants of the scenario to hold behind one sign-in.
    #[arg(long, default_value_t = NonZeroU16::MIN)]
    tenants: NonZeroU16,
    /// What PUT secrets does with entries that are not sent.
    #[arg(long, value_enum, default_value_t = Secrets::ReplaceKeepMasked)]
    secrets_mode: Secrets,
    /// Time as on the wall, or only by POST /_sim/time.
    #[arg(long, value_enum, default_value_t = Time::Auto)]
    clock: Time,
    /// End when the input closes, too: a program that starts this one and dies leaves nothing behind.
    #[arg(long)]
    until_stdin_closes: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Secrets {
    Replace,
    ReplaceKeepMasked,
    Merge,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Time {
    Auto,
    Explicit,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // Nowhere is left to report to when the error output is closed as well.
            drop(writeln!(io::stderr(), "graph-simulator: {problem}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    graph_simulator::open_files::allow_enough();
    let mut timing = arguments.timing;
    for lag in arguments.lags {
        lag.set(&mut timing);
    }
    let mix = Mix::each(arguments.each).unwrap_or_else(|| arguments.scenario.times(arguments.tenants));
    let simulator = Simulator::start(Options {
        timing,
        clock: match arguments.clock {
            Time::Auto => ClockMode::Auto,
            Time::Explicit => ClockMode::Explicit,
        },
        port: arguments.port,
        latency: Duration::from_millis(arguments.latency_ms),
        secrets_mode: match arguments.secrets_mode {
            Secrets::Replace => SecretsMode::Replace,
            Secrets::ReplaceKeepMasked => SecretsMode::ReplaceKeepMasked,
            Secrets::Merge => SecretsMode::Merge,
        },
        switches: Switches::default(),
        faults: arguments.faults,
        recurring: arguments.recurring,
        limits: Limits::default(),
        mix: Some(mix),
        ..Options::default()
    })?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        // Who reads the line may send a signal at once, so it is listened for before.
        let told_to_stop = told_to_stop(arguments.until_stdin_closes)?;
        let mut output = io::stdout();
        writeln!(output, "{}", serde_json::to_string(simulator.connection())?)?;
        output.flush()?;
        told_to_stop.await;
        Ok(())
    })
}

/// Listens from now on; the future ends on Ctrl-C or SIGTERM, and where it is asked for when the input closes.
fn told_to_stop(with_input: bool) -> io::Result<impl Future<Output = ()>> {
    let (closed, is_closed) = oneshot::channel();
    if with_input {
        std::thread::spawn(move || {
            // What is typed is ignored; an input that cannot be read counts as closed.
            drop(io::copy(&mut io::stdin(), &mut io::sink()));
            let _ = closed.send(());
        });
    }
    #[cfg(unix)]
    let mut signals = {
        use tokio::signal::unix::{SignalKind, signal};
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
    };
    #[cfg(windows)]
    let mut signals = (tokio::signal::windows::ctrl_c()?, tokio::signal::windows::ctrl_close()?);
    Ok(async move {
        tokio::select! {
            // Without a thread behind it the channel is closed from the beginning, and says nothing.
            Ok(()) = is_closed => {}
            _ = signals.0.recv() => {}
            _ = signals.1.recv() => {}
        }
    })
}
