//! The call in which a challenge was sent.

use mfadir_ops::Mandate;
use serde::{Deserialize, Serialize};

/// Whom the answer to a challenge proves the caller to: one operator, for one ticket. A challenge without one was sent
/// for something else, perhaps because the caller talked somebody into it, and proves no caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Call {
    operator: String,
    on_behalf_of: Option<String>,
    ticket: Option<String>,
}

impl Call {
    /// The call that this operator serves.
    pub(crate) fn of(mandate: &Mandate) -> Self {
        let operator = mandate.operator();
        Self {
            operator: operator.id.clone(),
            on_behalf_of: operator.on_behalf_of.clone(),
            ticket: mandate.ticket().map(str::to_owned),
        }
    }

    /// For which ticket.
    pub(crate) fn ticket(&self) -> Option<&str> {
        self.ticket.as_deref()
    }

    /// Who serves it.
    pub(crate) fn operator(&self) -> &str {
        &self.operator
    }
}
