//! The OneLogin dialect over the wire, as a stranger would ask it.

mod caller;

mod access;
mod account;
mod challenges_v1;
mod devices_v1;
mod devices_v2;
mod enrollment_v1;
mod events;
mod faults;
mod people;
mod registrations;
mod roles;
mod shapes;
mod temporary;
mod token;
mod verifications;
