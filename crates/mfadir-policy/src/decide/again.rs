//! What is asked once more of an allowed request, at the moment when it is carried out.

use super::{Decision, agreement, decide_on};
use crate::{case::Case, rule::Rule};

/// The kinds of records that a request was allowed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RestsOn {
    /// A receipt: it has to count still.
    pub receipt: bool,
    /// Approvals of a second operator: one of them has to count still.
    pub approval: bool,
}

/// Asks again those rules whose answer time and other runs change: who may act, what was used, and what happened since. The
/// case holds the same records, as they are kept now. What was found from facts was decided with them, and is not looked
/// at; a proof that was not asked for then, or was lifted, is not asked for now.
pub fn decide_again(case: &Case<'_>, rests_on: RestsOn) -> Decision {
    let lost = if rests_on.approval { agreement::lost(case) } else { None };
    decide_on(case, lost.into_iter().collect(), |rule| can_change(rule, rests_on))
}

/// Whether the answer may be another one now. A rule without an arm does not compile. Whatever an approval was needed for:
/// where none is left that counts, that is refused by itself.
fn can_change(rule: Rule, rests_on: RestsOn) -> bool {
    match rule {
        Rule::Operator | Rule::OperatorCap | Rule::UserCap | Rule::CoolDown | Rule::Denial | Rule::PushLimit => true,
        Rule::Receipt | Rule::Proof => rests_on.receipt,
        Rule::LastUsableFactor
        | Rule::Keep
        | Rule::Cap
        | Rule::ProtectedUser
        | Rule::SelfAct
        | Rule::Ticket
        | Rule::Approval
        | Rule::SelfService
        | Rule::SmallestAct => false,
    }
}
