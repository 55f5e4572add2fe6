//! What the customer's administrator has to do.

/// How to make a credential with the least rights, step by step, for the customer's administrator: an API token, or a
/// service app.
pub const GUIDE: &str = include_str!("guide.txt");
