//! A stack that cannot change anything.

use mfadir_core::{Around, Attempt, Call, Capabilities, Error, ErrorKind, Result};

/// Declares no write and lets none through.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOnly;

impl Around for ReadOnly {
    fn capabilities(&self, inner: &Capabilities) -> Capabilities {
        let mut reads = inner.clone();
        reads.operations.retain(|operation, _| operation.is_read());
        reads.enrollable.clear();
        reads
    }

    async fn around<'a, T: Send + 'a>(&'a self, call: Call<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        if call.operation.is_read() { attempt().await } else { Err(refusal(call)) }
    }
}

fn refusal(call: Call<'_>) -> Error {
    Error::new(ErrorKind::Unsupported, "this stack only reads")
        .with_operation(call.operation)
        .with_tenant(call.profile.tenant.clone())
        .with_hint("changes go through the tenant's write stack, where a plan is applied")
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use mfadir_core::{Around, Capabilities, ErrorKind, FactorType, Kind, Operation, Result};

    use super::ReadOnly;
    use crate::test_call::{BUCKET, call, profile};

    #[test]
    fn declares_every_read_and_no_write() {
        let mut inner = Capabilities::of(Operation::ALL.iter().map(|operation| (*operation, BUCKET)));
        inner.enrollable.push(FactorType::of(Kind::Sms));
        let seen = ReadOnly.capabilities(&inner);
        for operation in Operation::ALL {
            assert_eq!(seen.offers(*operation), operation.is_read(), "{operation}");
        }
        assert!(seen.enrollable.is_empty());
    }

    #[test]
    fn lets_reads_through_and_refuses_writes_without_an_attempt() {
        let profile = profile(1.0);
        for operation in Operation::ALL {
            let attempt = || async { Ok(()) }.boxed();
            let answer: Result<()> =
                ReadOnly.around(call(*operation, &profile), &attempt).now_or_never().expect("nothing waits");
            match answer {
                Ok(()) => assert!(operation.is_read(), "{operation} went through"),
                Err(error) => assert!(error.kind() == ErrorKind::Unsupported && !operation.is_read(), "{error}"),
            }
        }
    }
}
