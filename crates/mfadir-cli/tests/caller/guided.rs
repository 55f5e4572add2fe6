//! The guided call.

use mfadir_memory::Answer;
use serde_json::Value;

use crate::{
    stage::{LENA, Ran, Stage},
    writes::writes,
};

const DESK: &str = "desk okta:ada@example.com --ticket INC1";

fn tells(ran: &Ran, texts: &[&str]) {
    for text in texts {
        assert!(ran.error.contains(text), "{text}: {}{}", ran.output, ran.error);
    }
}

#[tokio::test]
async fn a_call_is_guided_from_the_first_word_to_the_last() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    // Nothing is lost; which act: the temporary code.
    let ran = stage.run_at_terminal(DESK, "\n1\n").await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    let told =
        ["1. Who is it", "Approve it only if the number", "$ mfadir verify okta:ada@example.com", "4. Tell the caller"];
    tells(&ran, &told);
    assert!(ran.output.contains("receipt      rc-") && ran.output.contains("temporary code"), "{}", ran.output);
}

#[tokio::test]
async fn where_nothing_is_left_somebody_vouches_and_a_colleague_agrees() {
    let stage = Stage::new("").await;
    let desk = format!("{DESK} --lost all");
    // The manager vouches; a code; and it waits for a colleague.
    let asked = stage.run_at_terminal(&format!("{desk} -o note"), "1\nGrace, called back\n1\n").await;
    assert_eq!(asked.exit, 8, "{}{}", asked.output, asked.error);
    tells(
        &asked,
        &["tell an approver: `mfadir approve rq-", "go on here: `mfadir desk okta:ada@example.com --lost all"],
    );
    assert_eq!(writes(stage.sandbox.okta()), Vec::<String>::new());
    assert!(asked.output.contains("Proof: manager: Grace, called back\n"), "{}", asked.output);
    assert!(asked.output.contains("\nNothing was done for the caller\nNext: when rq-"), "{}", asked.output);
    let id = asked.error.split("mfadir approve ").nth(1).and_then(|rest| rest.get(..15)).expect("an id");
    let waits = stage.run_at_terminal(&desk, "0\n").await;
    tells(&waits, &["the caller was verified: rc-", &format!("({id} waits for an approval)")]);
    let approved = stage.run_as(LENA, &format!("approve {id} --yes")).await;
    assert_eq!(approved.exit, 0, "{}", approved.error);
    let ran = stage.run_at_terminal(&format!("{desk} -o note"), "1\n").await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    tells(&ran, &[&format!("({id} is approved by lena)"), "Here is your code"]);
    assert!(ran.output.contains("Rests on: receipt rc-") && ran.output.contains(", approval ap-"), "{}", ran.output);
}

#[tokio::test]
async fn whoever_is_protected_is_not_even_asked_before_a_colleague_agrees() {
    let stage = Stage::new("").await;
    let desk = "desk okta:admin@example.com --ticket INC1 --lost all";
    let asked = stage.run_at_terminal(desk, "1\nGrace, called back\n").await;
    assert_eq!(asked.exit, 6, "{}{}", asked.output, asked.error);
    tells(&asked, &["administrator", "tell an approver: `mfadir approve rq-", "go on here: `mfadir desk okta:admin"]);
    let id = asked.error.split("mfadir approve ").nth(1).and_then(|rest| rest.get(..15)).expect("an id");
    assert_eq!(stage.run_as(LENA, &format!("approve {id} --yes")).await.exit, 0);
    let ran = stage.run_at_terminal(desk, "1\nGrace, called back\n1\n").await;
    assert_eq!(ran.exit, 6, "{}{}", ran.output, ran.error);
    assert!(ran.output.contains("receipt      rc-"), "{}", ran.output);
    tells(&ran, &["3. What helps?", "tell an approver: `mfadir approve rq-"]);
}

#[tokio::test]
async fn where_nobody_sits_at_a_terminal_the_commands_are_told() {
    let stage = Stage::new("").await;
    let ran = stage.run(&format!("{DESK} --lost push")).await;
    assert_eq!(ran.exit, 2);
    let told = [
        "mfadir verify okta:ada@example.com --lost push --ticket INC1",
        "mfadir factor remove okta:ada@example.com push --all-matching --end-sessions --ticket INC1",
    ];
    tells(&ran, &told);
    let json = stage.run(&format!("{DESK} -o json --lost all")).await;
    assert_eq!((json.exit, json.output.as_str()), (2, ""));
    tells(&json, &["--lost all --by manager|in-person|callback|id-document --attest TEXT --ticket INC1"]);
}

#[tokio::test]
async fn a_slip_is_asked_about_once_more() {
    let stage = Stage::new("\n[ticket]\npattern = 'INC\\d+'\n").await;
    stage.ada_taps(Answer::Yes);
    // The ticket, the person, the ticket again, what is lost, and which act.
    let typed = "4711\nada@example.com\nINC1\nsmz\nsms\n9\n1\ny\n";
    let ran = stage.run_at_terminal("desk okta:adda@example.com", typed).await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    tells(&ran, &["\"adda@example.com\"", "(rule ticket, ", "matches \"smz\"", "a number from 0 to"]);
    tells(&ran, &["$ mfadir verify okta:ada@example.com --lost sms --number-matching --ticket INC1"]);
    assert!(ran.output.contains("gone   sms@okta") && ran.output.contains("signed out everywhere"), "{}", ran.output);
}

#[tokio::test]
async fn whoever_does_not_answer_is_asked_in_another_way() {
    let stage = Stage::new("").await;
    // Nobody taps; then the manager vouches, and nothing is done.
    let ran = stage.run_at_terminal(&format!("{DESK} --lost totp"), "2\nGrace, called back\n0\n").await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    tells(&ran, &["did not answer in time", "1  ask push@okta", "2  their manager vouches", "nothing was done"]);
}

#[tokio::test]
async fn a_denial_ends_the_call_and_the_note_says_so() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::No);
    let ran = stage.run_at_terminal(&format!("{DESK} -o note"), "\n1\n").await;
    assert_eq!(ran.exit, 8, "{}{}", ran.output, ran.error);
    assert!(!ran.error.contains("3. What helps?"), "{}", ran.error);
    let told = "Outcome: denied\nNot done: DENIED: ada@example.com says that it was not they who asked. Somebody may be \
                attacking them\nNothing was done for the caller\nNext: end the call; ";
    assert!(ran.output.contains(told), "{}", ran.output);
}

#[tokio::test]
async fn a_call_that_is_cut_off_tells_how_far_it_came() {
    let stage = Stage::new("").await;
    stage.is_interrupted();
    let ran = stage.run_at_terminal(&format!("{DESK} -o note"), "\n").await;
    assert_eq!(ran.exit, 130, "{}{}", ran.output, ran.error);
    let told = "Cut off: verify okta:ada@example.com --number-matching --ticket INC1\nStopped: interrupted\n\
                Nothing was done for the caller\nNext: the challenge was taken back\nLog: ";
    assert!(ran.output.contains(told), "{}{}", ran.output, ran.error);
}

#[tokio::test]
async fn a_reset_is_followed_by_a_code() {
    let stage = Stage::new("[receipt]\nattested = { manager = \"counts\" }\n").await;
    // The manager vouches; a reset, which is agreed to; and then a code.
    let typed = "1\nGrace, called back\n2\ny\ny\n";
    let ran = stage.run_at_terminal(&format!("{DESK} --lost all -o note"), typed).await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    let note = "Reset of all factors: done\ndone: push@okta";
    assert!(ran.output.contains(note) && ran.output.contains("No factors are listed afterwards"), "{}", ran.output);
    assert!(ran.output.contains("Temporary code: issued; it is not in this note\n"), "{}", ran.output);
    let code =
        ran.error.split("  code         ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a code");
    assert!(!ran.output.contains(code), "{}", ran.output);
}

#[tokio::test]
async fn a_program_reads_one_document() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    let ran = stage.run_at_terminal(&format!("{DESK} -o json"), "\n1\n").await;
    let read: Value = serde_json::from_str(&ran.output).expect("one document");
    assert_eq!((&read["schema"], &read["exit"], &read["acted"]), (&"mfadir.desk/v1".into(), &0.into(), &true.into()));
    let steps = read["steps"].as_array().expect("steps").iter();
    let schemas: Vec<&Value> = steps.map(|step| &step["documents"][0]["schema"]).collect();
    assert_eq!(schemas, ["mfadir.explanation/v1", "mfadir.caller-verification/v1", "mfadir.temporary-code/v1"]);
    assert_eq!(read["steps"][2]["documents"][0]["code"], Value::Null, "it is told to the caller alone");
}
