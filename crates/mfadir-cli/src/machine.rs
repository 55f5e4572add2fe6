//! Whether this machine is sealed, which is known before anything else is done.

mod process;

pub(crate) use process::confine;

use std::path::PathBuf;

use mfadir::{ConfigError, Places, Sealed};

use crate::{failure::Outcome, surroundings::Surroundings};

/// What the system's file says of the machine.
#[derive(Clone, Debug, Default)]
pub(crate) enum Machine {
    /// Nothing: whoever runs the command does it with their own rights.
    #[default]
    Open,
    /// That it is sealed: whoever calls may be somebody else than whose rights the command has.
    Sealed(Sealed),
    /// It cannot be told. What is refused where it is sealed is refused too.
    Unclear(ConfigError),
}

impl Machine {
    /// Looks into the system's file, where there is one.
    pub(crate) fn of(places: &Places) -> Self {
        match Sealed::of(places) {
            Ok(None) => Self::Open,
            Ok(Some(sealed)) => Self::Sealed(sealed),
            Err(error) => Self::Unclear(error),
        }
    }

    /// Whether nothing is refused and all is taken.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }

    /// Refuses `what`, to stand before "is not taken", unless the machine is open.
    pub(crate) fn refuse(&self, what: &str) -> Outcome<()> {
        match self {
            Self::Open => Ok(()),
            Self::Sealed(sealed) => Err(sealed.refuse(what).into()),
            Self::Unclear(error) => Err(error.clone().into()),
        }
    }

    /// Refuses arguments that name files: they would be opened with the rights of the service account, not with those of
    /// whoever gave them.
    pub(crate) fn refuse_files(&self, named: &[String]) -> Outcome<()> {
        let Some(argument) = named.first() else { return Ok(()) };
        let hint = "standard input and output are taken: `-` where a file is read, `>` where one is written";
        match (self.refuse(argument), self) {
            (Err(failure), Self::Sealed(_)) => Err(failure.with_hint(hint)),
            (refused, _) => refused,
        }
    }

    /// Refuses variables that name files.
    pub(crate) fn refuse_variables(&self, surroundings: &Surroundings) -> Outcome<()> {
        match self {
            Self::Sealed(sealed) => Ok(sealed.check_variables(|name| surroundings.variables.get(name).cloned())?),
            Self::Open | Self::Unclear(_) => Ok(()),
        }
    }

    /// The surroundings as far as they count here: neither most of the variables nor the working folder, which are the
    /// caller's.
    pub(crate) fn confine(&self, surroundings: Surroundings) -> Surroundings {
        if self.is_open() {
            return surroundings;
        }
        let places = Places { user: None, named: surroundings.places.named, ..surroundings.places };
        let variables = surroundings.variables.on_sealed_machine();
        Surroundings { variables, places, folder: PathBuf::from("/"), ..surroundings }
    }
}
