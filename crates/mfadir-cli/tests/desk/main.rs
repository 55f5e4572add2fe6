//! A desk that is set up: tenants and their secrets, what the shell completes, and the manual.

mod audit;
mod completion;
mod keyring;
mod manual;
mod operator;
mod policy;
mod seat;
mod standing;
mod typo;
