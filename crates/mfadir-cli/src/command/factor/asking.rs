//! How a factor is challenged, as flags say it.

use std::{net::IpAddr, time::Duration};

use clap::Args;
use mfadir_core::{ChallengeRequest, Requester};

/// What the user sees of a challenge.
#[derive(Debug, Args)]
#[command(next_help_heading = "Challenge")]
pub(in crate::command) struct Asking {
    /// Have the user pick a number that is shown here, where the provider can
    #[arg(long)]
    number_matching: bool,

    /// The language of what is sent, such as `de` or `pt-BR`
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<String>,

    /// The provider's id of a message template
    #[arg(long, value_name = "ID")]
    template: Option<String>,

    /// How long what is sent stays good, where the provider lets one choose
    #[arg(long, value_name = "DURATION", value_parser = mfadir::duration)]
    lifetime: Option<Duration>,

    /// The address that the request comes from; the user's prompt shows where that is
    #[arg(long, value_name = "ADDRESS")]
    from_address: Option<IpAddr>,

    /// The program that the request comes from; the user's prompt shows it
    #[arg(long, value_name = "TEXT")]
    from_agent: Option<String>,
}

impl Asking {
    /// The request that the flags make.
    pub(in crate::command) fn request(&self) -> ChallengeRequest {
        ChallengeRequest {
            number_matching: self.number_matching,
            language: self.language.clone(),
            template: self.template.clone(),
            lifetime: self.lifetime,
            requester: Requester { user_agent: self.from_agent.clone(), address: self.from_address },
        }
    }
}

/// The shape of a tag (BCP 47), which is sent in a header.
pub(in crate::command) fn language(text: &str) -> Result<String, String> {
    let good = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if text.split('-').all(good) {
        return Ok(text.to_owned());
    }
    Err("expected a language tag such as `de` or `pt-BR`".to_owned())
}
