//! The answers that nobody waited for.

use futures_util::future::join_all;
use jiff::Timestamp;
use mfadir_core::{ChallengeHandle, ChallengeState, Clock, Error, ErrorKind, MfaDirectory, Result, UserId};
use mfadir_policy::{Request, Target};

use crate::{
    apply::Door,
    desk::{Desk, DeskNote, Happened},
};

/// A challenge that was sent, and for which no run waits.
#[derive(Clone, Debug)]
pub struct Unheard {
    /// What its end is written down under: the person is asked whether it is them, for this ticket.
    pub request: Request,
    /// What was asked.
    pub factor: Target,
    /// How it goes on.
    pub handle: ChallengeHandle,
    /// When it ends by itself, where the provider says so.
    pub expires_at: Option<Timestamp>,
}

/// How such a challenge stands.
#[derive(Debug)]
pub enum Heard {
    /// The person denied it, and that is written down: somebody may be attacking them.
    Denied,
    /// Nobody answered in time, and that is written down.
    TimedOut,
    /// It can still be answered, or whoever it was sent for can still learn that it was.
    Open,
    /// It has ended, and nothing follows from it.
    Over,
    /// The provider could not be asked.
    NotTold(Error),
}

/// Asks once how each of them stands, all at the same time, and writes down what has to be known afterwards. What could
/// not be written down is an error, and the challenge is to be asked about again.
pub async fn hear(
    desk: &dyn Desk,
    clock: &dyn Clock,
    directory: &dyn MfaDirectory,
    unheard: &[Unheard],
) -> Vec<Result<Heard>> {
    let polls =
        unheard.iter().map(|one| async { Door { directory, user: &one.request.user.id }.poll(&one.handle).await });
    let mut heard = Vec::new();
    for (one, told) in unheard.iter().zip(join_all(polls).await) {
        heard.push(note(desk, clock, one, told).await);
    }
    heard
}

/// Whether the person has denied it. Nothing is written down; who cannot tell has not heard so.
pub async fn is_denied(directory: &dyn MfaDirectory, user: &UserId, handle: &ChallengeHandle) -> bool {
    matches!(Door { directory, user }.poll(handle).await, Ok(ChallengeState::Denied))
}

async fn note(desk: &dyn Desk, clock: &dyn Clock, one: &Unheard, told: Result<ChallengeState>) -> Result<Heard> {
    let now = clock.now();
    let over = one.expires_at.is_some_and(|end| now >= end);
    let (what, heard) = match told {
        Ok(ChallengeState::Denied) => (Happened::Denied(one.factor.clone()), Heard::Denied),
        Ok(ChallengeState::Expired) => (Happened::TimedOut(one.factor.clone()), Heard::TimedOut),
        Ok(ChallengeState::Waiting { .. }) if over => (Happened::TimedOut(one.factor.clone()), Heard::TimedOut),
        Ok(_) => return Ok(if over { Heard::Over } else { Heard::Open }),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Expired) => return Ok(Heard::Over),
        Err(error) => return Ok(Heard::NotTold(error)),
    };
    desk.note(&DeskNote::about(&one.request, now, what)).await?;
    Ok(heard)
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use jiff::SignedDuration;
    use mfadir_core::{
        ChallengeHandle, ChallengeState, Error, ErrorKind, MockMfaDirectory, Result as CoreResult, Verification,
    };
    use mfadir_policy::{Policy, Verb};

    use super::{Heard, Unheard, hear};
    use crate::{
        desk::Happened,
        fixture::{PaperDesk, ada, adas, clock, mandate, now},
        matter::{Matter, target},
    };

    fn unheard(minutes_left: i64) -> Unheard {
        let (tenant, user, mandate, factor) = ("acme".into(), ada(), mandate(), target(&adas()[0]));
        let matter = Matter { tenant: &tenant, user: &user, verb: Verb::Challenge, targets: &[], mandate: &mandate };
        Unheard {
            request: matter.request(now()),
            factor,
            handle: ChallengeHandle::pack("c1"),
            expires_at: Some(now() + SignedDuration::from_mins(minutes_left)),
        }
    }

    fn heard(desk: &PaperDesk, minutes_left: i64, told: CoreResult<ChallengeState>) -> CoreResult<Heard> {
        let mut directory = MockMfaDirectory::new();
        directory.expect_poll().times(1).return_once(move |_, _| told);
        let unheard = [unheard(minutes_left)];
        let all = hear(desk, &clock(), &directory, &unheard).now_or_never().expect("nothing waits");
        all.into_iter().next().expect("one was asked about")
    }

    fn waiting() -> ChallengeState {
        ChallengeState::Waiting { poll_after: None }
    }

    fn approved() -> ChallengeState {
        ChallengeState::Approved(Verification { factor: None, transaction: None, request_id: None })
    }

    #[test]
    fn a_denial_and_a_silence_are_written_down() {
        let desk = PaperDesk::with(Policy::strict());
        assert!(matches!(heard(&desk, 5, Ok(ChallengeState::Denied)), Ok(Heard::Denied)));
        assert!(matches!(heard(&desk, -5, Ok(ChallengeState::Denied)), Ok(Heard::Denied)), "however late");
        assert!(matches!(heard(&desk, 5, Ok(ChallengeState::Expired)), Ok(Heard::TimedOut)));
        assert!(matches!(heard(&desk, 0, Ok(waiting())), Ok(Heard::TimedOut)));
        let noted = desk.noted();
        let denials = noted.iter().filter(|what| matches!(what, Happened::Denied(factor) if factor.id.is_some()));
        assert_eq!((noted.len(), denials.count()), (4, 2));
    }

    #[test]
    fn what_can_still_be_answered_or_collected_is_left_and_the_rest_is_over() {
        let desk = PaperDesk::with(Policy::strict());
        assert!(matches!(heard(&desk, 5, Ok(waiting())), Ok(Heard::Open)));
        assert!(matches!(heard(&desk, 5, Ok(approved())), Ok(Heard::Open)));
        assert!(matches!(heard(&desk, 0, Ok(approved())), Ok(Heard::Over)));
        for kind in [ErrorKind::NotFound, ErrorKind::Expired] {
            assert!(matches!(heard(&desk, 5, Err(Error::new(kind, "gone"))), Ok(Heard::Over)));
        }
        let silent = heard(&desk, 5, Err(Error::new(ErrorKind::Unavailable, "no answer")));
        assert!(matches!(silent, Ok(Heard::NotTold(_))));
        assert_eq!(desk.noted(), []);
    }

    #[test]
    fn a_denial_that_cannot_be_written_down_is_not_passed_over() {
        let desk = PaperDesk { refuses_notes: true, ..PaperDesk::with(Policy::strict()) };
        assert!(heard(&desk, 5, Ok(ChallengeState::Denied)).is_err());
    }
}
