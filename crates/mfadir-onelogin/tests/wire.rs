//! The backend against a tenant that answers one thing at a time.

mod wire {
    mod answers;
    mod challenge;
    mod code;
    mod enrollment;
    mod events;
    mod inspection;
    mod lookup;
    mod lost;
    mod registration;
    mod removal;
    mod tenant;
    mod tokens;
    mod verification;
}
