//! The methods of the contract as values: what a capability, a layer or an error speaks of.

use std::fmt;

use serde::Serialize;

/// What repeating an operation may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Changes something; a second time changes nothing more.
    IdempotentWrite,
    /// Changes something each time: repeated only where it surely did not start.
    Write,
}

macro_rules! operations {
    ($($variant:ident = $word:literal, $effect:ident, $phrase:literal;)+) => {
        /// One method of [`MfaDirectory`](crate::MfaDirectory).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {
            $(#[doc = concat!("To ", $phrase, ".")] $variant,)+
        }

        impl Operation {
            /// Every operation, in the order of the contract.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in kebab-case.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The act in words, to stand after "could not" or "to".
            pub fn phrase(self) -> &'static str {
                match self { $(Self::$variant => $phrase,)+ }
            }

            /// What repeating it may do.
            pub fn effect(self) -> Effect {
                match self { $(Self::$variant => Effect::$effect,)+ }
            }
        }
    };
}

operations! {
    User = "user", Read, "find the user";
    Users = "users", Read, "list the users";
    Factors = "factors", Read, "list the factors";
    Factor = "factor", Read, "look at the factor";
    Devices = "devices", Read, "list the devices";
    Groups = "groups", Read, "list the groups";
    Roles = "roles", Read, "read the roles";
    AvailableFactors = "available-factors", Read, "list the available factors";
    Questions = "questions", Read, "list the security questions";
    Inventory = "inventory", Read, "list the factors of many users";
    Enroll = "enroll", Write, "enroll the factor";
    PollEnrollment = "poll-enrollment", IdempotentWrite, "ask how far the enrollment is";
    Activate = "activate", Write, "activate the factor";
    Resend = "resend", Write, "send the activation again";
    Challenge = "challenge", Write, "challenge the factor";
    Poll = "poll", IdempotentWrite, "ask how far the challenge is";
    Verify = "verify", Write, "verify the proof";
    Cancel = "cancel", IdempotentWrite, "cancel the challenge";
    Remove = "remove", IdempotentWrite, "remove the factor";
    Reset = "reset", IdempotentWrite, "reset the factors";
    TemporaryCode = "temporary-code", Write, "issue a temporary code";
    RevokeCode = "revoke-code", IdempotentWrite, "revoke the temporary code";
    Unlock = "unlock", IdempotentWrite, "unlock the user";
    EndSessions = "end-sessions", IdempotentWrite, "end the sessions";
    Events = "events", Read, "read the events";
}

impl Operation {
    /// Whether it changes nothing.
    pub fn is_read(self) -> bool {
        self.effect() == Effect::Read
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Operation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
