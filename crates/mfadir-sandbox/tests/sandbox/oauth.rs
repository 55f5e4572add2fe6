//! OAuth for service applications.

mod possession;
mod signing;
mod token;
