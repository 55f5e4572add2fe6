//! What to do next, where the error itself does not say.

use mfadir_core::{Applied, Error, ErrorKind, Operation, Retry};

/// The error's own hint, or what usually helps.
pub(super) fn hint(error: &Error) -> String {
    if let Some(hint) = error.hint() {
        return hint.to_owned();
    }
    if error.applied() == Applied::Perhaps {
        return "it may have been done all the same: look before you do it again".to_owned();
    }
    match error.kind() {
        ErrorKind::NotFound => missing(error.operation()).to_owned(),
        ErrorKind::Throttled => throttled(error.retry()),
        ErrorKind::Unsupported if error.operation() == Some(Operation::Factors) => UNLISTED.to_owned(),
        ErrorKind::Unauthenticated | ErrorKind::Forbidden => rights(error),
        kind => usual(kind).to_owned(),
    }
}

/// What can be done where nobody's factors are listed.
const UNLISTED: &str =
    "`mfadir explain USER` says what can be told there, `mfadir reset USER` takes all factors at once";

fn missing(operation: Option<Operation>) -> &'static str {
    match operation {
        Some(Operation::User | Operation::Users) => "`mfadir user find TEXT` searches names, logins and addresses",
        _ => "`mfadir factor list USER` shows what is there now",
    }
}

fn throttled(retry: Retry) -> String {
    match retry {
        Retry::After(wait) => {
            format!("try again in {} s, or have it wait longer with --wait", wait.as_millis().div_ceil(1000))
        }
        _ => "try again a little later".to_owned(),
    }
}

fn rights(error: &Error) -> String {
    let tenant = error.tenant().map_or("TENANT", |tenant| tenant.as_str());
    format!(
        "`mfadir tenant test {tenant}` tells what the credential may do, `mfadir tenant guide {tenant}` what it needs"
    )
}

fn usual(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Timeout => "try again, or give it longer with --timeout",
        ErrorKind::Unavailable => "the fault is not on this side: try again a little later",
        ErrorKind::Unsupported => "the provider's own console may offer it",
        ErrorKind::Conflict => "`mfadir explain USER` tells how things stand",
        ErrorKind::Locked => {
            "no factor is asked while it is locked: have somebody vouch (`mfadir verify USER --by METHOD --attest TEXT`)"
        }
        ErrorKind::Invalid => "check the arguments and the tenant's settings",
        ErrorKind::Expired | ErrorKind::WrongProof => "start over",
        _ => "-vv shows each request; the provider's support knows it by the request id",
    }
}
