//! `PUT …/factors/{factor}`: another question and answer in the place of those of a security question. The vendor uses it
//! and does not document it; what it answers for other factors is a guess.

use axum::{body::Bytes, extract::Path, http::StatusCode, response::Response};
use jiff::Timestamp;
use mfadir_core::{Kind, Question};
use mfadir_memory::{EnrolledFactor, Masked};
use secrecy::{ExposeSecret, SecretString};

use super::{
    body::Fields,
    caller::Caller,
    enroll::answered,
    refusal::Refusal,
    wire::{factor, json_response},
};

/// Replaces both; the id stays.
pub(super) async fn question(
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let fields = Fields::read(&body)?;
    let mut world = caller.world();
    let (user, own) = caller.factor(&world, &name, &id)?;
    if own.kind != Kind::SecurityQuestion {
        return Err(Refusal::wrong_method());
    }
    let (question, answer) = answered(&world, &fields.within("profile"))?;
    let person = world.person_mut(&user).map_err(|error| Refusal::of(&error, &name, "User"))?;
    for factor in person.factors.iter_mut().filter(|factor| factor.id == own.id) {
        put(factor, &question, &answer, caller.asked.at);
    }
    let (person, own) = (caller.person(&world, &name)?, caller.factor(&world, &name, &id)?.1);
    Ok(json_response(StatusCode::OK, &factor(person, &own, caller.links())))
}

fn put(factor: &mut EnrolledFactor, question: &Question, answer: &SecretString, at: Timestamp) {
    factor.detail.insert("question".to_owned(), question.key.clone());
    factor.detail.insert("text".to_owned(), question.text.clone());
    factor.secret = Some(Masked::new(answer.expose_secret()));
    factor.last_updated = Some(at);
}
