//! `sandbox push USER approve|deny`

use clap::{Args, ValueEnum};
use mfadir_core::UserId;
use reqwest::{Client, StatusCode};
use serde_json::json;
use url::Url;

use super::control::{addresses, unreachable};
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    sandbox::Demo,
};

/// The arguments of `sandbox push`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The login of the user, or the id of the factor or of the challenge
    user: UserId,
    /// What the user does
    answer: Answer,
}

/// What can be done with a push.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Answer {
    /// Taps yes
    Approve,
    /// Taps no
    Deny,
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let demo = Demo::open(&context.state()?, &context.clock).await?;
    let answered = answer(&demo, arguments, &context.globals.tenants).await;
    demo.close().await?;
    context.output.say(format!("answered on {}", answered?));
    Ok(Exit::Done)
}

/// The first of the demo tenants on which something waits is the one that is meant.
async fn answer(demo: &Demo, arguments: &Arguments, wanted: &[String]) -> Outcome<String> {
    for (tenant, address) in addresses(demo, wanted) {
        if tap(address, arguments).await? {
            return Ok(tenant);
        }
    }
    let message = format!("no push of {} waits for an answer", arguments.user.as_str().escape_debug());
    Err(Failure::new(Exit::NotFound, message).with_hint("`mfadir factor challenge USER push` sends one"))
}

/// Whether something waited there.
async fn tap(address: &str, arguments: &Arguments) -> Outcome<bool> {
    let mut url: Url = address.parse().map_err(|_| Failure::new(Exit::Failed, "the sandbox has no address"))?;
    if let Ok(mut path) = url.path_segments_mut() {
        path.extend(["_sandbox", "push", arguments.user.as_str()]);
    }
    let word = match arguments.answer {
        Answer::Approve => "approve",
        Answer::Deny => "deny",
    };
    let body = json!({ "answer": word }).to_string();
    let answered = Client::new().post(url).body(body).send().await.map_err(|error| unreachable(address, error))?;
    Ok(answered.status() == StatusCode::NO_CONTENT)
}
