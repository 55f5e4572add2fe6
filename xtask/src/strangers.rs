//! Programs that we did not write, against the sandbox and against our backends.
//!
//! They need Python, Node or the vendors' own API documents; where one is missing, what needs it is ignored, and says
//! why. Everything that is installed goes into `target/strangers`.

mod document;
mod prism;
mod python;
mod sandbox;
mod sdk;
mod tally;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use tally::Tally;

/// What the strangers are given.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The folder with the vendors' API documents, `okta-mfa.openapi.yaml` and `onelogin-mfa.openapi.yaml`
    #[arg(long, value_name = "DIR")]
    vendor_docs: Option<PathBuf>,
}

/// Lets every stranger try, prints a line for each operation, and fails where one found something.
pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    let mut tally = Tally::default();
    sdk::run(root, &mut tally)?;
    let documents = options.vendor_docs.as_deref().map(std::path::absolute).transpose()?;
    document::run(root, documents.as_deref(), &mut tally)?;
    tally.print();
    ensure!(tally.is_clean(), "strangers: something was found");
    Ok(())
}
