//! What is taken back when the run is interrupted.

use std::sync::Arc;

use mfadir_core::{ChallengeHandle, ErrorKind, Factor, MfaDirectory, Operation};
use mfadir_ops::{NoProgress, Permit, Progress, Recorder, Sent, Tools, cancel, is_denied};

use super::Context;
use crate::{countdown::Countdown, handle::HandleStore};

/// A challenge that the run waits for.
#[derive(Debug)]
pub(crate) struct OpenChallenge {
    pub(crate) directory: Arc<dyn MfaDirectory>,
    pub(crate) recorder: Arc<dyn Recorder>,
    pub(crate) permit: Permit,
    pub(crate) factor: Factor,
    pub(crate) handle: ChallengeHandle,
    /// Where it is kept, and under which short id.
    pub(crate) kept: (HandleStore, String),
}

impl Context {
    /// From now on the challenge is taken back where the run is interrupted.
    pub(crate) fn begin_wait(&mut self, open: OpenChallenge) {
        self.open = Some(open);
    }

    /// The challenge has ended.
    pub(crate) fn end_wait(&mut self) {
        self.open = None;
    }

    /// Who shows how a wait for a person goes.
    pub(crate) fn progress(&self) -> Box<dyn Progress> {
        if self.globals.quiet {
            return Box::new(NoProgress);
        }
        Box::new(Countdown::new(self.output.talk_stream(), self.terminals.error))
    }

    /// Takes back what the run was waiting for, and says what came of that; nothing where it waited for nothing.
    pub(super) async fn take_back(&mut self) -> Option<String> {
        let open = self.open.take()?;
        let OpenChallenge { directory, recorder, permit, factor, handle, kept: (store, id) } = open;
        if !permit.profile.capabilities.offers(Operation::Cancel) {
            return Some("this provider cannot take a challenge back: it ends by itself".to_owned());
        }
        if is_denied(&*directory, &permit.user.id, &handle).await {
            return Some(
                "the challenge was DENIED: the next command on this person writes that down and tells it".to_owned(),
            );
        }
        let tools = Tools { directory: &*directory, clock: &*self.clock, recorder: &*recorder };
        Some(match cancel(&tools, &permit, &factor, &handle).await.sent {
            Sent::Accepted(_) => forgotten(&store, &id, "the challenge was taken back"),
            Sent::Failed(error) if error.kind() == ErrorKind::NotFound => {
                forgotten(&store, &id, "the challenge had ended already")
            }
            Sent::Failed(error) | Sent::Unknown { error, .. } => {
                format!("the challenge could not be taken back ({}): it ends by itself", error.message())
            }
        })
    }
}

/// A file that cannot be removed tells of a challenge that has ended: whoever goes on with it will be told so.
fn forgotten(store: &HandleStore, id: &str, told: &str) -> String {
    let _ = store.forget(id);
    told.to_owned()
}
