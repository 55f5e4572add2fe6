//! How the caller proves who they are.

use mfadir_core::Kind;
use mfadir_policy::Attested;

use super::call::Call;
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// The command that verifies the caller: by their strongest factor, or else by somebody's word.
pub(super) async fn choose(context: &mut Context, call: &Call) -> Outcome<Vec<String>> {
    let verify = call.words_with_lost(&["verify"]);
    let Some(factor) = call.strongest() else { return vouched(context, call, verify).await };
    context.output.tell(match factor.kind() {
        Kind::Push => {
            "say: \"I send a request to your phone. Approve it only if the number is the one that I tell you.\""
        }
        _ => "say: \"Please read me the code that your device shows. I will not ask you for a password.\"",
    });
    let numbers = (*factor.kind() == Kind::Push).then(|| "--number-matching".to_owned());
    Ok(verify.into_iter().chain(numbers).collect())
}

async fn vouched(context: &mut Context, call: &Call, verify: Vec<String>) -> Outcome<Vec<String>> {
    let login = &call.facts.user.login;
    let taken: Vec<&str> = call.guard.policy.receipt.attested.keys().map(|method| method.as_str()).collect();
    if taken.is_empty() {
        let failure = Failure::new(Exit::Proof, format!("nothing can prove now that the caller is {login}"));
        return Err(failure.with_hint("hand it to a lead"));
    }
    context.output.tell(&format!("no factor of {login} can be asked. Call back on a number that you knew before."));
    let method = context.ask(&format!("who vouches ({})", taken.join(", ")), "--by METHOD").await?;
    let method: Attested = method.parse().map_err(Failure::usage)?;
    let text = context.ask("how they know that it is the caller", "--attest TEXT").await?;
    let said = [format!("--by={method}"), format!("--attest={text}")];
    Ok(verify.into_iter().chain(said).collect())
}
