//! What OneLogin sends. Only what names a thing is demanded; any other field may be missing, null or of another type.

mod device;
mod envelope;
mod said;
mod token;
mod user;

pub(crate) use device::{AvailableRow, DeviceRow};
pub(crate) use envelope::{Envelope, accepted};
pub(crate) use said::Said;
pub(crate) use token::{TokenBody, token};
pub(crate) use user::{RoleRow, UserRow};
