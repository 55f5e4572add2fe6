//! What the body and the query of an enrollment ask for.

use std::time::Duration;

use axum::http::{HeaderMap, header};
use mfadir_core::{EnrollRequest, EnrollWith, FactorId, FactorType, Kind, Proof, Question, UserId};
use mfadir_memory::{EnrolledFactor, Person, World};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::okta::{
    body::Fields,
    objection::{bad_phone, not_possible, wrong},
    phone,
    refusal::Refusal,
    words::factor_type,
};

const LIFETIMES: std::ops::RangeInclusive<u64> = 1..=86_400;
const SECRET: std::ops::RangeInclusive<usize> = 16..=32;
const SHORTEST_ANSWER: usize = 4;
/// How many letters of what a `YubiKey` types are its name.
const PUBLIC_ID: usize = 12;

/// The query of an enrollment.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::okta) struct EnrollQuery {
    update_phone: Option<String>,
    template_id: Option<String>,
    token_lifetime_seconds: Option<String>,
    activate: Option<String>,
}

/// The enrollment that is asked for.
pub(super) fn wanted(
    world: &World,
    user: &UserId,
    fields: &Fields,
    query: &EnrollQuery,
    headers: &HeaderMap,
) -> Result<EnrollRequest, Refusal> {
    let factor_type = kind(fields)?;
    let person = world.person(user).map_err(|error| Refusal::of(&error, user.as_str(), "User"))?;
    let replace = is_on(query.update_phone.as_ref());
    let skips = matches!(factor_type.kind, Kind::Sms | Kind::Voice | Kind::Email | Kind::Hotp);
    Ok(EnrollRequest {
        with: with(world, person, &factor_type, fields, replace)?,
        activate: skips && is_on(query.activate.as_ref()),
        language: headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map(str::to_owned),
        template: query.template_id.clone(),
        lifetime: query.token_lifetime_seconds.as_deref().map(lifetime).transpose()?,
        ..EnrollRequest::new(factor_type)
    })
}

/// How long a code is good, as a query says it.
pub(in crate::okta) fn lifetime(text: &str) -> Result<Duration, Refusal> {
    let seconds = text.parse().ok().filter(|seconds| LIFETIMES.contains(seconds));
    let seconds = seconds.ok_or_else(|| Refusal::invalid("tokenLifetimeSeconds", "Must be between 1 and 86400."))?;
    Ok(Duration::from_secs(seconds))
}

fn kind(fields: &Fields) -> Result<FactorType, Refusal> {
    let blank = |name: &str| not_possible(&format!("{name}: The field cannot be left blank"));
    let word = fields.text("factorType").ok_or_else(|| blank("factorType"))?;
    let provider = fields.text("provider").ok_or_else(|| blank("provider"))?;
    factor_type(&word, &provider)
        .ok_or_else(|| not_possible(&format!("{word} of {provider} cannot be enrolled by this API.")))
}

fn with(
    world: &World,
    person: &Person,
    factor_type: &FactorType,
    fields: &Fields,
    replace: bool,
) -> Result<EnrollWith, Refusal> {
    let profile = fields.within("profile");
    match factor_type.kind {
        Kind::Sms | Kind::Voice => with_phone(person, &profile, replace),
        Kind::Email => with_email(person, &profile),
        Kind::SecurityQuestion => with_question(world, &profile),
        Kind::Totp => with_key(&profile),
        Kind::Hotp => with_counted_key(fields, &profile),
        Kind::OtpToken => with_token(&profile, &fields.within("verify")),
        Kind::YubikeyOtp => with_typed(world, &fields.within("verify")),
        _ => Ok(EnrollWith::Nothing),
    }
}

fn with_phone(person: &Person, profile: &Fields, replace: bool) -> Result<EnrollWith, Refusal> {
    let known = || person.factors.iter().find(|factor| matches!(factor.kind, Kind::Sms | Kind::Voice));
    let number = match profile.text("phoneNumber") {
        Some(number) => phone::normal(&number).ok_or_else(bad_phone)?,
        None => known().and_then(|factor| factor.destination.clone()).ok_or_else(bad_phone)?,
    };
    let extension = profile.text("phoneExtension");
    if extension.as_ref().is_some_and(|extension| extension.len() > 15) {
        return Err(Refusal::new(axum::http::StatusCode::BAD_REQUEST, "E0000121", "This phone extension is invalid."));
    }
    Ok(EnrollWith::Phone { number, extension, replace })
}

fn with_email(person: &Person, profile: &Fields) -> Result<EnrollWith, Refusal> {
    let primary = person.emails.first().cloned().unwrap_or_default();
    let address = profile.text("email").unwrap_or_else(|| primary.clone());
    if !address.eq_ignore_ascii_case(&primary) {
        return Err(not_possible("The email must be the verified primary email of the user."));
    }
    Ok(EnrollWith::Email { address: primary })
}

fn with_question(world: &World, profile: &Fields) -> Result<EnrollWith, Refusal> {
    let (question, answer) = answered(world, profile)?;
    Ok(EnrollWith::Question { question: question.key, answer })
}

/// One of the known questions, and an answer to it.
pub(in crate::okta) fn answered(world: &World, profile: &Fields) -> Result<(Question, SecretString), Refusal> {
    let key = profile.text("question").unwrap_or_default();
    let question = world.questions().into_iter().find(|known| known.key == key);
    let question = question.ok_or_else(|| not_possible("question: The question is not one of the known ones."))?;
    let answer = profile.text("answer").filter(|answer| answer.chars().count() >= SHORTEST_ANSWER);
    let answer = answer.ok_or_else(|| not_possible("answer: The answer must have at least 4 characters."))?;
    Ok((question, SecretString::from(answer)))
}

fn with_key(profile: &Fields) -> Result<EnrollWith, Refusal> {
    let Some(secret) = profile.text("sharedSecret") else { return Ok(EnrollWith::Nothing) };
    if !SECRET.contains(&secret.len()) || !is_base32(&secret) {
        return Err(not_possible("sharedSecret: must be 16 to 32 characters of base32."));
    }
    Ok(EnrollWith::Secret { secret: SecretString::from(secret), profile: None })
}

fn with_counted_key(fields: &Fields, profile: &Fields) -> Result<EnrollWith, Refusal> {
    let blank = |name: &str| not_possible(&format!("{name}: The field cannot be left blank"));
    let factor_profile = fields.text("factorProfileId").ok_or_else(|| blank("factorProfileId"))?;
    let secret = profile.text("sharedSecret").ok_or_else(|| blank("sharedSecret"))?;
    if !is_base32(&secret) {
        return Err(not_possible("sharedSecret: must be base32."));
    }
    Ok(EnrollWith::Secret { secret: SecretString::from(secret), profile: Some(factor_profile) })
}

fn with_token(profile: &Fields, verify: &Fields) -> Result<EnrollWith, Refusal> {
    let blank = |name: &str| not_possible(&format!("{name}: The field cannot be left blank"));
    let serial = profile.text("credentialId").ok_or_else(|| blank("credentialId"))?;
    let code = SecretString::from(verify.text("passCode").ok_or_else(|| blank("passCode"))?);
    let proof = match verify.text("nextPassCode") {
        Some(next) => Proof::TwoCodes(code, SecretString::from(next)),
        None => Proof::Code(code),
    };
    Ok(EnrollWith::Token { serial: Some(serial), proof })
}

fn with_typed(world: &World, verify: &Fields) -> Result<EnrollWith, Refusal> {
    let code = verify.text("passCode").ok_or_else(|| not_possible("passCode: The field cannot be left blank"))?;
    let key = seed_of(world, &code).ok_or_else(wrong)?;
    let serial = key.detail.get("serial").cloned();
    Ok(EnrollWith::Token { serial, proof: Proof::Code(SecretString::from(code)) })
}

/// The key in the drawer that typed the code of this enrollment.
pub(super) fn drawer(world: &World, wanted: &EnrollRequest) -> Option<EnrolledFactor> {
    let EnrollWith::Token { proof: Proof::Code(code), .. } = &wanted.with else { return None };
    seed_of(world, code.expose_secret()).cloned()
}

fn seed_of<'a>(world: &'a World, code: &str) -> Option<&'a EnrolledFactor> {
    let name = code.get(..PUBLIC_ID)?;
    world.unassigned.iter().find(|key| key.detail.get("public_id").is_some_and(|own| own == name))
}

/// Takes the key out of the drawer: it is the user's now.
pub(super) fn hand_out(world: &mut World, user: &UserId, factor: &FactorId, key: &EnrolledFactor) {
    world.unassigned.retain(|other| other.id != key.id);
    detail(world, user, factor, &key.detail.clone().into_iter().collect::<Vec<_>>());
}

/// Notes the text of the question beside its key.
pub(super) fn name_question(world: &mut World, user: &UserId, factor: &FactorId) {
    let chosen = world.factor(user, factor).ok().and_then(|factor| factor.detail.get("question").cloned());
    let question = world.questions().into_iter().find(|known| Some(&known.key) == chosen.as_ref());
    detail(world, user, factor, &question.map(|known| ("text".to_owned(), known.text)).into_iter().collect::<Vec<_>>());
}

fn detail(world: &mut World, user: &UserId, factor: &FactorId, details: &[(String, String)]) {
    let Ok(person) = world.person_mut(user) else { return };
    if let Some(own) = person.factors.iter_mut().find(|own| own.id == *factor) {
        own.detail.extend(details.iter().cloned());
    }
}

fn is_on(value: Option<&String>) -> bool {
    value.is_some_and(|value| value == "true")
}

fn is_base32(text: &str) -> bool {
    text.bytes().all(|letter| letter.is_ascii_alphabetic() || (b'2'..=b'7').contains(&letter))
}
