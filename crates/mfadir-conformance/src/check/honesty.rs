//! What is declared is what is offered.

use std::future::ready;

use mfadir_core::{ErrorKind, Operation};

use super::Check;
use crate::{
    call::{Target, call},
    outcome::{Expect, Verdict, ensure},
    scene,
    subject::Subject,
};

pub(super) const CHECKS: &[Check] = &[
    Check::new("undeclared-is-unsupported", "What is not declared answers Unsupported.", &[], |subject| {
        Box::pin(undeclared_is_unsupported(subject))
    }),
    Check::new("undeclared-sends-nothing", "What is not declared sends no request.", &[], |subject| {
        Box::pin(undeclared_sends_nothing(subject))
    }),
    Check::new("declared-is-supported", "What is declared never answers Unsupported.", &[], |subject| {
        Box::pin(declared_is_supported(subject))
    }),
    Check::new("required-is-declared", "The methods that every directory has are declared.", &[], |subject| {
        Box::pin(ready(required_is_declared(subject)))
    }),
    Check::new(
        "unlisted-is-not-spoken-of",
        "Who cannot list factors offers nothing that names a listed one.",
        &[],
        |subject| Box::pin(ready(unlisted_is_not_spoken_of(subject))),
    ),
    Check::new("every-operation-has-a-bucket", "Each declared operation names its rate bucket.", &[], |subject| {
        Box::pin(ready(every_operation_has_a_bucket(subject)))
    }),
];

async fn target(subject: &dyn Subject) -> Verdict<Target> {
    scene::target(subject, &subject.cast().several).await
}

fn operations(subject: &dyn Subject, declared: bool) -> Vec<Operation> {
    let directory = subject.directory();
    let offered = &directory.profile().capabilities;
    Operation::ALL.iter().copied().filter(|operation| offered.offers(*operation) == declared).collect()
}

async fn undeclared_is_unsupported(subject: &dyn Subject) -> Verdict {
    let target = target(subject).await?;
    for operation in operations(subject, false) {
        let answer = call(&*subject.directory(), operation, &target).await;
        let error = answer.refused(operation, &[ErrorKind::Unsupported])?;
        ensure!(error.operation() == Some(operation), "the error of {operation} names {:?}", error.operation());
    }
    Ok(())
}

async fn undeclared_sends_nothing(subject: &dyn Subject) -> Verdict {
    let target = target(subject).await?;
    let already = subject.requests().await?.len();
    for operation in operations(subject, false) {
        let _ = call(&*subject.directory(), operation, &target).await;
    }
    let sent = scene::requests_since(subject, already).await?;
    ensure!(sent.is_empty(), "sent {sent:?}");
    Ok(())
}

async fn declared_is_supported(subject: &dyn Subject) -> Verdict {
    let target = target(subject).await?;
    for operation in operations(subject, true) {
        let answer = call(&*subject.directory(), operation, &target).await;
        let unsupported = answer.is_err_and(|error| error.kind() == ErrorKind::Unsupported);
        ensure!(!unsupported, "{operation} is declared and answers Unsupported");
    }
    Ok(())
}

fn required_is_declared(subject: &dyn Subject) -> Verdict {
    let undeclared = operations(subject, false);
    for operation in [Operation::User, Operation::Users] {
        ensure!(!undeclared.contains(&operation), "{operation} is not declared");
    }
    Ok(())
}

/// What is removed could not be read back.
fn unlisted_is_not_spoken_of(subject: &dyn Subject) -> Verdict {
    let declared = operations(subject, true);
    if declared.contains(&Operation::Factors) {
        return Ok(());
    }
    for operation in [Operation::Factor, Operation::Devices, Operation::Inventory, Operation::Remove] {
        ensure!(!declared.contains(&operation), "factors are not listed, and {operation} is declared");
    }
    Ok(())
}

fn every_operation_has_a_bucket(subject: &dyn Subject) -> Verdict {
    let directory = subject.directory();
    for (operation, bucket) in &directory.profile().capabilities.operations {
        ensure!(!bucket.as_str().is_empty(), "the bucket of {operation} has no name");
    }
    Ok(())
}
