//! What is sent to users, and the links that lead on from there.

use std::time::Duration;

use mfadir_core::{Error, ErrorKind, FactorId, Result, UserId};
use mfadir_http::Response;

use super::api::{Api, user_path};

/// How long to wait between two polls. Okta names no pace; this one leaves most of the bucket to others.
pub(super) const POLL_AFTER: Duration = Duration::from_secs(4);

/// The longest lifetime of a code, in seconds.
const LONGEST: u64 = 86_400;

/// The lifetime of a code as `tokenLifetimeSeconds`.
pub(super) fn seconds(lifetime: Duration) -> Result<String> {
    match lifetime.as_secs() {
        seconds @ 1..=LONGEST => Ok(seconds.to_string()),
        _ => Err(Error::new(ErrorKind::Invalid, "Okta lets a code live for one second up to one day")),
    }
}

impl Api {
    /// Path and query of a link that leads on from the factor. `Refused` for any other: what is sent there would carry
    /// the credential elsewhere, or change something else than what was meant, the factor itself among it.
    pub(super) fn follow(&self, link: &str, user: &UserId, factor: &FactorId) -> Result<String> {
        let target = self.transport.origin().on_this_origin(link)?;
        let factor = user_path(user)?.fixed("/factors").segment(factor.as_str())?;
        if target.starts_with(factor.fixed("/").as_str()) {
            return Ok(target);
        }
        Err(Error::new(ErrorKind::Refused, "the link does not lead on from the user's factor"))
    }

    /// The same for a link of an answer, where something was sent already.
    pub(super) fn follow_in(
        &self,
        response: &Response,
        link: Option<&str>,
        user: &UserId,
        factor: &FactorId,
    ) -> Result<Option<String>> {
        let Some(link) = link else { return Ok(None) };
        self.follow(link, user, factor).map(Some).map_err(|refused| {
            let error = response.error(refused.kind(), refused.message());
            error.with_hint(refused.hint().unwrap_or("somebody may be in between: do not repeat it before you looked"))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::seconds;

    #[test]
    fn a_code_lives_for_a_second_up_to_a_day() {
        assert_eq!(seconds(Duration::from_mins(5)).ok().as_deref(), Some("300"));
        assert_eq!(seconds(Duration::from_hours(24)).ok().as_deref(), Some("86400"));
        seconds(Duration::from_millis(999)).expect_err("too short");
        seconds(Duration::from_hours(25)).expect_err("too long");
    }
}
