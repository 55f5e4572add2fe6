//! Which factor is to be enrolled.

use mfadir_core::{FactorType, Kind, Profile};

use crate::{
    error::{Error, Result},
    selector::{suggest, written_type},
};

/// The one type that the text means among those that can be enrolled: `KIND[@ISSUER]`, `kind:…`, or a product's name,
/// which stands for the first of its factors. No request is needed to know.
pub fn to_enroll(profile: &Profile, text: &str) -> Result<FactorType> {
    let enrollable = &profile.capabilities.enrollable;
    if let Some(alias) = profile.aliases.iter().find(|alias| alias.word.eq_ignore_ascii_case(text)) {
        let first = alias.means.iter().find(|means| enrollable.contains(means));
        return first.cloned().ok_or_else(|| not_enrollable(profile, text));
    }
    let wanted = written_type(text.strip_prefix("kind:").unwrap_or(text));
    let mut meant = enrollable.iter().filter(|offered| wanted.covers(offered));
    match (meant.next(), meant.next()) {
        (Some(only), None) => Ok(only.clone()),
        (None, _) => Err(not_enrollable(profile, text)),
        _ => Err(Error::SeveralTypes {
            wanted: text.to_owned(),
            candidates: enrollable.iter().filter(|offered| wanted.covers(offered)).cloned().collect(),
        }),
    }
}

fn not_enrollable(profile: &Profile, text: &str) -> Error {
    let enrollable = profile.capabilities.enrollable.clone();
    let written: Vec<String> = enrollable.iter().map(ToString::to_string).collect();
    let kinds = enrollable.iter().map(|offered| offered.kind.as_str());
    let words = profile.aliases.iter().map(|alias| alias.word);
    let known = Kind::KNOWN.iter().map(Kind::as_str);
    let suggestion = suggest(text, written.iter().map(String::as_str).chain(kinds).chain(words).chain(known));
    Error::NotEnrollable {
        tenant: profile.tenant.to_string(),
        wanted: text.to_owned(),
        is_a_kind: !matches!(written_type(text).kind, Kind::Other(_)),
        suggestion: suggestion.map(str::to_owned),
        enrollable,
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, Operation, Profile};

    use super::to_enroll;
    use crate::{
        error::Error,
        fixture::{factor_type, profile},
    };

    fn enrolling(types: &[&str]) -> Profile {
        let mut profile = profile(&[Operation::Enroll]);
        profile.capabilities.enrollable = types.iter().map(|text| factor_type(text)).collect();
        profile
    }

    #[test]
    fn an_issuer_is_needed_only_where_there_are_several() {
        let profile = enrolling(&["sms@okta", "totp@okta", "totp@google"]);
        assert_eq!(to_enroll(&profile, "SMS").ok(), Some(factor_type("sms@okta")));
        assert_eq!(to_enroll(&profile, "totp@google").ok(), Some(factor_type("totp@google")));
        let Err(Error::SeveralTypes { candidates, .. }) = to_enroll(&profile, "totp") else { panic!("two fit") };
        assert_eq!(candidates.len(), 2);
    }

    #[test]
    fn a_product_is_the_first_of_its_factors_that_can_be_enrolled() {
        assert_eq!(to_enroll(&enrolling(&["totp@okta"]), "okta-verify").ok(), Some(factor_type("totp@okta")));
        let profile = enrolling(&["totp@okta", "push@okta"]);
        assert_eq!(to_enroll(&profile, "Okta-Verify").ok(), Some(factor_type("push@okta")));
    }

    #[test]
    fn a_kind_that_is_not_offered_is_not_a_slip() {
        let profile = enrolling(&["sms@okta"]);
        assert_eq!(to_enroll(&profile, "webauthn").expect_err("none").kind(), ErrorKind::Unsupported);
        let slip = to_enroll(&profile, "smss").expect_err("none");
        assert!(matches!(&slip, Error::NotEnrollable { suggestion: Some(word), .. } if word == "sms"), "{slip:?}");
        assert_eq!(slip.kind(), ErrorKind::Invalid);
    }
}
