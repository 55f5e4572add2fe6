//! Where a person is reached, on another way than the one that was just changed.

use mfadir_core::{Factor, Kind, User};

/// A mail address of the person that no changed factor stands on. Whoever changed the factor may read that one.
pub(super) fn of_user(user: &User, changed: &[Factor]) -> Result<String, String> {
    let known = addresses(user);
    if known.is_empty() {
        return Err(format!("no mail address of {} is known", user.login));
    }
    let is_untouched = |address: &&String| !changed.iter().any(|factor| stands_on(factor, address));
    let other = known.iter().find(is_untouched).cloned();
    other.ok_or_else(|| {
        format!(
            "not sent on another channel: the only known mail address of {} is the one that was changed",
            user.login
        )
    })
}

fn addresses(user: &User) -> Vec<String> {
    match user.emails.as_slice() {
        [] if user.login.contains('@') => vec![user.login.clone()],
        emails => emails.to_vec(),
    }
}

/// Whether codes of the factor go to this address, as far as the provider shows where they go.
fn stands_on(factor: &Factor, address: &str) -> bool {
    if *factor.kind() != Kind::Email {
        return false;
    }
    match factor.destination.as_ref().map(mfadir_core::Destination::reveal) {
        None => true,
        Some(shown) if shown.contains(['*', '…']) || shown.contains("...") => domain(shown) == domain(address),
        Some(shown) => shown.to_lowercase() == address.to_lowercase(),
    }
}

fn domain(address: &str) -> String {
    address.rsplit('@').next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Destination, Factor};

    use super::of_user;
    use crate::fixture::{ada, factor};

    fn mail(to: Option<&str>) -> Factor {
        let mut mail = factor("e1", "email@okta");
        mail.destination = to.map(Destination::new);
        mail
    }

    #[test]
    fn a_changed_phone_leaves_the_mail() {
        assert_eq!(of_user(&ada(), &[factor("s1", "sms@okta")]), Ok("ada@example.com".to_owned()));
    }

    #[test]
    fn nobody_is_told_on_the_address_that_was_changed() {
        let mut user = ada();
        for changed in [mail(Some("ADA@example.com")), mail(Some("a...a@example.com")), mail(None)] {
            assert!(of_user(&user, &[changed]).expect_err("no other").contains("the one that was changed"));
        }
        user.emails.push("ada@home.example".to_owned());
        assert_eq!(of_user(&user, &[mail(Some("ada@example.com"))]), Ok("ada@home.example".to_owned()));
    }

    #[test]
    fn who_has_no_address_is_not_reached() {
        let mut user = ada();
        user.emails.clear();
        assert_eq!(of_user(&user, &[]), Ok("ada@example.com".to_owned()), "the login is one");
        user.login = "ada".to_owned();
        assert_eq!(of_user(&user, &[]), Err("no mail address of ada is known".to_owned()));
    }
}
