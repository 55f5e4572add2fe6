//! The guided call.

use mfadir_memory::Answer;

use crate::{stage::Stage, writes::writes};

#[tokio::test]
async fn a_call_is_guided_from_the_first_word_to_the_last() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    // Which act: the temporary code.
    let ran = stage.run_at_terminal("desk okta:ada@example.com --ticket INC1", "1\n").await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    for told in
        ["1. Who is it?", "Approve it only if the number", "$ mfadir verify okta:ada@example.com", "4. Tell the caller"]
    {
        assert!(ran.error.contains(told), "{told}: {}", ran.error);
    }
    assert!(ran.output.contains("receipt      rc-") && ran.output.contains("temporary code"), "{}", ran.output);
}

#[tokio::test]
async fn a_lost_phone_leaves_what_is_not_on_it_and_needs_somebodys_word() {
    let stage = Stage::new("").await;
    let line = "desk okta:ada@example.com --ticket INC1 --lost all";
    let ran = stage.run_at_terminal(line, "manager\nGrace, called back\n0\n").await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    assert!(ran.output.contains("manager: Grace, called back"), "{}", ran.output);
    assert!(ran.error.contains("nothing was done"), "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()), Vec::<String>::new());
}

#[tokio::test]
async fn where_nobody_sits_at_a_terminal_the_commands_are_told() {
    let stage = Stage::new("").await;
    let ran = stage.run("desk okta:ada@example.com --ticket INC1 --lost push").await;
    assert_eq!(ran.exit, 2);
    for told in [
        "mfadir verify okta:ada@example.com --lost push --ticket INC1",
        "mfadir factor remove okta:ada@example.com push --all-matching --ticket INC1",
    ] {
        assert!(ran.error.contains(told), "{told}: {}", ran.error);
    }
    assert_eq!(stage.run("desk okta:ada@example.com --ticket INC1 -o json").await.exit, 2);
}
