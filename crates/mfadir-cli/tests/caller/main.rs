//! A strict desk, as two operators at the command line go through it: a caller is verified, then helped.

mod approval;
mod books;
mod guided;
mod proof;
mod refusal;
mod stage;
mod told;
