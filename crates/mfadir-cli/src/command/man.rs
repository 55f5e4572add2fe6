//! `man [DIR]`

mod page;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use clap::{Args, ValueHint};

use self::page::Page;
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// The arguments of `man`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../help/man.txt"))]
pub struct Arguments {
    /// The folder to write a page for each command into; without it all pages go to standard output
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Outcome {
    let pages = pages((context.program.manual)())?;
    let Some(folder) = &arguments.folder else {
        let text: String = pages.into_iter().map(|page| page.text).collect();
        context.output.exactly(&text);
        return Ok(Exit::Done);
    };
    let folder = context.surroundings.folder.join(folder);
    let what = format!("{} pages into {}", pages.len(), folder.display());
    if context.globals.dry_run {
        context.output.say(format!("would write {what}"));
        return Ok(Exit::Done);
    }
    write(&pages, &folder).map_err(|error| failed(&folder, &error))?;
    context.output.say(format!("wrote {what}"));
    Ok(Exit::Done)
}

/// The page of the command, and one each command below it.
fn pages(mut command: clap::Command) -> io::Result<Vec<Page>> {
    command.build();
    let mut commands = vec![&command];
    let mut next = 0;
    while let Some(command) = commands.get(next) {
        commands.extend(command.get_subcommands().filter(|below| !below.is_hide_set()));
        next += 1;
    }
    commands.into_iter().map(Page::of).collect()
}

fn write(pages: &[Page], folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    pages.iter().try_for_each(|page| fs::write(folder.join(&page.file), &page.text))
}

fn failed(folder: &Path, error: &io::Error) -> Failure {
    Failure::new(Exit::Failed, format!("the pages cannot be written into {}: {error}", folder.display()))
}
