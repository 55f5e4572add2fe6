//! The vendors' own API documents as judges: of the sandbox's answers, of the requests that our backends send, and of what
//! the sandbox does with requests that nobody thought of.

mod answers;
mod copy;
mod fuzzing;
mod requests;

use std::path::{Path, PathBuf};

use anyhow::Result;

use self::copy::Copies;
use super::{
    prism, python,
    tally::{Line, Outcome, Tally},
};

const ANSWERS: &str = "the sandbox behind Okta's document";
const REQUESTS: &str = "our requests to mocks of both documents";
const FUZZING: &str = "the sandbox under tests made from both documents";

/// What reads the documents, and brings a reader of YAML along.
const PACKAGE: &str = "schemathesis==4.32.5";

/// Lets the documents judge, where they and what reads them can be had.
pub(crate) fn run(root: &Path, documents: Option<&Path>, tally: &mut Tally) -> Result<()> {
    let ready = match ready(root, documents) {
        Ok(ready) => ready,
        Err(why) => {
            for stranger in [ANSWERS, REQUESTS, FUZZING] {
                tally.ignore(stranger, format!("{why:#}"));
            }
            return Ok(());
        }
    };
    let (python, copies) = ready;
    match prism::installed(root) {
        Ok(program) => {
            tally.add(ANSWERS, answers::LEAST, answers::judged(root, &program, &copies)?);
            tally.add(REQUESTS, requests::LEAST, requests::judged(root, &program, &copies)?);
        }
        Err(why) => [ANSWERS, REQUESTS].iter().for_each(|stranger| tally.ignore(stranger, format!("{why:#}"))),
    }
    tally.add(FUZZING, fuzzing::LEAST, fuzzing::judged(root, &python, &copies)?);
    Ok(())
}

/// An interpreter with a reader of the documents, and the documents as they should be.
fn ready(root: &Path, documents: Option<&Path>) -> Result<(PathBuf, Copies)> {
    let documents = copy::present(documents)?;
    let python = python::with(root, &[PACKAGE])?;
    let copies = Copies::make(root, &python, documents)?;
    Ok((python, copies))
}

impl Line {
    /// A line about something that a judge has this against, if anything.
    fn judged(operation: String, found: Option<String>) -> Self {
        let outcome = if found.is_none() { Outcome::Passed } else { Outcome::Failed };
        Self { operation, outcome, why: found.unwrap_or_default() }
    }
}
