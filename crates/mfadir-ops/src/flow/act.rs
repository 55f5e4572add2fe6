//! One act: recorded, sent once, and looked back at where its answer was lost.

use mfadir_core::{Applied, ErrorKind, Factor, Operation, Result};

use crate::{
    apply::{About, Door, Recorded, Trail, recorded},
    once::{Once, Seen, Sent},
    permit::Permit,
    tools::Tools,
};

/// What an act is, before it is sent.
pub(super) struct Act<'a> {
    pub(super) tools: &'a Tools<'a>,
    pub(super) permit: &'a Permit,
    pub(super) operation: Operation,
    pub(super) about: About,
}

/// An answer that may have been lost.
pub(super) struct Answer<T>(Recorded<T>);

impl<'a> Act<'a> {
    /// Where its request is sent.
    pub(super) fn door(&self) -> Door<'a> {
        Door { directory: self.tools.directory, user: &self.permit.user.id }
    }

    /// Records it, sends it, records its end.
    pub(super) async fn once<T>(
        &self,
        send: impl Future<Output = Result<T>> + Send,
        trail: impl Fn(&T) -> Trail + Send,
    ) -> Answer<T> {
        Answer(recorded(self.tools, self.permit, self.operation, self.about.clone(), send, trail).await)
    }

    /// Where the answer was lost, lists the factors and looks for one that tells.
    pub(super) async fn look_back<T>(&self, answer: Answer<T>, tells: impl Fn(&Factor) -> bool + Send) -> Once<T> {
        let Answer((answer, unrecorded)) = answer;
        let sent = match answer {
            Ok(answer) => Sent::Accepted(answer),
            Err(error) if error.applied() == Applied::No => Sent::Failed(error),
            Err(error) => Sent::Unknown { error, seen: self.seen(tells).await },
        };
        Once { sent, unrecorded }
    }

    async fn seen(&self, tells: impl Fn(&Factor) -> bool + Send) -> Seen {
        match self.tools.directory.factors(&self.permit.user.id).await {
            Ok(listed) => listed.into_iter().find(tells).map_or(Seen::No, |factor| Seen::Yes(Box::new(factor))),
            Err(error) if error.kind() == ErrorKind::Unsupported => Seen::CannotTell,
            Err(error) => Seen::Unread(error),
        }
    }
}

impl<T> Answer<T> {
    /// For acts that leave no trace which could be read.
    pub(super) fn without_trace(self) -> Once<T> {
        let Self((answer, unrecorded)) = self;
        let sent = match answer {
            Ok(answer) => Sent::Accepted(answer),
            Err(error) if error.applied() == Applied::No => Sent::Failed(error),
            Err(error) => Sent::Unknown { error, seen: Seen::CannotTell },
        };
        Once { sent, unrecorded }
    }

    /// For acts that may be sent again without harm: a lost answer is a failure like any other.
    pub(super) fn repeatable(self) -> Once<T> {
        let Self((answer, unrecorded)) = self;
        Once { sent: answer.map_or_else(Sent::Failed, Sent::Accepted), unrecorded }
    }
}
