//! The sandbox as a client sees it: over HTTP on loopback.

mod control;
mod desk;
mod faults;
mod okta_access;
mod okta_factors;
mod okta_lists;
mod okta_people;
mod state;
