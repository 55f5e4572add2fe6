//! The life of a factor, against a server that answers one thing at a time.

mod life {
    mod activation;
    mod challenge;
    mod code;
    mod enrollment;
    mod key;
    mod lost;
    mod poll;
    mod tenant;
    mod verification;
}
