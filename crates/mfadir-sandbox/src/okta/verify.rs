//! `POST …/factors/{factor}/verify`: asks a factor, or hands in its proof.

use axum::{
    body::Bytes,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use mfadir_core::{Asked as Answers, ChallengeHandle, ChallengeRequest, FactorStatus, Kind, Proof, UserId};
use mfadir_memory::{Act, EnrolledFactor, World};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::Value;

use super::{
    body::Fields,
    caller::Caller,
    enroll::lifetime,
    links::Links,
    objection::{objection, wrong},
    refusal::Refusal,
    signature,
    wire::{Own, json_response, prompted, success, waiting},
};
use crate::dialect::Asked;

/// The query of a verification.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct VerifyQuery {
    token_lifetime_seconds: Option<String>,
    template_id: Option<String>,
}

/// Asks where the body holds no proof: 200 `CHALLENGE`, or 201 `WAITING` for a push. Takes the proof where it does.
pub(super) async fn verify(
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    Query(query): Query<VerifyQuery>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (act, fields) = (caller.act(), Fields::read(&body)?);
    let mut world = caller.world();
    let (user, own) = caller.factor(&world, &name, &id)?;
    let wanted = wanted(&caller.asked, &own, &fields, &query)?;
    match proof(&own, &fields)? {
        Some(proof) => answered(&mut world, &user, &own, proof, &act),
        None => ask(&mut world, &user, &own, &wanted, &act, caller.links()),
    }
}

fn wanted(
    asked: &Asked,
    own: &EnrolledFactor,
    fields: &Fields,
    query: &VerifyQuery,
) -> Result<ChallengeRequest, Refusal> {
    if own.kind == Kind::Push && asked.user_agent.is_none() {
        return Err(Refusal::invalid("User-Agent", "The user is told who asks: send a User-Agent."));
    }
    let seconds = query.token_lifetime_seconds.clone().or_else(|| fields.text("tokenLifetimeSeconds"));
    Ok(ChallengeRequest {
        number_matching: fields.flag("useNumberMatchingChallenge"),
        template: query.template_id.clone(),
        lifetime: seconds.as_deref().map(lifetime).transpose()?,
        ..ChallengeRequest::default()
    })
}

/// The proof in the body, as the kind of factor wants it. None where the factor is to be asked.
fn proof(own: &EnrolledFactor, fields: &Fields) -> Result<Option<Proof>, Refusal> {
    let code = fields.text("passCode").map(SecretString::from);
    match own.kind {
        Kind::Push => Ok(None),
        Kind::Sms | Kind::Voice | Kind::Email => Ok(code.map(Proof::Code)),
        Kind::Totp | Kind::Hotp | Kind::OtpToken | Kind::YubikeyOtp => match (code, fields.text("nextPassCode")) {
            (Some(code), Some(next)) => Ok(Some(Proof::TwoCodes(code, SecretString::from(next)))),
            (Some(code), None) => Ok(Some(Proof::Code(code))),
            (None, _) => Err(Refusal::invalid("passCode", "passCode: The field cannot be left blank")),
        },
        Kind::SecurityQuestion => match fields.text("answer").map(SecretString::from) {
            Some(answer) => Ok(Some(Proof::Answer(answer))),
            None => Err(Refusal::invalid("answer", "answer: The field cannot be left blank")),
        },
        Kind::Webauthn | Kind::U2f if !fields.has("clientData") => Ok(None),
        Kind::Webauthn | Kind::U2f if signature::asserts(fields) => Ok(Some(Proof::Signature(SecretString::default()))),
        Kind::Webauthn | Kind::U2f => Err(wrong()),
        _ => Err(Refusal::invalid("factorVerifyRequest", "A factor of this type cannot be verified by this API.")),
    }
}

fn ask(
    world: &mut World,
    user: &UserId,
    own: &EnrolledFactor,
    wanted: &ChallengeRequest,
    act: &Act,
    links: Links<'_>,
) -> Result<Response, Refusal> {
    world.challenge(user, &own.id, wanted, act).map_err(|error| objection(&error, &own.kind, own.id.as_str()))?;
    let missing = || Refusal::missing(own.id.as_str(), "UserFactor");
    let person = world.person(user).map_err(|_| missing())?;
    let running = world.challenge_of(user, &own.id).ok_or_else(missing)?;
    let own = Own { person, factor: own, links };
    if own.factor.kind == Kind::Push {
        return Ok(json_response(StatusCode::CREATED, &waiting(own, running)));
    }
    Ok(json_response(StatusCode::OK, &prompted(own, running)))
}

fn answered(
    world: &mut World,
    user: &UserId,
    own: &EnrolledFactor,
    proof: Proof,
    act: &Act,
) -> Result<Response, Refusal> {
    let (asked, proof) = what_for(world, user, own, proof)?;
    world.verify(user, &asked, &proof, act).map_err(|error| objection(&error, &own.kind, own.id.as_str()))?;
    let body: Value = success();
    Ok(json_response(StatusCode::OK, &body))
}

/// What the proof answers: the newest challenge, where the kind of factor needs one. A well-formed signature stands
/// for what was to be signed.
fn what_for(world: &World, user: &UserId, own: &EnrolledFactor, proof: Proof) -> Result<(Answers, Proof), Refusal> {
    let challenged = matches!(own.kind, Kind::Sms | Kind::Voice | Kind::Email | Kind::Webauthn | Kind::U2f);
    if !challenged || own.status != FactorStatus::Active {
        return Ok((Answers::Factor(own.id.clone()), proof));
    }
    let running = world.challenge_of(user, &own.id).filter(|running| !running.settled).ok_or_else(wrong)?;
    let handle = Answers::Challenge(ChallengeHandle::pack(running.id.clone()));
    match (&proof, &running.expected) {
        (Proof::Signature(_), Some(expected)) => Ok((handle, Proof::Signature(expected.reveal().into()))),
        _ => Ok((handle, proof)),
    }
}
