//! `cargo xtask new-backend NAME`: a provider that compiles and whose trials run, made from the files in `template`.

mod name;
mod place;
mod register;
mod template;

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use self::name::Name;
use crate::providers::crate_of;

/// A file with the text that it shall have, its path relative to the root.
type Written = (String, String);

/// What the new provider is, and what its trials run against.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The provider's name in the configuration, in kebab-case: `acme-id`
    name: String,
    /// The provider's name as people write it; left out, NAME's words in capitals
    #[arg(long)]
    title: Option<String>,
    /// What the trials run against: a dialect of the sandbox, or a real server that can be installed
    #[arg(long, value_enum, default_value_t = Server::Sandbox)]
    server: Server,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Server {
    Sandbox,
    Real,
}

impl Server {
    /// The folder of the templates that it needs beside those of every provider.
    fn folder(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Real => "real",
        }
    }
}

/// Makes the provider in `root`, all of it or nothing.
pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    let name = Name::new(&options.name, options.title.as_deref())?;
    name.ensure_free(root)?;
    let made = template::files(root, &["every", options.server.folder()], &name)?;
    let changed = register::lines(root, options.server, &name)?;
    for (path, text) in made.iter().chain(&changed) {
        write(root, path, text)?;
    }
    report(&name, &made, &changed, options.server);
    format(root, &name)
}

fn write(root: &Path, path: &str, text: &str) -> Result<()> {
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    }
    fs::write(&path, text).with_context(|| format!("could not write {}", path.display()))
}

/// Names differ in length, so where lines break is settled last.
fn format(root: &Path, name: &Name) -> Result<()> {
    let own = crate_of(&name.kebab);
    let packages = [own.as_str(), "mfadir", "mfadir-sandbox", "mfadir-tests", "xtask"];
    let mut cargo = Command::new(env!("CARGO"));
    cargo.arg("fmt").current_dir(root);
    for package in packages {
        cargo.args(["--package", package]);
    }
    let status = cargo.status().context("could not start cargo fmt")?;
    ensure!(status.success(), "all is made, but cargo fmt failed ({status}): run it again when the workspace is whole");
    Ok(())
}

fn report(name: &Name, made: &[Written], changed: &[Written], server: Server) {
    println!("new-backend: {} ({}) is made", name.kebab, name.title);
    for (path, _) in made {
        println!("  made     {path}");
    }
    for (path, _) in changed {
        println!("  changed  {path}");
    }
    println!("next: cargo test -p mfadir-tests --test conformance -- {}::", name.kebab);
    if server == Server::Real {
        println!("      its trials are ignored until xtask/src/real/{}/ installs and serves it", name.module);
    }
    println!("      docs/new-provider.md says in which order to go on");
}
