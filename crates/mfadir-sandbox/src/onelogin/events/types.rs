//! The kinds of events, as far as they concern people and their factors.

use mfadir_core::Operation;
use serde_json::{Value, json};

const UNLOCKED: u64 = 12;
const LOCKED: u64 = 531;
const REGISTERED: u64 = 22;
const DEREGISTERED: u64 = 24;
const LOGGED_OUT: u64 = 516;
const REFUSED: u64 = 527;
const VERIFIED: u64 = 528;

const TYPES: &[(u64, &str, &str)] = &[
    (UNLOCKED, "USER_UNLOCKED", "%user% was unlocked"),
    (19, "USER_LOCKED", "%user% was locked"),
    (21, "USER_SUSPENDED", "%user% was suspended"),
    (REGISTERED, "USER_REGISTERED_OTP_DEVICE", "%user% registered %otp_device%"),
    (DEREGISTERED, "USER_DEREGISTERED_OTP_DEVICE", "%user% deregistered %otp_device%"),
    (36, "USER_LOST_OTP_DEVICE", "%user% lost %otp_device%"),
    (40, "USER_UNLOCKED_OTP_DEVICE", "%otp_device% of %user% was unlocked"),
    (122, "AUTHENTICATED_BY_API", "%user% authenticated via API"),
    (123, "FAILED_AUTHENTICATION_BY_API", "%user% failed to authenticate via API"),
    (170, "AUTHENTICATION_FACTOR_CREATED", "An authentication factor was created"),
    (171, "AUTHENTICATION_FACTOR_UPDATED", "An authentication factor was updated"),
    (172, "AUTHENTICATION_FACTOR_DELETED", "An authentication factor was deleted"),
    (173, "SECURITY_QUESTIONS_UPDATED", "%user% updated security questions"),
    (179, "API_CREDENTIAL_CREATED", "An API credential was created"),
    (180, "API_CREDENTIAL_DELETED", "An API credential was deleted"),
    (181, "API_CREDENTIAL_ENABLED", "An API credential was enabled"),
    (182, "API_CREDENTIAL_DISABLED", "An API credential was disabled"),
    (400, "API_BAD_REQUEST", "A request to the API was bad"),
    (401, "API_UNAUTHORIZED", "A request to the API was not authorized"),
    (LOGGED_OUT, "USER_LOGGED_OUT_BY_API", "%user% was logged out via API"),
    (REFUSED, "FAILED_FACTOR_VERIFICATION_BY_API", "%user% failed to verify a factor via API"),
    (VERIFIED, "FACTOR_VERIFIED_BY_API", "%user% verified a factor via API"),
    (LOCKED, "USER_LOCKED_BY_API", "%user% was locked via API"),
];

/// The body of `events/types`.
pub(super) fn all() -> Value {
    TYPES.iter().map(|(id, name, description)| json!({"id": id, "name": name, "description": description})).collect()
}

/// The event that an operation leaves, where it leaves one.
pub(super) fn of(operation: Operation, failed: bool) -> Option<u64> {
    match operation {
        Operation::Activate | Operation::Verify | Operation::Poll if failed => Some(REFUSED),
        _ if failed => None,
        Operation::Enroll => Some(REGISTERED),
        Operation::Remove | Operation::Reset => Some(DEREGISTERED),
        Operation::Activate | Operation::Verify => Some(VERIFIED),
        Operation::Unlock => Some(UNLOCKED),
        Operation::EndSessions => Some(LOGGED_OUT),
        _ => None,
    }
}

/// The event of what is no operation of the contract.
pub(super) fn of_word(word: &str) -> Option<u64> {
    (word == "lock").then_some(LOCKED)
}

#[cfg(test)]
mod tests {
    use mfadir_core::Operation;

    use super::{TYPES, of};

    #[test]
    fn every_event_has_a_name() {
        for operation in Operation::ALL {
            for failed in [false, true] {
                let told = of(*operation, failed).is_none_or(|id| TYPES.iter().any(|(known, ..)| *known == id));
                assert!(told, "{operation} {failed}");
            }
        }
    }
}
