//! A policy as people write it: what it says over what it extends.

mod layer;
mod over;
mod section;

use std::{collections::BTreeMap, path::Path};

use serde::de::DeserializeOwned;

use super::{Policy, preset::Preset};
use crate::{place::Place, rule::Rule};
use section::Written;

/// Reads the text of a policy file. The name of one that another extends is joined to the folder of that other one's.
pub type Files<'a> = dyn Fn(&str) -> Result<String, String> + 'a;

/// How many files may extend one another.
const DEEPEST: usize = 8;

/// A policy cannot be used: where that stands, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct BadPolicy {
    /// The file as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// A file that is being read.
pub(crate) struct Source<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
}

impl Source<'_> {
    /// What the text says; where it is not written as it should be, where and why.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, BadPolicy> {
        toml::from_str(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.bad(at, error.message().replace('\n', ", "))
        })
    }

    /// What is wrong at this byte.
    pub(crate) fn bad(&self, at: usize, message: impl Into<String>) -> BadPolicy {
        let before = &self.text[..self.text.floor_char_boundary(at)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        BadPolicy {
            file: self.name.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
        }
    }

    /// The line of this byte.
    pub(crate) fn place(&self, at: usize) -> Place {
        Place { file: self.name.to_owned(), line: self.bad(at, "").line }
    }
}

impl Policy {
    /// The policy of this name: `strict`, `open`, or a file that `files` gives the text of.
    pub fn named(name: &str, files: &Files<'_>) -> Result<Self, BadPolicy> {
        let text = match Preset::named(name) {
            Some(preset) => return Ok(preset.policy()),
            None => files(name).map_err(|message| Source { name, text: "" }.bad(0, message))?,
        };
        Self::read(name, &text, files)
    }

    /// Reads a policy file's text.
    pub fn read(name: &str, text: &str, files: &Files<'_>) -> Result<Self, BadPolicy> {
        let Stack { preset, layers } = Stack::read(&Source { name, text }, files)?;
        layer::over(preset, layers)
    }
}

/// The files that extend one another, the lowest first, and what that one extends.
pub(super) struct Stack {
    preset: Preset,
    layers: Vec<Layer>,
}

/// One file.
pub(super) struct Layer {
    name: String,
    text: String,
    written: Written,
}

impl Layer {
    fn of(source: &Source<'_>) -> Result<Self, BadPolicy> {
        Ok(Self { name: source.name.to_owned(), text: source.text.to_owned(), written: source.parse()? })
    }

    fn source(&self) -> Source<'_> {
        Source { name: &self.name, text: &self.text }
    }
}

impl Stack {
    fn read(source: &Source<'_>, files: &Files<'_>) -> Result<Self, BadPolicy> {
        let mut layers = vec![Layer::of(source)?];
        loop {
            let top = &layers[layers.len() - 1];
            let extends = &top.written.extends;
            let (name, at) = (extends.get_ref(), extends.span().start);
            if let Some(preset) = Preset::named(name) {
                layers.reverse();
                return Ok(Self { preset, layers });
            }
            if layers.len() > DEEPEST {
                return Err(top.source().bad(at, "the files extend one another without an end"));
            }
            let name = beside(&top.name, name);
            let text = files(&name).map_err(|message| top.source().bad(at, message))?;
            layers.push(Layer::of(&Source { name: &name, text: &text })?);
        }
    }
}

/// The name of a file, seen from where the one stands that names it.
fn beside(file: &str, name: &str) -> String {
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    folder.join(name).display().to_string()
}

type Places = BTreeMap<Rule, Place>;
