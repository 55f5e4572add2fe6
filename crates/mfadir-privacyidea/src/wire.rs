//! What privacyIDEA sends. Only what names a thing is demanded; any other field may be missing, null or of another
//! type.

mod answer;
mod checked;
mod event;
mod jwt;
mod removed;
mod said;
mod started;
mod token;
mod triggered;
mod user;

pub(crate) use answer::Answer;
pub(crate) use event::{EventPage, EventRow};
pub(crate) use jwt::{Claims, SignedIn};
pub(crate) use removed::Removed;
pub(crate) use said::Said;
pub(crate) use started::{StartedDetail, shown};
pub(crate) use token::{TokenPage, TokenRow};
pub(crate) use triggered::{TriggeredDetail, TriggeredRow};
pub(crate) use user::UserRow;
