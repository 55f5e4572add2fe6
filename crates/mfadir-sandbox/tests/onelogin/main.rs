//! The OneLogin dialect over the wire, as a stranger would ask it.

mod caller;

mod access;
mod devices_v1;
mod devices_v2;
mod faults;
mod people;
mod roles;
mod token;
