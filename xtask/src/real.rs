//! MFA servers that we did not write, installed from Python's package index and run on this machine.
//!
//! What is installed stays in a folder: `$MFADIR_REAL_CACHE`, or `target/real`. Each server has one file here, and its
//! Python scripts in a folder of the same name.

mod cache;
mod keystone;
mod privacyidea;
mod running;
mod server;

use std::{ffi::OsString, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use clap::builder::PossibleValuesParser;

use cache::Cache;
use running::Running;
use server::Server;

/// Every server, by name.
const SERVERS: &[&Server] = &[&keystone::SERVER, &privacyidea::SERVER];

/// Which server, and what for.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Which one
    #[arg(value_parser = PossibleValuesParser::new(SERVERS.iter().map(|server| server.name)))]
    name: String,
    /// Install it and make its seed, and start nothing
    #[arg(long)]
    prepare: bool,
    /// Where to listen; any free port without it
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// What to run while it is up, with its address in `$MFADIR_REAL_…`; without it, it is up until it is interrupted
    #[arg(last = true)]
    command: Vec<OsString>,
}

/// Does what was asked for.
pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    let server = SERVERS.iter().find(|server| server.name == options.name).context("the name was checked")?;
    let cache = Cache::of(root, server);
    cache.prepare()?;
    if options.prepare {
        return Ok(());
    }
    let mut running = Running::start(&cache, options.port)?;
    println!("real: {} is at {}", server.name, running.url);
    match options.command.split_first() {
        None => running.wait(),
        Some((program, arguments)) => {
            let mut command = Command::new(program);
            let status = command.args(arguments).env(server.variable(), &running.url).status();
            let status = status.with_context(|| format!("could not start {}", program.display()))?;
            ensure!(status.success(), "{} failed ({status})", program.display());
            Ok(())
        }
    }
}

/// Prepares every server, or tells why the tests of one will be ignored.
pub(crate) fn prepare_all(root: &Path) {
    for server in SERVERS {
        if let Err(why) = Cache::of(root, server).prepare() {
            println!("real: {} cannot be had, and its tests are ignored: {why:#}", server.name);
        }
    }
}
