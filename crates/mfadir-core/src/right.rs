//! What a credential may do, as far as few reads tell it.

use std::collections::BTreeMap;

use crate::operation::Operation;

/// Whether a credential may do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Right {
    /// What was read gives it. No read proves it: a role may reach only some of the people.
    Has,
    /// It may not, with the reason as a clause.
    Lacks(String),
    /// It could not be found out, with the reason as a clause.
    CannotTell(String),
}

/// What is known of the rights of a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    told: BTreeMap<Operation, Right>,
    otherwise: String,
}

impl Rights {
    /// Nothing is known, for this reason, as a clause.
    pub fn untold(why: impl Into<String>) -> Self {
        Self { told: BTreeMap::new(), otherwise: why.into() }
    }

    /// The same with what is known of this operation.
    #[must_use]
    pub fn with(mut self, operation: Operation, right: Right) -> Self {
        self.told.insert(operation, right);
        self
    }

    /// Whether the credential may do it.
    pub fn of(&self, operation: Operation) -> Right {
        self.told.get(&operation).cloned().unwrap_or_else(|| Right::CannotTell(self.otherwise.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Right, Rights};
    use crate::operation::Operation;

    #[test]
    fn what_was_not_told_cannot_be_told() {
        let rights = Rights::untold("nobody asked").with(Operation::Unlock, Right::Has);
        assert_eq!(rights.of(Operation::Unlock), Right::Has);
        assert_eq!(rights.of(Operation::Remove), Right::CannotTell("nobody asked".to_owned()));
    }
}
