//! Somebody at a terminal.

use mfadir_cli::Terminals;

use crate::stage::{ANN, Ran, Stage};

impl Stage {
    /// Runs a command line as the agent, who sits at a terminal and types this.
    pub(crate) async fn run_at_terminal(&self, line: &str, typed: &str) -> Ran {
        self.run_with(ANN, line, Terminals { input: true, output: false, error: true, width: None }, typed).await
    }
}
