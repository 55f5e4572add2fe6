//! Security questions: which there are, and another one in the place of the first.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    desk::Desk,
    life::{Told, enroll, path_of, post, refused, send},
};

const CAROL: &str = "carol@example.com";

fn question(key: &str, answer: &str) -> Value {
    json!({ "factorType": "question", "provider": "OKTA", "profile": { "question": key, "answer": answer } })
}

async fn put(desk: &Desk, factor: &Value, body: &Value) -> Told {
    send(desk, Method::PUT, &path_of(desk, CAROL, factor), body).await
}

async fn verify(desk: &Desk, factor: &Value, answer: &str) -> u16 {
    let path = format!("{}/verify", path_of(desk, CAROL, factor));
    post(desk, &path, &json!({ "answer": answer })).await.0
}

#[tokio::test]
async fn there_are_twenty_to_choose_from() {
    let desk = Desk::open().await;
    let questions = desk.json(&format!("{}/questions", desk.factors(CAROL))).await;
    let questions = questions.as_array().expect("a list");
    assert_eq!((questions.len(), &questions[0]["question"]), (20, &"disliked_food".into()));
    assert!(questions.iter().all(|question| question["questionText"].is_string()));
}

#[tokio::test]
async fn another_one_takes_the_place_of_the_first() {
    let desk = Desk::open().await;
    let first = enroll(&desk, CAROL, "", &question("disliked_food", "sprouts")).await;
    desk.sandbox.okta().advance(Duration::from_mins(1));
    let (status, second) = put(&desk, &first, &question("first_award", "swimming")).await;
    assert_eq!((status, &second["id"], &second["status"]), (200, &first["id"], &"ACTIVE".into()));
    let profile = &second["profile"];
    assert_eq!((&profile["question"], profile.get("answer")), (&"first_award".into(), None));
    assert_ne!(profile["questionText"], first["profile"]["questionText"]);
    assert_ne!(second["lastUpdated"], first["lastUpdated"]);
    assert_eq!((verify(&desk, &first, "sprouts").await, verify(&desk, &first, "swimming").await), (403, 200));
}

#[tokio::test]
async fn what_could_not_be_enrolled_does_not_take_its_place() {
    let desk = Desk::open().await;
    let factor = enroll(&desk, CAROL, "", &question("disliked_food", "sprouts")).await;
    for wrong in [question("my_own", "sprouts"), question("first_award", "no"), json!({})] {
        assert_eq!(refused(&put(&desk, &factor, &wrong).await), (400, "E0000001"), "{wrong}");
    }
    assert_eq!(verify(&desk, &factor, "sprouts").await, 200);
    let sms = json!({ "factorType": "sms", "provider": "OKTA", "profile": { "phoneNumber": "+16135550123" } });
    let sms = enroll(&desk, CAROL, "", &sms).await;
    assert_eq!(refused(&put(&desk, &sms, &question("first_award", "swimming")).await), (405, "E0000022"));
}
