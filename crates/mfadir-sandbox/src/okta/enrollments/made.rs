//! The entries that an administrator makes for somebody: a phone, a temporary code.

use std::{ops::RangeInclusive, time::Duration};

use axum::{body::Bytes, extract::Path, http::StatusCode, response::Response};
use mfadir_core::{CodeRequest, EnrollRequest, EnrollWith, FactorType, Kind};
use secrecy::ExposeSecret;
use serde_json::json;

use super::entries::{Disclose, Held, entries};
use crate::okta::{
    authenticators::on_idx,
    body::Fields,
    caller::Caller,
    objection::{bad_phone, not_enrolled},
    phone::normal,
    refusal::Refusal,
    wire::{enrollment, json_response, keyed},
};

/// How many minutes a temporary code may live.
const MINUTES: RangeInclusive<u64> = 10..=14_400;
const USUAL_MINUTES: u64 = 60;

/// `POST …/authenticator-enrollments/phone`: active at once.
pub(in crate::okta) async fn phone(caller: Caller, Path(name): Path<String>, body: Bytes) -> Result<Response, Refusal> {
    let (fields, act) = (prepared(&caller, &body, "phone_number")?, caller.act());
    let number = fields.within("profile").text("phoneNumber");
    let number = number.and_then(|number| normal(&number)).ok_or_else(bad_phone)?;
    let mut world = caller.world();
    let user = caller.shown(&world, &name)?.0.id.clone();
    let with = EnrollWith::Phone { number, extension: None, replace: false };
    let wanted = EnrollRequest { with, activate: true, ..EnrollRequest::new(FactorType::by(Kind::Sms, "okta")) };
    let begun = world.enroll(&user, &wanted, &act).map_err(|error| not_enrolled(&error, &Kind::Sms, &name))?;
    let all = entries(&world, &user, caller.asked.at, Disclose::Masked);
    let made = all.into_iter().find(|held| begun.factor.iter().any(|factor| held.parts.contains(factor)));
    let made: Held = made.ok_or_else(|| Refusal::missing(&name, "User"))?;
    let person = caller.person(&world, &name)?;
    Ok(json_response(StatusCode::OK, &enrollment(person, &made.entry, caller.links())))
}

/// `POST …/authenticator-enrollments/tac`: the one answer that holds the code. `config` is taken for `profile`.
pub(in crate::okta) async fn temporary_code(
    caller: Caller,
    Path(name): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (fields, act) = (prepared(&caller, &body, "tac")?, caller.act());
    let wanted = wanted(&fields)?;
    let mut world = caller.world();
    let user = caller.shown(&world, &name)?.0.id.clone();
    let issued = world.issue_code(&user, &wanted, &act).map_err(|error| Refusal::of(&error, &name, "User"))?;
    let all = entries(&world, &user, caller.asked.at, Disclose::Masked);
    let made = all.into_iter().find(|held| held.entry.id == issued.id.as_str());
    let mut made = made.ok_or_else(|| Refusal::missing(&name, "User"))?.entry;
    made.profile["tac"] = json!(issued.code.expose_secret());
    let person = caller.person(&world, &name)?;
    Ok(json_response(StatusCode::OK, &enrollment(person, &made, caller.links())))
}

/// What the body says, where the engine has the API and the right authenticator is named.
fn prepared(caller: &Caller, body: &[u8], key: &str) -> Result<Fields, Refusal> {
    on_idx(&caller.tenant)?;
    let fields = Fields::read(body)?;
    let blank = || Refusal::invalid("authenticatorId", "authenticatorId: The field cannot be left blank");
    let id = fields.text("authenticatorId").ok_or_else(blank)?;
    if id == keyed(key).id { Ok(fields) } else { Err(Refusal::missing(&id, "Authenticator")) }
}

fn wanted(fields: &Fields) -> Result<CodeRequest, Refusal> {
    let profile = if fields.has("profile") { fields.within("profile") } else { fields.within("config") };
    let minutes = profile.text("ttl").map_or(Ok(USUAL_MINUTES), |ttl| ttl.parse());
    let minutes = minutes.ok().filter(|minutes| MINUTES.contains(minutes));
    let minutes = minutes.ok_or_else(|| Refusal::invalid("ttl", "ttl: Must be between 10 and 14400 minutes."))?;
    Ok(CodeRequest { lifetime: Duration::from_mins(minutes), reusable: profile.flag("multiUse") })
}
