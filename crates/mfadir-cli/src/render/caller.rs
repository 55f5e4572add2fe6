//! Whether a caller is who they say.

use jiff::Timestamp;
use mfadir_core::{ChallengeState, Factor};
use mfadir_ops::{Lost, Permit};
use mfadir_policy::{Attested, Evidence, Receipt, Verb};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::{
    masking::Privacy,
    ticket,
    verification::Ending,
    view::{FactorView, PermitView},
    words::{fields, headline, minute, or_empty, person},
};
use crate::output::{Document, Look, Sheet, clean};

/// The verification of a caller, planned or done.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallerDocument {
    #[serde(flatten)]
    permit: PermitView,
    /// What the caller says is lost.
    lost: Vec<String>,
    /// The one act that the receipt is to be good for.
    purpose: Option<Verb>,
    /// The factor that was asked; absent where somebody vouches.
    factor: Option<FactorView>,
    /// Who vouches; absent where a factor was asked.
    attested: Option<AttestedView>,
    outcome: Option<Ending>,
    /// The short id of the challenge that was answered.
    challenge: Option<String>,
    number_to_match: Option<String>,
    transaction: Option<String>,
    /// Absent where the caller was not verified.
    receipt: Option<ReceiptView>,
}

/// Somebody's word.
#[derive(Clone, Debug, Serialize)]
struct AttestedView {
    by: Attested,
    text: String,
}

/// What later commands rest on.
#[derive(Clone, Debug, Serialize)]
struct ReceiptView {
    id: String,
    until: Timestamp,
}

impl CallerDocument {
    pub(crate) fn planned(permit: &Permit, lost: &[Lost], purpose: Option<Verb>) -> Self {
        Self {
            permit: permit.into(),
            lost: lost.iter().map(ToString::to_string).collect(),
            purpose,
            factor: None,
            attested: None,
            outcome: None,
            challenge: None,
            number_to_match: None,
            transaction: None,
            receipt: None,
        }
    }

    /// The same with the factor that is asked.
    pub(crate) fn asking(self, factor: &Factor, privacy: Privacy) -> Self {
        Self { factor: Some(FactorView::new(factor, privacy)), ..self }
    }

    /// The same with somebody's word.
    pub(crate) fn vouched(self, by: Attested, text: &str) -> Self {
        Self { attested: Some(AttestedView { by, text: text.trim().to_owned() }), ..self }
    }

    /// The same after a challenge.
    pub(crate) fn challenged(self, id: &str, number_to_match: Option<String>) -> Self {
        Self { challenge: Some(id.to_owned()), number_to_match, ..self }
    }

    /// The same where the caller did not pass.
    pub(crate) fn ended(self, state: &ChallengeState) -> Self {
        Self { permit: self.permit.used(), outcome: Some(Ending::of(state)), ..self }
    }

    /// The same where the caller is verified.
    pub(crate) fn verified(self, receipt: &Receipt) -> Self {
        let transaction = match &receipt.evidence {
            Evidence::Factor { transaction, .. } => transaction.clone(),
            Evidence::Attested { .. } => None,
        };
        let receipt = ReceiptView { id: receipt.id.clone(), until: receipt.until };
        let outcome = Some(Ending::Approved);
        Self { permit: self.permit.used(), outcome, transaction, receipt: Some(receipt), ..self }
    }

    fn proof(&self) -> String {
        let factor = self.factor.as_ref().map(|factor| clean(&factor.is.both).into_owned());
        let word = self.attested.as_ref().map(|word| format!("{}: {}", word.by, clean(&word.text)));
        factor.or(word).unwrap_or_default()
    }

    fn rows(&self) -> [(&'static str, String); 6] {
        let receipt = self.receipt.as_ref();
        let until = receipt.map(|receipt| format!("{}, for one use", minute(receipt.until)));
        [
            ("proof", self.proof()),
            ("lost", clean(&self.lost.join(", ")).into_owned()),
            ("for", self.purpose.map(|verb| verb.noun().to_owned()).unwrap_or_default()),
            ("transaction", or_empty(self.transaction.as_deref())),
            ("receipt", or_empty(receipt.map(|receipt| receipt.id.as_str()))),
            ("valid until", until.unwrap_or_default()),
        ]
    }

    fn state(&self) -> String {
        match &self.receipt {
            Some(_) => "verified".green().bold().to_string(),
            None => Ending::painted(self.outcome),
        }
    }

    fn word(&self) -> &'static str {
        match (&self.receipt, self.outcome) {
            (Some(_), _) => "verified",
            (None, Some(ending)) => ending.word(),
            (None, None) => "planned only, nothing was sent",
        }
    }
}

impl Document for CallerDocument {
    const SCHEMA: &'static str = "mfadir.caller-verification/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["login", "proof", "outcome", "receipt", "until", "dry_run"]);
        let receipt = self.receipt.as_ref();
        sheet.row([
            self.permit.user.login.clone(),
            self.proof(),
            self.outcome.map(Ending::word).unwrap_or_default().to_owned(),
            receipt.map(|receipt| receipt.id.clone()).unwrap_or_default(),
            receipt.map(|receipt| receipt.until.to_string()).unwrap_or_default(),
            self.permit.dry_run.to_string(),
        ]);
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let caller = format!("caller {} on {}", person(&self.permit.user), self.permit.tenant);
        let title = format!("{}: {}", caller.bold(), self.state());
        format!("{}\n{}", headline(title, &self.permit.lifted), fields(&self.rows()))
    }

    fn note(&self) -> String {
        let opening = ticket::opening("Verification of the caller", &self.permit);
        opening.into_iter().chain(self.account()).collect::<Vec<_>>().join("\n")
    }

    fn account(&self) -> Vec<String> {
        let mut lines = vec![format!("Proof: {}", self.proof())];
        lines.extend((!self.lost.is_empty()).then(|| format!("Lost: {}", clean(&self.lost.join(", ")))));
        lines.extend(self.purpose.map(|verb| format!("For: {}", verb.noun())));
        lines.push(format!("Outcome: {}", self.word()));
        lines.extend(self.transaction.as_deref().map(|id| format!("Transaction: {}", clean(id))));
        let receipt = self.receipt.as_ref();
        lines.extend(receipt.map(|receipt| format!("Receipt: {}, until {}", receipt.id, minute(receipt.until))));
        lines
    }
}
