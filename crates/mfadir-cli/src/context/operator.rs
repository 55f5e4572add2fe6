//! Who acts.

use mfadir_core::{Operator, Via};

use super::Context;

impl Context {
    /// The account that runs the command, or the one that called sudo for it. The system is asked, not the
    /// environment: only root is believed about who called sudo.
    pub(crate) fn operator(&self) -> Operator {
        let account = self.surroundings.account();
        let caller = self.surroundings.variable("SUDO_USER").filter(|_| account == "root");
        let (id, via) = match caller {
            Some(caller) => (caller.to_owned(), Via::Sudo),
            None => (account, Via::Os),
        };
        Operator { id, via, on_behalf_of: None, host: self.surroundings.host() }
    }
}
