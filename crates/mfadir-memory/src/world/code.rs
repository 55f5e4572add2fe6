//! Temporary codes.

use jiff::Timestamp;
use mfadir_core::{
    CodeRequest, Error, ErrorKind, FactorId, Operation, Proof, Result, TemporaryCode, UserId, Verification,
};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{World, proof::check};
use crate::{act::Act, masked::Masked};

/// A temporary code that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedCode {
    /// What it is revoked by.
    pub id: FactorId,
    /// Whose.
    pub user: UserId,
    /// The code.
    pub code: Masked,
    /// When it was issued.
    #[serde(default)]
    pub created: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// Whether it may be used more than once.
    pub reusable: bool,
}

impl World {
    /// Issues a code; an earlier one of the same user ends, unless the rules say otherwise. `Invalid` where it would end at once.
    pub fn issue_code(&mut self, user: &UserId, request: &CodeRequest, act: &Act) -> Result<TemporaryCode> {
        self.present(user)?;
        if request.lifetime.is_zero() {
            return Err(Error::new(ErrorKind::Invalid, "a temporary code must live for some time"));
        }
        let issued = IssuedCode {
            id: FactorId::from(self.ids.next("temporary-code")),
            user: user.clone(),
            code: Masked::new(format!("{:08}", self.ids.number() % 100_000_000)),
            created: act.at,
            ends: act.at + request.lifetime,
            reusable: request.reusable,
        };
        if !self.rules.several_codes {
            self.codes.retain(|other| other.user != *user);
        }
        self.codes.push(issued.clone());
        self.note(user, Operation::TemporaryCode, None, act);
        Ok(told(issued, act))
    }

    /// Takes a code back.
    pub fn revoke_code(&mut self, user: &UserId, id: &FactorId, act: &Act) -> Result<()> {
        if !self.is_code(user, id) {
            return Err(Error::new(ErrorKind::NotFound, "no such temporary code"));
        }
        self.codes.retain(|issued| issued.id != *id);
        self.note(user, Operation::RevokeCode, None, act);
        Ok(())
    }

    /// The codes of a user that can still be used at that time.
    pub fn codes(&self, user: &UserId, at: Timestamp) -> Vec<&IssuedCode> {
        self.codes.iter().filter(|issued| issued.user == *user && issued.ends > at).collect()
    }

    pub(super) fn is_code(&self, user: &UserId, id: &FactorId) -> bool {
        self.codes.iter().any(|issued| issued.user == *user && issued.id == *id)
    }

    pub(super) fn use_code(&mut self, user: &UserId, id: &FactorId, proof: &Proof, act: &Act) -> Result<Verification> {
        let issued = self.codes.iter().find(|issued| issued.id == *id).cloned();
        let issued = issued.ok_or_else(|| Error::new(ErrorKind::NotFound, "no such temporary code"))?;
        if act.at >= issued.ends {
            return Err(Error::new(ErrorKind::Expired, "the temporary code is too old"));
        }
        check(&issued.code, proof)?;
        if !issued.reusable {
            self.codes.retain(|other| other.id != *id);
        }
        self.note(user, Operation::Verify, None, act);
        Ok(Verification { factor: Some(id.clone()), transaction: None, request_id: act.request_id.clone() })
    }
}

fn told(issued: IssuedCode, act: &Act) -> TemporaryCode {
    TemporaryCode {
        id: issued.id,
        code: SecretString::from(issued.code.reveal()),
        expires_at: Some(issued.ends),
        reusable: issued.reusable,
        request_id: act.request_id.clone(),
    }
}
