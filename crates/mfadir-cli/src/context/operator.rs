//! Who acts.

use std::path::Path;

use mfadir::Came;
use mfadir_core::{Operator, Via};

use super::Context;
use crate::{failure::Outcome, machine::Machine};

impl Context {
    /// The account that runs the command, or the one that called sudo for it. The system is asked, not the
    /// environment: only root, and the service account of a sealed machine, is believed about who called it.
    pub(crate) fn operator(&self) -> Outcome<Operator> {
        let (account, host) = (self.surroundings.account(), self.surroundings.host());
        let caller = self.surroundings.variable("SUDO_USER");
        let on_behalf_of = self.globals.on_behalf_of.clone();
        match &self.machine {
            Machine::Open => {}
            Machine::Sealed(sealed) => {
                let ssh = self.surroundings.variables.get("SSH_USER_AUTH").map(Path::new);
                let came = Came { account: &account, sudo: caller, ssh, at: self.clock.now() };
                return Ok(Operator { on_behalf_of, ..sealed.operator(&came, host)? });
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
