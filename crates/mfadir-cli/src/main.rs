//! The process around [`mfadir_cli::run`].

use std::{process::ExitCode, sync::Arc};

use mfadir::SystemClock;
use mfadir_cli::{Interrupt, Streams, Surroundings, confine, execute, parse};
use tokio::runtime::{Builder, Runtime};

fn main() -> ExitCode {
    let (surroundings, streams) = (Surroundings::of_process(), Streams::of_process());
    let arguments = match parse(std::env::args_os(), &surroundings, &streams) {
        Ok(arguments) => arguments,
        Err(code) => return code.into(),
    };
    if let Err(code) = confine(&surroundings, &streams) {
        return code.into();
    }
    let runtime = match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return broken(&error),
    };
    watch_for_signals(&runtime, surroundings.interrupt.clone());
    let code = runtime.block_on(execute(arguments, surroundings, streams, Arc::new(SystemClock::new())));
    // A thread may still wait for an answer that nobody will give.
    runtime.shutdown_background();
    code.into()
}

fn watch_for_signals(runtime: &Runtime, interrupt: Interrupt) {
    runtime.spawn(async move {
        signalled().await;
        interrupt.trip();
        // Whoever asks twice does not want to wait for an orderly end.
        signalled().await;
        std::process::exit(130);
    });
}

#[cfg(unix)]
async fn signalled() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return interrupted().await };
    tokio::select! {
        () = interrupted() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signalled() {
    interrupted().await;
}

/// A system that cannot tell of Ctrl-C ends the process by itself.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[expect(clippy::print_stderr, reason = "there is no run yet whose streams could be used")]
fn broken(error: &std::io::Error) -> ExitCode {
    eprintln!("error: the process cannot wait for anything: {error}");
    ExitCode::FAILURE
}
