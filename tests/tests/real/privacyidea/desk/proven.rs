//! The caller reads a code from an app, and everything is reset.

use mfadir_tests::RealStage;

use super::room::{Room, stage};
use crate::real::story::Story;

pub(super) const STORIES: &[Story] = &[
    Story { name: "privacyidea::a_caller_reads_a_code_and_is_helped", stage, plot: |stage| Box::pin(helped(stage)) },
    Story { name: "privacyidea::a_wrong_code_is_no_receipt", stage, plot: |stage| Box::pin(wrong(stage)) },
    Story { name: "privacyidea::what_somebody_did_past_us_is_found", stage, plot: |stage| Box::pin(past_us(stage)) },
];

const RESET: &str = "reset privacyidea:ada --lost all --ticket INC0010001 --yes";
const VERIFY: &str = "verify privacyidea:ada --factor totp --code CODE --ticket INC0010001";

async fn helped(stage: &RealStage) {
    let room = Room::on(stage).await;
    let explained = room.run("ann", "explain privacyidea:ada --ticket INC0010001", 0).await;
    assert!(!explained.output.contains("okta"), "{explained}");
    room.run("ann", RESET, 8).await;
    assert_eq!(stage.writes(), [""; 0]);
    room.run_with_code("ann", VERIFY, "TOTP-01", 0).await;
    let all = room.run("ann", "reset privacyidea:ada --ticket INC0010001 --yes", 6).await;
    assert!(all.error.contains("rule smallest-act"), "{all}");
    room.run("ann", RESET, 7).await;
    room.run("ann", "temporary-code issue privacyidea:ada --ticket INC0010001", 7).await;
    assert_eq!(room.factors("ada").await, ["temporary-code"]);
    let again = room.run("ann", RESET, 6).await;
    assert!(again.error.contains("the receipt was used already"), "{again}");
    assert!(again.error.contains("(rule cool-down)"), "{again}");
    told(&room);
    booked(&room).await;
    room.is_on_the_page(0);
}

/// The one address of the caller is that of a token that was taken; of the code they are told.
fn told(room: &Room<'_>) {
    let post = room.post();
    let came = |what: &str| post.iter().filter(|one| *one == what).count();
    assert_eq!((came("Mail ada@example.com"), came("Mail security@example.com")), (1, 2), "{post:?}");
    assert_eq!((came("WorkNote INC0010001"), came("Webhook /hooks/notices")), (2, 6), "{post:?}");
    let note = room.last_note("INC0010001");
    assert!(note.contains("ada (Ada Lovelace)") && note.contains("ann"), "{note}");
}

async fn booked(room: &Room<'_>) {
    let shown = room.run("ann", "-t privacyidea audit show", 0).await;
    for what in ["challenge receipt", "reset outcome", "reset read-back", "temporary-code outcome", "reset refusal"] {
        assert!(shown.output.contains(what), "{what} is missing: {shown}");
    }
    room.run("ann", "audit verify --operators operators.toml", 0).await;
    let joined = room.run("ann", "-t privacyidea audit reconcile --since 7d", 0).await;
    assert!(joined.output.contains("3 acts and 1 receipt of ours, 3 events of the provider"), "{joined}");
}

async fn wrong(stage: &RealStage) {
    let room = Room::on(stage).await;
    room.run_with("ann", VERIFY, "000000", 8).await;
    room.run("ann", RESET, 8).await;
    let code = stage.code(&super::super::serial(stage, "TOTP-01")).await;
    room.run_with("ann", VERIFY, &code, 0).await;
    let twice = room.run_with("ann", VERIFY, &code, 8).await;
    assert!(twice.error.contains("used already"), "a code counts once: {twice}");
    let ticket = room.run("ann", "reset privacyidea:ada --lost all --ticket INC0010003 --yes", 6).await;
    assert!(ticket.error.contains("INC0010003 is closed"), "{ticket}");
    let other = room.run("ann", "reset privacyidea:bob --lost all --ticket INC0010004 --yes", 8).await;
    assert!(other.error.contains("nobody verified that the caller is bob"), "{other}");
    assert_eq!(room.factors("ada").await.len(), 5);
    assert!(room.post().is_empty(), "{:?}", room.post());
}

/// An administrator of the server deletes a token in its own interface.
async fn past_us(stage: &RealStage) {
    let room = Room::on(stage).await;
    room.run_with_code("ann", VERIFY, "TOTP-01", 0).await;
    let (client, url) = (reqwest::Client::new(), stage.subject().server());
    let fields = serde_json::json!({"username": "root", "password": "root-pw"});
    let answer = client.post(format!("{url}/auth")).json(&fields).send().await.expect("the server is up");
    let answer: serde_json::Value = answer.json().await.expect("the server answers with JSON");
    let token = answer["result"]["value"]["token"].as_str().expect("the sign-in is good").to_owned();
    let path = format!("{url}/token/{}", super::super::serial(stage, "SMS-02"));
    let gone = client.delete(path).header("authorization", token).send().await.expect("the server is up");
    assert!(gone.status().is_success(), "{gone:?}");
    let found = room.run("ann", "-t privacyidea audit reconcile", 1).await;
    assert!(found.output.contains("bob") && found.output.contains("root"), "{found}");
    let shown = room.run("ann", "-t privacyidea audit show", 0).await;
    assert!(shown.output.contains("reconciliation"), "{shown}");
}
