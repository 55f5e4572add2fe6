//! Factors: what a user has, and what they could have.

use mfadir_core::{AvailableFactor, Error, ErrorKind, Factor, FactorId, FactorType, Kind, Question, Result, UserId};
use mfadir_http::{Request, once};

use super::api::{Api, user_path};
use crate::{
    config::Engine,
    profile::{NAME, bucket},
    wire::{CatalogRow, FactorRow, QuestionRow},
};

impl Api {
    pub(crate) async fn factors(&self, user: &UserId, engine: Engine) -> Result<Vec<Factor>> {
        let request = Request::get(&user_path(user)?.fixed("/factors")).bucket(bucket::REST);
        let response = self.ask(request).await.map_err(hidden)?;
        let rows = once(response.list::<FactorRow>("a list of factors")?, |row| &row.id);
        let mut factors: Vec<_> = rows.into_iter().map(|row| self.listed(user, row)).collect();
        if engine == Engine::Idx {
            tell_siblings(&mut factors);
        }
        Ok(factors)
    }

    fn listed(&self, user: &UserId, row: FactorRow) -> Factor {
        let enrollment = self.running(user, &row);
        Factor { enrollment, ..row.into() }
    }

    pub(super) async fn factor(&self, user: &UserId, factor: &FactorId, engine: Engine) -> Result<Factor> {
        let factors = self.factors(user, engine).await?;
        factors.into_iter().find(|candidate| candidate.id == *factor).ok_or_else(|| no_factor(factor))
    }

    pub(super) async fn available_factors(&self, user: &UserId) -> Result<Vec<AvailableFactor>> {
        let request = Request::get(&user_path(user)?.fixed("/factors/catalog")).bucket(bucket::REST);
        let response = self.ask(request).await.map_err(hidden)?;
        Ok(response.list::<CatalogRow>("a list of available factors")?.into_iter().map(AvailableFactor::from).collect())
    }

    pub(super) async fn questions(&self, user: &UserId) -> Result<Vec<Question>> {
        let request = Request::get(&user_path(user)?.fixed("/factors/questions")).bucket(bucket::REST);
        let response = self.ask(request).await.map_err(hidden)?;
        Ok(response.list::<QuestionRow>("a list of questions")?.into_iter().map(Question::from).collect())
    }
}

pub(super) fn no_factor(factor: &FactorId) -> Error {
    Error::new(ErrorKind::NotFound, format!("the user has no factor with the id {:?}", factor.as_str()))
}

/// Okta answers "not found" for the factors of a user who is deactivated as it does for one who is not there.
pub(super) fn hidden(error: Error) -> Error {
    if error.kind() != ErrorKind::NotFound {
        return error;
    }
    error.with_hint("the user may be deactivated: Okta hides the factors of deactivated users")
}

/// On Identity Engine the factors of Okta Verify are one enrollment: removing its push or its device key takes all of
/// them, removing its code takes the code alone (docs/providers/okta.md, "Okta Verify").
fn tell_siblings(factors: &mut [Factor]) {
    let of_okta_verify = |factor: &&Factor| part(&factor.factor_type).is_some();
    let family: Vec<FactorId> = factors.iter().filter(of_okta_verify).map(|factor| factor.id.clone()).collect();
    for factor in factors.iter_mut().filter(|factor| part(&factor.factor_type) == Some(Part::Device)) {
        factor.removal_takes = family.iter().filter(|id| **id != factor.id).cloned().collect();
    }
}

/// What a factor is within Okta Verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Push or device key: the enrollment itself.
    Device,
    /// The code.
    Code,
}

fn part(factor: &FactorType) -> Option<Part> {
    factor.issuer.as_ref().filter(|issuer| issuer.as_str() == NAME)?;
    match factor.kind {
        Kind::Push | Kind::DeviceKey => Some(Part::Device),
        Kind::Totp => Some(Part::Code),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Factor, FactorStatus, FactorType, Kind};

    use super::tell_siblings;

    fn taken(factors: &[(&str, Kind, &str)]) -> Vec<String> {
        let factor = |(id, kind, issuer): &(&str, Kind, &str)| {
            Factor::new(*id, FactorType::by(kind.clone(), issuer), FactorStatus::Active)
        };
        let mut factors: Vec<_> = factors.iter().map(factor).collect();
        tell_siblings(&mut factors);
        let takes =
            |factor: &Factor| factor.removal_takes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        factors.iter().map(takes).collect()
    }

    #[test]
    fn okta_verify_goes_together_except_for_its_code() {
        let factors = [
            ("opf", Kind::Push, "okta"),
            ("ost", Kind::Totp, "okta"),
            ("pfd", Kind::DeviceKey, "okta"),
            ("uft", Kind::Totp, "google"),
            ("cap", Kind::Push, "custom"),
            ("sms", Kind::Sms, "okta"),
        ];
        assert_eq!(taken(&factors), ["ost pfd", "", "opf ost", "", "", ""]);
    }
}
