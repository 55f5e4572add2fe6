//! What is sent and how answers are read, against a server that answers one thing at a time.

mod wire {
    mod answers;
    mod events;
    mod inspection;
    mod lookup;
    mod pages;
    mod removal;
    mod sight;
    mod sign_in;
    mod tenant;
    mod unlocking;
}
