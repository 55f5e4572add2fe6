//! Who acts.

use mfadir_core::{Operator, Via};

use super::Context;
use crate::{failure::Outcome, machine::Machine};

impl Context {
    /// The account that runs the command, or the one that called sudo for it. The system is asked, not the
    /// environment: only root, and the service account of a sealed machine, is believed about who called sudo.
    pub(crate) fn operator(&self) -> Outcome<Operator> {
        let (account, host) = (self.surroundings.account(), self.surroundings.host());
        let caller = self.surroundings.variable("SUDO_USER");
        let on_behalf_of = self.globals.on_behalf_of.clone();
        match &self.machine {
            Machine::Open => {}
            Machine::Sealed(sealed) => {
                return Ok(Operator { on_behalf_of, ..sealed.operator(&account, caller, host)? });
            }
            Machine::Unclear(error) => return Err(error.clone().into()),
        }
        let caller = caller.filter(|_| account == "root");
        let (id, via) = match caller {
            Some(caller) => (caller.to_owned(), Via::Sudo),
            None => (account, Via::Os),
        };
        Ok(Operator { id, via, on_behalf_of, host })
    }
}
