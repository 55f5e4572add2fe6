//! What people do with the command on real servers, and what the servers and the way to them do wrong. Where a server
//! is not installed, its stories are ignored and say what to do.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Completion, Trial};

mod real {
    pub(crate) mod privacyidea;
    pub(crate) mod story;
}

use real::{privacyidea, story::Story};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let stories = [privacyidea::STORIES, privacyidea::CALLS].into_iter().flatten().copied().flatten();
    libtest_mimic::run(&arguments, stories.map(trial).collect()).exit_code()
}

fn trial(story: &'static Story) -> Trial {
    Trial::ignorable_test(story.name, || match story.play() {
        Ok(()) => Ok(Completion::Completed),
        Err(cannot) => Ok(Completion::ignored_with(cannot.to_string())),
    })
}
