//! The user's side: what they tap and what they read.

use jiff::Timestamp;
use mfadir_core::{Error, ErrorKind, FactorId, Result, UserId};

use super::{Answer, World, proof::Way};
use crate::{act::Act, masked::Masked, otp};

/// Whose tap an answer is for.
struct Tap<'a> {
    user: &'a UserId,
    factor: &'a FactorId,
    id: &'a str,
    ends: Timestamp,
}

impl World {
    /// Plays the user: answers the newest tap that is waited for, in a challenge or in an enrollment. `NotFound`
    /// where none is.
    pub fn answer(&mut self, user: &UserId, factor: &FactorId, answer: Answer) -> Result<()> {
        self.answer_first(answer, |tap| tap.user == user && tap.factor == factor)
    }

    /// Plays the user: answers the newest tap that is waited for at that time, named by its own id, by its factor, or
    /// by the login of its user. `NotFound` where none is. A denial is noted at once, whether anybody polls or not.
    pub fn answer_named(&mut self, name: &str, answer: Answer, at: Timestamp) -> Result<()> {
        let taps = self.taps_of(name);
        let named = |tap: &Tap<'_>| tap.id == name || tap.factor.as_str() == name || taps.contains(tap.factor);
        self.answer_first(answer, |tap| at < tap.ends && named(tap))?;
        let denied = self.challenges.iter().filter(|one| one.answer == Answer::No && !one.settled);
        for running in denied.cloned().collect::<Vec<_>>() {
            let act = Act { actor: Some(running.user.to_string()), ..Act::at(at) };
            self.settle_denial(&running, &act);
        }
        Ok(())
    }

    /// The code that the factor's device shows at that time: what a user would read off it.
    pub fn shown_code(&self, user: &UserId, factor: &FactorId, at: Timestamp) -> Option<Masked> {
        let factor = self.own_factor(user, factor).ok()?;
        let key = factor.secret.as_ref()?;
        match Way::of(&factor.kind) {
            Way::Timed | Way::Token => Some(otp::timed(key, at)),
            Way::Counted => Some(otp::counted(key, factor.counter)),
            Way::Typed => Some(otp::typed(factor.detail.get("public_id").map_or("", String::as_str), at)),
            _ => None,
        }
    }

    /// The code that was sent last for this factor, or what was handed to its key to sign.
    pub fn sent_code(&self, user: &UserId, factor: &FactorId) -> Option<&Masked> {
        let sent = self.outbox.iter().rev().find(|message| message.user == *user && message.factor == *factor);
        let asked = || self.challenge_of(user, factor).and_then(|running| running.expected.as_ref());
        let begun = || self.enrollment_of(user, factor).and_then(|running| running.expected.as_ref());
        sent.map(|message| &message.code).or_else(asked).or_else(begun)
    }

    fn taps_of(&self, login: &str) -> Vec<FactorId> {
        let Ok(person) = self.person_by_login(login) else { return Vec::new() };
        let answers = |kind| Way::of(kind) == Way::Tap || self.rules.keyed_in.contains(kind);
        person.factors.iter().filter(|factor| answers(&factor.kind)).map(|factor| factor.id.clone()).collect()
    }

    fn answer_first(&mut self, answer: Answer, meant: impl Fn(&Tap<'_>) -> bool) -> Result<()> {
        let asked = self.challenges.iter_mut().rev().find(|one| {
            let tap = Tap { user: &one.user, factor: &one.factor, id: &one.id, ends: one.ends };
            one.answer == Answer::None && meant(&tap)
        });
        let begun = self.enrollments.iter_mut().rev().find(|one| {
            let tap = Tap { user: &one.user, factor: &one.factor, id: &one.id, ends: one.ends };
            one.answer == Answer::None && meant(&tap)
        });
        let waiting = asked.map(|one| &mut one.answer).or(begun.map(|one| &mut one.answer));
        *waiting.ok_or_else(|| Error::new(ErrorKind::NotFound, "nothing waits for an answer"))? = answer;
        Ok(())
    }
}
