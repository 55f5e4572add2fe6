//! What every command is given.

mod ask;
mod connect;
mod desk;
mod input;
mod open;
mod operator;
mod program;
mod tenant;

pub(crate) use open::OpenChallenge;
pub(crate) use program::Program;
pub(crate) use tenant::Access;

use std::{
    io::BufRead,
    pin::Pin,
    sync::{Arc, Mutex},
};

use mfadir::{Config, Places, SystemSecrets};
use mfadir_core::Clock;
use mfadir_ops::patiently;

use crate::{
    args::{Format, Globals},
    exit::Exit,
    failure::{Failure, Outcome},
    machine::Machine,
    output::Output,
    sandbox::Demo,
    state::StateFolder,
    streams::{Streams, Terminals},
    surroundings::Surroundings,
};

/// An act on its way.
type Act<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Standard input, which a thread takes away while it waits for a line.
type Input = Arc<Mutex<Box<dyn BufRead + Send>>>;

/// One run: its flags, its surroundings, and where it writes.
pub(crate) struct Context {
    /// The flags that every command takes.
    pub globals: Globals,
    /// Data on standard output, talk on standard error.
    pub output: Output,
    /// All time comes from here.
    pub clock: Arc<dyn Clock>,
    /// What the run may know of the machine.
    pub surroundings: Surroundings,
    /// The command that this is a run of.
    pub program: Program,
    /// Whether the machine is sealed.
    pub machine: Machine,
    input: Input,
    terminals: Terminals,
    config: Option<Arc<Config>>,
    demo: Option<Demo>,
    open: Option<OpenChallenge>,
    writing: bool,
}

impl Context {
    /// A run with these flags. Fails where a setting of the environment is wrong.
    pub(crate) fn new(
        mut globals: Globals,
        surroundings: Surroundings,
        streams: Streams,
        clock: Arc<dyn Clock>,
        program: Program,
        machine: Machine,
    ) -> Outcome<Self> {
        globals.no_input |= surroundings.variable("MFADIR_NO_INPUT").is_some_and(|value| value != "0");
        globals.output = globals.output.or(format_of(&surroundings)?);
        let Streams { input, output, error, terminals } = streams;
        let format = globals.output.unwrap_or_default();
        let output = Output::new(output, error, terminals, &surroundings.variables).with(format, globals.quiet);
        let input = Arc::new(Mutex::new(input));
        Ok(Self {
            globals,
            output,
            clock,
            surroundings,
            program,
            machine,
            input,
            terminals,
            config: None,
            demo: None,
            open: None,
            writing: false,
        })
    }

    /// The configuration, read when it is first asked for.
    pub(crate) fn config(&mut self) -> Outcome<Arc<Config>> {
        if let Some(config) = &self.config {
            return Ok(config.clone());
        }
        let config = Arc::new(Config::load(&self.places())?);
        self.take_defaults(&config)?;
        self.config = Some(config.clone());
        Ok(config)
    }

    /// Has the configuration read again, after it was written.
    pub(crate) fn forget_config(&mut self) {
        self.config = None;
    }

    /// Where the configuration is: the file of the command line, or the usual ones.
    pub(crate) fn places(&self) -> Places {
        let usual = self.surroundings.places.clone();
        let named = self.globals.config.clone().or(usual.named);
        Places { named: named.map(|path| self.surroundings.folder.join(path)), ..usual }
    }

    /// Where state is kept between runs. On a sealed machine its configuration says so.
    pub(crate) fn state(&self) -> Outcome<StateFolder> {
        match &self.machine {
            Machine::Sealed(sealed) => Ok(StateFolder::at(sealed.state())),
            Machine::Open => StateFolder::of(&self.surroundings),
            Machine::Unclear(error) => Err(error.clone().into()),
        }
    }

    /// Who reads secrets where they are kept.
    pub(crate) fn secrets(&self) -> SystemSecrets {
        let secrets = self.surroundings.secrets();
        if self.machine.is_open() { secrets } else { secrets.on_sealed_machine() }
    }

    /// Says that from now on something may be changed, so that an interrupted run tells the user to look.
    pub(crate) fn about_to_write(&mut self) {
        self.writing = true;
    }

    /// Sees an act through that is about to be sent. Whoever interrupts it is waited for no longer than what is on its way
    /// usually takes; what follows the act then is found by the next run.
    pub(crate) async fn see_through<T>(&mut self, act: Act<'_, T>) -> Outcome<T> {
        self.about_to_write();
        let _hold = self.surroundings.interrupt.hold();
        match patiently(&self.surroundings.interrupt, &*self.clock, act).await {
            Some(came) => Ok(came),
            None => Err(self.interrupted().await),
        }
    }

    /// How an interrupted run fails, once what it waited for is taken back.
    pub(crate) async fn interrupted(&mut self) -> Failure {
        let failure = Failure::new(Exit::Interrupted, "interrupted");
        if let Some(told) = self.take_back().await {
            return failure.with_hint(told);
        }
        if self.writing {
            return failure.with_hint(
                "what was on its way may have been done: look before you go on; the next write tells what it finds",
            );
        }
        failure
    }

    /// Ends what the run started.
    pub(crate) async fn close(&mut self) -> Outcome<()> {
        match self.demo.take() {
            Some(demo) => demo.close().await,
            None => Ok(()),
        }
    }

    fn take_defaults(&mut self, config: &Config) -> Outcome<()> {
        if let (None, Some(name)) = (self.globals.output, config.output()) {
            let format = Format::named(name).map_err(|wrong| Failure::usage(format!("[defaults] output: {wrong}")))?;
            self.output = self.output.clone().with(format, self.globals.quiet);
        }
        Ok(())
    }
}

fn format_of(surroundings: &Surroundings) -> Outcome<Option<Format>> {
    let named = surroundings.variable("MFADIR_OUTPUT").map(Format::named).transpose();
    named.map_err(|wrong| Failure::usage(format!("MFADIR_OUTPUT: {wrong}")))
}
