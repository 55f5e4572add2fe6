//! What is told of a write that is sent once and was not accepted.

use mfadir_ops::{Seen, Sent};

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
    output::clean,
};

/// What the provider accepted. A failure is told as it is; where the answer was lost, what reading back showed is told
/// with it, and `look` says where to look before it is done again.
pub(super) fn accepted<T>(sent: Sent<T>, look: impl Into<String>) -> Outcome<T> {
    match sent {
        Sent::Accepted(answer) => Ok(answer),
        Sent::Failed(error) => Err(error.into()),
        Sent::Unknown { error, seen } => {
            let failure = Failure::from(error).with_exit(Exit::Partly);
            Err(failure.with_details([told(&seen)]).with_hint(format!("look before you repeat: {}", look.into())))
        }
    }
}

fn told(seen: &Seen) -> String {
    match seen {
        Seen::Yes(factor) => {
            let text = format!("it was done all the same: {} (id {}) shows it", factor.factor_type, factor.id);
            clean(&text).into_owned()
        }
        Seen::No => "it may have been done; nothing that is listed now shows it".to_owned(),
        Seen::CannotTell => "it may have been done; nothing that can be read would show it".to_owned(),
        Seen::Unread(error) => {
            clean(&format!("it may have been done, and it could not be looked up: {}", error.message())).into_owned()
        }
    }
}
