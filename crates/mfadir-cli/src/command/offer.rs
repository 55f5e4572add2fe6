//! `__offer`, which the scripts of `completions` call.

use clap::Args;

use crate::{context::Context, exit::Exit, shell};

/// The arguments of `__offer`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Which word is typed, counted from 0; without it the last one
    #[arg(long)]
    index: Option<usize>,

    /// The words of the command line, program name first
    #[arg(last = true)]
    words: Vec<String>,
}

impl Arguments {
    /// The words up to the one that is typed, which may be empty and missing.
    fn typed(self) -> Vec<String> {
        let Self { index, mut words } = self;
        if let Some(index) = index.filter(|index| *index <= words.len()) {
            words.resize(index + 1, String::new());
        }
        words
    }
}

pub(super) fn run(arguments: Arguments, context: &mut Context) -> Exit {
    let lines = shell::answer(context, arguments.typed()).into_iter().map(|candidate| match candidate.what {
        what if what.is_empty() => candidate.word + "\n",
        what => format!("{}\t{what}\n", candidate.word),
    });
    let text: String = lines.collect();
    context.output.exactly(&text);
    Exit::Done
}
