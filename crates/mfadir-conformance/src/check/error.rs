//! What an error tells, and what nothing may tell.

use mfadir_core::{Error, ErrorKind, Operation, UserId, UserRef};
use secrecy::{ExposeSecret, SecretString};

use super::Check;
use crate::{
    call::{Target, call},
    fault::{Lasting, Mishap},
    outcome::{Expect, Verdict, ensure},
    subject::Subject,
};

pub(super) const CHECKS: &[Check] = &[
    Check::new("errors-name-operation-and-tenant", "An error names the operation and the tenant.", &[], |subject| {
        Box::pin(errors_name_operation_and_tenant(subject))
    }),
    Check::new(
        "errors-of-reads-apply-nothing",
        "An error of a read never says that something may have happened.",
        &[],
        |subject| Box::pin(errors_of_reads_apply_nothing(subject)),
    ),
    Check::new("secrets-are-not-shown", "No secret is in what a directory or an error shows.", &[], |subject| {
        Box::pin(secrets_are_not_shown(subject))
    }),
];

fn nobody() -> Target {
    Target { user: UserId::from("00000000000000000000"), factor: "nothing".into() }
}

/// The errors of all declared operations, called for nobody.
async fn errors(subject: &dyn Subject) -> Vec<(Operation, Error)> {
    let directory = subject.directory();
    let mut errors = Vec::new();
    for operation in directory.profile().capabilities.operations.keys() {
        if let Err(error) = call(&*directory, *operation, &nobody()).await {
            errors.push((*operation, error));
        }
    }
    errors
}

async fn errors_name_operation_and_tenant(subject: &dyn Subject) -> Verdict {
    let tenant = subject.directory().profile().tenant.clone();
    for (operation, error) in errors(subject).await {
        ensure!(error.operation() == Some(operation), "the error of {operation} names {:?}", error.operation());
        ensure!(error.tenant() == Some(&tenant), "the error of {operation} names {:?}", error.tenant());
    }
    Ok(())
}

async fn errors_of_reads_apply_nothing(subject: &dyn Subject) -> Verdict {
    subject.inject(Mishap::Cut, Lasting::Always).await?;
    for (operation, error) in errors(subject).await.into_iter().filter(|(operation, _)| operation.is_read()) {
        ensure!(error.applied() == mfadir_core::Applied::No, "{operation}: {error:?}");
    }
    Ok(())
}

/// Everything that an error shows, its sources included.
fn shown(error: &Error) -> String {
    let first: Option<&dyn std::error::Error> = Some(error);
    let chain = std::iter::successors(first, |error| error.source());
    let shown: Vec<_> = chain.map(|error| format!("{error} {error:?}")).collect();
    format!("{} {:?}", shown.join(" "), error.hint())
}

async fn secrets_are_not_shown(subject: &dyn Subject) -> Verdict {
    let secrets = subject.secrets()?;
    ensure!(secrets.iter().all(|secret| secret.expose_secret().len() > 5), "a secret is too short to be searched for");
    let mut texts = vec![format!("{:?} {:#?}", subject.directory(), subject.directory())];
    texts.extend(errors(subject).await.iter().map(|(_, error)| shown(error)));
    texts.push(rejected(subject).await?);
    for text in texts {
        ensure!(!holds_one_of(&text, &secrets), "a secret stands in: {}", masked(&text, &secrets));
    }
    Ok(())
}

/// What is shown when the credential is rejected, where that can be made to happen.
async fn rejected(subject: &dyn Subject) -> Verdict<String> {
    if subject.inject(Mishap::Status(401), Lasting::Always).await.is_err() {
        return Ok(String::new());
    }
    let found = subject.directory().user(&UserRef::Login(subject.cast().one.login.clone())).await;
    found.refused("a rejected credential", &[ErrorKind::Unauthenticated]).map(|error| shown(&error))
}

fn holds_one_of(text: &str, secrets: &[SecretString]) -> bool {
    secrets.iter().any(|secret| text.contains(secret.expose_secret()))
}

fn masked(text: &str, secrets: &[SecretString]) -> String {
    secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret.expose_secret(), "<secret>"))
}

#[cfg(test)]
mod tests {
    use super::{holds_one_of, masked};

    #[test]
    fn a_planted_secret_is_found_and_not_repeated() {
        let secrets = ["canary-1".into(), "canary-2".into()];
        let text = "Directory { token: \"canary-2\" }";
        assert!(holds_one_of(text, &secrets));
        assert_eq!(masked(text, &secrets), "Directory { token: \"<secret>\" }");
        assert!(!holds_one_of("Directory", &secrets));
    }
}
