//! Whom a call is about, for which ticket, and what is lost.

use mfadir_ops::{Lost, Rule};
use mfadir_policy::Refusal;

use super::{Arguments, call::Call, tell};
use crate::{
    command::subject::Subject,
    context::{Access, Context},
    exit::Exit,
    failure::{Failure, Outcome},
    output::clean,
};

/// Finds the person and looks at the ticket. A slip is asked about once more, where somebody can be asked.
pub(super) async fn begin(context: &mut Context, arguments: Arguments) -> Outcome<Call> {
    let Arguments { whom, lost, lifting } = arguments;
    if context.can_ask() && context.globals.ticket.is_none() {
        let ticket = context.ask("the ticket that this call is for, or nothing", "--ticket ID").await?;
        context.globals.ticket = Some(ticket).filter(|ticket| !ticket.is_empty());
    }
    let subject = find(context, whom.user).await?;
    let mandate = lifting.mandate(context, [])?;
    let mut call = Call::begin(context, subject, (mandate, lifting.words())).await?;
    while let Some(refusal) = call.ticket_refusal() {
        if !context.can_ask() {
            break;
        }
        ask_ticket(context, &refusal).await?;
        call.mandate = lifting.mandate(context, [])?;
        call.refresh(context).await?;
    }
    call.lose(lost)?;
    Ok(call)
}

async fn find(context: &mut Context, mut user: String) -> Outcome<Subject> {
    loop {
        match Subject::find(context, &user, Access::Write).await {
            Err(failure) if failure.exit() == Exit::NotFound && context.can_ask() => {
                tell(context, &failure);
                user = context.ask("who is it, or nothing to stop", "USER").await?;
                if user.is_empty() {
                    return Err(failure);
                }
            }
            found => return found,
        }
    }
}

async fn ask_ticket(context: &mut Context, refusal: &Refusal) -> Outcome<()> {
    let refused = Failure::new(Exit::Refused, clean(&format!("refused: {refusal}")));
    tell(context, &refused);
    let ticket = context.ask("the ticket that this call is for, or nothing to stop", "--ticket ID").await?;
    if ticket.is_empty() {
        return Err(match &refusal.next {
            Some(next) => refused.with_hint(clean(next)),
            None => refused,
        });
    }
    context.globals.ticket = Some(ticket);
    Ok(())
}

/// Asks what is lost, where nobody said it: what proves nothing, and what has to go, depends on it.
pub(super) async fn ask_lost(context: &mut Context, call: &mut Call) -> Outcome<()> {
    if !call.lost.is_empty() {
        return Ok(());
    }
    context.output.tell("ask: \"What do you have no longer: the phone, a key, everything?\"");
    loop {
        let said = context.ask("what is lost: phone, all, a factor, or nothing", "--lost FACTOR").await?;
        if said.is_empty() || said == "nothing" {
            return Ok(());
        }
        let Ok(lost) = said.parse::<Lost>();
        match call.lose(vec![lost]) {
            Ok(()) => return Ok(()),
            Err(failure) => tell(context, &failure),
        }
    }
}

impl Call {
    /// The rule about tickets, where it stands against everything that could be done here.
    fn ticket_refusal(&self) -> Option<Refusal> {
        self.refusals(mfadir_policy::Verb::Challenge).into_iter().find(|refusal| refusal.rule == Rule::Ticket)
    }
}
