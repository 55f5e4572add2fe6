//! What a person answered to challenges for which no run waits any more.

use std::iter;

use mfadir_core::Operation;
use mfadir_ops::{Heard, Mandate, Matter, Occasion, Unheard, hear, tell};
use mfadir_policy::{Request, Target, Verb};

use super::{
    factor::{Open, warn_of},
    subject::Subject,
};
use crate::{context::Context, failure::Outcome, handle::HandleStore, output::clean, render::notice_line};

impl Subject {
    /// The challenges of the person whose answer can be asked for, whoever sent them and for whatever. None where nothing is
    /// to be done to them, or where the provider tells no answers.
    pub(super) fn unheard(&self, context: &Context) -> Vec<Open> {
        if !self.hears || !self.connection.write.profile().capabilities.offers(Operation::Poll) {
            return Vec::new();
        }
        let kept =
            context.state().and_then(|state| Open::all(&HandleStore::of(&state), &self.tenant.name, &self.user.id));
        match kept {
            Ok(kept) => kept.into_iter().filter(|open| !open.wants_words()).collect(),
            Err(failure) => {
                let login = &self.user.login;
                let why = failure.message();
                context.output.warn(clean(&format!("cannot tell which challenges of {login} are open: {why}")));
                Vec::new()
            }
        }
    }

    /// Asks once how each of them stands. A denial is written down and told; what has ended is forgotten; what cannot be
    /// asked now holds nothing up, since whoever is locked out may wait for it.
    pub(super) async fn hear(
        &self,
        context: &Context,
        mandate: &Mandate,
        open: impl Iterator<Item = Open>,
    ) -> Outcome<()> {
        let (open, clock): (Vec<Open>, _) = (open.collect(), &*context.clock);
        let unheard: Vec<Unheard> = open.iter().map(|open| self.of_open(context, mandate, open)).collect();
        let heard = hear(&*self.desk, clock, &*self.connection.write, &unheard).await;
        for ((open, unheard), heard) in iter::zip(&open, &unheard).zip(heard) {
            self.heard(context, open, &unheard.request, heard?).await?;
        }
        Ok(())
    }

    /// It is written down for the ticket that it was sent for, where it was sent for one.
    fn of_open(&self, context: &Context, mandate: &Mandate, open: &Open) -> Unheard {
        let entry = &open.entry;
        let ticket = entry.call.as_ref().and_then(|call| call.ticket().map(str::to_owned));
        let mandate = Mandate::of(mandate.operator().clone()).because(None, ticket);
        let factor = Target { id: entry.factor.clone(), factor_type: entry.factor_type.to_string() };
        let (tenant, user, targets) = (&self.tenant.name, &self.user, std::slice::from_ref(&factor));
        let matter = Matter { tenant, user, verb: Verb::Challenge, targets, mandate: &mandate };
        let request = matter.request(context.clock.now());
        Unheard { request, handle: open.handle(), expires_at: entry.expires_at, factor }
    }

    async fn heard(&self, context: &Context, open: &Open, request: &Request, heard: Heard) -> Outcome<()> {
        let what = clean(&format!("{} of {}", open.entry.factor_type, self.user.login)).into_owned();
        match heard {
            Heard::Open => return Ok(()),
            Heard::NotTold(error) => {
                let why = error.message();
                context.output.warn(clean(&format!("cannot tell whether the challenge of {what} was denied: {why}")));
                return Ok(());
            }
            Heard::Denied => {
                let text = format!("DENIED: {what} was asked{}, and it was not they who asked for it", sent(open));
                context.output.warn(clean(&format!("{text}. Somebody may be attacking them")));
                self.shout(context, request).await.iter().for_each(|line| context.output.say(line));
            }
            Heard::TimedOut => context.output.say(format!("nobody answered the earlier challenge of {what} in time")),
            Heard::Over => {}
        }
        HandleStore::of(&context.state()?).forget(&open.id)
    }

    /// Tells those who watch that the person denied a challenge; a line for each message.
    pub(super) async fn shout(&self, context: &Context, request: &Request) -> Vec<String> {
        let (user, clock, at) = (&self.user, &*context.clock, context.clock.now());
        let occasion = Occasion { user, request, changed: &[], denied: true, at };
        let (notices, unrecorded) = tell(&*self.desk, clock, &*self.connection.read, &occasion, &self.telling).await;
        warn_of(context, &unrecorded);
        notices.iter().map(notice_line).collect()
    }
}

/// By whom, and for which ticket.
fn sent(open: &Open) -> String {
    let Some(call) = &open.entry.call else { return String::new() };
    let ticket = call.ticket().map(|ticket| format!(" for {ticket}")).unwrap_or_default();
    format!(" by {}{ticket}", call.operator())
}
