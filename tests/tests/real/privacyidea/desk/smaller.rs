//! What is lost goes, and no more; and what this server lets a desk do.

use mfadir_tests::RealStage;

use super::room::{Room, stage};
use crate::real::story::Story;

pub(super) const STORIES: &[Story] = &[
    Story { name: "privacyidea::the_phone_goes_and_the_token_stays", stage, plot: |stage| Box::pin(phone(stage)) },
    Story { name: "privacyidea::what_a_desk_may_do_is_told", stage, plot: |stage| Box::pin(may(stage)) },
];

const TICKET: &str = "--ticket INC0010001";

async fn phone(stage: &RealStage) {
    let room = Room::on(stage).await;
    let verify = format!("verify privacyidea:ada --lost phone {TICKET} --code CODE");
    let verified = room.run_with_code("ann", &verify, "HOTP-01", 0).await;
    assert!(verified.output.contains("proof        hotp"), "the app is on the phone: {verified}");
    let reset = room.run("ann", &format!("reset privacyidea:ada --lost phone {TICKET} --yes"), 6).await;
    assert!(reset.error.contains("remove only what is lost: sms, sms, totp"), "{reset}");
    let removal = format!("factor remove privacyidea:ada totp sms --all-matching --keep hotp {TICKET} --yes");
    let removed = room.run("ann", &removal, 7).await;
    assert!(removed.output.contains("told user by mail (a…@example.com)"), "{removed}");
    assert_eq!(room.factors("ada").await, ["email", "hotp"]);
    room.run("ann", &format!("factor remove privacyidea:ada email {TICKET} --yes"), 6).await;
    let joined = room.run("ann", "-t privacyidea audit reconcile", 0).await;
    assert!(joined.output.contains("4 acts and 1 receipt of ours, 4 events of the provider"), "{joined}");
}

async fn may(stage: &RealStage) {
    let room = Room::on(stage).await;
    for (verb, exit) in [("reset", 8), ("enroll", 8), ("unlock", 8), ("challenge", 0), ("end-sessions", 9)] {
        let told = room.run("ann", &format!("can-i {verb} privacyidea:ada --lost all {TICKET}"), exit).await;
        assert!(!told.output.contains("policy: no, no rule"), "{told}");
    }
    let stranger = room.run("zoe", &format!("can-i reset privacyidea:ada --lost all {TICKET}"), 6).await;
    assert!(stranger.output.contains("zoe is not in the operators file"), "{stranger}");
    let without = room.run("ann", "explain privacyidea:ada", 0).await;
    assert!(without.output.contains("rule ticket"), "{without}");
    assert_eq!(stage.writes(), [""; 0]);
}
