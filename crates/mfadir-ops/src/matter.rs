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
    /// The same as data. Its id depends on tenant, person, verb, factors, ticket, operator and plan file alone: whoever asks
    /// again for the same thing asks for it under the same name, and who asks for something else does not. A reset takes
    /// all, whatever is listed.
    pub fn request(&self, at: Timestamp) -> Request {
        let Self { tenant, user, verb, targets, mandate } = *self;
        Request {
            schema: REQUEST_SCHEMA.to_owned(),
            id: self.id(),
            tenant: tenant.clone(),
            user: about(user),
            verb,
            factors: targets.to_vec(),
            operator: mandate.operator().clone(),
            ticket: mandate.ticket().map(str::to_owned),
            reason: mandate.reason().map(str::to_owned),
            lifts: mandate.lifted().clone(),
            change: mandate.change(),
            needs: Vec::new(),
            at,
        }
    }

    /// What the ticket system is asked; nothing without a ticket.
    pub fn question(&self) -> Option<TicketQuestion> {
        let About { login, emails, .. } = about(self.user);
        let person = [vec![login], emails].concat();
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
        let factors = self.factors();
        parts.extend(factors.iter().map(String::as_str));
        mark("rq", &parts)
    }

    /// What the factors are known by, in whichever order they were named.
    fn factors(&self) -> Vec<String> {
        let named = self.targets.iter().filter(|_| self.verb != Verb::Reset);
        let mut factors: Vec<String> = named.map(name).collect();
        factors.sort();
        factors
    }
}

/// By what a factor is told from others: its id, or the kind that is to be made.
fn name(target: &Target) -> String {
    match &target.id {
        Some(id) => format!("factor {id}"),
        None => format!("new {}", target.factor_type),
    }
}

/// A person as requests speak of them.
pub fn about(user: &User) -> About {
    let emails = user.emails.iter().filter(|email| !user.has_login(email)).cloned().collect();
    About { id: user.id.clone(), login: user.login.clone(), emails }
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
    use mfadir_policy::{Target, Verb};

    use super::Matter;
    use crate::fixture::{ada, mandate, now};

    #[test]
    fn who_asks_again_asks_under_the_same_name() {
        let (tenant, user) = ("acme".into(), ada());
        let with = |ticket: &str| mandate().because(None, Some(ticket.to_owned()));
        let of = |verb, ticket: &str, targets: &[Target]| {
            let mandate = with(ticket);
            let matter = Matter { tenant: &tenant, user: &user, verb, targets, mandate: &mandate };
            matter.request(now()).id
        };
        let id = |verb, ticket: &str| of(verb, ticket, &[]);
        assert_eq!(id(Verb::Reset, "INC1"), id(Verb::Reset, "INC1"));
        assert_ne!(id(Verb::Reset, "INC1"), id(Verb::Reset, "INC2"));
        assert_ne!(id(Verb::Reset, "INC1"), id(Verb::Remove, "INC1"));
        let [sms, push] = ["sms", "push"].map(|is| Target { id: Some(is.into()), factor_type: is.to_owned() });
        let both = [sms.clone(), push.clone()];
        assert_eq!(of(Verb::Remove, "INC1", &both), of(Verb::Remove, "INC1", &[push.clone(), sms.clone()]));
        assert_ne!(of(Verb::Remove, "INC1", &both), of(Verb::Remove, "INC1", &[sms]));
        assert_eq!(of(Verb::Reset, "INC1", &both), of(Verb::Reset, "INC1", &[push]), "a reset takes all");
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
