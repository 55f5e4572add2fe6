//! A caller who has nothing left: somebody vouches, and a second operator approves.

use crate::stage::{ANN, LENA, Stage};

const RESET: &str = "reset okta:ada@example.com --lost all --ticket INC1 --yes";

/// A caller for whom the manager vouched, and the id of the request that waits for a second operator.
async fn vouched() -> (Stage, String) {
    let stage = Stage::new("").await;
    let line = "verify okta:ada@example.com --ticket INC1 --lost all --by manager --attest called-back";
    let ran = stage.run(line).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.output.contains("manager: called-back"), "{}", ran.output);
    let ran = stage.run(RESET).await;
    assert_eq!(ran.exit, 8, "{}", ran.error);
    let told = ran.error.split("mfadir approve ").nth(1).expect("the command that approves it");
    let id: String = told.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    (stage, id)
}

#[tokio::test]
async fn a_colleague_approves_and_it_is_done() {
    let (stage, id) = vouched().await;
    let list = stage.run_as(LENA, "request list").await;
    assert!(list.output.contains(&id) && list.output.contains("ada@example.com"), "{}", list.output);
    let ran = stage.run_as(LENA, &format!("approve {id} --yes")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.error.contains("asked by"), "{}", ran.error);
    let ran = stage.run(RESET).await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    assert!(stage.log().contains("ap-"), "{}", stage.log());
}

#[tokio::test]
async fn nobody_approves_their_own_request_and_no_agent_approves() {
    let (stage, id) = vouched().await;
    let ran = stage.run_as(ANN, &format!("approve {id} --yes")).await;
    assert_eq!(ran.exit, 6, "{}", ran.error);
    assert_eq!(stage.run(RESET).await.exit, 8);
    let own = stage.run_as(LENA, "verify okta:ada@example.com --ticket INC2 --by manager --attest x").await;
    assert_eq!(own.exit, 0, "{}", own.error);
    let asked = stage.run_as(LENA, "reset okta:ada@example.com --lost all --ticket INC2 --yes").await;
    let id = asked.error.split("mfadir approve ").nth(1).and_then(|rest| rest.split('`').next()).expect("an id");
    let ran = stage.run_as(LENA, &format!("approve {id} --yes")).await;
    assert_eq!(ran.exit, 6, "{}", ran.error);
    assert!(ran.error.contains("the approval is the asking operator's own"), "{}", ran.error);
}

#[tokio::test]
async fn an_approval_is_not_given_unasked() {
    let (stage, id) = vouched().await;
    assert_eq!(stage.run_as(LENA, &format!("approve {id}")).await.exit, 2, "nobody is there to say yes");
    assert_eq!(stage.run_as(LENA, &format!("approve {id} --dry-run")).await.exit, 0);
    assert_eq!(stage.run_as(LENA, "approve rq-000000000000 --yes").await.exit, 3);
    assert_eq!(stage.run(RESET).await.exit, 8);
    let shown = stage.run_as(LENA, &format!("request show {id} -o json")).await;
    let read: serde_json::Value = serde_json::from_str(&shown.output).expect("JSON");
    assert_eq!((&read["request"]["verb"], &read["request"]["operator"]["id"]), (&"reset".into(), &"ann".into()));
}

#[tokio::test]
async fn whoever_a_program_acts_for_does_not_approve_it() {
    let (stage, _) = vouched().await;
    let line = format!("{RESET} --on-behalf-of lena");
    let ran = stage.run(&line).await;
    assert_eq!(ran.exit, 8, "{}", ran.error);
    let id =
        ran.error.split("mfadir approve ").nth(1).and_then(|rest| rest.split('`').next()).expect("an id").to_owned();
    let ran = stage.run_as(LENA, &format!("approve {id} --yes")).await;
    assert_eq!(ran.exit, 6, "{}", ran.error);
}

#[tokio::test]
async fn the_note_tells_on_whose_word_it_rests() {
    let (stage, id) = vouched().await;
    stage.run_as(LENA, &format!("approve {id} --yes")).await;
    let csv = stage.run_as(LENA, "request list -o csv").await.output;
    assert!(csv.contains(",ann,2026-01-12T09:00:00Z,lena"), "{csv}");
    let note = stage.run(&format!("{RESET} -o note")).await.output;
    let basis = note.lines().find(|line| line.starts_with("Rests on: receipt rc-")).unwrap_or_else(|| panic!("{note}"));
    assert!(basis.contains(" (vouched for: manager, called-back), approval ap-"), "{basis}");
    assert!(basis.ends_with(" by lena"), "{basis}");
}
