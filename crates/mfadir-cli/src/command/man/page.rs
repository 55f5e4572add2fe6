//! One page of the manual.

use std::io;

use clap_mangen::{
    Man,
    roff::{Roff, roman},
};

/// Everything that a page for `man` holds, and the name of its file.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) file: String,
    pub(super) text: String,
}

impl Page {
    /// The page of a command. What it says behind its options comes from us: examples keep their lines.
    pub(super) fn of(command: &clap::Command) -> io::Result<Self> {
        let version = concat!("mfadir ", env!("CARGO_PKG_VERSION"));
        let man = Man::new(command.clone()).source(version).manual("mfadir");
        let mut text = Vec::new();
        man.render_title(&mut text)?;
        man.render_name_section(&mut text)?;
        man.render_synopsis_section(&mut text)?;
        man.render_description_section(&mut text)?;
        man.render_options_section(&mut text)?;
        if command.get_subcommands().any(|below| !below.is_hide_set()) {
            man.render_subcommands_section(&mut text)?;
        }
        behind(command).to_writer(&mut text)?;
        Ok(Self { file: man.get_filename(), text: String::from_utf8_lossy(&text).into_owned() })
    }
}

fn behind(command: &clap::Command) -> Roff {
    let mut roff = Roff::new();
    if let Some(notes) = command.get_after_long_help().or_else(|| command.get_after_help()) {
        roff.control("SH", ["NOTES"]);
        notes.to_string().lines().fold(false, |literal, line| add(&mut roff, literal, line));
        roff.control("fi", []);
    }
    if command.get_display_name().is_some_and(|name| name != "mfadir") {
        roff.control("SH", ["SEE ALSO"]).text([roman("mfadir(1), whose options may stand here too.")]);
    }
    roff
}

/// Adds a line: an indented one as it is, any other as part of its paragraph. Answers which of them it was.
fn add(roff: &mut Roff, literal: bool, line: &str) -> bool {
    let indented = line.starts_with(' ');
    match (literal, indented) {
        (false, true) => roff.control("nf", []),
        (true, false) => roff.control("fi", []),
        _ => roff,
    };
    if line.is_empty() {
        roff.control("PP", [])
    } else {
        roff.text([roman(line)])
    };
    indented
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn examples_keep_their_lines_and_sentences_flow() {
        let command = clap::Command::new("mfadir").after_help("One.\nTwo.\n\nExamples:\n  mfadir a\n  mfadir b");
        let page = Page::of(&command).expect("a page");
        let notes = page.text.split_once(".SH NOTES\n").map(|(_, notes)| notes).unwrap_or_default();
        assert_eq!(notes, "One.\nTwo.\n.PP\nExamples:\n.nf\n  mfadir a\n  mfadir b\n.fi\n");
        assert_eq!(page.file, "mfadir.1");
    }
}
