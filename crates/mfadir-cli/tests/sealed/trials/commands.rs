//! Commands that write what is not theirs to write.

use super::{ACT, is_refused, words};
use crate::{caller::Caller, machine::Machine};

pub(super) async fn commands(machine: Machine) {
    let before = machine.guarded();
    for line in [
        "tenant add own --provider okta --set url=https://own.okta.com --secret auth.api_token=env:X --no-test",
        "tenant remove acme --yes",
        "operator new lena",
        "operator new somebody",
        "sandbox serve --people 1",
        "sandbox restore",
        "sandbox requests",
        "sandbox outbox",
        "sandbox codes",
        "sandbox push ada@example.com approve",
        "demo",
        "-t demo-okta factor list ada@example.com",
    ] {
        is_refused(&machine.run(Caller::AsService, &words(line), &[]).await, line);
    }
    let own = machine.run(Caller::AsService, &words("operator new ann"), &[]).await;
    assert!(own.exit == Some(1) && own.error.contains("ann has a key"), "{own:?}");
    let nobody = machine.run(Caller::Service, &words(ACT), &[]).await;
    assert!(nobody.exit == Some(2) && nobody.error.contains("nobody can tell who acts"), "{nobody:?}");
    assert_eq!(machine.guarded(), before);
}
