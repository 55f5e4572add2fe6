//! The provider's own id of the tenant.

use std::fs;

use mfadir_core::{ErrorKind, Operation};
use mfadir_ops::Desk;
use mfadir_policy::Verb;

use crate::desk::fixture::Machine;

#[tokio::test]
async fn what_was_seen_once_stands_in_every_entry_from_then_on() {
    let machine = Machine::new("open");
    let request = machine.request("ann", Verb::Reset, "INC1");
    let record = machine.record(&request, Operation::Reset, &[]);
    machine.desk("ann").recorder().before(&record).await.expect("written");
    machine.desk("ann").identity().see("00o1").expect("kept");
    machine.desk("ann").recorder().before(&record).await.expect("written");
    let told: Vec<_> = machine.lines().into_iter().map(|line| line.entry.provider_tenant).collect();
    assert_eq!(told, [None, Some("00o1".to_owned())]);
}

#[test]
fn another_tenant_at_the_same_address_is_told() {
    let machine = Machine::new("open");
    let desk = machine.desk("ann");
    desk.identity().see("00o1").expect("kept");
    desk.identity().see("00o1").expect("the same");
    let error = machine.desk("ann").identity().see("00o2").expect_err("another one");
    assert_eq!((error.kind(), desk.identity().id()), (ErrorKind::Conflict, Some("00o1")));
}

#[test]
fn what_was_seen_at_another_address_says_nothing() {
    let machine = Machine::new("open");
    machine.desk("ann").identity().see("00o1").expect("kept");
    let file = machine.path("state/desk/acme/identity.json");
    let text = fs::read_to_string(&file).expect("there").replace("acme.okta.com", "acme.oktapreview.com");
    fs::write(&file, text).expect("writable");
    assert_eq!(machine.desk("ann").identity().id(), None);
    fs::write(&file, "no JSON").expect("writable");
    assert_eq!(machine.desk("ann").identity().id(), None);
}
