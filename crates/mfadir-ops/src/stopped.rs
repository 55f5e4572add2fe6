//! What stops a write at the moment when it is sent.

use mfadir_core::{Error, ErrorKind};
use mfadir_policy::Refusal;

/// Why a write is not sent.
#[derive(Debug)]
pub enum Stopped {
    /// Rules stand against it that did not when it was decided: something happened since.
    Refused {
        /// What stands against it.
        refusals: Vec<Refusal>,
        /// Why the refusal itself could not be written down, as a clause.
        unrecorded: Option<String>,
    },
    /// It cannot be written down.
    Unrecorded(Error),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Unrecorded(error)
    }
}

impl From<Stopped> for Error {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Refused { refusals, unrecorded } => refused(&refusals, unrecorded),
            Stopped::Unrecorded(error) => not_recorded(error),
        }
    }
}

/// Each rule and where it stands, with the next steps as the hint.
fn refused(refusals: &[Refusal], unrecorded: Option<String>) -> Error {
    let rules = refusals.iter().map(ToString::to_string);
    let unrecorded = unrecorded.map(|why| format!("that this was refused could not be recorded: {why}"));
    let text: Vec<String> = rules.chain(unrecorded).collect();
    let error = Error::new(ErrorKind::Refused, format!("refused just before it was sent: {}", text.join("; ")));
    let next: Vec<&str> = refusals.iter().filter_map(|refusal| refusal.next.as_deref()).collect();
    if next.is_empty() { error } else { error.with_hint(next.join("; ")) }
}

fn not_recorded(error: Error) -> Error {
    let hint = error.hint().map(str::to_owned);
    let refused = Error::new(ErrorKind::Refused, format!("it could not be recorded, so it was not done: {error}"));
    let refused = refused.with_source(error);
    match hint {
        Some(hint) => refused.with_hint(hint),
        None => refused,
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Error, ErrorKind};
    use mfadir_policy::{Refusal, Rule};

    use super::Stopped;

    #[test]
    fn a_refusal_names_each_rule_and_the_next_steps() {
        let refusals = vec![
            Refusal::new(Rule::Receipt, "the receipt was used already").next("verify the caller"),
            Refusal::new(Rule::Denial, "ada denied a challenge").next("tell security"),
        ];
        let error = Error::from(Stopped::Refused { refusals, unrecorded: None });
        let text = "the receipt was used already (rule receipt); ada denied a challenge (rule denial)";
        assert_eq!(error.message(), format!("refused just before it was sent: {text}"));
        assert_eq!((error.kind(), error.hint()), (ErrorKind::Refused, Some("verify the caller; tell security")));
    }

    #[test]
    fn what_could_not_be_written_down_is_told_with_its_own_hint() {
        let full = Error::new(ErrorKind::Unavailable, "the disk is full").with_hint("look at the disk");
        let error = Error::from(Stopped::from(full));
        assert_eq!(error.message(), "it could not be recorded, so it was not done: the disk is full");
        assert_eq!((error.kind(), error.hint()), (ErrorKind::Refused, Some("look at the disk")));
        let refusals = vec![Refusal::new(Rule::Denial, "ada denied a challenge")];
        let both = Error::from(Stopped::Refused { refusals, unrecorded: Some("the disk is full".to_owned()) });
        assert!(both.message().ends_with("; that this was refused could not be recorded: the disk is full"), "{both}");
    }
}
