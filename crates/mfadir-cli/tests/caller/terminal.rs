//! Somebody at a terminal.

use mfadir_cli::Terminals;

use crate::stage::{ANN, Ran, Stage};

/// Somebody sits there, and what is told goes on to another program.
pub(crate) const AT_A_TERMINAL: Terminals = Terminals { input: true, output: false, error: true, width: None };

impl Stage {
    /// Runs a command line as the agent, who sits at a terminal and types this.
    pub(crate) async fn run_at_terminal(&self, line: &str, typed: &str) -> Ran {
        self.run_with(ANN, line, AT_A_TERMINAL, typed).await
    }
}
