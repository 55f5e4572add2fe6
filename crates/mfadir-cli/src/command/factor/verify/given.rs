//! The proof that the command line or the person at the terminal gives.

use std::path::PathBuf;

use clap::Args;
use mfadir_core::{Expects, Proof};
use mfadir_ops::{code, two_codes};

use crate::{
    args::NoFile,
    command::factor::signature,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// No answer that a person remembers is longer.
const LONGEST_ANSWER: usize = 1000;

/// A proof, as flags say it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Proof")]
pub(in crate::command) struct Given {
    /// The code that the user reads out
    #[arg(long, value_name = "CODE", group = "proof")]
    code: Option<String>,

    /// The code that follows it, for a token that wants two
    #[arg(long, value_name = "CODE", requires = "code")]
    next_code: Option<String>,

    /// The answer to the user's security question
    #[arg(long, value_name = "TEXT", group = "proof")]
    answer: Option<String>,

    /// A file with what the user's browser or key made of the challenge, as JSON; `-` is standard input
    #[arg(long, value_name = "FILE", group = "proof", add = NoFile::INPUT)]
    assertion: Option<PathBuf>,
}

impl Given {
    /// Whether something was said.
    pub(in crate::command) fn is_something(&self) -> bool {
        self.code.is_some() || self.answer.is_some() || self.assertion.is_some()
    }

    /// What was said. What can be no proof at all is not sent.
    pub(in crate::command) async fn proof(&self, context: &Context) -> Outcome<Option<Proof>> {
        match (&self.code, &self.next_code, &self.answer, &self.assertion) {
            (Some(one), Some(next), ..) => Ok(Some(two_codes(one, next)?)),
            (Some(one), ..) => Ok(Some(code(one)?)),
            (_, _, Some(text), _) => answer(text).map(Some),
            (.., Some(file)) => signature::read(file, context).await.map(Some),
            _ => Ok(None),
        }
    }

    /// What was said, or what the person at the terminal says.
    pub(in crate::command) async fn or_asked(&self, expects: Expects, context: &mut Context) -> Outcome<Proof> {
        if let Some(proof) = self.proof(context).await? {
            return Ok(proof);
        }
        match expects {
            Expects::Answer => answer(&context.ask("the answer", "--answer TEXT").await?),
            Expects::Signature => Err(unsigned()),
            Expects::TwoCodes => {
                let one = context.ask("the code", "--code CODE").await?;
                let next = context.ask("the code that follows it", "--next-code CODE").await?;
                Ok(two_codes(&one, &next)?)
            }
            _ => Ok(code(&context.ask("the code", "--code CODE").await?)?),
        }
    }
}

/// What a signature has to be made of, and where it is handed in.
pub(in crate::command) fn unsigned() -> Failure {
    Failure::new(Exit::Proof, "this factor answers with a signature, which a browser or key makes")
        .with_hint("`mfadir factor challenge` tells what to sign; hand the answer in with --assertion FILE")
}

fn answer(text: &str) -> Outcome<Proof> {
    let length = text.trim().chars().count();
    if (1..=LONGEST_ANSWER).contains(&length) {
        return Ok(Proof::Answer(text.into()));
    }
    let message = format!("an answer has between 1 and {LONGEST_ANSWER} characters, and this one has {length}");
    Err(Failure::new(Exit::Proof, message).with_hint("ask the user once more"))
}
