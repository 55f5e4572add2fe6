//! From what was proven to the receipt.

use mfadir_core::{ChallengeState, Clock, Factor, Result, Verification};
use mfadir_policy::{Attested, Evidence, RECEIPT_SCHEMA, Receipt, Signed, Verb};

use crate::{
    desk::{Desk, DeskNote, Happened},
    error::{Error, Result as OpsResult},
    mark::mark,
    matter::target,
    permit::Permit,
};

/// How a challenge of the caller ended.
#[derive(Debug)]
pub enum Conclusion {
    /// The caller passed it; the receipt is signed and kept.
    Verified(Box<(Receipt, Signed)>),
    /// The person denied it: somebody may be attacking them. Nothing is done to them for the policy's hours.
    Denied {
        /// Why the denial could not be recorded, as a clause: then nothing stops whoever tries next.
        unrecorded: Option<String>,
    },
    /// There was no answer in time.
    TimedOut {
        /// Why that could not be recorded, as a clause.
        unrecorded: Option<String>,
    },
    /// It still waits for its answer, or for its code.
    Open,
}

/// That the caller passed a challenge of this factor.
pub fn proven(factor: &Factor, verification: &Verification) -> Evidence {
    let by_request = || verification.request_id.as_ref().map(ToString::to_string);
    Evidence::Factor {
        id: factor.id.clone(),
        factor_type: factor.factor_type.to_string(),
        transaction: verification.transaction.clone().or_else(by_request),
    }
}

/// That somebody vouches for the caller. [`Error::NoAttest`] where nothing is said about how they know.
pub fn attested(by: Attested, text: &str) -> OpsResult<Evidence> {
    match text.trim() {
        "" => Err(Error::NoAttest),
        text => Ok(Evidence::Attested { by, text: text.to_owned() }),
    }
}

/// Writes the receipt: recorded first, then signed and kept. `WrongProof` where what the caller answered was taken for
/// another receipt already; `Invalid` where what the operator signs does not count. The permit is that of the challenge; an attestation needs one
/// as well, so that the same rules stand before it.
pub async fn vouch(
    desk: &dyn Desk,
    clock: &dyn Clock,
    permit: &Permit,
    evidence: Evidence,
    purpose: Option<Verb>,
) -> Result<(Receipt, Signed)> {
    let receipt = receipt(desk, clock, permit, evidence, purpose);
    if desk.policy().operators {
        desk.signs()?;
    }
    desk.note(&DeskNote::under(permit, receipt.at, Happened::Verified(receipt.clone()))).await?;
    let signed = desk.keep_receipt(&receipt).await?;
    Ok((receipt, signed))
}

/// What follows from how a challenge ended: a receipt, or a note that stops whoever tries next.
pub async fn conclude(
    desk: &dyn Desk,
    clock: &dyn Clock,
    permit: &Permit,
    factor: &Factor,
    state: &ChallengeState,
    purpose: Option<Verb>,
) -> Result<Conclusion> {
    let note = |what| DeskNote::under(permit, clock.now(), what);
    Ok(match state {
        ChallengeState::Approved(verification) => {
            let vouched = vouch(desk, clock, permit, proven(factor, verification), purpose).await?;
            Conclusion::Verified(Box::new(vouched))
        }
        ChallengeState::Denied => {
            let noted = desk.note(&note(Happened::Denied(target(factor)))).await;
            Conclusion::Denied { unrecorded: noted.err().map(|error| error.to_string()) }
        }
        ChallengeState::Expired => {
            let noted = desk.note(&note(Happened::TimedOut(target(factor)))).await;
            Conclusion::TimedOut { unrecorded: noted.err().map(|error| error.to_string()) }
        }
        _ => Conclusion::Open,
    })
}

fn receipt(desk: &dyn Desk, clock: &dyn Clock, permit: &Permit, evidence: Evidence, purpose: Option<Verb>) -> Receipt {
    let (at, request) = (clock.now(), &permit.request);
    let valid = desk.policy().receipt.valid;
    let moment = at.as_nanosecond().to_string();
    let parts = [request.tenant.as_str(), request.user.id.as_str(), &request.operator.id, &moment];
    Receipt {
        schema: RECEIPT_SCHEMA.to_owned(),
        id: mark("rc", &parts),
        tenant: request.tenant.clone(),
        user: request.user.id.clone(),
        evidence,
        operator: request.operator.clone(),
        ticket: request.ticket.clone(),
        purpose,
        at,
        until: at.checked_add(valid).unwrap_or(at),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use mfadir_core::{ChallengeState, Operation, Verification};
    use mfadir_policy::{Attested, Evidence, Policy};

    use super::{Conclusion, attested, conclude};
    use crate::{
        desk::Happened,
        error::Error,
        fixture::{PaperDesk, adas, clock, facts, mandate, now, profile},
        guard::Guard,
        permit::{Permit, permit},
    };

    fn leave() -> Permit {
        let mut facts = facts(adas());
        facts.profile = profile(&[Operation::Challenge]);
        let mandate = mandate().because(None, Some("INC1".to_owned()));
        permit(&facts, &[Operation::Challenge], &[], &mandate, &Guard::default()).expect("no rule stands against it")
    }

    fn ended(desk: &PaperDesk, state: &ChallengeState) -> mfadir_core::Result<Conclusion> {
        let factor = &adas()[0];
        conclude(desk, &clock(), &leave(), factor, state, None).now_or_never().expect("nothing waits")
    }

    fn approved() -> ChallengeState {
        let transaction = Some("tx1".to_owned());
        ChallengeState::Approved(Verification { factor: None, transaction, request_id: Some("r1".into()) })
    }

    #[test]
    fn a_passed_challenge_becomes_a_receipt_for_this_person_and_ticket_for_a_short_time() {
        let desk = PaperDesk::with(Policy::strict());
        let Conclusion::Verified(vouched) = ended(&desk, &approved()).expect("a receipt") else { panic!("approved") };
        let (receipt, signed) = *vouched;
        assert_eq!(signed.read::<mfadir_policy::Receipt>().expect("reads"), receipt);
        assert_eq!((receipt.user.as_str(), receipt.ticket.as_deref()), ("u1", Some("INC1")));
        assert_eq!((receipt.at, receipt.until), (now(), now() + Policy::strict().receipt.valid));
        assert!(matches!(receipt.evidence, Evidence::Factor { transaction: Some(id), .. } if id == "tx1"));
        assert!(matches!(desk.noted().as_slice(), [Happened::Verified(_)]));
    }

    #[test]
    fn what_cannot_be_recorded_is_no_receipt() {
        let desk = PaperDesk { refuses_notes: true, ..PaperDesk::with(Policy::strict()) };
        assert!(ended(&desk, &approved()).is_err());
        assert!(desk.kept().is_empty());
    }

    #[test]
    fn a_denial_and_a_silence_are_written_down_and_a_wait_is_not() {
        let desk = PaperDesk::with(Policy::strict());
        assert!(matches!(ended(&desk, &ChallengeState::Denied), Ok(Conclusion::Denied { unrecorded: None })));
        assert!(matches!(ended(&desk, &ChallengeState::Expired), Ok(Conclusion::TimedOut { unrecorded: None })));
        let waiting = ChallengeState::Waiting { poll_after: None };
        assert!(matches!(ended(&desk, &waiting), Ok(Conclusion::Open)));
        assert!(matches!(desk.noted().as_slice(), [Happened::Denied(_), Happened::TimedOut(_)]));
        let full = PaperDesk { refuses_notes: true, ..PaperDesk::with(Policy::strict()) };
        assert!(matches!(ended(&full, &ChallengeState::Denied), Ok(Conclusion::Denied { unrecorded: Some(_) })));
    }

    #[test]
    fn whoever_vouches_says_how_they_know() {
        assert!(matches!(attested(Attested::Manager, "  "), Err(Error::NoAttest)));
        let evidence = attested(Attested::Manager, " Grace recognised the voice ").expect("it says how");
        assert_eq!(
            evidence,
            Evidence::Attested { by: Attested::Manager, text: "Grace recognised the voice".to_owned() }
        );
    }
}
