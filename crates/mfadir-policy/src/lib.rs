//! What a help desk may do, decided as a pure function.
//!
//! [`decide`] takes a [`Case`], which is a [`Request`] and all that is known around it, and asks each [`Rule`] once. It
//! reads nothing, and time is an argument. There are two ways of working: the desk, where one caller is served, and a
//! change, where a plan file is written, looked at and applied to many people. Receipts and approvals are [`Signed`] data; whose signature counts the
//! [`Operators`] say. The ports behind which mail and ticket systems stand are here as well.

mod approval;
mod case;
mod change;
mod decide;
mod digest;
mod example;
mod history;
mod operators;
mod place;
mod policy;
mod port;
mod receipt;
mod request;
mod rule;
mod signature;
mod used;
mod verb;

pub use approval::{APPROVAL_SCHEMA, Approval, NoApproval};
pub use case::{Case, TicketState, Told};
pub use change::{CHANGE_APPROVAL_SCHEMA, CHANGE_REQUEST_SCHEMA, ChangeApproval, ChangeRequest};
pub use decide::{Asked, Decision, RestsOn, agreed, decide, decide_again, may_lift, settled, stands_for};
pub use digest::{Digest, Hasher, NoDigest};
pub use example::{Example, Trial};
pub use history::{History, PastAct};
pub use operators::{BadOperators, KnownOperator, NotCounted, OperatorRole, Operators};
pub use place::Place;
pub use policy::{
    ApprovalRule, Attest, BadPolicy, Caps, Change, Files, Overrides, PlanLimits, Policy, ProtectedRule, Pushes,
    ReceiptRule, SelfService, TicketRule,
};
pub use port::{Audience, Message, Notifier, TicketQuestion, Tickets};
pub use receipt::{Attested, Evidence, NoReceipt, RECEIPT_SCHEMA, Receipt};
pub use request::{About, REQUEST_SCHEMA, Request, Target, Way};
pub use rule::{Lifted, Need, NoRule, Refusal, Rule};
pub use signature::{NoKey, PrivateKey, PublicKey, Signed, Unreadable};
pub use used::{Spent, Used};
pub use verb::{NoVerb, Verb};
