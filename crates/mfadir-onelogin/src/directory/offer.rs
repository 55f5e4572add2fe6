//! What the user could enroll, and which of it is meant.

use mfadir_core::{AvailableFactor, EnrollRequest, Error, ErrorKind, FactorType, Kind, Result, UserId};
use mfadir_http::{Path, Request};

use super::client::{Client, user_path};
use crate::{
    config::Api,
    profile::enrollable,
    wire::{AvailableRow, Envelope},
};

const DUE: &str = "a list of available factors";

impl Client {
    pub(super) async fn available(&self, user: &UserId) -> Result<Vec<AvailableFactor>> {
        Ok(self.offers(user).await?.into_iter().map(|row| row.available(self.api)).collect())
    }

    /// The one that a request asks for. Its number in the account is in this list alone, so that enrolling takes a
    /// second request.
    pub(super) async fn offer(&self, user: &UserId, request: &EnrollRequest) -> Result<AvailableRow> {
        self.can_be_enrolled(&request.factor_type)?;
        chosen(self.offers(user).await?, &request.factor_type)
    }

    async fn offers(&self, user: &UserId) -> Result<Vec<AvailableRow>> {
        let response = self.ask(Request::get(&self.offers_path(user)?)).await?;
        match self.api {
            Api::V1 => Envelope::open(&response, DUE)?.rows_of("auth_factors"),
            Api::V2 => response.list(DUE),
        }
    }

    fn offers_path(&self, user: &UserId) -> Result<Path> {
        Ok(match self.api {
            Api::V1 => user_path("/api/1/users", user)?.fixed("/auth_factors"),
            Api::V2 => user_path("/api/2/mfa/users", user)?.fixed("/factors"),
        })
    }

    /// Refuses what this version can never enroll. A word that is not ours may be the account's name for a factor.
    fn can_be_enrolled(&self, wanted: &FactorType) -> Result<()> {
        let enrollable = enrollable(self.api);
        if matches!(wanted.kind, Kind::Other(_)) || enrollable.iter().any(|known| wanted.covers(known)) {
            return Ok(());
        }
        let known: Vec<_> = enrollable.iter().map(ToString::to_string).collect();
        Err(Error::new(ErrorKind::Invalid, format!("OneLogin's API does not enroll {wanted}"))
            .with_hint(format!("it enrolls {}", known.join(", "))))
    }
}

/// The only row of that type, or of that name.
fn chosen(rows: Vec<AvailableRow>, wanted: &FactorType) -> Result<AvailableRow> {
    let fits = |row: &AvailableRow| match &wanted.kind {
        Kind::Other(name) => row.name().eq_ignore_ascii_case(name),
        _ => wanted.covers(&row.factor_type()),
    };
    let mut found: Vec<_> = rows.into_iter().filter(fits).collect();
    match (found.pop(), found.as_slice()) {
        (None, _) => Err(Error::new(ErrorKind::Conflict, format!("OneLogin does not offer {wanted} to this user"))
            .with_hint("the user may have one already, or the account's policy does not allow it")),
        (Some(row), []) => Ok(row),
        (Some(row), others) => Err(ambiguous(others.iter().chain([&row]), wanted)),
    }
}

fn ambiguous<'a>(rows: impl Iterator<Item = &'a AvailableRow>, wanted: &FactorType) -> Error {
    let names: Vec<_> = rows.map(|row| format!("{:?}", row.name())).collect();
    Error::new(ErrorKind::Ambiguous, format!("the account has several factors of the type {wanted}"))
        .with_hint(format!("ask for one by its name: {}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use mfadir_core::ErrorKind;
    use serde_json::json;

    use super::chosen;

    fn choice(wanted: &str) -> Result<String, ErrorKind> {
        let rows = json!([
            {"factor_id": 1, "name": "Text message", "auth_factor_name": "SMS"},
            {"factor_id": 2, "name": "Email OTP", "auth_factor_name": "OneLogin Email"},
            {"factor_id": 3, "name": "Email Magic Link", "auth_factor_name": "OneLogin Email"},
        ]);
        let rows = serde_json::from_value(rows).expect("rows");
        let Ok(wanted) = wanted.parse();
        chosen(rows, &wanted).map(|row| row.factor_id.to_string()).map_err(|error| error.kind())
    }

    #[test]
    fn a_type_or_the_accounts_own_name_chooses_one() {
        assert_eq!(choice("sms"), Ok("1".to_owned()));
        assert_eq!(choice("sms@onelogin"), Ok("1".to_owned()));
        assert_eq!(choice("email magic link"), Ok("3".to_owned()));
        assert_eq!(choice("email"), Err(ErrorKind::Ambiguous));
        assert_eq!(choice("sms@okta"), Err(ErrorKind::Conflict));
        assert_eq!(choice("voice"), Err(ErrorKind::Conflict));
    }
}
