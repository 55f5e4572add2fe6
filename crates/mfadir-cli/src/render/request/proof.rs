//! What an act would rest on, for whoever is to agree to it.

use jiff::Timestamp;
use mfadir_policy::{Evidence, Receipt, Verb};
use serde::Serialize;

use crate::{output::clean, render::words::minute};

/// The receipt, in short.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ProofView {
    receipt: String,
    /// `kind@issuer`, or who vouches.
    proof: String,
    /// What is said about how they know; absent where a factor was asked.
    text: Option<String>,
    /// Who verified the caller.
    operator: String,
    purpose: Option<Verb>,
    until: Timestamp,
}

impl From<&Receipt> for ProofView {
    fn from(receipt: &Receipt) -> Self {
        let (proof, text) = match &receipt.evidence {
            Evidence::Factor { factor_type, .. } => (factor_type.clone(), None),
            Evidence::Attested { by, text } => (by.to_string(), Some(text.clone())),
        };
        Self {
            receipt: receipt.id.clone(),
            proof,
            text,
            operator: receipt.operator.id.clone(),
            purpose: receipt.purpose,
            until: receipt.until,
        }
    }
}

impl ProofView {
    pub(super) fn words(&self) -> String {
        let text = self.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
        let purpose = self.purpose.map(|verb| format!(" for {}", verb.noun())).unwrap_or_default();
        let told = format!("{}{text} (asked by {}{purpose}, until {})", self.proof, self.operator, minute(self.until));
        clean(&told).into_owned()
    }
}
