//! How the caller proves who they are.

use mfadir_core::{Factor, Kind};
use mfadir_policy::{Attested, Receipt};

use super::{account::Account, act::Act, approval::hand_over, call::Call, play, tell};
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::clean,
};

/// Who proves the caller.
#[derive(Clone, Debug)]
enum Way {
    Factor(Box<Factor>),
    Word(Attested),
}

/// Verifies the caller: by their strongest factor, and where that comes to nothing by whatever is left. A denial ends it.
pub(super) async fn prove(context: &mut Context, account: &Account, call: &mut Call) -> Outcome<()> {
    if !call.needs_proof() {
        context.output.say(already(call));
        return Ok(());
    }
    if let Some(denied) = call.denial() {
        return Err(denied);
    }
    let mut way = first(context, call).await?;
    let mut last = nothing_proves(call);
    while let Some(chosen) = way {
        let words = words(context, call, &chosen).await?;
        match play(context, account, &words).await {
            Ok(_) => return call.refresh(context).await,
            Err(failure) => last = failure,
        }
        if let Some(handed_over) = hand_over(context, call, &last).await {
            return Err(handed_over);
        }
        if last.exit() != Exit::Proof {
            return Err(last);
        }
        call.refresh(context).await?;
        if call.denial().is_some() {
            return Err(last);
        }
        tell(context, &last);
        way = choose(context, call).await?;
    }
    Err(last)
}

async fn first(context: &mut Context, call: &Call) -> Outcome<Option<Way>> {
    if let Some(factor) = call.strongest() {
        return Ok(Some(Way::Factor(Box::new(factor.clone()))));
    }
    context.output.tell(&format!("no factor of {} can be asked; somebody may vouch for them", login(call)));
    choose(context, call).await
}

fn already(call: &Call) -> String {
    let receipt = call.guard.receipt.as_ref().and_then(|signed| signed.read::<Receipt>().ok());
    let Some(receipt) = receipt else { return "nobody asks for a proof".to_owned() };
    format!("the caller was verified: {}, until {}", receipt.id, receipt.until.strftime("%H:%M UTC"))
}

/// What can be tried now: every factor that can be asked, then whoever may vouch. Nothing where the operator stops.
async fn choose(context: &mut Context, call: &Call) -> Outcome<Option<Way>> {
    let factors = call.ready().map(|factor| Way::Factor(Box::new(factor.clone())));
    let words = call.guard.policy.receipt.attested.keys().map(|method| Way::Word(*method));
    let ways: Vec<Way> = factors.chain(words).collect();
    if ways.is_empty() {
        return Err(nothing_proves(call));
    }
    let titles: Vec<String> = ways.iter().map(Way::title).collect();
    let picked = super::act::pick(context, &titles, "stop here").await?;
    Ok(picked.map(|number| ways[number].clone()))
}

fn nothing_proves(call: &Call) -> Failure {
    let message = format!("nothing can prove now that the caller is {}", login(call));
    Failure::new(Exit::Proof, message).with_hint("hand it to a lead")
}

/// The command that verifies the caller this way, once the caller was told what comes.
async fn words(context: &mut Context, call: &Call, way: &Way) -> Outcome<Vec<String>> {
    let mut verify = call.words_with_lost(&["verify"]);
    verify.extend(call.lifting.iter().cloned());
    verify.extend(Act::only(call).map(|verb| format!("--purpose={verb}")));
    match way {
        Way::Factor(factor) => {
            // What a rule stands against is not sent, and so not announced: the command says which.
            if call.may_ask(factor) {
                context.output.tell(saying(factor.kind()));
            }
            if call.strongest().map(|strongest| &strongest.id) != Some(&factor.id) {
                verify.extend(["--factor".to_owned(), format!("id:{}", factor.id)]);
            }
            verify.extend((*factor.kind() == Kind::Push).then(|| "--number-matching".to_owned()));
        }
        Way::Word(method) => {
            context.output.tell(calling(*method));
            let text = attestation(context).await?;
            verify.extend([format!("--by={method}"), format!("--attest={text}")]);
        }
    }
    Ok(verify)
}

async fn attestation(context: &mut Context) -> Outcome<String> {
    loop {
        let text = context.ask("who vouches, and how they know that it is the caller", "--attest TEXT").await?;
        if !text.is_empty() {
            return Ok(text);
        }
    }
}

fn saying(kind: &Kind) -> &'static str {
    match kind {
        Kind::Push => {
            "say: \"I send a request to your phone. Approve it only if the number is the one that I tell you.\""
        }
        Kind::Sms | Kind::Email => {
            "say: \"I send you a code. Please read it to me. I will not ask you for a password.\""
        }
        Kind::Voice => "say: \"A machine calls you with a code. Please read it to me.\"",
        _ => "say: \"Please read me the code that your device shows. I will not ask you for a password.\"",
    }
}

fn calling(method: Attested) -> &'static str {
    match method {
        Attested::Manager => {
            "say: \"I call your manager, on the number that we have.\" Do not take one from the caller."
        }
        Attested::InPerson => "say: \"Please come to the desk, with your badge.\"",
        Attested::Callback => {
            "say: \"I call you back.\" Take the number that you knew before, not one from the caller."
        }
        Attested::IdDocument => "say: \"Please show me an identity document.\" Compare name and face.",
    }
}

fn login(call: &Call) -> String {
    clean(&call.facts.user.login).into_owned()
}

impl Way {
    fn title(&self) -> String {
        match self {
            Self::Factor(factor) => clean(&format!("ask {}", factor.factor_type)).into_owned(),
            Self::Word(Attested::Manager) => "their manager vouches".to_owned(),
            Self::Word(Attested::InPerson) => "they come to the desk".to_owned(),
            Self::Word(Attested::Callback) => "call them back on a number that you knew".to_owned(),
            Self::Word(Attested::IdDocument) => "they show an identity document".to_owned(),
        }
    }
}
