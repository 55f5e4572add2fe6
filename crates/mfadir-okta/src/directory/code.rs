//! Temporary codes (docs/providers/okta.md, "Temporary codes").

use mfadir_core::{CodeRequest, Done, Error, ErrorKind, FactorId, Result, TemporaryCode, UserId};
use mfadir_http::{Path, Request};
use serde_json::json;

use super::api::{Api, user_path};
use crate::{
    kinds::TEMPORARY_CODE,
    profile::bucket,
    wire::{AuthenticatorRow, CodeRow},
};

/// How many minutes a code may live.
const MINUTES: std::ops::RangeInclusive<u64> = 10..=14_400;

impl Api {
    /// Two requests: the code is made by naming an authenticator, and only the list of them tells its id.
    pub(super) async fn temporary_code(&self, user: &UserId, wanted: &CodeRequest) -> Result<TemporaryCode> {
        let path = user_path(user)?.fixed("/authenticator-enrollments/tac");
        let minutes = minutes(wanted)?;
        let profile = json!({"ttl": minutes, "multiUse": wanted.reusable});
        let body = json!({"authenticatorId": self.code_authenticator().await?, "profile": profile});
        let response = self.ask(Request::post(&path).bucket(bucket::REST).json(body)).await?;
        let CodeRow { id, profile } = response.object("a temporary code")?;
        Ok(TemporaryCode {
            id: format!("{TEMPORARY_CODE}{id}").into(),
            code: profile.tac,
            expires_at: profile.expires_at,
            reusable: profile.multi_use.unwrap_or(wanted.reusable),
            request_id: response.request_id(),
        })
    }

    pub(super) async fn revoke_code(&self, user: &UserId, code: &FactorId) -> Result<Done> {
        let enrollments = user_path(user)?.fixed("/authenticator-enrollments");
        let id = code.as_str().strip_prefix(TEMPORARY_CODE).unwrap_or_default();
        let path = enrollments.segment(id).map_err(|_| no_code(code))?;
        self.delete(Request::delete(&path)).await
    }

    async fn code_authenticator(&self) -> Result<String> {
        let request = Request::get(&Path::new("/api/v1/authenticators")).bucket(bucket::REST);
        let rows = self.ask(request).await?.list::<AuthenticatorRow>("a list of authenticators")?;
        let of_codes = rows.into_iter().find(|row| row.key.as_deref() == Some("tac") && row.is_active());
        of_codes.map(|row| row.id).ok_or_else(|| {
            Error::new(ErrorKind::Conflict, "the organisation has no active Temporary Access Code authenticator")
                .with_hint("an administrator adds it under Security > Authenticators")
        })
    }
}

/// Never longer than asked for.
fn minutes(wanted: &CodeRequest) -> Result<u64> {
    let minutes = wanted.lifetime.as_secs() / 60;
    if MINUTES.contains(&minutes) {
        return Ok(minutes);
    }
    Err(Error::new(ErrorKind::Invalid, "Okta's temporary codes live for 10 minutes up to 10 days"))
}

fn no_code(code: &FactorId) -> Error {
    Error::new(ErrorKind::NotFound, format!("the user has no temporary code with the id {:?}", code.as_str()))
        .with_hint("its id was told when it was issued: temporary-code/…")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use mfadir_core::CodeRequest;

    use super::minutes;

    #[test]
    fn a_code_lives_for_whole_minutes_and_never_longer_than_asked() {
        let minutes = |seconds| {
            let lifetime = Duration::from_secs(seconds);
            minutes(&CodeRequest { lifetime, reusable: false }).ok()
        };
        assert_eq!((minutes(3600), minutes(659), minutes(600)), (Some(60), Some(10), Some(10)));
        assert_eq!((minutes(599), minutes(864_000), minutes(864_060)), (None, Some(14_400), None));
    }
}
