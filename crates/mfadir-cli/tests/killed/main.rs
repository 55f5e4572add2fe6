//! The real program, killed while a write is under way, and what the next one makes of it.

mod owed;
mod points;
mod stage;
