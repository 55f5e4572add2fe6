//! The desk's surroundings as a client sees them: tickets and webhooks over HTTP, mail over SMTP.

mod mail;
mod office;
mod state;
mod tickets;
mod webhooks;
