//! Where one person stands, what matters most first.

use mfadir_core::{Left, TenantName};
use mfadir_ops::Explanation;
use owo_colors::OwoColorize;
use serde::Serialize;

use super::{
    masking::Privacy,
    view::{ExplanationView, FactorView, PlanView},
    words::{count, day, left, particulars, person},
};
use crate::output::{Document, Look, Sheet, clean};

/// Where one person stands.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct ExplanationDocument(ExplanationView);

impl ExplanationDocument {
    pub(crate) fn new(tenant: &TenantName, explanation: &Explanation, privacy: Privacy) -> Self {
        Self(ExplanationView::new(tenant, explanation, privacy))
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.title()];
        if self.0.locked {
            lines.insert(0, "ACCOUNT LOCKED: no factor helps until it is unlocked".red().bold().to_string());
        }
        lines.extend(self.0.user.last_sign_in.map(|moment| format!("last sign-in {}", day(moment))));
        lines.push(self.administrator());
        lines.push(format!("usable factor: {}", left(Some(self.0.left))));
        lines.push(String::new());
        lines.extend(self.factors());
        lines.extend(self.0.reset.as_ref().map(reset).unwrap_or_default());
        lines
    }

    fn title(&self) -> String {
        let user = &self.0.user.user;
        format!("{} on {}, account {}", person(user), self.0.tenant, clean(user.status.as_str())).bold().to_string()
    }

    fn administrator(&self) -> String {
        let administrator = &self.0.administrator;
        match administrator.is {
            "yes" => format!("administrator: {} ({})", "YES".red().bold(), clean(&administrator.roles.join(", "))),
            "no" => "administrator: no".to_owned(),
            _ => format!("administrator: cannot tell, {}", clean(administrator.why.as_deref().unwrap_or_default())),
        }
    }

    fn factors(&self) -> Vec<String> {
        if self.0.factors_hidden {
            return vec!["the provider does not show the factors of deactivated people".to_owned()];
        }
        if self.0.factors.is_empty() {
            return vec!["no factors".to_owned()];
        }
        let mut sheet = Sheet::new(["factor", "strength", "usable", "label", "last_used", "removal_takes"]);
        for factor in &self.0.factors {
            sheet.row(self.row(factor));
        }
        sheet.table(Look::plain()).lines().map(str::to_owned).collect()
    }

    fn row(&self, factor: &FactorView) -> [String; 6] {
        let goes = |other: &&FactorView| factor.removal_takes.contains(&other.id);
        let taken: Vec<&str> = self.0.factors.iter().filter(goes).map(|other| other.is.both.as_str()).collect();
        [
            factor.is.both.clone(),
            factor.strength.to_string(),
            if factor.usable { "yes" } else { "no" }.to_owned(),
            particulars(factor),
            factor.last_verified.map_or_else(|| "none recorded".to_owned(), day),
            taken.join(", "),
        ]
    }
}

fn reset(plan: &PlanView) -> Vec<String> {
    let mut lines = vec![String::new(), taken_by_reset(plan)];
    lines.extend(plan.refusals.iter().map(|rule| format!("  refused: {} (rule {})", clean(&rule.text), rule.rule)));
    lines.extend(plan.notes.iter().map(|note| format!("  {}: {}", note.level, clean(&note.text))));
    lines
}

fn taken_by_reset(plan: &PlanView) -> String {
    let going = plan.steps.iter().flat_map(|step| step.factor.iter().chain(&step.implied)).count();
    let after = match plan.left {
        _ if plan.steps.is_empty() => return "a reset would find nothing to remove".to_owned(),
        Left::Yes => "a usable factor would be left",
        Left::No => "no usable factor would be left",
        Left::CannotTell => "cannot tell whether a usable factor would be left",
    };
    format!("a reset would take {} in {}; {after}", count(going, "factor"), count(plan.steps.len(), "step"))
}

impl Document for ExplanationDocument {
    const SCHEMA: &'static str = "mfadir.explanation/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "login",
            "status",
            "id",
            "kind",
            "issuer",
            "factor_status",
            "strength",
            "usable",
            "last_verified",
        ]);
        for factor in &self.0.factors {
            sheet.row([
                self.0.user.user.login.clone(),
                self.0.user.user.status.to_string(),
                factor.id.to_string(),
                factor.is.kind.clone(),
                factor.is.issuer.clone().unwrap_or_default(),
                factor.status.to_string(),
                factor.strength.to_string(),
                factor.usable.to_string(),
                factor.last_verified.map(|moment| moment.to_string()).unwrap_or_default(),
            ]);
        }
        sheet
    }

    fn text(&self, _look: Look) -> String {
        self.lines().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::UserStatus;
    use mfadir_ops::{Guard, Known, explain};

    use super::ExplanationDocument;
    use crate::{
        output::{Document, Look},
        render::{
            fixture::{facts, plan},
            masking::Privacy,
        },
    };

    #[test]
    fn a_locked_account_comes_before_everything_else() {
        let mut facts = facts();
        facts.user.status = UserStatus::Locked;
        facts.roles = Known::CannotTell("the credential may not read roles".to_owned());
        let mandate = plan("totp", "push").mandate;
        let explanation = explain(&facts, &mandate, &Guard::default()).expect("an explanation");
        let document = ExplanationDocument::new(&"acme".into(), &explanation, Privacy::Masked);
        let shown = Look::plain().finish(&document.text(Look::plain()));
        assert_eq!(
            shown,
            "\
ACCOUNT LOCKED: no factor helps until it is unlocked
ada@example.com (Ada Lind) on acme, account locked
administrator: cannot tell, the credential may not read roles
usable factor: yes

FACTOR     STRENGTH  USABLE  LABEL        LAST USED   REMOVAL TAKES
push@okta  strong    yes     Ada's phone  2026-03-01  totp@okta
totp@okta  strong    yes                  2026-03-01
sms@okta   weak      yes     …23          2026-03-01

a reset would take 3 factors in 2 steps; no usable factor would be left
  note: cannot tell whether this is an administrator: the credential may not read roles
  note: totp@okta comes back with the next enrollment
  warning: the account of ada@example.com is locked; removing factors does not unlock it
  note: ada@example.com will have no usable factor until they enroll a new one
"
        );
    }
}
