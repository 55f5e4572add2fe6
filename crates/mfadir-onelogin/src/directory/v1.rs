//! Version 1: devices are triggered, and verified with the state token that the trigger gave.

mod device;
mod enroll;
mod verify;
