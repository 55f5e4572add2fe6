//! Where one person stands, what matters most first.

mod standing;

use mfadir_core::{Left, TenantName, UserStatus};
use mfadir_ops::Explanation;
use owo_colors::OwoColorize;
use serde::Serialize;

use super::{
    masking::Privacy,
    view::{EarlierView, ExplanationView, FactorView, OpenChallengeView, PlanView, RefusalView, ToldView},
    words::{count, day, left, particulars, person, unlisted, yes_or_no},
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

    /// The same with what the audit log tells of earlier acts.
    pub(crate) fn with_earlier(self, told: Vec<EarlierView>, gap: Option<String>) -> Self {
        Self(self.0.with_earlier(told, gap))
    }

    /// The same with the challenges whose answer nobody knows yet.
    pub(crate) fn with_open(self, open: Vec<OpenChallengeView>) -> Self {
        Self(self.0.with_open(open))
    }

    /// The same where the audit log takes no entry.
    pub(crate) fn without_log(self, why: Option<String>) -> Self {
        Self(self.0.without_log(why))
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.title()];
        if self.0.locked == Some(true) {
            lines.insert(0, "ACCOUNT LOCKED: no factor helps until it is unlocked".red().bold().to_string());
        }
        lines.splice(0..0, self.alarms());
        lines.extend(self.0.user.last_sign_in.map(|moment| format!("last sign-in {}", day(moment))));
        lines.push(format!("manager: {}", clean(self.0.user.manager.as_deref().unwrap_or("none is told"))));
        lines.push(self.administrator());
        lines.push(format!("protected: {}", told(&self.0.protected)));
        lines.push(self.self_service());
        lines.push(format!("usable factor: {}", left(Some(self.0.left))));
        lines.extend(self.0.open_challenges.iter().map(standing::open));
        lines.push(String::new());
        lines.extend(self.factors());
        lines.extend(standing::proofs(self.0.candidates.as_deref(), self.0.locked == Some(true)));
        lines.extend(self.0.reset.as_ref().map_or_else(no_reset, reset));
        lines.extend(standing::earlier(&self.0.earlier, &self.0.earlier_gaps));
        lines.extend(standing::may(&self.0.may));
        lines
    }

    /// What comes before everything else.
    fn alarms(&self) -> Vec<String> {
        let denied = self.0.denied.as_ref().map(|rule| {
            let next = rule.next.as_ref().map(|next| format!("; next: {next}")).unwrap_or_default();
            format!("DENIED: {}{next}", rule.text)
        });
        let log = self.0.audit_log.why.as_ref().map(|why| {
            format!(
                "NOTHING CAN BE DONE: {why}; next: `mfadir audit verify` says where, and keep a copy of it as it is"
            )
        });
        denied.into_iter().chain(log).map(|alarm| clean(&alarm).red().bold().to_string()).collect()
    }

    fn self_service(&self) -> String {
        let link = self.0.self_service_link.as_deref().filter(|_| self.0.self_service.is != "no");
        let link = link.map(|link| format!(", at {}", clean(link))).unwrap_or_default();
        format!("self-service: {}{link}", told(&self.0.self_service))
    }

    fn title(&self) -> String {
        let user = &self.0.user.user;
        let state = match &user.status {
            UserStatus::NotTold => "the provider tells no state of the account".to_owned(),
            told => format!("account {}", clean(told.as_str())),
        };
        format!("{} on {}, {state}", person(user), self.0.tenant).bold().to_string()
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
        if !self.0.factors_listed {
            return vec![unlisted(self.0.user.has_factors).to_owned()];
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
            yes_or_no(factor.usable).to_owned(),
            particulars(factor),
            factor.last_verified.map_or_else(|| "none recorded".to_owned(), day),
            taken.join(", "),
        ]
    }
}

fn no_reset() -> Vec<String> {
    vec![String::new(), "no reset can be planned here".to_owned()]
}

fn reset(plan: &PlanView) -> Vec<String> {
    let mut lines = vec![String::new(), taken_by_reset(plan)];
    lines.extend(plan.refusals.iter().map(refused));
    lines.extend(plan.notes.iter().map(|note| format!("  {}: {}", note.level, clean(&note.text))));
    lines
}

fn refused(rule: &RefusalView) -> String {
    let place = rule.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    let next = rule.next.as_ref().map(|next| format!("; next: {next}")).unwrap_or_default();
    clean(&format!("  refused: {} (rule {}{place}){next}", rule.text, rule.rule)).into_owned()
}

fn told(told: &ToldView) -> String {
    let why = told.why.as_deref().map(|why| format!(", {}", clean(why))).unwrap_or_default();
    format!("{}{why}", told.is.replace('-', " "))
}

fn taken_by_reset(plan: &PlanView) -> String {
    let going = if plan.takes_unlisted { "all factors, cannot tell which,".to_owned() } else { going(plan) };
    let after = match plan.left {
        _ if plan.steps.is_empty() => return "a reset would find nothing to remove".to_owned(),
        Left::Yes => "a usable factor would be left",
        Left::No => "no usable factor would be left",
        Left::CannotTell => "cannot tell whether a usable factor would be left",
    };
    format!("a reset would take {going} in {}; {after}", count(plan.steps.len(), "step"))
}

fn going(plan: &PlanView) -> String {
    let going = plan.steps.iter().flat_map(|step| step.factor.iter().chain(&step.implied)).count();
    count(going, "factor")
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

    /// A note says what was done; where somebody stood before is on the screen.
    fn account(&self) -> Vec<String> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Rights, UserStatus};
    use mfadir_ops::{Guard, Known, explain};

    use super::ExplanationDocument;
    use crate::{
        output::{Document, Look},
        render::{
            fixture::{coarse, facts, plan},
            masking::Privacy,
        },
    };

    fn untold() -> Rights {
        Rights::untold("nobody asked")
    }

    fn shown(facts: &mfadir_ops::Facts) -> (String, serde_json::Value) {
        let explanation =
            explain(facts, &plan("totp", "push").mandate, &Guard::default(), &untold()).expect("an explanation");
        let document = ExplanationDocument::new(&"acme".into(), &explanation, Privacy::Masked);
        let text = Look::plain().finish(&document.text(Look::plain()));
        (text, serde_json::to_value(&document).expect("plain data"))
    }

    #[test]
    fn what_is_not_listed_is_not_guessed() {
        let (text, document) = shown(&coarse(Some(true)));
        assert_eq!(
            text,
            "\
ada@example.com (Ada Lind) on acme, account active
manager: none is told
administrator: cannot tell, nobody asked for the roles
protected: no
self-service: no
usable factor: cannot tell

the provider says that there are factors, and does not list them: cannot tell which

cannot tell with which factor the caller could prove themselves: none are listed

a reset would take all factors, cannot tell which, in 1 step; no usable factor would be left
  note: cannot tell whether this is an administrator: nobody asked for the roles
  note: the provider does not list factors: cannot tell which ada@example.com has
  note: ada@example.com will have no usable factor until they enroll a new one

earlier: nothing in the log

cannot tell: reset
not offered here: remove, enroll, activate, temporary-code, revoke-code, unlock, end-sessions, challenge
credential: cannot tell; nobody asked
"
        );
        assert_eq!((&document["left"], &document["credential"]["is"]), (&"cannot-tell".into(), &"cannot-tell".into()));
        assert_eq!((&document["factors_listed"], &document["user"]["has_factors"]), (&false.into(), &true.into()));
        assert_eq!(document["reset"]["takes_unlisted"], true);
    }

    #[test]
    fn a_plain_no_is_told_and_silence_stays_silence() {
        let (none, _) = shown(&coarse(Some(false)));
        assert!(none.contains("usable factor: NO\n\nthe provider says that there are no factors\n"), "{none}");
        assert!(none.contains("a reset would find nothing to remove"), "{none}");
        let (silent, document) = shown(&coarse(None));
        assert!(silent.contains("usable factor: cannot tell"), "{silent}");
        assert!(silent.contains("the provider does not list factors, nor tell whether there are any\n"), "{silent}");
        assert_eq!(document["user"]["has_factors"], serde_json::Value::Null);
    }

    #[test]
    fn a_locked_account_comes_before_everything_else() {
        let mut facts = facts();
        facts.user.status = UserStatus::Locked;
        facts.roles = Known::CannotTell("the credential may not read roles".to_owned());
        let mandate = plan("totp", "push").mandate;
        let explanation = explain(&facts, &mandate, &Guard::default(), &untold()).expect("an explanation");
        let document = ExplanationDocument::new(&"acme".into(), &explanation, Privacy::Masked);
        let shown = Look::plain().finish(&document.text(Look::plain()));
        assert_eq!(
            shown,
            "\
ACCOUNT LOCKED: no factor helps until it is unlocked
ada@example.com (Ada Lind) on acme, account locked
manager: none is told
administrator: cannot tell, the credential may not read roles
protected: no
self-service: no
usable factor: yes

FACTOR     STRENGTH  USABLE  LABEL        LAST USED   REMOVAL TAKES
push@okta  strong    yes     Ada's phone  2026-03-01  totp@okta
totp@okta  strong    yes                  2026-03-01
sms@okta   weak      yes     …23          2026-03-01

the caller could prove themselves now with nothing
  not push@okta: this tenant does not offer to challenge the factor
  not totp@okta: this tenant does not offer to verify the proof
  not sms@okta: the policy does not take it for a proof

a reset would take 3 factors in 2 steps; no usable factor would be left
  note: cannot tell whether this is an administrator: the credential may not read roles
  note: totp@okta comes back with the next enrollment
  warning: the account of ada@example.com is locked; removing factors does not unlock it
  note: ada@example.com will have no usable factor until they enroll a new one

earlier: nothing in the log

cannot tell: reset, remove
not offered here: enroll, activate, temporary-code, revoke-code, unlock, end-sessions, challenge
credential: cannot tell; nobody asked
"
        );
    }
}
