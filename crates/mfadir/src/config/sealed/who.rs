//! Who acts on a sealed machine.

mod certificate;

use std::path::Path;

use jiff::Timestamp;
use mfadir_core::{Operator, Via};

use super::Sealed;
use crate::config::ConfigError;

/// What the system tells of whoever runs the command.
#[derive(Clone, Copy, Debug)]
pub struct Came<'a> {
    /// The account that runs it.
    pub account: &'a str,
    /// The one that called sudo for it, as sudo says.
    pub sudo: Option<&'a str>,
    /// The file in which the SSH server says how somebody signed in.
    pub ssh: Option<&'a Path>,
    /// The time.
    pub at: Timestamp,
}

impl Sealed {
    /// Who acts: the account that runs the command, the one that called sudo for it, or whom the certificate names with
    /// which somebody came by SSH. sudo's word is believed where root runs the command, or the service account, as which
    /// nobody else comes; the SSH server's where the service account does.
    pub fn operator(&self, came: &Came<'_>, host: Option<String>) -> Result<Operator, ConfigError> {
        let sudo = came.sudo.filter(|caller| Some(*caller) != self.account.as_deref());
        let (id, via) = if self.account.as_deref() == Some(came.account) {
            self.called(came, sudo)?
        } else {
            match sudo.filter(|_| came.account == "root") {
                Some(caller) => (caller.to_owned(), Via::Sudo),
                None => (came.account.to_owned(), Via::Os),
            }
        };
        Ok(Operator { id, via, on_behalf_of: None, host })
    }

    /// Whom the service account works for.
    fn called(&self, came: &Came<'_>, sudo: Option<&str>) -> Result<(String, Via), ConfigError> {
        match (sudo, came.ssh) {
            (Some(caller), None) => Ok((caller.to_owned(), Via::Sudo)),
            (None, Some(file)) => {
                let id = certificate::key_id(file, came.at).map_err(|why| self.nobody(came.account, &why))?;
                Ok((id, Via::SshCert))
            }
            (Some(_), Some(_)) => Err(self.nobody(came.account, "sudo and the SSH server both say who called it")),
            (None, None) => Err(self.nobody(came.account, "neither sudo nor the SSH server says who called it")),
        }
    }

    fn nobody(&self, account: &str, why: &str) -> ConfigError {
        let message = format!("nobody can tell who acts: {account} is the service account, and {why}");
        ConfigError::new(message).at(self.place.clone()).with_hint(format!("sudo -u {account} mfadir …"))
    }
}

#[cfg(all(test, unix))]
mod tests;
