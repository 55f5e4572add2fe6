//! A plan file over many people: one operator asks, another reads it and approves.

use mfadir_cli::Terminals;
use serde_json::Value;

use crate::stage::{ANN, LENA, Ran, Stage};

const JUNE: &str = "{\"people\": [\"ada@example.com\"]}\n";

impl Stage {
    /// Writes a file, and answers with its path.
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("writable");
        path.display().to_string()
    }
}

/// A plan file for which Ann asked: its path, and the id of the request.
async fn asked(stage: &Stage) -> (String, String) {
    let june = stage.file("june.json", JUNE);
    let ran = stage.run(&format!("request plan {june} -t okta --ticket INC1 --reason no-sms -o json")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    let id = json(&ran)["request"]["id"].as_str().expect("an id").to_owned();
    assert!(ran.error.contains(&format!("mfadir approve {id} --plan FILE")), "{}", ran.error);
    (june, id)
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.output).expect("JSON")
}

/// How many approvals the request has.
async fn approvals(stage: &Stage, id: &str) -> usize {
    let shown = stage.run_as(LENA, &format!("request show {id} -o json")).await;
    json(&shown)["approvals"].as_array().expect("approvals").len()
}

#[tokio::test]
async fn whoever_read_the_file_approves_it() {
    let stage = Stage::new("").await;
    let (june, id) = asked(&stage).await;
    let digest = mfadir_policy::Digest::of(JUNE.as_bytes());
    let list = stage.run_as(LENA, "request list").await.output;
    assert!(list.contains(&id) && list.contains("june.json") && list.contains(&digest.short()), "{list}");
    let shown = stage.run_as(LENA, &format!("request show {id}")).await.output;
    assert!(shown.contains(&digest.to_string()) && shown.contains("32 bytes"), "{shown}");
    let ran = stage.run_as(LENA, &format!("approve {id} --plan {june} --yes")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.output.contains("june.json on okta is approved"), "{}", ran.output);
    assert_eq!(approvals(&stage, &id).await, 1);
    let from_input = stage.run_with(LENA, &format!("approve {id} --plan - --yes"), Terminals::default(), JUNE).await;
    assert_eq!(from_input.exit, 0, "{}", from_input.error);
    assert!(from_input.error.contains("is already approved by you"), "{}", from_input.error);
    let log = stage.log();
    assert!(log.contains("\"kind\":\"request\"") && log.contains("\"kind\":\"approval\""), "{log}");
    assert_eq!(log.matches(&digest.to_string()).count(), 2, "{log}");
}

#[tokio::test]
async fn a_file_that_was_changed_by_a_byte_is_not_approved() {
    let stage = Stage::new("").await;
    let (_, id) = asked(&stage).await;
    let other = JUNE.replace("ada", "bob");
    let bobs = stage.file("june.json", &other);
    for more in ["--yes", "--dry-run"] {
        let ran = stage.run_as(LENA, &format!("approve {id} --plan {bobs} {more}")).await;
        assert_eq!(ran.exit, 6, "{}", ran.error);
        for text in [JUNE, &other] {
            assert!(ran.error.contains(&mfadir_policy::Digest::of(text.as_bytes()).to_string()), "{}", ran.error);
        }
    }
    assert_eq!(approvals(&stage, &id).await, 0);
}

#[tokio::test]
async fn nobody_approves_unread_nor_what_they_asked_for() {
    let stage = Stage::new("").await;
    let (june, id) = asked(&stage).await;
    let unread = stage.run_as(LENA, &format!("approve {id} --yes")).await;
    assert!(unread.exit == 2 && unread.error.contains("--plan FILE"), "{}", unread.error);
    assert_eq!(stage.run_as(LENA, &format!("approve {id} --dry-run")).await.exit, 0);
    assert_eq!(stage.run_as(LENA, &format!("approve {id} --plan {june}")).await.exit, 2, "nobody says yes");
    assert_eq!(stage.run_as(ANN, &format!("approve {id} --plan {june} --yes")).await.exit, 6);
    let own = stage.run_as(LENA, &format!("request plan {june} -t okta -o json")).await;
    let own_id = json(&own)["request"]["id"].as_str().expect("an id").to_owned();
    let ran = stage.run_as(LENA, &format!("approve {own_id} --plan {june} --yes")).await;
    assert!(ran.exit == 6 && ran.error.contains("own"), "{}", ran.error);
    assert_eq!(approvals(&stage, &id).await, 0);
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_told_and_nothing_is_kept() {
    let stage = Stage::new("").await;
    let (empty, june) = (stage.file("empty.json", ""), stage.file("june.json", JUNE));
    for file in [&empty, "nowhere.json", "."] {
        assert_eq!(stage.run(&format!("request plan {file} -t okta")).await.exit, 2, "{file}");
    }
    let stranger = stage.run_as("eve", &format!("request plan {june} -t okta")).await;
    assert!(stranger.exit == 6 && stranger.error.contains("not in the operators file"), "{}", stranger.error);
    assert_eq!(stage.run(&format!("request plan {june} -t okta --dry-run")).await.exit, 0);
    let list = stage.run("request list -o json").await;
    assert_eq!(json(&list)["requests"], Value::Array(Vec::new()));
    assert_eq!(stage.log(), "");
}

#[tokio::test]
async fn an_approval_of_a_plan_file_helps_no_caller() {
    let stage = Stage::new("").await;
    let (june, id) = asked(&stage).await;
    assert_eq!(stage.run_as(LENA, &format!("approve {id} --plan {june} --yes")).await.exit, 0);
    let reset = stage.run("reset okta:ada@example.com --lost all --ticket INC1 --yes").await;
    assert!(reset.exit == 8 && reset.error.contains("rule receipt"), "{}", reset.error);
    let named = stage.run_as(LENA, &format!("approve rq-000000000000 --plan {june} --yes")).await;
    assert_eq!(named.exit, 3);
}
