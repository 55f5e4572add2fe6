//! What an act owes: who is to be told of it, by which way, so that a run that is cut off leaves a trace of it.

use std::{fmt, str::FromStr};

use mfadir_policy::Audience;

use super::tell::{Telling, audiences};
use crate::desk::Desk;

/// One thing that is to follow an act. As text: `user/mail`, `ticket`, `sessions`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owed {
    /// Somebody is told by this way.
    Told(Audience, String),
    /// The ticket gets a note.
    Ticket,
    /// The person is signed out.
    Sessions,
}

/// The text names nothing that could be owed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is nothing that follows an act")]
pub struct NothingOwed(pub String);

impl fmt::Display for Owed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told(audience, by) => write!(f, "{}/{by}", audience.as_str()),
            Self::Ticket => f.write_str("ticket"),
            Self::Sessions => f.write_str("sessions"),
        }
    }
}

impl FromStr for Owed {
    type Err = NothingOwed;

    fn from_str(text: &str) -> Result<Self, NothingOwed> {
        let audience = |word: &str| {
            [Audience::User, Audience::Manager, Audience::Security].into_iter().find(|one| one.as_str() == word)
        };
        match text {
            "ticket" => Ok(Self::Ticket),
            "sessions" => Ok(Self::Sessions),
            text => {
                let told = text.split_once('/').and_then(|(whom, by)| Some(Self::Told(audience(whom)?, by.to_owned())));
                told.ok_or_else(|| NothingOwed(text.to_owned()))
            }
        }
    }
}

/// Whom an act is to be told to, by every way that reaches them, and the ticket where there is one.
pub fn owed(desk: &dyn Desk, telling: &Telling, ticket: Option<&str>) -> Vec<Owed> {
    let notifiers = desk.notifiers();
    let mut owed = Vec::new();
    for audience in audiences(false, telling) {
        let ways = notifiers.iter().filter(|notifier| telling.reaches(&***notifier, audience));
        owed.extend(ways.map(|notifier| Owed::Told(audience, notifier.name().to_owned())));
    }
    owed.extend((ticket.is_some() && desk.has_tickets()).then_some(Owed::Ticket));
    owed
}

#[cfg(test)]
mod tests {
    use mfadir_policy::Audience;

    use super::Owed;

    #[test]
    fn what_is_owed_is_read_as_it_is_written() {
        for owed in [Owed::Told(Audience::Security, "mail".to_owned()), Owed::Ticket, Owed::Sessions] {
            assert_eq!(owed.to_string().parse(), Ok(owed));
        }
        assert!("boss/mail".parse::<Owed>().is_err());
    }
}
