//! Version 2: registrations make devices, and verifications ask them.

mod register;
mod transaction;
mod verify;
