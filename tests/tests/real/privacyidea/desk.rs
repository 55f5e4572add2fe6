//! Calls at a help desk, by commands alone: operators who have keys, a policy, and people who call.

mod asked;
mod page;
mod proven;
mod room;
mod smaller;
mod unlocked;
mod vouched;

use crate::real::story::Story;

pub(crate) const STORIES: &[&[Story]] =
    &[proven::STORIES, vouched::STORIES, smaller::STORIES, unlocked::STORIES, asked::STORIES];
