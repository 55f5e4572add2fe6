//! Asking a factor, and the answer.

use std::{net::IpAddr, time::Duration};

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Serialize;

use super::ChallengeHandle;
use crate::id::{FactorId, RequestId};

/// What answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Expects {
    /// A code that the user reads somewhere.
    Code,
    /// Two codes that follow each other.
    TwoCodes,
    /// The answer to a question.
    Answer,
    /// A tap on the user's device: poll for it.
    Approval,
    /// A signature of a key, made in a browser.
    Signature,
    /// Nothing more.
    Nothing,
}

/// What the user answers with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Proof {
    /// A code.
    Code(SecretString),
    /// Two codes that follow each other.
    TwoCodes(SecretString, SecretString),
    /// The answer to a security question.
    Answer(SecretString),
    /// What a browser or key made, as the JSON that it made.
    Signature(SecretString),
}

/// On whose behalf the challenge is sent: shown to the user with the prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requester {
    /// The program that the user would recognise.
    pub user_agent: Option<String>,
    /// The address that the request comes from.
    pub address: Option<IpAddr>,
}

/// How to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChallengeRequest {
    /// Whether the user shall pick a number that we are told.
    pub number_matching: bool,
    /// The language of what is sent, as a BCP 47 tag.
    pub language: Option<String>,
    /// The provider's id of a message template.
    pub template: Option<String>,
    /// How long what is sent stays good.
    pub lifetime: Option<Duration>,
    /// On whose behalf.
    pub requester: Requester,
}

/// A factor that has been asked.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// How to go on.
    pub handle: ChallengeHandle,
    /// Which factor.
    pub factor: FactorId,
    /// What answers it.
    pub expects: Expects,
    /// The number that the user must pick, to be told to them.
    pub number_to_match: Option<String>,
    /// What the user must be told to answer, where the provider chose it: the question, or the parts of a secret that are
    /// asked for.
    pub prompt: Option<String>,
    /// What the browser or key needs to make its signature, in the provider's own JSON.
    pub to_sign: Option<serde_json::Value>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// How long to wait between polls.
    pub poll_after: Option<Duration>,
    /// The provider's id of the request.
    pub request_id: Option<RequestId>,
}

/// An accepted proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Which factor proved it.
    pub factor: Option<FactorId>,
    /// The provider's id of the transaction, which its log knows.
    pub transaction: Option<String>,
    /// The provider's id of the request.
    pub request_id: Option<RequestId>,
}

/// How far a challenge is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChallengeState {
    /// Not answered yet.
    Waiting {
        /// How long to wait before asking again.
        poll_after: Option<Duration>,
    },
    /// Answered, and the provider wants the proof handed in.
    Answered,
    /// Accepted.
    Approved(Verification),
    /// The user said no: somebody may be attacking them.
    Denied,
    /// Too late.
    Expired,
}

/// What a proof answers.
#[derive(Clone, Debug)]
pub enum Asked {
    /// A challenge that was sent.
    Challenge(ChallengeHandle),
    /// A factor whose code needs no challenge.
    Factor(FactorId),
}

/// A security question that the provider offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The provider's key.
    pub key: String,
    /// The text that the user reads.
    pub text: String,
}
