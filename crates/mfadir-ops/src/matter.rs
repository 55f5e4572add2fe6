//! What is asked for, before anybody decides.

use jiff::Timestamp;
use mfadir_core::{Factor, FactorType, TenantName, User};
use mfadir_policy::{About, REQUEST_SCHEMA, Request, Target, TicketQuestion, Verb};

use crate::{mandate::Mandate, mark::mark};

/// A verb on one person of one tenant, by an operator.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    /// Where.
    pub tenant: &'a TenantName,
    /// On whom.
    pub user: &'a User,
    /// What.
    pub verb: Verb,
    /// Which factors; empty where that is not known yet, or where it touches none.
    pub targets: &'a [Target],
    /// Who asks, and why.
    pub mandate: &'a Mandate,
}

impl Matter<'_> {
    /// The same as data. Its id depends on tenant, person, verb, ticket, operator and plan file alone: whoever asks again
    /// for the same thing asks for it under the same name, and an approval is found by it.
    pub fn request(&self, at: Timestamp) -> Request {
        let Self { tenant, user, verb, targets, mandate } = *self;
        Request {
            schema: REQUEST_SCHEMA.to_owned(),
            id: self.id(),
            tenant: tenant.clone(),
            user: About { id: user.id.clone(), login: user.login.clone() },
            verb,
            factors: targets.to_vec(),
            operator: mandate.operator().clone(),
            ticket: mandate.ticket().map(str::to_owned),
            reason: mandate.reason().map(str::to_owned),
            lifts: mandate.lifted().clone(),
            change: mandate.change(),
            at,
        }
    }

    /// What the ticket system is asked; nothing without a ticket.
    pub fn question(&self) -> Option<TicketQuestion> {
        let mut person = vec![self.user.login.clone()];
        person.extend(self.user.emails.iter().filter(|email| !self.user.has_login(email)).cloned());
        Some(TicketQuestion { ticket: self.mandate.ticket()?.to_owned(), person })
    }

    fn id(&self) -> String {
        let operator = self.mandate.operator();
        let change = self.mandate.change().map(|change| change.to_string());
        let mut parts = vec![
            self.tenant.as_str(),
            self.user.id.as_str(),
            self.verb.as_str(),
            self.mandate.ticket().unwrap_or_default(),
            &operator.id,
            operator.on_behalf_of.as_deref().unwrap_or_default(),
        ];
        parts.extend(change.as_deref());
        mark("rq", &parts)
    }
}

/// A listed factor as requests and records speak of it.
pub fn target(factor: &Factor) -> Target {
    Target { id: Some(factor.id.clone()), factor_type: factor.factor_type.to_string() }
}

/// A factor that is to be made.
pub fn to_be_made(factor_type: &FactorType) -> Target {
    Target { id: None, factor_type: factor_type.to_string() }
}

#[cfg(test)]
mod tests {
    use mfadir_policy::Verb;

    use super::Matter;
    use crate::fixture::{ada, mandate, now};

    #[test]
    fn who_asks_again_asks_under_the_same_name() {
        let (tenant, user) = ("acme".into(), ada());
        let with = |ticket: &str| mandate().because(None, Some(ticket.to_owned()));
        let id = |verb, ticket: &str| {
            let mandate = with(ticket);
            let matter = Matter { tenant: &tenant, user: &user, verb, targets: &[], mandate: &mandate };
            matter.request(now()).id
        };
        assert_eq!(id(Verb::Reset, "INC1"), id(Verb::Reset, "INC1"));
        assert_ne!(id(Verb::Reset, "INC1"), id(Verb::Reset, "INC2"));
        assert_ne!(id(Verb::Reset, "INC1"), id(Verb::Remove, "INC1"));
    }

    #[test]
    fn the_ticket_has_to_be_for_the_login_or_an_address() {
        let (tenant, mut user) = ("acme".into(), ada());
        user.emails.push("ada@home.example".to_owned());
        let mandate = mandate().because(None, Some("INC1".to_owned()));
        let matter = Matter { tenant: &tenant, user: &user, verb: Verb::Reset, targets: &[], mandate: &mandate };
        let question = matter.question().expect("there is a ticket");
        assert_eq!(question.person, ["ada@example.com", "ada@home.example"]);
    }
}
