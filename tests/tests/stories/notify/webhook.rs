//! Signed webhooks.

use std::time::Duration;

use mfadir_core::ErrorKind;
use mfadir_notify::Webhook;
use mfadir_policy::{Audience, Notifier};
use mfadir_sandbox::PostChannel;
use mfadir_tests::block_on;
use serde_json::{Value, json};

use super::{Office, message};

fn webhook(office: &Office, secret: &str) -> Webhook {
    let config =
        json!({ "url": office.access().webhook, "secret": { "env": secret }, "audiences": ["user", "security"] });
    Webhook::connect(serde_json::from_value(config).expect("a configuration"), office.environment()).expect("a way")
}

#[test]
fn the_receiver_finds_the_signature_genuine() {
    block_on(async {
        let office = Office::open().await;
        webhook(&office, "HOOK").send(&message(None)).await.expect("taken");
        let [post] = &office.post()[..] else { panic!("one message") };
        assert_eq!(
            (post.channel, post.to.as_str(), post.genuine),
            (PostChannel::Webhook, "/hooks/notices", Some(true))
        );
        assert_eq!((post.subject.clone(), post.text.clone()), (Some(message(None).subject), message(None).text));
        let body: Value = serde_json::from_str(post.body.as_deref().expect("a body")).expect("JSON");
        assert_eq!((&body["schema"], &body["audience"]), (&json!("mfadir.notice/v1"), &json!("user")));
        assert_eq!(body["event"], json!({ "verb": "reset" }));
    });
}

#[test]
fn another_secret_or_another_day_is_noticed() {
    block_on(async {
        let office = Office::open().await;
        webhook(&office, "WRONG").send(&message(None)).await.expect("taken");
        office.sandbox.desk().advance(Duration::from_mins(6));
        webhook(&office, "HOOK").send(&message(None)).await.expect("taken");
        let genuine: Vec<_> = office.post().iter().map(|post| post.genuine).collect();
        assert_eq!(genuine, [Some(false), Some(false)]);
    });
}

#[test]
fn what_the_receiver_does_not_take_is_an_error() {
    block_on(async {
        let office = Office::open().await;
        for (rule, kind) in [
            (json!({ "path": "/hooks/**", "status": 500 }), ErrorKind::Unavailable),
            (json!({ "path": "/hooks/**", "reset": true }), ErrorKind::Unavailable),
            (json!({ "path": "/hooks/**", "status": 404 }), ErrorKind::Unexpected),
            (json!({ "path": "/hooks/**", "status": 400 }), ErrorKind::Unexpected),
        ] {
            office.fault(rule.clone());
            let error = webhook(&office, "HOOK").send(&message(None)).await.expect_err("not taken");
            assert_eq!(error.kind(), kind, "{rule}");
        }
        assert!(office.post().is_empty());
        let error = webhook(&office, "NONE").send(&message(None)).await.expect_err("no secret");
        assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    });
}

#[test]
fn only_those_are_told_who_were_named() {
    block_on(async {
        let webhook = webhook(&Office::open().await, "HOOK");
        let reached = [Audience::User, Audience::Manager, Audience::Security].map(|audience| webhook.reaches(audience));
        assert_eq!(reached, [true, false, true]);
    });
}
