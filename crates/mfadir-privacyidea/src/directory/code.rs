//! Temporary codes: registration codes, which end with their first use, and passwords, which do not
//! (docs/providers/privacyidea.md, "Temporary codes").

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{CodeRequest, Done, Error, ErrorKind, FactorId, Result, TemporaryCode, UserId};
use mfadir_http::{Path, Request};
use serde_json::json;

use super::client::Client;
use crate::{serial::serial, wire::StartedDetail};

/// The server keeps the end to the minute. Less than two could be over before the code is read.
const SHORTEST: Duration = Duration::from_mins(2);

/// Nothing temporary lasts longer.
const LONGEST: Duration = Duration::from_hours(24 * 365);

/// How the server begins the serial numbers of the tokens that are temporary codes: registration codes, passwords, and
/// what stands in for a lost token.
const PREFIXES: &[&str] = &["REG", "PW", "lost"];

impl Client {
    /// `POST /token/init` with the end of its time.
    pub(super) async fn temporary_code(&self, user: &UserId, request: &CodeRequest) -> Result<TemporaryCode> {
        let ends = self.end(request.lifetime)?;
        let mut body = self.new_token(user, if request.reusable { "pw" } else { "registration" })?;
        body.insert("genkey".to_owned(), json!(true));
        body.insert("validity_period_end".to_owned(), ends.strftime("%Y-%m-%dT%H:%M+00:00").to_string().into());
        body.insert("description".to_owned(), json!("temporary code"));
        let answer = self.ask(Request::post(&Path::new("/token/init")).json(body.into())).await?;
        let issued: StartedDetail = answer.detail("a code")?;
        let code = issued.code().ok_or_else(|| answer.unexpected("a code"))?;
        Ok(TemporaryCode {
            code: code.into(),
            id: issued.serial.as_str().into(),
            expires_at: Some(ends),
            reusable: request.reusable,
            request_id: answer.request_id(),
        })
    }

    /// The removal of the token, for what is surely a code: any other token would be gone as well.
    pub(super) async fn revoke_code(&self, user: &UserId, code: &FactorId) -> Result<Done> {
        let serial = serial(code)?;
        if PREFIXES.iter().any(|prefix| serial.starts_with(prefix)) {
            return self.remove(user, code).await;
        }
        Err(no_code(serial))
    }

    fn end(&self, lifetime: Duration) -> Result<Timestamp> {
        if !(SHORTEST..=LONGEST).contains(&lifetime) {
            return Err(Error::new(ErrorKind::Invalid, "a temporary code lasts from two minutes to a year"));
        }
        Ok(whole_minutes(self.clock.now() + lifetime))
    }
}

/// The minute that has begun: a code ends early rather than late.
fn whole_minutes(time: Timestamp) -> Timestamp {
    let seconds = time.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(60)).expect("an earlier time is a time")
}

fn no_code(serial: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("{serial:?} is no temporary code's serial number"))
        .with_hint("to remove a token of another kind, remove it as a factor")
}

#[cfg(test)]
mod tests {
    use super::whole_minutes;

    #[test]
    fn a_code_ends_with_a_minute() {
        let at = |text: &str| text.parse().expect("a time");
        assert_eq!(whole_minutes(at("2026-01-15T10:30:59.9Z")), at("2026-01-15T10:30:00Z"));
        assert_eq!(whole_minutes(at("2026-01-15T10:30:00Z")), at("2026-01-15T10:30:00Z"));
    }
}
