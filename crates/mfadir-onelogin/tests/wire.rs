//! The backend against a tenant that answers one thing at a time.

mod wire {
    mod answers;
    mod lookup;
    mod removal;
    mod stub;
    mod tenant;
    mod tokens;
}
