//! `audit verify`

use std::path::PathBuf;

use clap::{Args, ValueHint};
use jiff::{SignedDuration, Timestamp};
use mfadir_journal::{Head, Line, NotVerified, Owing, OwingAct, Verified, verify};
use mfadir_policy::{Operators, Signed};

use super::log::{Log, failed};
use crate::{
    command::roster,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    render::{Verdict, Verdicts},
};

/// How far before the last entry is looked for what is owed: each of these lines is read as a whole.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(31 * 24);

/// The arguments of `audit verify`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/audit-verify.txt"))]
pub(super) struct Arguments {
    /// The log: its folder, a file of it, or a folder that holds several; without it those of this machine
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    path: Option<PathBuf>,

    /// The operators file that the head's signature is checked with; then an unsigned head is a fault
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    operators: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let logs = match &arguments.path {
        Some(path) => Log::at(&context.surroundings.folder.join(path))?,
        None => Log::kept(context)?,
    };
    if logs.is_empty() {
        return Err(Failure::new(Exit::NotFound, "there is no audit log on this machine"));
    }
    let path = arguments.operators.as_ref().map(|path| context.surroundings.folder.join(path));
    let operators = path.map(|path| roster::read(&path)).transpose()?;
    let verdicts: Vec<Verdict> = logs.iter().map(|log| look(log, operators.as_ref())).collect::<Outcome<_>>()?;
    let wrong: Vec<String> = verdicts.iter().filter_map(Verdict::told).collect();
    context.output.print(&Verdicts::of(verdicts))?;
    match wrong.as_slice() {
        [] => Ok(Exit::Done),
        [one] => Err(changed(one.clone())),
        several => {
            let message = format!("{} of {} audit logs are not as they were written", several.len(), logs.len());
            Err(changed(message).with_details(several.to_vec()))
        }
    }
}

fn changed(message: String) -> Failure {
    Failure::new(Exit::Failed, message).with_hint("keep a copy before anything is put right, and tell security")
}

fn look(log: &Log, operators: Option<&Operators>) -> Outcome<Verdict> {
    let check = |by: &str, text: &str, signature: &str| match operators {
        Some(operators) => counts(operators, by, text, signature),
        None => Ok(()),
    };
    if let Some(why) = &log.astray {
        return Ok(Verdict::unreadable(&log.tenant, &log.folder, format!("{}: {why}", log.folder.display())));
    }
    Ok(match verify(&log.folder, &check) {
        Ok(verified) => whole(log, verified, operators)?,
        Err(NotVerified::Changed(fault)) => Verdict::changed(&log.tenant, &log.folder, fault),
        Err(other) => Verdict::unreadable(&log.tenant, &log.folder, cause(&other)),
    })
}

/// Whether the signature is that of an operator who served the tenant when the head was written.
fn counts(operators: &Operators, by: &str, text: &str, signature: &str) -> Result<(), String> {
    let head: Head = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let signed = Signed { text: text.to_owned(), by: by.to_owned(), signature: signature.to_owned() };
    let at = head.at.ok_or("it signs an empty log")?;
    operators.signer(&signed, &head.tenant, at).map(|_| ()).map_err(|why| why.to_string())
}

fn whole(log: &Log, verified: Verified, operators: Option<&Operators>) -> Outcome<Verdict> {
    let open = open(log, &verified.open)?;
    let head = log.head.as_ref().map(|head| head.hash.clone());
    let due = operators.map(|operators| due(log, &verified, operators)).transpose()?.flatten();
    let owing = owing(log, verified.between.map(|(_, last)| last))?;
    let verdict = match due {
        Some(line) => Verdict::unsigned(&log.tenant, &log.folder, verified, &line),
        None => Verdict::whole(&log.tenant, &log.folder, verified, operators.is_some()),
    };
    Ok(verdict.with_head(head).with_open(open).with_owing(owing))
}

/// The acts of the log's last days of which somebody is still to be told.
fn owing(log: &Log, last: Option<Timestamp>) -> Outcome<Vec<OwingAct>> {
    let since = last.and_then(|last| last.checked_sub(LOOK_BACK).ok());
    let mut owing = Owing::default();
    log.reader().each(since, |line| owing.see(&line)).map_err(|error| failed(&error))?;
    Ok(owing.left())
}

/// The first entry that nobody signed although whoever wrote it is in the operators file: the signature was taken away,
/// or they had no key. Who is not in the file cannot sign, and is refused everything but to be written down.
fn due(log: &Log, verified: &Verified, operators: &Operators) -> Outcome<Option<Line>> {
    let signed = verified.signed.as_ref().map_or(0, |signed| signed.lines);
    if signed == verified.lines {
        return Ok(None);
    }
    let mut found = None;
    let read = log.reader().each(None, |line| {
        let serves = || operators.serving(&line.entry.operator.id, &log.tenant, line.entry.at).is_ok();
        if found.is_none() && line.n > signed && serves() {
            found = Some(line);
        }
    });
    read.map_err(|error| failed(&error))?;
    Ok(found)
}

/// The intents of these numbers.
fn open(log: &Log, numbers: &[u64]) -> Outcome<Vec<Line>> {
    let mut found = Vec::new();
    if numbers.is_empty() {
        return Ok(found);
    }
    let read = log.reader().each(None, |line| {
        if numbers.contains(&line.n) {
            found.push(line);
        }
    });
    read.map_err(|error| failed(&error))?;
    Ok(found)
}

fn cause(error: &NotVerified) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    format!("{error}{cause}")
}
