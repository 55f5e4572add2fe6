//! What the desk knows, and how it is opened.

use std::sync::Arc;

use jiff::SignedDuration;
use mfadir_core::{Bucket, Capabilities, Error, ErrorKind, Event, MockMfaDirectory, Operation, Page, Profile, Result};
use mfadir_ops::Desk;
use mfadir_policy::{TicketQuestion, TicketState, Verb};

use crate::desk::fixture::{Machine, about_ada, start};

fn telling(events: fn() -> Result<Page<Event>>) -> Arc<MockMfaDirectory> {
    let mut directory = MockMfaDirectory::new();
    directory.expect_profile().return_const(Profile {
        provider: "okta".into(),
        tenant: "acme".into(),
        capabilities: Capabilities::of([(Operation::Events, Bucket::new("logs"))]),
        budget_share: 1.0,
        aliases: Vec::new(),
    });
    directory.expect_events().times(1).returning(move |query, _| {
        assert_eq!(query.user, Some("u1".into()));
        assert!(query.newest_first, "the rules want to know of the newest acts");
        assert_eq!(query.since, Some(start() - SignedDuration::from_hours(24)));
        events()
    });
    Arc::new(directory)
}

fn unlocked() -> Event {
    Event {
        id: "e1".to_owned(),
        at: start(),
        what: "unlock".to_owned(),
        operation: Some(Operation::Unlock),
        actor: Some("admin".to_owned()),
        actor_id: None,
        user: Some("u1".into()),
        login: None,
        factor: None,
        factor_type: None,
        outcome: None,
        request_id: Some("r9".into()),
        user_agent: None,
    }
}

#[tokio::test]
async fn the_providers_own_log_is_asked_as_far_back_as_the_policy_looks() {
    let machine = Machine::new("strict");
    let desk = machine.desk_with("ann", Some(telling(|| Ok(Page::whole(vec![unlocked()])))));
    let history = desk.history("ann", &about_ada()).await.expect("known");
    assert_eq!((history.acts.len(), history.acts[0].verb, history.gaps.len()), (1, Verb::Unlock, 0));
}

#[tokio::test]
async fn what_the_provider_does_not_tell_is_a_gap_and_no_error() {
    let machine = Machine::new("strict");
    let forbidden = telling(|| Err(Error::new(ErrorKind::Forbidden, "no right to read the log")));
    let history = machine.desk_with("ann", Some(forbidden)).history("ann", &about_ada()).await.expect("known");
    assert_eq!(history.gaps, ["the provider's log could not be read: no right to read the log"]);
    let known = machine.desk("ann").history("ann", &about_ada()).await.expect("known");
    assert_eq!((known.acts, known.gaps), (Vec::new(), Vec::new()));
}

#[tokio::test]
async fn a_log_of_ours_that_cannot_be_read_is_an_error() {
    let machine = Machine::new("strict");
    std::fs::create_dir_all(machine.path("state/audit")).expect("writable");
    std::fs::write(machine.path("state/audit/acme"), "").expect("writable");
    let error = machine.desk("ann").history("ann", &about_ada()).await.expect_err("unreadable");
    assert_eq!(error.kind(), ErrorKind::Refused);
}

#[tokio::test]
async fn without_a_ticket_system_nobody_is_asked() {
    let machine = Machine::new("strict");
    let desk = machine.desk("ann");
    let question = TicketQuestion { ticket: "INC1".to_owned(), person: Vec::new() };
    assert_eq!(desk.ticket(&question).await, TicketState::NotAsked);
    assert_eq!(desk.work_note("INC1", "done").await.expect("nothing to do"), None);
    assert_eq!((desk.notifiers().len(), desk.head().await), (0, None));
}

#[test]
fn what_is_set_up_wrongly_is_told_when_the_desk_is_opened() {
    let machine = Machine::new("open");
    let mail = "[desk.mail]\nhost = \"mx.example.com\"\nfrom = \"nobody\"\n";
    let error = machine.opened("ann", mail, None).expect_err("no address");
    assert!(error.to_string().starts_with("`[desk.mail]`: \"nobody\" is no mail address"), "{error}");
    let hook = "[desk.webhook]\nurl = \"https://hooks.example.com/x\"\nsecret = { env = \"HOOK\" }\n";
    assert_eq!(machine.opened("ann", hook, None).expect("good").notifiers().len(), 1);
}
