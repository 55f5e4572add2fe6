//! The sandbox as a client sees it: over HTTP on loopback.

mod control;
mod desk;
mod faults;
mod life;
mod oauth;
mod okta_access;
mod okta_enroll;
mod okta_enrollments;
mod okta_factors;
mod okta_lists;
mod okta_log;
mod okta_people;
mod okta_questions;
mod okta_roles;
mod okta_verify;
mod state;
mod switches;
