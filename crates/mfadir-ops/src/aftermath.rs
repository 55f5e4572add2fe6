//! What follows an act: the person is signed out, a temporary code is offered, and people are told.

mod address;
mod manager;
mod occasion;
mod owed;
mod patience;
mod tell;
mod template;

use mfadir_core::{Done, Error as CoreError, ErrorKind, Operation, SessionOptions};

pub use manager::{ManagerRule, NoManagerRule};
pub use occasion::{Came, Occasion};
pub use owed::{NothingOwed, Owed, owed};
pub use patience::{Endless, Patience, patiently};
pub use tell::{Late, Teller, Telling, tell, work_note};
pub use template::{BadTemplate, Template, Templates};

use crate::{
    desk::{DeskNote, Happened, Notice, NoticeResult},
    error::{Error, Result},
    facts::Facts,
    flow::end_sessions,
    guard::Guard,
    mandate::Mandate,
    once::Sent,
    permit::{Permit, permit_after},
    refused::{Basis, Refused},
    tools::Tools,
};

/// How an act is followed up.
#[derive(Debug)]
pub struct FollowUp<'a> {
    /// What people are told with.
    pub teller: Teller<'a>,
    /// What sessions are ended with.
    pub tools: Tools<'a>,
    /// What was known before the act.
    pub facts: &'a Facts,
    /// Who acted, and why.
    pub mandate: &'a Mandate,
    /// The guard of the act itself.
    pub guard: &'a Guard,
    /// What the act rests on: it carries its follow-ups too.
    pub basis: &'a Basis,
    /// How sessions are ended; nothing where they go on.
    pub sessions: Option<SessionOptions>,
}

/// What came of the follow-ups.
#[derive(Debug)]
pub struct Aftermath {
    /// What became of the person's sessions.
    pub sessions: Sessions,
    /// Who was told, or could not be.
    pub notices: Vec<Notice>,
    /// What could not be recorded, as clauses.
    pub unrecorded: Vec<String>,
}

/// What became of a person's sessions.
#[derive(Debug)]
pub enum Sessions {
    /// They ended.
    Ended(Done),
    /// Nobody asked for that.
    Kept,
    /// The tenant does not offer it, as a clause.
    NotOffered(String),
    /// Rules stood against it.
    Refused(Box<Refused>),
    /// It failed, or nobody knows.
    Failed(CoreError),
}

impl Aftermath {
    /// Whether everything that was to follow did. What a tenant does not offer was not to follow.
    pub fn is_whole(&self) -> bool {
        let sent = |notice: &Notice| notice.result == NoticeResult::Sent;
        let ended = !matches!(self.sessions, Sessions::Refused(_) | Sessions::Failed(_));
        ended && self.unrecorded.is_empty() && self.notices.iter().all(sent)
    }
}

impl FollowUp<'_> {
    /// Leave to issue a temporary code after the act; `Unsupported` where the provider has none. What the act had to
    /// prove is not asked again, what the policy asks of codes alone is.
    pub fn code(&self, occasion: &Occasion<'_>) -> Result<Permit> {
        self.permit(Operation::TemporaryCode, occasion)
    }

    /// Leave to take a code back that was issued in the act.
    pub fn code_back(&self, occasion: &Occasion<'_>) -> Result<Permit> {
        self.permit(Operation::RevokeCode, occasion)
    }

    fn permit(&self, operation: Operation, occasion: &Occasion<'_>) -> Result<Permit> {
        permit_after(self.facts, operation, self.mandate, self.guard, (occasion.request, self.basis))
    }

    async fn end_sessions(&self, occasion: &Occasion<'_>) -> (Sessions, Vec<String>) {
        let Some(options) = &self.sessions else { return (Sessions::Kept, Vec::new()) };
        let permit = match self.permit(Operation::EndSessions, occasion) {
            Ok(permit) => permit,
            Err(error) => return self.leave_sessions(occasion, error).await,
        };
        let ending = end_sessions(&self.tools, &permit, options);
        let Some(once) = patiently(self.teller.patience, self.tools.clock, ending).await else {
            let message = "interrupted before it was answered: they may have ended or not";
            return (Sessions::Failed(CoreError::new(ErrorKind::Timeout, message)), Vec::new());
        };
        let sessions = match once.sent {
            Sent::Accepted(done) => Sessions::Ended(done),
            Sent::Failed(error) | Sent::Unknown { error, .. } => Sessions::Failed(error),
        };
        (sessions, once.unrecorded)
    }

    /// That they go on although they were to end is written down: otherwise it would look like a run that was cut off.
    async fn leave_sessions(&self, occasion: &Occasion<'_>, error: Error) -> (Sessions, Vec<String>) {
        let what = Happened::SessionsLeft(error.to_string());
        let note = DeskNote::about(occasion.request, self.tools.clock.now(), what);
        let unrecorded = self.teller.desk.note(&note).await.err().map(|error| error.to_string());
        let sessions = match error {
            Error::Refused(refused) => Sessions::Refused(refused),
            other => Sessions::NotOffered(other.to_string()),
        };
        (sessions, unrecorded.into_iter().collect())
    }
}

/// Ends the sessions, then tells people. Nothing of it undoes the act: what fails stands in the result. It is for one
/// person; a job over many ends nobody's sessions.
pub async fn follow_up(follow: &FollowUp<'_>, occasion: &Occasion<'_>) -> Aftermath {
    let (sessions, mut unrecorded) = follow.end_sessions(occasion).await;
    let (notices, untold) = tell(&follow.teller, occasion).await;
    unrecorded.extend(untold);
    Aftermath { sessions, notices, unrecorded }
}

#[cfg(test)]
mod tests;
