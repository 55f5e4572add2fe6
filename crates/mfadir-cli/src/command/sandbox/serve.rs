//! `sandbox serve`

use std::{fs::File, net::SocketAddr, time::Duration};

use clap::Args;
use jiff::SignedDuration;
use mfadir_sandbox::{Dpop, Engine, Headers, OneLoginShapes, Options, Sandbox, Switches};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    sandbox::{House, Served, broken},
};

/// The arguments of `sandbox serve`.
#[derive(Debug, Args)]
#[command(after_help = "When it is ready, one line of JSON on standard output says where the tenants are and which \
    credentials they take. Commands on the demo tenants use it as long as it runs.")]
pub(super) struct Arguments {
    /// Where the Okta dialect listens: a loopback address, such as 127.0.0.1:8080
    #[arg(long, value_name = "ADDR")]
    okta: Option<SocketAddr>,
    /// Where the OneLogin dialect listens
    #[arg(long, value_name = "ADDR")]
    onelogin: Option<SocketAddr>,
    /// Where the desk's ticket system and its receiver of webhooks listen
    #[arg(long, value_name = "ADDR")]
    desk: Option<SocketAddr>,
    /// Where the desk takes mail
    #[arg(long, value_name = "ADDR")]
    smtp: Option<SocketAddr>,
    /// How many numbered people there are beside the named ones, in a fresh state
    #[arg(long, value_name = "N")]
    people: Option<usize>,
    /// Throw the stored state away first
    #[arg(long)]
    fresh: bool,
    /// How many requests each rate bucket allows in its window
    #[arg(long, value_name = "N")]
    rate_limit: Option<u64>,

    #[command(flatten)]
    choices: Choices,
}

/// How the tenants behave where real ones differ.
#[derive(Debug, Args)]
#[command(next_help_heading = "Where real tenants differ")]
struct Choices {
    /// Which engine the Okta organisation runs on
    #[arg(long, value_name = "idx|v1", value_parser = word::<Engine>, default_value = "idx")]
    engine: Engine,
    /// How old the headers of the Okta dialect are
    #[arg(long, value_name = "current|classic", value_parser = word::<Headers>, default_value = "current")]
    headers: Headers,
    /// Whether a service app must prove that it holds the key of its token
    #[arg(long, value_name = "optional|required", value_parser = word::<Dpop>, default_value = "optional")]
    dpop: Dpop,
    /// How long after a change the provider's log shows it [default: at once]
    #[arg(long, value_name = "DURATION", value_parser = mfadir::duration)]
    events_delay: Option<Duration>,
    /// How many requests are answered at once; one more is refused
    #[arg(long, value_name = "N")]
    concurrency: Option<u32>,
    /// What the OneLogin dialect answers where the vendor's documents and live tenants disagree
    #[arg(long, value_name = "live-like|docs|python-4", default_value = "live-like")]
    onelogin_shapes: OneLoginShapes,
}

impl Choices {
    fn switches(&self) -> Switches {
        let delay = self.events_delay.unwrap_or_default();
        Switches {
            engine: self.engine,
            headers: self.headers,
            dpop: self.dpop,
            events_delay: SignedDuration::try_from(delay).unwrap_or(SignedDuration::MAX),
            concurrency: self.concurrency,
            ..Switches::default()
        }
    }
}

/// One of the words that a choice has.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(Value::from(text)).map_err(|error| error.to_string())
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    arguments.check()?;
    let house = House::of(&context.state()?)?;
    let _lock = alone(&house)?;
    let sandbox = start(&arguments, &house, context).await?;
    let ready =
        serde_json::to_string(sandbox.ready()).map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    house.publish(&ready)?;
    let told = context.output.line(sandbox.ready());
    if told.is_ok() {
        context.surroundings.interrupt.tripped().await;
    }
    house.unpublish();
    sandbox.stop().await.map_err(|error| broken(&error))?;
    told.map(|_| Exit::Done)
}

impl Arguments {
    fn check(&self) -> Outcome<()> {
        match [self.okta, self.onelogin, self.desk, self.smtp]
            .into_iter()
            .flatten()
            .find(|address| !address.ip().is_loopback())
        {
            Some(address) => Err(Failure::usage(format!("{address} is not on this machine alone"))
                .with_hint("the sandbox's credentials protect nothing: use 127.0.0.1 or [::1]")),
            None => Ok(()),
        }
    }
}

/// The lock that makes this process the one that serves.
fn alone(house: &House) -> Outcome<File> {
    let failure = match house.enter()? {
        Served::Here(lock) => return Ok(lock),
        Served::Elsewhere(ready) => {
            let addresses: Vec<&str> =
                ready.as_object().into_iter().flatten().filter_map(|(_, access)| url(access)).collect();
            Failure::new(Exit::Failed, format!("a sandbox is served already, at {}", addresses.join(" and ")))
        }
        Served::Busy => Failure::new(Exit::Failed, "a command uses the demo tenants at the moment"),
    };
    Err(failure.with_hint("another one needs a state folder of its own: set MFADIR_STATE"))
}

fn url(access: &Value) -> Option<&str> {
    access.get("url")?.as_str()
}

async fn start(arguments: &Arguments, house: &House, context: &Context) -> Outcome<Sandbox> {
    let usual = Options::new(context.clock.clone());
    let options = Options {
        okta: arguments.okta.unwrap_or(usual.okta),
        onelogin: arguments.onelogin.unwrap_or(usual.onelogin),
        desk: arguments.desk.unwrap_or(usual.desk),
        smtp: arguments.smtp.unwrap_or(usual.smtp),
        people: arguments.people.unwrap_or(usual.people),
        rate_limit: arguments.rate_limit,
        state: Some(house.state_file()),
        fresh: arguments.fresh,
        switches: arguments.choices.switches(),
        onelogin_shapes: arguments.choices.onelogin_shapes,
        ..usual
    };
    Sandbox::start(options).await.map_err(|error| broken(&error))
}
