//! What a run said.

use std::fmt;

use serde_json::Value;

/// A command line and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The words after the program's name.
    pub line: String,
    /// The exit code.
    pub exit: u8,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub error: String,
}

impl Told {
    /// Standard output as JSON; `null` where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.output).unwrap_or_default()
    }

    /// Kind and issuer of every item of a list in the output, sorted.
    pub fn factors(&self, list: &str) -> Vec<String> {
        let items = self.json()[list].as_array().cloned().unwrap_or_default();
        let word = |item: &Value, key: &str| item[key].as_str().map(str::to_owned);
        let name = |item: &Value| match (word(item, "kind"), word(item, "issuer")) {
            (Some(kind), Some(issuer)) => format!("{kind}@{issuer}"),
            (kind, _) => kind.unwrap_or_default(),
        };
        let mut names: Vec<_> = items.iter().map(name).collect();
        names.sort();
        names
    }

    /// Both streams.
    pub fn everything(&self) -> String {
        format!("{}{}", self.output, self.error)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "$ mfadir {}", self.line)?;
        f.write_str(&self.output)?;
        if !self.error.is_empty() {
            write!(f, "-- stderr\n{}", self.error)?;
        }
        writeln!(f, "-- exit {}", self.exit)
    }
}
