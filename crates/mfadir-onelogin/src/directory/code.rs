//! Temporary codes, which OneLogin calls temporary MFA tokens.

use mfadir_core::{CodeRequest, FactorId, Result, TemporaryCode, UserId};
use mfadir_http::{Path, Request};
use serde_json::json;

use super::{
    client::{Client, user_path},
    lifetime::{CODE, seconds},
};
use crate::{config::Api, wire::CodeBody};

/// The id that stands for a user's temporary code in version 1, and in version 2 where no other is told.
pub(super) const TEMPORARY: &str = "0";

/// How version 2 begins the id of a temporary code.
const TEMPORARY_V2: &str = "user_temp_otp_";

/// Whether the id stands for a temporary code.
pub(super) fn is_temporary(id: &FactorId) -> bool {
    let number = id.as_str().strip_prefix(TEMPORARY_V2);
    id.as_str() == TEMPORARY || number.is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
}

impl Client {
    /// `POST mfa_token`.
    pub(super) async fn temporary_code(&self, user: &UserId, request: &CodeRequest) -> Result<TemporaryCode> {
        let lasts = seconds(request.lifetime, &CODE, "a temporary code")?;
        let body = json!({"expires_in": lasts, "reusable": request.reusable});
        let ends = self.clock.now() + request.lifetime;
        let response = self.ask(Request::post(&self.code_path(user)?).json(body)).await?;
        let issued: CodeBody = response.object("a temporary code")?;
        Ok(TemporaryCode {
            id: issued.device().unwrap_or(TEMPORARY).into(),
            reusable: issued.reusable.unwrap_or(request.reusable),
            expires_at: issued.expires_at.or(Some(ends)),
            code: issued.mfa_token.into(),
            request_id: response.request_id(),
        })
    }

    fn code_path(&self, user: &UserId) -> Result<Path> {
        let user = match self.api {
            Api::V1 => user_path("/api/1/users", user)?,
            Api::V2 => user_path("/api/2/mfa/users", user)?,
        };
        Ok(user.fixed("/mfa_token"))
    }
}
