//! A phone that is asked, and a message that is sent.

use mfadir_conformance::Answer;
use mfadir_tests::RealStage;

use super::room::{Room, stage};
use crate::real::story::Story;

pub(super) const STORIES: &[Story] = &[
    Story { name: "privacyidea::a_caller_taps_yes", stage, plot: |stage| Box::pin(yes(stage)) },
    Story { name: "privacyidea::a_denial_stops_everything", stage, plot: |stage| Box::pin(no(stage)) },
    Story {
        name: "privacyidea::a_message_proves_where_the_policy_says_so",
        stage,
        plot: |stage| Box::pin(sent(stage)),
    },
];

const VERIFY: &str = "verify unchecked:pat --ticket INC0010077";
const RESET: &str = "reset unchecked:pat --lost all --ticket INC0010077 --yes";
const PUSH: &str = "PUSH-12";

async fn yes(stage: &RealStage) {
    let room = Room::on(stage).await;
    let verified = room.run_and_tap(VERIFY, PUSH, Answer::Approve, 0).await;
    assert!(verified.output.contains("proof        push@privacyidea"), "{verified}");
    let reset = room.run("ann", RESET, 7).await;
    assert!(reset.output.contains("NOT signed out: "), "{reset}");
    assert_eq!(room.factors("pat").await, [""; 0]);
    let joined = room.run("ann", "-t unchecked audit reconcile", 0).await;
    assert!(joined.output.contains("2 acts and 1 receipt of ours"), "{joined}");
}

async fn no(stage: &RealStage) {
    let room = Room::on(stage).await;
    let denied = room.run_and_tap(VERIFY, PUSH, Answer::Deny, 8).await;
    assert!(denied.output.contains("DENIED") && denied.error.contains("told security by mail"), "{denied}");
    for line in [RESET, VERIFY, "temporary-code issue unchecked:pat --ticket INC0010077"] {
        let refused = room.run("ann", line, 6).await;
        assert!(refused.error.contains("rule denial"), "{refused}");
    }
    assert_eq!(stage.writes().len(), 1, "nothing but the challenge: {:?}", stage.writes());
    assert_eq!(room.factors("pat").await, ["push@privacyidea"]);
    assert!(room.post().contains(&"Mail security@example.com".to_owned()), "{:?}", room.post());
}

/// A message can be forwarded: strict takes none, and another policy may.
async fn sent(stage: &RealStage) {
    let room = Room::on(stage).await;
    let strict = room.run("ann", "verify unchecked:bob --ticket INC0010077", 8).await;
    assert!(strict.error.contains("sms: the policy does not take it for a proof"), "{strict}");
    let sent = room.run("ann", "verify messages:bob --ticket INC0010077", 8).await;
    assert!(sent.error.contains("was asked, and waits for what they read out"), "{sent}");
    room.run_with("ann", "verify messages:bob --code CODE --ticket INC0010077", "000000", 8).await;
    let answer = "verify messages:bob --code CODE --ticket INC0010077";
    let verified = room.run_with_code("ann", answer, "SMS-02", 0).await;
    assert!(verified.output.contains("proof        sms"), "{verified}");
    room.run("ann", "reset messages:bob --lost all --ticket INC0010077 --yes", 7).await;
    assert_eq!(room.factors("bob").await, [""; 0]);
    room.run("ann", "-t messages audit reconcile", 0).await;
}
