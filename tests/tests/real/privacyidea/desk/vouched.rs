//! The caller has nothing: their manager vouches, a colleague agrees, and a new factor is made.

use mfadir_tests::RealStage;

use super::room::{Room, request, stage};
use crate::real::story::Story;

pub(super) const STORIES: &[Story] = &[
    Story { name: "privacyidea::a_caller_with_nothing_is_vouched_for", stage, plot: |stage| Box::pin(vouched(stage)) },
    Story { name: "privacyidea::a_vouched_caller_gets_a_code", stage, plot: |stage| Box::pin(code(stage)) },
];

const ENROLL: &str = "factor enroll privacyidea:carol totp --ticket INC0010002 --yes";
const VOUCH: &str = "verify privacyidea:carol --by manager --attest 'Grace Byrne, called back' --ticket INC0010002";

async fn vouched(stage: &RealStage) {
    let room = Room::on(stage).await;
    room.run("ann", "explain privacyidea:carol --ticket INC0010002", 0).await;
    room.run("ann", "verify privacyidea:carol --ticket INC0010002", 8).await;
    room.run("ann", ENROLL, 8).await;
    room.run("ann", VOUCH, 0).await;
    let id = request(&room.run("ann", ENROLL, 8).await);
    let listed = room.run("lena", "request list", 0).await;
    assert!(listed.output.contains(&id), "{listed}");
    room.run("ann", &format!("approve {id} --yes"), 6).await;
    room.run("lena", &format!("approve {id} --yes"), 0).await;
    assert_eq!(stage.writes(), [""; 0]);
    let begun = room.run("ann", ENROLL, 0).await;
    let go_on = begun.output.lines().find_map(|line| line.trim().strip_prefix("go on with  mfadir "));
    let go_on = go_on.unwrap_or_else(|| panic!("nobody says how it goes on: {begun}"));
    let token = begun.output.lines().find_map(|line| line.strip_prefix("  id          ")).expect("a serial number");
    let code = stage.code(token).await;
    let activated = room.run_with("ann", go_on, &code, 7).await;
    assert!(activated.error.contains("told user by mail (c…@example.com)"), "{activated}");
    assert_eq!(room.factors("carol").await, ["totp"]);
    let more = room.run("ann", "temporary-code issue privacyidea:carol --ticket INC0010002", 6).await;
    assert!(more.error.contains("the receipt was used already"), "{more}");
    booked(&room).await;
    room.is_on_the_page(1);
}

async fn booked(room: &Room<'_>) {
    let shown = room.run("ann", "-t privacyidea audit show --user carol", 0).await;
    for what in ["challenge receipt", "enroll request", "enroll approval", "enroll outcome", "activate outcome"] {
        assert!(shown.output.contains(what), "{what} is missing: {shown}");
    }
    room.run("ann", "audit verify --operators operators.toml", 0).await;
    room.run("ann", "-t privacyidea audit reconcile --since 7d", 0).await;
}

/// Where nothing can be taken, a code lets them in.
async fn code(stage: &RealStage) {
    let room = Room::on(stage).await;
    room.run("ann", VOUCH, 0).await;
    let issue = "temporary-code issue privacyidea:carol --ticket INC0010002";
    let id = request(&room.run("ann", issue, 8).await);
    room.run("lena", &format!("approve {id} --yes"), 0).await;
    room.run("ann", ENROLL, 8).await;
    let issued = room.run("ann", issue, 7).await;
    assert!(issued.output.contains("may be used  once"), "{issued}");
    assert_eq!(room.factors("carol").await, ["temporary-code"]);
    room.run("ann", issue, 6).await;
    room.run("ann", "temporary-code revoke privacyidea:carol --ticket INC0010002 --yes", 0).await;
    assert_eq!(room.factors("carol").await, [""; 0]);
    room.run("ann", "-t privacyidea audit reconcile", 0).await;
}
