//! Tickets of `ServiceNow`.

use mfadir_core::ErrorKind;
use mfadir_notify::ServiceNow;
use mfadir_policy::{TicketQuestion, TicketState, Tickets};
use mfadir_sandbox::PostChannel;
use mfadir_tests::block_on;
use serde_json::{Value, json};

use super::Office;

const ADA: &str = "ada@example.com";

fn tickets(office: &Office, password: &str, table: Option<&str>) -> ServiceNow {
    let access = &office.access().servicenow;
    let auth = json!({ "username": access.username, "password": { "env": password } });
    let config = json!({ "url": access.url, "table": table, "auth": auth });
    ServiceNow::connect(serde_json::from_value(config).expect("a configuration"), office.environment()).expect("a way")
}

async fn asked(office: &Office, ticket: &str, person: &str) -> TicketState {
    let question = TicketQuestion { ticket: ticket.to_owned(), person: vec![person.to_owned()] };
    tickets(office, "SNOW", None).check(&question).await
}

fn why_nobody_can_tell(state: TicketState) -> String {
    match state {
        TicketState::CannotTell(why) => why,
        state => panic!("{state:?}"),
    }
}

#[test]
fn a_ticket_fits_whom_it_is_for_by_mail_address_or_name() {
    block_on(async {
        let office = Office::open().await;
        for (ticket, person) in
            [("INC0010001", ADA), ("inc0010001", "Ada@Example.com"), ("INC0010007", "dan@example.com")]
        {
            assert_eq!(asked(&office, ticket, person).await, TicketState::Fits, "{ticket} {person}");
        }
        assert_eq!(office.sandbox.desk().requests().len(), 3);
    });
}

#[test]
fn a_ticket_that_does_not_fit_says_why() {
    block_on(async {
        let office = Office::open().await;
        for (ticket, why) in [
            ("INC0010002", "the ticket INC0010002 is for somebody else"),
            ("INC0010009", "the ticket INC0010009 is for somebody else"),
            ("INC0010003", "the ticket INC0010003 is closed"),
            ("INC0010005", "the ticket INC0010005 is resolved"),
            ("INC0019999", "ServiceNow has no ticket INC0019999"),
            ("INC0010002^ORnumber=INC0010001", "ServiceNow has no ticket INC0010002^ORnumber=INC0010001"),
        ] {
            assert_eq!(asked(&office, ticket, ADA).await, TicketState::DoesNotFit(why.to_owned()));
        }
    });
}

#[test]
fn what_cannot_be_found_out_is_no_answer() {
    block_on(async {
        let office = Office::open().await;
        for (rule, word) in [
            (json!({ "path": "/api/**", "status": 503 }), "503"),
            (json!({ "path": "/api/**", "status": 200, "body": "<html>Sign in</html>" }), "HTML"),
            (json!({ "path": "/api/**", "reset": true }), ""),
            (json!({ "path": "/api/**", "status": 200, "body": { "result": {} } }), "records"),
        ] {
            office.fault(rule.clone());
            let why = why_nobody_can_tell(asked(&office, "INC0010001", ADA).await);
            assert!(why.contains(word), "{rule}: {why}");
        }
        // A page of an instance that sleeps, an account that is wrong, a table that is not there.
        office.sandbox.desk().faults().clear();
        let question = TicketQuestion { ticket: "INC0010001".to_owned(), person: vec![ADA.to_owned()] };
        let refused = tickets(&office, "WRONG", None).check(&question).await;
        assert!(why_nobody_can_tell(refused).contains("401"));
        let refused = tickets(&office, "SNOW", Some("change_request")).check(&question).await;
        assert!(why_nobody_can_tell(refused).contains("400"));
    });
}

#[test]
fn an_instance_that_drops_the_condition_has_told_nothing() {
    block_on(async {
        let office = Office::open().await;
        let one = json!([{ "sys_id": "9d", "number": "INC0010002", "active": "true", "caller_id.email": ADA }]);
        office.fault(json!({ "path": "/api/**", "status": 200, "body": { "result": one } }));
        assert!(why_nobody_can_tell(asked(&office, "INC0010001", ADA).await).contains("by their number"));
    });
}

#[test]
fn a_note_stands_on_the_ticket() {
    block_on(async {
        let office = Office::open().await;
        let text = "Factors of \"ada\" reset.\nHead: 5f2c";
        tickets(&office, "SNOW", None).note("INC0010001", text).await.expect("noted");
        let note = office.sandbox.desk().tickets()[0].work_notes[0].clone();
        assert_eq!((note.text.as_str(), note.by.as_str()), (text, "mfadir.desk"));
        let [post] = &office.post()[..] else { panic!("one note") };
        assert_eq!((post.channel, post.ticket.as_deref()), (PostChannel::WorkNote, Some("INC0010001")));
    });
}

#[test]
fn a_note_that_was_not_taken_is_an_error() {
    block_on(async {
        let office = Office::open().await;
        let note =
            async |ticket| tickets(&office, "SNOW", None).note(ticket, "text").await.expect_err("not taken").kind();
        assert_eq!(note("INC0019999").await, ErrorKind::NotFound);
        office.fault(json!({ "method": "PUT", "status": 503 }));
        assert_eq!(note("INC0010001").await, ErrorKind::Unavailable);
        assert!(office.post().is_empty());
    });
}

#[test]
fn the_password_is_in_nothing_that_is_said() {
    block_on(async {
        let office = Office::open().await;
        let password = office.access().servicenow.password.reveal().to_owned();
        office.fault(json!({ "path": "/api/**", "status": 500, "body": { "error": { "message": password } } }));
        let tickets = tickets(&office, "SNOW", None);
        let question = TicketQuestion { ticket: "INC0010001".to_owned(), person: Vec::new() };
        let said =
            format!("{tickets:?} {:?} {:?}", tickets.check(&question).await, tickets.note("INC0010001", "").await);
        assert!(!said.contains(&password));
        let seen: Value = json!(office.sandbox.desk().requests());
        assert!(!seen.to_string().contains(&password));
    });
}
