//! Whether somebody acts on themselves.

use mfadir_core::User;
use mfadir_policy::Told;

use crate::mandate::Mandate;

/// Whether the operator, or whoever they act for, is the person.
pub(super) fn own(user: &User, mandate: &Mandate) -> Told {
    let operator = mandate.operator();
    if is(user, &operator.id) {
        return Told::Yes(format!("{} is you ({}), and nobody acts on themselves", user.login, operator.id));
    }
    match operator.on_behalf_of.as_deref().filter(|other| is(user, other)) {
        Some(other) => {
            Told::Yes(format!("{} is whom you act for ({other}), and nobody acts on themselves", user.login))
        }
        None => Told::No,
    }
}

fn is(user: &User, id: &str) -> bool {
    let local_part = user.login.split('@').next().unwrap_or_default();
    user.has_login(id) || user.has_email(id) || local_part.to_lowercase() == id.to_lowercase()
}

#[cfg(test)]
mod tests {
    use mfadir_policy::Told;

    use super::own;
    use crate::{
        fixture::{ada, mandate},
        mandate::Mandate,
    };

    #[test]
    fn whoever_acts_for_somebody_does_not_act_on_them() {
        assert_eq!(own(&ada(), &mandate()), Told::No);
        let mut service = mandate().operator().clone();
        service.on_behalf_of = Some("Ada@example.com".to_owned());
        assert!(matches!(own(&ada(), &Mandate::of(service)), Told::Yes(why) if why.contains("whom you act for")));
    }
}
