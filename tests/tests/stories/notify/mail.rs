//! Mail over SMTP.

use mfadir_core::ErrorKind;
use mfadir_notify::Mail;
use mfadir_policy::{Message, Notifier};
use mfadir_sandbox::PostChannel;
use mfadir_tests::block_on;
use serde_json::{Value, json};

use super::{Office, message};

const ADA: &str = "ada@example.com";

fn mail(office: &Office, more: &Value) -> Mail {
    let (host, port) = office.access().smtp.split_once(':').expect("address and port");
    let port: u16 = port.parse().expect("a port");
    let mut config = json!({ "host": host, "port": port, "encryption": "none", "from": "Desk <desk@example.com>" });
    config.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
    Mail::connect(serde_json::from_value(config).expect("a configuration"), office.environment()).expect("a way")
}

async fn failure(office: &Office, more: &Value) -> ErrorKind {
    mail(office, more).send(&message(Some(ADA))).await.expect_err("not taken").kind()
}

#[test]
fn a_mail_arrives_as_it_was_written() {
    block_on(async {
        let office = Office::open().await;
        mail(&office, &json!({})).send(&message(Some(ADA))).await.expect("taken");
        let [post] = &office.post()[..] else { panic!("one message") };
        assert_eq!(
            (post.channel, post.to.as_str(), post.from.as_deref()),
            (PostChannel::Mail, ADA, Some("desk@example.com"))
        );
        assert_eq!((post.subject.clone(), post.text.clone()), (Some(message(None).subject), message(None).text));
    });
}

#[test]
fn a_subject_cannot_add_a_header() {
    block_on(async {
        let office = Office::open().await;
        let subject = "Reset\r\nBcc: eve@example.com\r\n\r\nText".to_owned();
        mail(&office, &json!({})).send(&Message { subject, ..message(Some(ADA)) }).await.expect("taken");
        let [post] = &office.post()[..] else { panic!("one message to one person") };
        assert_eq!(post.to, ADA);
        assert!(post.subject.as_ref().is_some_and(|subject| subject.contains("Bcc: eve")), "{post:?}");
        assert_eq!(post.text, message(None).text);
    });
}

#[test]
fn an_address_that_is_none_is_told_before_anything_is_sent() {
    block_on(async {
        let office = Office::open().await;
        office.fault(json!({ "method": "CONNECT", "status": 421, "times": 1 }));
        for to in [None, Some("ada"), Some("ada@example.com\r\nRCPT TO:<eve@example.com>")] {
            let error = mail(&office, &json!({})).send(&message(to)).await.expect_err("no address");
            assert_eq!(error.kind(), ErrorKind::Invalid, "{to:?}");
        }
        assert_eq!(office.sandbox.desk().faults().list()[0].1.times, Some(1), "nobody connected");
    });
}

#[test]
fn what_the_server_does_not_take_is_an_error() {
    block_on(async {
        let office = Office::open().await;
        for (rule, kind) in [
            (json!({ "method": "RCPT", "status": 550, "body": "no such user" }), ErrorKind::Invalid),
            (json!({ "method": "RCPT", "status": 450, "body": "greylisted" }), ErrorKind::Unavailable),
            (json!({ "method": "CONNECT", "status": 421, "body": "busy" }), ErrorKind::Unavailable),
            (json!({ "method": "MAIL", "reset": true }), ErrorKind::Unavailable),
        ] {
            office.fault(rule.clone());
            assert_eq!(failure(&office, &json!({})).await, kind, "{rule}");
        }
        assert!(office.post().is_empty());
    });
}

#[test]
fn a_message_whose_answer_is_lost_is_not_claimed_to_be_sent() {
    block_on(async {
        let office = Office::open().await;
        office.fault(json!({ "method": "DATA", "after": true, "reset": true }));
        assert_eq!(failure(&office, &json!({})).await, ErrorKind::Unavailable);
        assert_eq!(office.post().len(), 1);
    });
}

#[test]
fn a_password_goes_to_no_server_that_does_not_ask_for_it() {
    block_on(async {
        let office = Office::open().await;
        let account = json!({ "username": "desk", "password": { "env": "SNOW" } });
        assert_eq!(failure(&office, &account).await, ErrorKind::Unavailable);
        assert_eq!(
            failure(&office, &json!({ "username": "desk", "password": { "env": "NONE" } })).await,
            ErrorKind::Unauthenticated
        );
        assert!(office.post().is_empty());
    });
}

#[test]
fn nobody_who_listens_is_an_error() {
    block_on(async {
        let office = Office::open().await;
        let way = mail(&office, &json!({}));
        office.sandbox.stop().await.expect("stopped");
        assert_eq!(way.send(&message(Some(ADA))).await.expect_err("not taken").kind(), ErrorKind::Unavailable);
    });
}
