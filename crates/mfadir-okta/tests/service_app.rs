//! A service app against an organisation that checks what it is sent.

mod service_app {
    mod checks;
    mod inspection;
    mod organisation;
    mod proofs;
    mod refusals;
    mod secrets;
    mod tenant;
    mod tokens;
}
