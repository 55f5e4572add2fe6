//! What OneLogin sends. Only what names a thing is demanded; any other field may be missing, null or of another type.

mod answered;
mod code;
mod device;
mod envelope;
mod event;
mod id;
mod said;
mod token;
mod transaction;
mod triggered;
mod user;

pub(crate) use answered::{Answered, Progress, answered};
pub(crate) use code::CodeBody;
pub(crate) use device::{AvailableRow, DeviceRow};
pub(crate) use envelope::{Envelope, accepted};
pub(crate) use event::EventRow;
pub(crate) use said::Said;
pub(crate) use token::{TokenBody, token};
pub(crate) use transaction::TransactionRow;
pub(crate) use triggered::TriggeredRow;
pub(crate) use user::{RoleRow, UserRow};
