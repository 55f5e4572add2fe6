//! Which factor the caller is asked for.

use mfadir_core::Factor;
use mfadir_ops::{Candidate, FactorSelector, Facts, Guard, Mandate, candidate, candidates, candidates_now};

use crate::{
    command::factor::{Way, pick},
    exit::Exit,
    failure::{Failure, Outcome},
    output::{clean, ticket_flag},
};

/// The factor that is named, or the strongest that can be asked now. With a code in hand one that takes codes is meant.
/// Where only what was asked before stands against all of them, the rule about that says so.
pub(super) fn choose(
    (facts, guard): (&Facts, &Guard),
    named: Option<&FactorSelector>,
    has_proof: bool,
    mandate: &Mandate,
) -> Outcome<Factor> {
    let otherwise = || otherwise(facts, guard, mandate.ticket());
    let all = candidates(facts, &guard.lost, &guard.policy)?;
    if let Some(selector) = named {
        let factor = pick(facts, selector)?;
        return ready(candidate(facts, &factor, &guard.lost, &guard.policy), facts, otherwise);
    }
    let fits = |one: &&Candidate| {
        let way = Way::of(one.factor.kind(), &facts.profile.capabilities);
        one.is_ready() && !(has_proof && way == Way::Tapped)
    };
    let now = candidates_now(facts, mandate, guard)?;
    match now.iter().chain(&all).find(fits) {
        Some(strongest) => Ok(strongest.factor.clone()),
        None => Err(none(&all, facts).with_hint(otherwise())),
    }
}

fn ready(candidate: Candidate, facts: &Facts, otherwise: impl Fn() -> String) -> Outcome<Factor> {
    let Candidate { factor, obstacle } = candidate;
    match obstacle {
        None => Ok(factor),
        Some(why) => {
            let message = format!("{} of {} cannot prove the caller: {why}", factor.factor_type, facts.user.login);
            Err(Failure::new(Exit::Proof, clean(&message)).with_hint(otherwise()))
        }
    }
}

fn none(all: &[Candidate], facts: &Facts) -> Failure {
    let why = |one: &Candidate| {
        let why = one.obstacle.as_ref().map_or_else(|| "it takes no code".to_owned(), ToString::to_string);
        clean(&format!("{}: {why}", one.factor.factor_type)).into_owned()
    };
    Failure::new(Exit::Proof, format!("no factor of {} can prove the caller now", facts.user.login))
        .with_details(all.iter().map(why))
}

/// What can be done where factors prove nothing.
fn otherwise(facts: &Facts, guard: &Guard, ticket: Option<&str>) -> String {
    let methods: Vec<&str> = guard.policy.receipt.attested.keys().map(|method| method.as_str()).collect();
    let Some((first, others)) = methods.split_first() else {
        return "the policy takes nobody's word for a caller: hand it to a lead".to_owned();
    };
    let who = format!("{}:{}", facts.profile.tenant, facts.user.login);
    let vouch = format!("have somebody vouch: `mfadir verify {who}{} --by {first} --attest TEXT`", ticket_flag(ticket));
    if others.is_empty() { vouch } else { format!("{vouch}; {} would do too", others.join(", ")) }
}
