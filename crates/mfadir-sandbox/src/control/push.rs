//! The user's side of a push.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use mfadir_core::{EnrollmentHandle, FactorStatus, Kind, UserId};
use mfadir_memory::{Act, Answer, World};
use serde::Deserialize;

use super::refused;
use crate::tenant::Tenant;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tap {
    answer: Word,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Approve,
    Deny,
}

/// `POST /_sandbox/push/{id} {"answer":"approve"|"deny"}`: answers the newest push that waits, be it a challenge or an
/// enrollment. The id is that of the factor or of the transaction, or the login of the user.
pub(super) async fn tap(State(tenant): State<Tenant>, Path(id): Path<String>, body: Bytes) -> Response {
    let said = match serde_json::from_slice::<Tap>(&body) {
        Ok(tap) => tap.answer,
        Err(error) => return refused(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    let answer = match said {
        Word::Approve => Answer::Yes,
        Word::Deny => Answer::No,
    };
    let (now, mut world) = (tenant.now(), tenant.world());
    if let Err(error) = world.answer_named(&id, answer, now) {
        return refused(StatusCode::NOT_FOUND, error.message());
    }
    complete_elsewhere(&mut world, now);
    StatusCode::NO_CONTENT.into_response()
}

/// What the user agreed to at another company is complete from then on: nobody asks the tenant how far it is.
fn complete_elsewhere(world: &mut World, now: Timestamp) {
    for (user, enrollment) in agreed_elsewhere(world) {
        let act = Act { actor: Some(user.to_string()), ..Act::at(now) };
        let polled = world.poll_enrollment(&user, &EnrollmentHandle::pack(enrollment), &act);
        debug_assert!(polled.is_ok(), "the enrollment was found a moment ago");
    }
}

fn agreed_elsewhere(world: &World) -> Vec<(UserId, String)> {
    let mut agreed = Vec::new();
    for person in world.people() {
        let elsewhere = person.factors.iter().filter(|factor| factor.kind == Kind::External);
        let pending = elsewhere.filter(|factor| factor.status == FactorStatus::Pending);
        let running = pending.filter_map(|factor| world.enrollment_of(&person.id, &factor.id));
        let said_yes = running.filter(|running| running.answer == Answer::Yes);
        agreed.extend(said_yes.map(|running| (person.id.clone(), running.id.clone())));
    }
    agreed
}
