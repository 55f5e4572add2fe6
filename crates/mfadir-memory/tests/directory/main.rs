//! The reference directory through the contract.

mod challenges;
mod codes;
mod company;
mod enrollments;
mod honesty;
mod limits;
mod people;
