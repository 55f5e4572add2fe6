//! What may be done, and what stands against it.

use mfadir_core::{Operator, TenantName, User};
use mfadir_ops::{CredentialLeave, Leave, PolicyLeave};
use mfadir_policy::{Target, Verb};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::{
    view::{RefusalView, UserView},
    words::person,
};
use crate::output::{Document, Look, Sheet, clean};

/// What may be done by this credential, and by this operator on a person.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LeaveDocument {
    tenant: TenantName,
    verb: Verb,
    operator: Operator,
    user: Option<UserView>,
    /// The factors that it would take, ask or make; empty where none were named.
    factors: Vec<Target>,
    /// `yes`, `no` or `cannot-tell`.
    may: &'static str,
    credential: CredentialView,
    /// Absent where nobody was named: what the policy demands depends on the person.
    policy: Option<PolicyView>,
    #[serde(skip)]
    leave: Leave,
}

#[derive(Clone, Debug, Serialize)]
struct CredentialView {
    may: &'static str,
    reasons: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct PolicyView {
    may: &'static str,
    /// Whether all that is missing is a proof.
    wants_proof: bool,
    refusals: Vec<RefusalView>,
    /// What could not be read: the rules may count too low.
    gaps: Vec<String>,
}

impl LeaveDocument {
    pub(crate) fn new(tenant: &TenantName, verb: Verb, operator: Operator, credential: CredentialLeave) -> Self {
        let CredentialLeave { leave, reasons } = credential;
        Self {
            tenant: tenant.clone(),
            verb,
            operator,
            user: None,
            factors: Vec::new(),
            may: word(leave),
            credential: CredentialView { may: word(leave), reasons },
            policy: None,
            leave,
        }
    }

    /// The same on a person: the stronger no counts.
    pub(crate) fn on(self, user: &User, policy: &PolicyLeave) -> Self {
        let leave = self.leave.max(policy.leave);
        let view = PolicyView {
            may: word(policy.leave),
            wants_proof: policy.leave == Leave::WantsProof,
            refusals: policy.refusals.iter().map(RefusalView::from).collect(),
            gaps: policy.gaps.clone(),
        };
        Self {
            factors: policy.targets.clone(),
            user: Some(UserView::from(user)),
            policy: Some(view),
            may: word(leave),
            leave,
            ..self
        }
    }

    /// The answer.
    pub(crate) fn leave(&self) -> Leave {
        self.leave
    }

    fn headline(&self) -> String {
        let word = match self.leave {
            Leave::Yes => "yes".green().bold().to_string(),
            Leave::CannotTell => "cannot tell".yellow().bold().to_string(),
            Leave::WantsProof => "not yet".yellow().bold().to_string(),
            _ => "no".red().bold().to_string(),
        };
        let whom = self.user.as_ref().map(|user| format!(" {}", person(user))).unwrap_or_default();
        let types: Vec<&str> = self.factors.iter().map(|factor| factor.factor_type.as_str()).collect();
        let what = if types.is_empty() || self.verb == Verb::Reset {
            String::new()
        } else {
            clean(&format!(" {} of", types.join(", "))).into_owned()
        };
        format!("{word}: {}{what}{whom} on {}, by {}", self.verb, self.tenant, clean(&self.operator.id))
    }

    fn reasons(&self) -> Vec<[String; 4]> {
        let told = self.credential.reasons.iter();
        let row = |by: &str, may: &str, text: &str, next: Option<&String>| {
            [by.to_owned(), may.to_owned(), text.to_owned(), next.cloned().unwrap_or_default()]
        };
        let mut rows: Vec<_> = told.map(|text| row("credential", self.credential.may, text, None)).collect();
        if rows.is_empty() {
            rows.push(row("credential", self.credential.may, "nothing was found against it", None));
        }
        let Some(policy) = &self.policy else {
            rows.push(row("policy", "cannot-tell", "what it demands depends on the person", None));
            return rows;
        };
        if policy.refusals.is_empty() {
            rows.push(row("policy", policy.may, policy.in_general(), None));
        }
        rows.extend(policy.refusals.iter().map(|rule| {
            let place = rule.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
            row("policy", policy.may, &format!("{} (rule {}{place})", rule.text, rule.rule), rule.next.as_ref())
        }));
        rows.extend(policy.gaps.iter().map(|gap| row("policy", "cannot-tell", gap, None)));
        rows
    }
}

impl PolicyView {
    /// What is said where no rule is.
    fn in_general(&self) -> &'static str {
        if self.may == "yes" {
            "no rule stands against it"
        } else {
            "it is not asked for what the tenant does not offer"
        }
    }
}

fn word(leave: Leave) -> &'static str {
    match leave {
        Leave::Yes => "yes",
        Leave::CannotTell => "cannot-tell",
        _ => "no",
    }
}

impl Document for LeaveDocument {
    const SCHEMA: &'static str = "mfadir.leave/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["by", "may", "reason", "next"]);
        self.reasons().into_iter().for_each(|row| sheet.row(row));
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let mut lines = vec![self.headline()];
        for [by, may, text, next] in self.reasons() {
            let next = if next.is_empty() { String::new() } else { format!("; next: {next}") };
            let may = may.replace('-', " ");
            lines.push(clean(&format!("  {by}: {may}, {text}{next}")).into_owned());
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Operator, Via};
    use mfadir_ops::{CredentialLeave, Leave, PolicyLeave, Refusal, Rule};
    use mfadir_policy::Verb;

    use super::LeaveDocument;
    use crate::{
        output::{Document, Look},
        render::fixture::facts,
    };

    fn document() -> LeaveDocument {
        let operator = Operator { id: "olga".to_owned(), via: Via::Os, on_behalf_of: None, host: None };
        let credential = CredentialLeave { leave: Leave::Yes, reasons: Vec::new() };
        LeaveDocument::new(&"acme".into(), Verb::Reset, operator, credential)
    }

    #[test]
    fn the_stronger_no_counts_and_says_what_is_next() {
        let mut refusal = Refusal::new(Rule::Ticket, "no ticket was named");
        refusal.next = Some("name the ticket".to_owned());
        let policy =
            PolicyLeave { leave: Leave::Refused, refusals: vec![refusal], targets: Vec::new(), gaps: Vec::new() };
        let document = document().on(&facts().user, &policy);
        assert_eq!(document.leave(), Leave::Refused);
        assert_eq!(
            Look::plain().finish(&document.text(Look::plain())),
            "\
no: reset ada@example.com (Ada Lind) on acme, by olga
  credential: yes, nothing was found against it
  policy: no, no ticket was named (rule ticket); next: name the ticket
"
        );
    }

    #[test]
    fn what_is_not_offered_no_rule_is_asked_for() {
        let policy =
            PolicyLeave { leave: Leave::NotOffered, refusals: Vec::new(), gaps: Vec::new(), targets: Vec::new() };
        let text = document().on(&facts().user, &policy).text(Look::plain());
        assert!(text.ends_with("policy: no, it is not asked for what the tenant does not offer"), "{text}");
    }

    #[test]
    fn without_a_person_the_policy_is_left_open() {
        let document = document();
        assert_eq!(document.leave(), Leave::Yes);
        assert!(document.text(Look::plain()).ends_with("policy: cannot tell, what it demands depends on the person"));
    }
}
