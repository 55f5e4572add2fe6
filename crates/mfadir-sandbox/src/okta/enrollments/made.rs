//! The entries that an administrator makes for somebody: a phone, a temporary code.

use std::{ops::RangeInclusive, time::Duration};

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use mfadir_core::{CodeRequest, EnrollRequest, EnrollWith, FactorType, Kind};
use secrecy::ExposeSecret;
use serde_json::json;

use super::{
    entries::{Disclose, Held, entries},
    present,
};
use crate::{
    dialect::Asked,
    okta::{
        authenticators::on_idx,
        body::Fields,
        links::Links,
        lookup::{by_id, owner},
        objection::{bad_phone, not_enrolled},
        phone::normal,
        refusal::Refusal,
        wire::{enrollment, json_response, keyed},
    },
    tenant::Tenant,
};

/// How many minutes a temporary code may live.
const MINUTES: RangeInclusive<u64> = 10..=14_400;
const USUAL_MINUTES: u64 = 60;

/// `POST …/authenticator-enrollments/phone`: active at once.
pub(in crate::okta) async fn phone(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (owner, act, fields) = (prepared(&tenant, &asked, &body, "phone_number")?, tenant.act(&asked), body);
    let number = Fields::read(&fields)?.within("profile").text("phoneNumber");
    let number = number.and_then(|number| normal(&number)).ok_or_else(bad_phone)?;
    let mut world = tenant.world();
    let user = present(&world, &name, owner.as_ref())?;
    let with = EnrollWith::Phone { number, extension: None, replace: false };
    let wanted = EnrollRequest { with, activate: true, ..EnrollRequest::new(FactorType::by(Kind::Sms, "okta")) };
    let begun = world.enroll(&user, &wanted, &act).map_err(|error| not_enrolled(&error, &Kind::Sms, &name))?;
    let all = entries(&world, &user, asked.at, Disclose::Masked);
    let made = all.into_iter().find(|held| begun.factor.iter().any(|factor| held.parts.contains(factor)));
    let made: Held = made.ok_or_else(|| Refusal::missing(&name, "User"))?;
    let person = by_id(&world, &name, owner.as_ref())?;
    Ok(json_response(StatusCode::OK, &enrollment(person, &made.entry, Links { origin: &asked.origin })))
}

/// `POST …/authenticator-enrollments/tac`: the one answer that holds the code. `config` is taken for `profile`.
pub(in crate::okta) async fn temporary_code(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (owner, act) = (prepared(&tenant, &asked, &body, "tac")?, tenant.act(&asked));
    let wanted = wanted(&Fields::read(&body)?)?;
    let mut world = tenant.world();
    let user = present(&world, &name, owner.as_ref())?;
    let issued = world.issue_code(&user, &wanted, &act).map_err(|error| Refusal::of(&error, &name, "User"))?;
    let all = entries(&world, &user, asked.at, Disclose::Masked);
    let made = all.into_iter().find(|held| held.entry.id == issued.id.as_str());
    let mut made = made.ok_or_else(|| Refusal::missing(&name, "User"))?.entry;
    made.profile["tac"] = json!(issued.code.expose_secret());
    let person = by_id(&world, &name, owner.as_ref())?;
    Ok(json_response(StatusCode::OK, &enrollment(person, &made, Links { origin: &asked.origin })))
}

/// The engine has the API, and the body names the right authenticator.
fn prepared(tenant: &Tenant, asked: &Asked, body: &[u8], key: &str) -> Result<Option<mfadir_core::UserId>, Refusal> {
    on_idx(tenant)?;
    let id = Fields::read(body)?.text("authenticatorId");
    let id =
        id.ok_or_else(|| Refusal::invalid("authenticatorId", "authenticatorId: The field cannot be left blank"))?;
    if id != keyed(key).id {
        return Err(Refusal::missing(&id, "Authenticator"));
    }
    Ok(owner(tenant, asked))
}

fn wanted(fields: &Fields) -> Result<CodeRequest, Refusal> {
    let profile = if fields.has("profile") { fields.within("profile") } else { fields.within("config") };
    let minutes = profile.text("ttl").map_or(Ok(USUAL_MINUTES), |ttl| ttl.parse());
    let minutes = minutes.ok().filter(|minutes| MINUTES.contains(minutes));
    let minutes = minutes.ok_or_else(|| Refusal::invalid("ttl", "ttl: Must be between 10 and 14400 minutes."))?;
    Ok(CodeRequest { lifetime: Duration::from_mins(minutes), reusable: profile.flag("multiUse") })
}
