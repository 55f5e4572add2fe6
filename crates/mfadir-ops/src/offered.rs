//! Whether something can be done at a tenant at all.

use mfadir_core::{Error as CoreError, ErrorKind, Operation, Profile};

use crate::error::{Error, Result};

/// Whether the tenant offers the operation. Where it does not, the error says why; no request is needed to know.
pub fn offered(profile: &Profile, operation: Operation) -> Result<()> {
    if profile.capabilities.offers(operation) { Ok(()) } else { Err(not_offered(profile, operation)) }
}

/// That the tenant does not offer it, and why.
pub(crate) fn not_offered(profile: &Profile, operation: Operation) -> Error {
    let error = match profile.capabilities.absent.get(&operation) {
        Some(why) => CoreError::new(ErrorKind::Unsupported, *why).with_operation(operation),
        None => CoreError::unsupported(operation),
    };
    error.with_tenant(profile.tenant.clone()).into()
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, Operation};

    use super::offered;
    use crate::fixture::profile;

    #[test]
    fn what_is_not_offered_says_why() {
        let mut profile = profile(&[Operation::Enroll]);
        profile.capabilities.absent.insert(Operation::Questions, "only a token may read them");
        let offered = |operation| offered(&profile, operation);
        assert!(offered(Operation::Enroll).is_ok());
        let error = offered(Operation::Questions).expect_err("not offered");
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert!(error.to_string().ends_with("on acme: only a token may read them"), "{error}");
        assert!(offered(Operation::Resend).is_err());
    }
}
