//! What may be done to a person: both the credential and the policy have to allow it.

use mfadir_core::{Error, Profile, Result as CoreResult, Right, Rights};
use mfadir_policy::Verb;

use crate::rights::{CredentialLeave, Leave, PolicyLeave, needed};

/// Whether something may be done to a person now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct May {
    /// What.
    pub verb: Verb,
    /// What the credential says to it.
    pub credential: CredentialLeave,
    /// What the policy says to it.
    pub policy: PolicyLeave,
    /// What else is in its way, as a clause.
    pub obstacle: Option<String>,
}

impl May {
    /// The strongest no.
    pub fn leave(&self) -> Leave {
        let leave = self.credential.leave.max(self.policy.leave);
        if self.obstacle.is_some() { leave.max(Leave::Refused) } else { leave }
    }
}

/// What the credential may, as far as few reads told it.
pub fn told_leave(verb: Verb, profile: &Profile, rights: &Rights) -> CredentialLeave {
    let operation = needed(verb, profile);
    let (leave, reason) = match rights.of(operation) {
        _ if !profile.capabilities.offers(operation) => (Leave::NotOffered, None),
        Right::Has => (Leave::Yes, None),
        Right::Lacks(why) => (Leave::Denied, Some(why)),
        Right::CannotTell(why) => (Leave::CannotTell, Some(why)),
    };
    CredentialLeave { leave, reasons: reason.into_iter().collect() }
}

/// A credential of which nothing could be read is one of which nothing is known.
pub fn rights_or_why(told: CoreResult<Rights>) -> Rights {
    told.unwrap_or_else(|error: Error| Rights::untold(error.to_string()))
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Operation, Right, Rights};
    use mfadir_policy::Verb;

    use super::told_leave;
    use crate::{fixture::profile, rights::Leave};

    #[test]
    fn a_reset_by_removals_takes_the_right_to_remove() {
        let rights = Rights::untold("nobody asked")
            .with(Operation::Remove, Right::Lacks("no role".to_owned()))
            .with(Operation::Reset, Right::Has);
        let told = |verb, offers: &[Operation]| told_leave(verb, &profile(offers), &rights);
        assert_eq!(told(Verb::Reset, &[Operation::Remove]).reasons, ["no role"]);
        assert_eq!(told(Verb::Reset, &[Operation::Reset]).leave, Leave::Yes);
        assert_eq!(told(Verb::Remove, &[Operation::Remove]).leave, Leave::Denied);
        assert_eq!(told(Verb::Unlock, &[Operation::Unlock]).leave, Leave::CannotTell);
        assert_eq!(told(Verb::Unlock, &[]).leave, Leave::NotOffered);
    }
}
