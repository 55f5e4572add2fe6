//! What the desk keeps between two runs, and what it says of itself.

use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};

use crate::office::Office;

async fn office(path: &Path, fresh: bool) -> Office {
    Office::open_with(|options| {
        options.state = Some(path.to_owned());
        options.fresh = fresh;
    })
    .await
}

#[tokio::test]
async fn tickets_post_and_credentials_last() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let first = office(&path, false).await;
    let record = format!("/api/now/table/incident/{}", first.sandbox.desk().tickets()[0].sys_id);
    first.call(&Method::PUT, &record).json(&json!({ "work_notes": "noted" })).send().await.unwrap();
    let before = first.sandbox.ready().desk.clone();
    first.sandbox.stop().await.unwrap();

    let second = office(&path, false).await;
    let after = &second.sandbox.ready().desk;
    assert_eq!(after.servicenow.password, before.servicenow.password);
    assert_eq!(after.webhook_secret, before.webhook_secret);
    assert_eq!(second.sandbox.desk().tickets()[0].work_notes[0].text, "noted");
    assert_eq!(second.outbox().await[0]["ticket"], "INC0010001");
    second.sandbox.stop().await.unwrap();

    let third = office(&path, true).await;
    assert_eq!(third.outbox().await, json!([]));
    assert_ne!(third.sandbox.ready().desk.webhook_secret, before.webhook_secret);
}

#[tokio::test]
async fn a_state_without_a_desk_gets_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    office(&path, false).await.sandbox.stop().await.unwrap();
    let mut stored: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert!(stored.as_object_mut().unwrap().remove("desk").is_some());
    std::fs::write(&path, stored.to_string()).unwrap();
    assert_eq!(office(&path, false).await.sandbox.desk().tickets().len(), 9);
}

#[tokio::test]
async fn ready_tells_the_way_to_the_desk() {
    let office = Office::open().await;
    let ready = serde_json::to_value(office.sandbox.ready()).unwrap();
    let keys = |place: &str| ready.pointer(place).unwrap().as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys("/desk"), ["servicenow", "smtp", "webhook", "webhook_secret"]);
    assert_eq!(keys("/desk/servicenow"), ["password", "url", "username"]);
    assert!(ready["desk"]["smtp"].as_str().unwrap().starts_with("127.0.0.1:"));
    let shown = format!("{:?}", office.sandbox.ready());
    let secrets = [&ready["desk"]["webhook_secret"], &ready["desk"]["servicenow"]["password"]];
    assert!(secrets.iter().all(|secret| !shown.contains(secret.as_str().unwrap())));
}
