//! What counts as the same kind of act: a provider's log may have another word for it than we do.

use mfadir_core::{Event, Operation, Outcome};

/// A kind of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kin {
    /// A factor goes, or all do.
    Taking,
    /// A factor comes, or a code that stands in for one.
    Making,
    /// A lock goes.
    Unlocking,
    /// Sessions end.
    Ending,
    /// Somebody proves who they are: what people do all day.
    Proving,
}

impl Kin {
    pub(super) fn of(operation: Operation) -> Option<Self> {
        Some(match operation {
            Operation::Remove | Operation::Reset | Operation::RevokeCode => Self::Taking,
            Operation::Enroll
            | Operation::PollEnrollment
            | Operation::Activate
            | Operation::Resend
            | Operation::TemporaryCode => Self::Making,
            Operation::Unlock => Self::Unlocking,
            Operation::EndSessions => Self::Ending,
            Operation::Challenge | Operation::Poll | Operation::Verify | Operation::Cancel => Self::Proving,
            _ => return None,
        })
    }

    pub(super) fn of_event(event: &Event) -> Option<Self> {
        event.operation.and_then(Self::of)
    }

    /// Whether nobody but a desk or an administrator does it to somebody else.
    pub(super) fn is_act(self) -> bool {
        self != Self::Proving
    }
}

/// Whether the event tells of an act that was done.
pub(super) fn is_act(event: &Event) -> bool {
    !matches!(event.outcome, Some(Outcome::Failure | Outcome::Denied)) && Kin::of_event(event).is_some_and(Kin::is_act)
}
