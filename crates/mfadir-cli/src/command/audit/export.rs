//! `audit export`

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum, ValueHint};
use mfadir_journal::{COLUMNS, Line, csv_row, ecs};
use tempfile::NamedTempFile;

use super::{
    filter::{Filter, Wanted},
    log::Log,
};
use crate::{
    args::Format,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::Output,
};

/// The arguments of `audit export`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The file to write, readable by its owner alone; without it the entries go to standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    to: Option<PathBuf>,

    /// What is written [default: ecs with -o ndjson or json, else csv]
    #[arg(long, value_name = "FORM", value_enum)]
    format: Option<Form>,

    #[command(flatten)]
    filter: Filter,
}

/// What other programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One row an entry under a header, for spreadsheets
    Csv,
    /// One JSON object a line in the Elastic Common Schema
    Ecs,
}

impl Form {
    fn usual(format: Format) -> Self {
        match format {
            Format::Json | Format::Ndjson => Self::Ecs,
            Format::Table | Format::Csv | Format::Note => Self::Csv,
        }
    }

    fn header(self) -> io::Result<String> {
        if self == Self::Csv { row(COLUMNS) } else { Ok(String::new()) }
    }

    fn text(self, line: &Line) -> io::Result<String> {
        match self {
            Self::Csv => row(csv_row(line)),
            Self::Ecs => Ok(format!("{}\n", ecs(line))),
        }
    }
}

fn row(cells: impl IntoIterator<Item = impl AsRef<[u8]>>) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells)?;
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// Where the entries go.
enum Sink<'a> {
    Output(&'a Output),
    File(BufWriter<NamedTempFile>),
}

impl Sink<'_> {
    fn put(&mut self, text: io::Result<String>) -> Outcome<()> {
        match self {
            Self::Output(output) => output.exactly(&text?),
            Self::File(file) => Ok(file.write_all(text?.as_bytes())?),
        }
    }
}

pub(super) fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let logs = Log::kept(context)?;
    let form = arguments.format.unwrap_or_else(|| Form::usual(context.output.format()));
    let wanted = arguments.filter.wanted(context)?;
    let Some(path) = &arguments.to else {
        write(&logs, &wanted, form, &mut Sink::Output(&context.output))?;
        return Ok(Exit::Done);
    };
    let path = context.surroundings.folder.join(path);
    if context.globals.dry_run {
        context.output.say(format!("would write {}", path.display()));
        return Ok(Exit::Done);
    }
    let count = to_file(&path, &logs, &wanted, form).map_err(|failure| unwritable(&path, &failure))?;
    context.output.say(format!("wrote {count} entries to {}", path.display()));
    Ok(Exit::Done)
}

/// Whole or not at all.
fn to_file(path: &Path, logs: &[Log], wanted: &Wanted<'_>, form: Form) -> Outcome<u64> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut sink = Sink::File(BufWriter::new(NamedTempFile::new_in(folder)?));
    let count = write(logs, wanted, form, &mut sink)?;
    if let Sink::File(file) = sink {
        let file = file.into_inner().map_err(|error| Failure::from(io::Error::from(error.error().kind())))?;
        file.persist(path).map_err(|error| error.error)?;
    }
    Ok(count)
}

fn write(logs: &[Log], wanted: &Wanted<'_>, form: Form, sink: &mut Sink<'_>) -> Outcome<u64> {
    let mut count = 0;
    sink.put(form.header())?;
    for log in logs {
        wanted.each(log, |line| {
            count += 1;
            sink.put(form.text(&line))
        })?;
    }
    Ok(count)
}

fn unwritable(path: &Path, failure: &Failure) -> Failure {
    Failure::new(failure.exit(), format!("{} was not written: {}", path.display(), failure.message()))
}
