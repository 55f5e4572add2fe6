//! Somebody whose token is locked, and who has a colleague's name at the desk.

use mfadir_tests::{Damage, Fault, RealStage};

use super::room::{Room, request, stage};
use crate::real::story::Story;

pub(super) const STORIES: &[Story] = &[
    Story { name: "privacyidea::a_locked_token_is_freed_under_the_policy", stage, plot: |stage| Box::pin(free(stage)) },
    Story { name: "privacyidea::an_unlocking_whose_answer_is_lost", stage, plot: |stage| Box::pin(lost(stage)) },
    Story { name: "privacyidea::an_unlocking_that_nobody_answers", stage, plot: |stage| Box::pin(unclear(stage)) },
];

const UNLOCK: &str = "user unlock unchecked:lena --ticket INC0010077 --yes";

/// The caller is known in person, and a second operator agrees.
async fn agreed(room: &Room<'_>) {
    room.run("ann", "verify unchecked:lena --by in-person --attest 'badge 17' --ticket INC0010077", 0).await;
    let id = request(&room.run("ann", UNLOCK, 8).await);
    let own = room.run("lena", &format!("approve {id} --yes"), 6).await;
    assert!(own.error.contains("by lena, whom the act is for"), "nobody is their own second person: {own}");
    room.run("max", &format!("approve {id} --yes"), 0).await;
}

async fn free(stage: &RealStage) {
    let room = Room::on(stage).await;
    let explained = room.run("ann", "explain unchecked:lena --ticket INC0010077", 0).await;
    assert!(explained.output.contains("not totp: it is locked"), "{explained}");
    let right = "verify unchecked:lena --code CODE --ticket INC0010077";
    let locked = room.run_with_code("ann", right, "TOTP-08", 8).await;
    assert!(locked.error.contains("it is locked") && locked.error.contains("have somebody vouch"), "{locked}");
    room.run("lena", UNLOCK, 6).await;
    room.run("ann", UNLOCK, 8).await;
    agreed(&room).await;
    room.run("ann", UNLOCK, 7).await;
    let shown = room.run("ann", "-t unchecked audit show", 0).await;
    assert!(shown.output.contains("done, the provider tells no state of the account"), "{shown}");
    room.run_with_code("ann", right, "TOTP-08", 0).await;
    room.run("ann", "-t unchecked audit reconcile", 0).await;
}

/// The repetition finds nothing locked, since the first attempt did it.
async fn lost(stage: &RealStage) {
    let room = Room::on(stage).await;
    agreed(&room).await;
    stage.proxy().add(Fault { start: "/token/reset", ..Fault::once(Damage::Lost) });
    let told = room.run("ann", UNLOCK, 7).await;
    assert!(told.output.contains("is unlocked") && told.error.contains("told user by mail"), "{told}");
}

/// No account tells whether it was done, so that nobody says that it was.
async fn unclear(stage: &RealStage) {
    let room = Room::on(stage).await;
    agreed(&room).await;
    stage.proxy().add(Fault { start: "/token/reset", ..Fault::always(Damage::Broken) });
    let told = room.run("ann", UNLOCK, 7).await;
    stage.proxy().mend();
    assert!(told.error.contains("nothing tells what came of it"), "{told}");
    assert!(told.error.contains("mfadir factor list") && !told.output.contains("is unlocked"), "{told}");
    let listed = room.run("ann", "factor list unchecked:lena", 0).await;
    assert!(listed.output.contains("locked"), "{listed}");
    let shown = room.run("ann", "-t unchecked audit show", 0).await;
    assert!(shown.output.contains("unknown, the provider tells no state of the account"), "{shown}");
}
